import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AliasPlan, HealthCheckPlan, RoutingPlan, TargetKind } from "./plan-records";

/** A name and the hosted zone that it is in; they go together, and an alias with another's zone is refused or leads nowhere. */
export interface Target {
    readonly name: pulumi.Input<string>;
    readonly zoneId: pulumi.Input<string>;
}

export interface DomainArgs {
    readonly aliases: readonly AliasPlan[];
    /** Ids of the zones, by name. */
    readonly zoneIds: Readonly<Record<string, pulumi.Input<string>>>;
    readonly targets: Readonly<Record<TargetKind, Target>>;
    readonly evaluateTargetHealth: boolean;
    readonly routing: RoutingPlan;
    readonly healthCheck: HealthCheckPlan | undefined;
    readonly tags: Readonly<Record<string, string>>;
}

/** Alias records from the site's names to the environment or its load balancer, each in the zone that answers for it. */
export class Domain extends pulumi.ComponentResource {
    constructor(name: string, args: DomainArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:domain:Domain", name, args, opts);
        const healthCheckId = createHealthCheck(name, args, { parent: this });
        for (const alias of args.aliases) {
            createAlias(`${name}-${alias.suffix}`, { ...args, alias, healthCheckId }, { parent: this });
        }
        this.registerOutputs({});
    }
}

/** @returns nothing where the settings ask for none */
function createHealthCheck(
    name: string,
    { healthCheck, targets, tags }: DomainArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> | undefined {
    if (healthCheck === undefined) {
        return undefined;
    }
    const { id } = new aws.route53.HealthCheck(
        `${name}-health`,
        { ...healthCheck, fqdn: targets.environment.name, tags: { ...tags, Name: name } },
        opts,
    );
    return id;
}

interface AliasArgs extends DomainArgs {
    readonly alias: AliasPlan;
    readonly healthCheckId: pulumi.Output<string> | undefined;
}

function createAlias(
    name: string,
    { alias, zoneIds, targets, evaluateTargetHealth, routing, healthCheckId }: AliasArgs,
    opts: pulumi.CustomResourceOptions,
): aws.route53.Record {
    const { site, zone, type, target } = alias;
    return new aws.route53.Record(
        name,
        {
            zoneId: zoneIds[zone] ?? "",
            name: site,
            type,
            aliases: [{ ...targets[target], evaluateTargetHealth }],
            ...routing,
            ...(healthCheckId === undefined ? {} : { healthCheckId }),
        },
        opts,
    );
}
