import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { beanstalkZones } from "./beanstalk-zones";

export interface DomainArgs {
    /** Names that lead to the environment; a wildcard is a record too. */
    readonly names: readonly string[];
    readonly zoneId: pulumi.Input<string>;
    readonly region: string;
    /** CNAME of the environment. */
    readonly target: pulumi.Input<string>;
}

/** Alias records from the site's names, the apex included, to the environment. Type A only: the load balancer has IPv4 addresses. */
export class Domain extends pulumi.ComponentResource {
    constructor(name: string, args: DomainArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:domain:Domain", name, args, opts);
        for (const site of [...new Set(args.names)].sort()) {
            createAlias(`${name}-${site}`, site, args, { parent: this });
        }
        this.registerOutputs({});
    }
}

function createAlias(
    name: string,
    site: string,
    { zoneId, region, target }: DomainArgs,
    opts: pulumi.CustomResourceOptions,
): aws.route53.Record {
    // The settings admit only regions of the table.
    const targetZone = beanstalkZones[region] ?? "";
    return new aws.route53.Record(
        name,
        { zoneId, name: site, type: "A", aliases: [{ name: target, zoneId: targetZone, evaluateTargetHealth: true }] },
        opts,
    );
}
