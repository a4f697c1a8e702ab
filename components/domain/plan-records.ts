import { hasHttps, siteNames } from "../beanstalk-environment/variables";
import { sharedListenerPort } from "../beanstalk-environment/plan-load-balancer";
import type { Settings } from "../settings";
import { DomainSettings, isElsewhere, zoneOf, zonesOf } from "./zones";

/** Whose name a record leads to. */
export type TargetKind = "environment" | "loadBalancer";

/** An alias record in Route 53. */
export interface AliasPlan {
    /** What its resource is called, after the component's name. */
    readonly suffix: string;
    readonly site: string;
    /** Name of the zone that it is in. */
    readonly zone: string;
    readonly type: "A" | "AAAA";
    readonly target: TargetKind;
}

type Sited = Pick<Settings, "domain" | "environment">;

/**
 * A record of type A for each name, the apex included, and one of type AAAA where the load balancer has such addresses. Elastic Beanstalk's own name of an
 * environment has addresses of IPv4 alone, so that AAAA leads to the load balancer's. A shared load balancer stays when the environment goes, and nobody else
 * can take its name.
 *
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias.html (type A for an environment, A or AAAA for a load balancer)
 */
export function planAliases(settings: Sited): AliasPlan[] {
    const { domain } = settings;
    if (domain === undefined || isElsewhere(domain)) {
        return [];
    }
    const zones = zonesOf(domain);
    return siteNames(settings)
        .sort()
        .flatMap((site) => {
            // The settings' check has seen that there is one.
            const record = { site, zone: zoneOf(site, zones)?.name ?? "" };
            const first: AliasPlan = { ...record, suffix: site, type: "A", target: nameTarget(settings) };
            const second: AliasPlan = { ...record, suffix: `${site}-ipv6`, type: "AAAA", target: "loadBalancer" };
            return isDualStack(settings) ? [first, second] : [first];
        });
}

/** Whose name stands for the site's. */
export const nameTarget = ({ environment }: Pick<Settings, "environment">): TargetKind =>
    environment.loadBalancer.kind === "shared" ? "loadBalancer" : "environment";

const isDualStack = ({ environment: { loadBalancer } }: Pick<Settings, "environment">): boolean =>
    "ipAddressType" in loadBalancer && loadBalancer.ipAddressType === "dualstack";

/** Whether the load balancer's own name has to be asked for. */
export const needsLoadBalancerName = (settings: Sited): boolean =>
    settings.domain !== undefined &&
    (nameTarget(settings) === "loadBalancer" || planAliases(settings).some(({ target }) => target === "loadBalancer"));

/** What a record says of its choice among others of the same name. */
export interface RoutingPlan {
    readonly setIdentifier?: string;
    readonly weightedRoutingPolicies?: { readonly weight: number }[];
    readonly failoverRoutingPolicies?: { readonly type: "PRIMARY" | "SECONDARY" }[];
}

export function planRouting(routing: DomainSettings["routing"], environmentName: string): RoutingPlan {
    switch (routing.kind) {
        case "simple":
            return {};
        case "weighted":
            return {
                setIdentifier: routing.setIdentifier ?? environmentName,
                weightedRoutingPolicies: [{ weight: routing.weight }],
            };
        case "failover":
            return {
                setIdentifier: routing.setIdentifier ?? environmentName,
                failoverRoutingPolicies: [{ type: routing.role === "primary" ? "PRIMARY" : "SECONDARY" }],
            };
    }
}

export interface HealthCheckPlan {
    readonly type: "HTTP" | "HTTPS";
    readonly port: number;
    readonly resourcePath: string;
    readonly requestInterval: number;
    readonly failureThreshold: number;
}

/**
 * The check asks for the environment's own name: the site's may be another stack's at the moment. Route 53 does not look at certificates.
 *
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export function planHealthCheck(settings: Settings): HealthCheckPlan | undefined {
    const { app, domain, environment } = settings;
    const check = domain === undefined || domain.routing.kind === "simple" ? undefined : domain.routing.healthCheck;
    if (check === undefined) {
        return undefined;
    }
    const secure = hasHttps(settings);
    const { loadBalancer } = environment;
    return {
        type: secure ? "HTTPS" : "HTTP",
        port: loadBalancer.kind === "shared" ? sharedListenerPort(settings, loadBalancer) : secure ? 443 : 80,
        resourcePath: app.healthPath,
        requestInterval: check.intervalSeconds,
        failureThreshold: check.failureThreshold,
    };
}
