import * as pulumi from "@pulumi/pulumi";
import { hasHttps, siteNames } from "../beanstalk-environment/variables";
import { Certificate } from "../certificate/certificate";
import { givenCertificateArn, planCertificate, ValidationRecord } from "../certificate/plan-certificate";
import { hostedZoneId, loadBalancerName } from "../lookups";
import type { Settings } from "../settings";
import { beanstalkZones } from "./beanstalk-zones";
import { Domain, Target } from "./domain";
import {
    nameTarget,
    needsLoadBalancerName,
    planAliases,
    planHealthCheck,
    planRouting,
    TargetKind,
} from "./plan-records";
import { isElsewhere, zonesOf } from "./zones";

interface Shared {
    readonly settings: Settings;
    readonly tags: Readonly<Record<string, string>>;
}

/** The names of a site and the certificate for them. */
export interface Site {
    /** Of a certificate that a listener may have; undefined where there is none, or none yet. */
    readonly certificateArn: pulumi.Output<string> | undefined;
    /** Ids of the hosted zones, by name. */
    readonly zoneIds: Readonly<Record<string, pulumi.Output<string>>>;
    /** What ACM looks for, where the stack makes a certificate. */
    readonly validationRecords: pulumi.Output<ValidationRecord[]> | undefined;
}

/** The certificate comes before the environment, which waits for it. A single instance has nothing to put it on. */
export function createCertificate(name: string, { settings, tags }: Shared): Site {
    const given = givenCertificateArn(settings);
    const zoneIds = lookUpZones(settings);
    const plan = planCertificate(settings);
    if (plan === undefined) {
        const certificateArn = given === undefined ? undefined : pulumi.output(given);
        return { certificateArn, zoneIds, validationRecords: undefined };
    }
    const certificate = new Certificate(name, { plan, zoneIds, tags });
    return { certificateArn: certificate.validatedArn, zoneIds, validationRecords: certificate.records };
}

function lookUpZones({ domain }: Settings): Record<string, pulumi.Output<string>> {
    const zones = domain === undefined ? [] : zonesOf(domain);
    return Object.fromEntries(
        zones.map(({ name, id, where }) => [
            name,
            id === undefined ? hostedZoneId(name, where, {}) : pulumi.output(id),
        ]),
    );
}

/** What the records lead to; of an environment. */
interface Named {
    readonly cname: pulumi.Output<string>;
    /** ARNs of its load balancers: one, or none for a single instance. */
    readonly made: { readonly loadBalancers: pulumi.Output<string[]> };
}

/** The records come after the environment, whose name they lead to. */
export function createRecords(
    name: string,
    { settings, tags }: Shared,
    site: Site,
    environment: Named,
): Domain | undefined {
    const { domain, environmentName } = settings;
    const aliases = planAliases(settings);
    if (domain === undefined || aliases.length === 0) {
        return undefined;
    }
    return new Domain(name, {
        aliases,
        zoneIds: site.zoneIds,
        targets: targetsOf(settings, environment),
        evaluateTargetHealth: domain.evaluateTargetHealth,
        routing: planRouting(domain.routing, environmentName),
        healthCheck: planHealthCheck(settings),
        tags,
    });
}

/** The load balancer's name is asked for where a record leads to it, once the environment is there to tell it. */
function targetsOf(settings: Settings, { cname, made }: Named): Record<TargetKind, Target> {
    // The settings admit only regions of the table where a record leads to the environment.
    const environment = { name: cname, zoneId: beanstalkZones[settings.region] ?? "" };
    if (!needsLoadBalancerName(settings)) {
        return { environment, loadBalancer: environment };
    }
    const { loadBalancer } = settings.environment;
    const arn = made.loadBalancers.apply(([first = ""]) => (loadBalancer.kind === "shared" ? loadBalancer.arn : first));
    const own = loadBalancerName(arn, {});
    return { environment, loadBalancer: { name: own.dnsName, zoneId: own.zoneId } };
}

/** What people need to know of the site: its address, and what they have to create where its zone is not in Route 53. */
export interface SiteOutputs {
    readonly url?: pulumi.Output<string>;
    readonly dnsRecords?: pulumi.Output<ValidationRecord[]>;
}

export function siteOutputs(settings: Settings, site: Site, environment: Named): SiteOutputs {
    const { domain } = settings;
    return {
        ...(settings.environment.tier.kind === "worker" ? {} : { url: siteUrl(settings, environment.cname) }),
        ...(domain !== undefined && isElsewhere(domain)
            ? { dnsRecords: recordsByHand(settings, site, environment) }
            : {}),
    };
}

const siteUrl = (settings: Settings, cname: pulumi.Output<string>): pulumi.Output<string> =>
    pulumi.interpolate`${hasHttps(settings) ? "https" : "http"}://${settings.domain?.name ?? cname}`;

function recordsByHand(settings: Settings, site: Site, environment: Named): pulumi.Output<ValidationRecord[]> {
    const target = targetsOf(settings, environment)[nameTarget(settings)].name;
    return pulumi
        .all([pulumi.output(target), site.validationRecords ?? pulumi.output<ValidationRecord[]>([])])
        .apply(([value, records]) => [
            ...records,
            ...siteNames(settings).map((name) => ({ name, type: "CNAME", value })),
        ]);
}
