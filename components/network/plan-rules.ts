import type { Settings } from "../settings";
import { servesIpv6 } from "./plan-network";

type Group = "instances" | "load-balancer" | "database";

/** Traffic that a security group takes. */
export interface IngressRule {
    /** Suffix of the resource's name; a new one replaces the rule. */
    readonly suffix: string;
    readonly group: Group;
    readonly port: number;
    /** A range of addresses, a group of the stack, or the id of another. */
    readonly from: { readonly cidr: string } | { readonly group: Group } | { readonly groupId: string };
}

const everywhere = "0.0.0.0/0";

/**
 * Who may reach what. Open to the world are 80 and 443 of the load balancer, or 80 of the instances where clients reach them directly: a single instance, and
 * behind a network load balancer, which passes connections on as they are.
 */
export function planRules(settings: Pick<Settings, "environment" | "database" | "network">): IngressRule[] {
    const { environment, database } = settings;
    const { tier, instances } = environment;
    const { keyPair } = instances;
    return [
        ...(tier.kind === "worker" ? [] : webRules(environment.loadBalancer, servesIpv6(settings))),
        ...(keyPair === undefined ? [] : [rule("instances-ssh", "instances", 22, { cidr: keyPair.source })]),
        ...(database.kind === "postgres" ? [rule("database-postgres", "database", 5432, { group: "instances" })] : []),
    ];
}

function webRules(loadBalancer: Settings["environment"]["loadBalancer"], ipv6: boolean): IngressRule[] {
    switch (loadBalancer.kind) {
        case "none":
            return [rule("instances-http", "instances", 80, { cidr: everywhere })];
        case "network":
            return loadBalancer.clients.map((cidr, i) =>
                rule(i === 0 ? "instances-http" : `instances-http-${i + 1}`, "instances", 80, { cidr }),
            );
        case "shared":
            return [rule("instances-http", "instances", 80, { groupId: loadBalancer.securityGroupId })];
        case "dedicated":
            return [
                ...fromEverywhere("load-balancer-http", 80, ipv6),
                ...fromEverywhere("load-balancer-https", 443, ipv6),
                ...Object.entries(loadBalancer.listeners).flatMap(([port, { clients }]) =>
                    clients.map((cidr, i) =>
                        rule(`load-balancer-${port}-${i + 1}`, "load-balancer", Number(port), { cidr }),
                    ),
                ),
                rule("instances-http", "instances", 80, { group: "load-balancer" }),
                ...[...new Set(Object.values(loadBalancer.processes).map(({ port }) => port))]
                    .filter((port) => port !== 80)
                    .map((port) => rule(`instances-${port}`, "instances", port, { group: "load-balancer" })),
            ];
    }
}

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
