import type { Settings } from "../settings";

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
export function planRules({ environment, database }: Pick<Settings, "environment" | "database">): IngressRule[] {
    const { tier, instances } = environment;
    const { keyPair } = instances;
    return [
        ...(tier.kind === "worker" ? [] : webRules(environment.loadBalancer)),
        ...(keyPair === undefined ? [] : [rule("instances-ssh", "instances", 22, { cidr: keyPair.source })]),
        ...(database.kind === "postgres" ? [rule("database-postgres", "database", 5432, { group: "instances" })] : []),
    ];
}

function webRules(loadBalancer: Settings["environment"]["loadBalancer"]): IngressRule[] {
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
                rule("load-balancer-http", "load-balancer", 80, { cidr: everywhere }),
                rule("load-balancer-https", "load-balancer", 443, { cidr: everywhere }),
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

const rule = (suffix: string, group: Group, port: number, from: IngressRule["from"]): IngressRule => ({
    suffix,
    group,
    port,
    from,
});

/** Whether the stack has a security group for a load balancer: neither a shared nor a network load balancer takes one of it. */
export const hasLoadBalancerGroup = ({ loadBalancer }: Settings["environment"]): boolean =>
    loadBalancer.kind === "dedicated";
