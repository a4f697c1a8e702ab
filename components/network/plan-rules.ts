import { listensOnHttp } from "../beanstalk-environment/plan-load-balancer";
import { cachePort } from "../cache/plan-cache";
import { hasCertificate } from "../beanstalk-environment/variables";
import type { Settings } from "../settings";
import { servesIpv6 } from "./plan-network";

type Group = "instances" | "load-balancer" | "database" | "database-proxy" | "cache";

/** Traffic that a security group takes. */
export interface IngressRule {
    /** Suffix of the resource's name; a new one replaces the rule. */
    readonly suffix: string;
    readonly group: Group;
    readonly port: number;
    /** A range of addresses, a group of the stack, or the id of another. */
    readonly from: { readonly cidr: string } | { readonly group: Group } | { readonly groupId: string };
}

export type RulesSettings = Pick<Settings, "environment" | "database" | "cache" | "network" | "domain">;

const everywhere = "0.0.0.0/0";

/**
 * Who may reach what. Open to the world are 80 and 443 of the load balancer, or of the instances where clients reach them directly: a single instance, and
 * behind a network load balancer, which passes connections on as they are.
 */
export function planRules(settings: RulesSettings): IngressRule[] {
    const { environment, database, cache } = settings;
    const { tier, instances } = environment;
    const { keyPair } = instances;
    return [
        ...(tier.kind === "worker" ? [] : webRules(environment.loadBalancer, settings)),
        ...(keyPair === undefined ? [] : [rule("instances-ssh", "instances", 22, { cidr: keyPair.source })]),
        ...databaseRules(database),
        ...(cache.kind === "none" ? [] : [rule("cache-clients", "cache", cachePort, { group: "instances" })]),
    ];
}

/** A proxy reaches the database as the instances do, which go on to reach it themselves: a replica has no proxy. */
function databaseRules(database: Settings["database"]): IngressRule[] {
    return [
        ...(database.kind === "postgres" ? [rule("database-postgres", "database", 5432, { group: "instances" })] : []),
        ...(hasDatabaseProxy(database)
            ? [
                  rule("database-proxy-postgres", "database-proxy", 5432, { group: "instances" }),
                  rule("database-postgres-proxy", "database", 5432, { group: "database-proxy" }),
              ]
            : []),
    ];
}

export const hasDatabaseProxy = (database: Settings["database"]): boolean =>
    database.kind === "postgres" && database.proxy !== undefined;

function webRules(loadBalancer: Settings["environment"]["loadBalancer"], settings: RulesSettings): IngressRule[] {
    switch (loadBalancer.kind) {
        case "none":
            return [
                rule("instances-http", "instances", 80, { cidr: everywhere }),
                ...(loadBalancer.tlsOnInstances === undefined
                    ? []
                    : [rule("instances-https", "instances", 443, { cidr: everywhere })]),
            ];
        case "network":
            return clientRules(loadBalancer, settings);
        case "shared":
            return [rule("instances-http", "instances", 80, { groupId: loadBalancer.securityGroupId })];
        case "dedicated":
            return [
                ...(loadBalancer.http ? fromEverywhere("load-balancer-http", 80, servesIpv6(settings)) : []),
                ...(hasCertificate(settings) ? fromEverywhere("load-balancer-https", 443, servesIpv6(settings)) : []),
                ...Object.entries(loadBalancer.listeners).flatMap(([port, { clients }]) =>
                    [...new Set(clients)].map((cidr) => fromRange("load-balancer", Number(port), cidr)),
                ),
                loadBalancer.endToEndTls
                    ? rule("instances-https", "instances", 443, { group: "load-balancer" })
                    : rule("instances-http", "instances", 80, { group: "load-balancer" }),
                ...[...new Set(Object.values(loadBalancer.processes).map(({ port }) => port))]
                    .filter((port) => port !== (loadBalancer.endToEndTls ? 443 : 80))
                    .map((port) => rule(`instances-${port}`, "instances", port, { group: "load-balancer" })),
            ];
    }
}

type NetworkLoadBalancer = Extract<Settings["environment"]["loadBalancer"], { kind: "network" }>;

/** Clients' own addresses, and the load balancer's in the VPC, from which it checks health; by port and range, each once. */
function clientRules(loadBalancer: NetworkLoadBalancer, settings: RulesSettings): IngressRule[] {
    const { network } = settings;
    const site = loadBalancer.tlsOnInstances === undefined ? 80 : 443;
    const own = network.kind === "new" ? network.cidr : loadBalancer.vpcRange;
    const reached: readonly (readonly [number, readonly string[]])[] = [
        [site, loadBalancer.clients],
        ...(site === 443 && listensOnHttp(settings, loadBalancer) ? [[80, loadBalancer.clients] as const] : []),
        ...Object.values(loadBalancer.listeners).map(
            ({ process, clients }) => [loadBalancer.processes[process]?.port ?? site, clients] as const,
        ),
    ];
    const rules = reached.flatMap(([port, clients]) =>
        [...clients, ...(own === undefined || clients.includes(everywhere) ? [] : [own])].map((cidr) =>
            fromRange("instances", port, cidr),
        ),
    );
    return [...new Map(rules.map((each) => [each.suffix, each])).values()];
}

/** Named by its range: by its place in a list, a rule would meet the one before it when another is taken out. */
const fromRange = (group: Group, port: number, cidr: string): IngressRule =>
    rule(
        cidr === everywhere && group === "instances"
            ? `instances-${port === 443 ? "https" : "http"}`
            : `${group}-${port}-${cidr.replaceAll(/[^0-9a-f]+/g, "-")}`,
        group,
        port,
        { cidr },
    );

const fromEverywhere = (suffix: string, port: number, ipv6: boolean): IngressRule[] => [
    rule(suffix, "load-balancer", port, { cidr: everywhere }),
    ...(ipv6 ? [rule(`${suffix}-ipv6`, "load-balancer", port, { cidr: "::/0" })] : []),
];

const rule = (suffix: string, group: Group, port: number, from: IngressRule["from"]): IngressRule => ({
    suffix,
    group,
    port,
    from,
});

/** Whether the stack has a security group for a load balancer: neither a shared nor a network load balancer takes one of it. */
export const hasLoadBalancerGroup = ({ loadBalancer }: Settings["environment"]): boolean =>
    loadBalancer.kind === "dedicated";
