import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { beanstalkZones } from "./beanstalk-zones";

export interface DomainArgs {
    /** Names that lead to the environment; a wildcard is a record too. */
    readonly names: readonly string[];
    readonly zoneId: pulumi.Input<string>;
    readonly region: string;
    /** Whether the load balancer has IPv6 addresses too. */
    readonly dualStack: boolean;
    /** CNAME of the environment. */
    readonly target: pulumi.Input<string>;
}

/** Alias records from the site's names, the apex included, to the environment. Type AAAA only where the load balancer has such addresses. */
export class Domain extends pulumi.ComponentResource {
    constructor(name: string, args: DomainArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:domain:Domain", name, args, opts);
        for (const site of [...new Set(args.names)].sort()) {
            createAlias(`${name}-${site}`, { ...args, site, type: "A" }, { parent: this });
            if (args.dualStack) {
                createAlias(`${name}-${site}-ipv6`, { ...args, site, type: "AAAA" }, { parent: this });
            }
        }
        this.registerOutputs({});
    }
}

function createAlias(
    name: string,
    { zoneId, region, target, site, type }: DomainArgs & { readonly site: string; readonly type: "A" | "AAAA" },
    opts: pulumi.CustomResourceOptions,
): aws.route53.Record {
    // The settings admit only regions of the table.
    const targetZone = beanstalkZones[region] ?? "";
    return new aws.route53.Record(
        name,
        { zoneId, name: site, type, aliases: [{ name: target, zoneId: targetZone, evaluateTargetHealth: true }] },
        opts,
    );
}
