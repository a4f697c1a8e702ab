import * as pulumi from "@pulumi/pulumi";
import type { BeanstalkEnvironment } from "../beanstalk-environment/beanstalk-environment";
import { givenCertificateArn } from "../certificate/plan-certificate";
import type { Settings } from "../settings";
import { hasOwnTargets } from "./environment-metrics";
import type { MonitoringLinks } from "./plan-alarms";

type Text = pulumi.Output<string>;

export interface Watched {
    readonly environment: pulumi.Resource & Pick<BeanstalkEnvironment, "made">;
    readonly database: { readonly identifier: Text; readonly replicaIdentifier?: Text | undefined } | undefined;
    readonly certificateArn: Text | undefined;
    readonly media: { readonly cdnCertificateArn: Text | undefined } | undefined;
}

/** By what CloudWatch knows the resources of a stack. Elastic Beanstalk makes up some of the names, and tells them once the environment is there. */
export function monitoringLinks(settings: Settings, watched: Watched): MonitoringLinks<Text> {
    const { loadBalancers, autoscalingGroups } = watched.environment.made;
    return {
        loadBalancer: hasOwnTargets(settings) ? loadBalancers.apply(dimensionOf) : undefined,
        autoScalingGroup: autoscalingGroups.apply((names) => only(names, "Auto Scaling group")),
        database: watched.database?.identifier,
        replica: watched.database?.replicaIdentifier,
        certificateArn: ofAcm(settings) ? watched.certificateArn : undefined,
        cdnCertificateArn: watched.media?.cdnCertificateArn,
        ...queues(settings, watched),
    };
}

/** `app/<name>/<id>` of `arn:aws:elasticloadbalancing:<region>:<account>:loadbalancer/app/<name>/<id>` */
const dimensionOf = (arns: readonly string[] | undefined): string =>
    only(arns, "load balancer").replace(/^.*:loadbalancer\//, "");

/** @throws Error where the environment has none; the provider fills it in after creation */
function only(names: readonly string[] | undefined, what: string): string {
    const [name] = names ?? [];
    if (name === undefined) {
        throw new Error(`The environment tells of no ${what}. Run pulumi refresh, and pulumi up again.`);
    }
    return name;
}

/** CloudWatch knows days to expiry of ACM's certificates alone. */
function ofAcm(settings: Settings): boolean {
    const given = givenCertificateArn(settings);
    return given === undefined || given.includes(":acm:");
}

/** Elastic Beanstalk names its queues after the parts of its own stack. Which queue takes the dead letters of one that is given, only its owner knows. */
function queues(
    { environment: { tier } }: Settings,
    { environment }: Watched,
): Pick<MonitoringLinks<Text>, "queue" | "deadLetterQueue"> {
    if (tier.kind === "web") {
        return { queue: undefined, deadLetterQueue: undefined };
    }
    if (tier.queueUrl !== undefined) {
        return { queue: pulumi.output(nameOf(tier.queueUrl)), deadLetterQueue: undefined };
    }
    const named = (dead: boolean, what: string) =>
        environment.made.queues.apply((urls: readonly string[] | undefined) =>
            only(
                urls?.map(nameOf).filter((name) => name.includes("WorkerDeadLetterQueue") === dead),
                what,
            ),
        );
    return { queue: named(false, "queue"), deadLetterQueue: named(true, "dead-letter queue") };
}

const nameOf = (url: string): string => url.split("/").pop() ?? url;
