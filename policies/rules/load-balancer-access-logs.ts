import { securityHub } from "../frameworks";
import { notInDev } from "../levels";
import { environmentType, loadBalancerOf } from "../read/environment";
import { howToSet, problemWith, readOption, Wanted } from "../read/options";
import type { Rule } from "../rule";

const namespace = "aws:elbv2:loadbalancer";
const enabled: Wanted = { namespace, name: "AccessLogsS3Enabled", value: "true" };
const bucket: Wanted = { namespace, name: "AccessLogsS3Bucket", value: "<name of the bucket>" };
const remedy = howToSet(
    "environment.loadBalancer.accessLogs: {kind: new}, or {kind: existing, bucket: …}",
    enabled,
    bucket,
);

export const loadBalancerAccessLogs: Rule = {
    name: "load-balancer-access-logs",
    displayName: "Access logs of the load balancer",
    description:
        "The environment's own load balancer keeps a log of every request in S3, those included that reach no instance.",
    // They cost a bucket of one's own, and a dev stack has little to look into afterwards.
    levels: notInDev,
    severity: "medium",
    framework: securityHub("ELB.5", "Application and Classic Load Balancers logging should be enabled"),
    standards: ["CKV_AWS_91"],
    remediationSteps: `Set ${namespace}/${enabled.name} to "${enabled.value}" and ${namespace}/${bucket.name} to a bucket that Elastic Load Balancing may write to.`,
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
    tags: ["load-balancer", "logs"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        // A shared one keeps logs as its owner says; Elastic Beanstalk has no such option for a network one.
        if (loadBalancerOf(environment) !== "dedicated") {
            return [];
        }
        const problem = problemWith(environment, enabled);
        if (problem !== undefined) {
            return [`${problem}. ${remedy}`];
        }
        const into = readOption(environment, namespace, bucket.name);
        // The name of a bucket that is made in the same run is not known yet.
        if (into.state === "unknown" || (into.state === "known" && !into.values.includes(""))) {
            return [];
        }
        const state = into.state === "absent" ? "is not set" : "is empty";
        return [
            `${namespace}/${bucket.name} ${state}; wanted: the name of a bucket. Without it nothing is logged. ${remedy}`,
        ];
    },
};
