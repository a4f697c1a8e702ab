import type { Problem } from "../problem";
import type { Settings } from "../settings";

type LoadBalancer = Settings["environment"]["loadBalancer"];
type Dedicated = Extract<LoadBalancer, { kind: "dedicated" }>;

const at = (path: string): string => `environment.loadBalancer.${path}`;

/** What does not fit together in the settings of a load balancer, or with the network and the domain. */
export function loadBalancerCheck(settings: Settings): Problem[] {
    const { loadBalancer } = settings.environment;
    switch (loadBalancer.kind) {
        case "dedicated":
            return [
                ...listening(settings, loadBalancer),
                ...processNames(loadBalancer),
                ...listeners(settings, loadBalancer),
                ...rules(loadBalancer),
            ];
        case "shared":
            return place(settings);
        case "network":
        case "none":
            return [];
    }
}

function listening({ domain }: Settings, { http, listeners }: Dedicated): Problem[] {
    return http || domain !== undefined || Object.keys(listeners).length > 0
        ? []
        : [
              {
                  where: at("http"),
                  got: "false, without a domain",
                  allowed: "true, or a domain, whose certificate opens port 443",
                  remedy: "Remove it: nothing would listen.",
              },
          ];
}

/** A new VPC is the stack's own, so that no other load balancer can stand in it. */
const place = ({ network }: Settings): Problem[] =>
    network.kind === "new"
        ? [
              {
                  where: "network.kind",
                  got: "new, with a shared load balancer",
                  allowed: "existing or default: the VPC of the load balancer",
                  remedy: "Name the load balancer's VPC.",
              },
          ]
        : [];

function processNames({ processes, listeners, rules }: Dedicated): Problem[] {
    const known = [...new Set(["default", ...Object.keys(processes)])];
    const used = [
        ...Object.entries(listeners).map(([port, { process }]) => ({ where: `listeners.${port}.process`, process })),
        ...Object.entries(rules).map(([name, { process }]) => ({ where: `rules.${name}.process`, process })),
    ];
    return [
        ...("default" in processes
            ? [
                  {
                      where: at("processes.default"),
                      got: "a process named default",
                      allowed: "any other name: default is nginx on port 80",
                      remedy: "Rename it; its health check is environment.loadBalancer.healthCheck.",
                  },
              ]
            : []),
        ...used
            .filter(({ process }) => !known.includes(process))
            .map(({ where, process }) => ({
                where: at(where),
                got: JSON.stringify(process),
                allowed: known.join(", "),
                remedy: "Name one of the processes, or add it under environment.loadBalancer.processes.",
            })),
    ];
}

function listeners({ domain }: Settings, { listeners, rules }: Dedicated): Problem[] {
    return Object.entries(listeners).flatMap(([port, listener]) => {
        const where = at(`listeners.${port}`);
        const unknown = listener.rules.filter((name) => !(name in rules));
        const problems: Problem[] = unknown.map((name) => ({
            where: `${where}.rules`,
            got: JSON.stringify(name),
            allowed:
                Object.keys(rules).join(", ") || "rules of environment.loadBalancer.rules, of which there are none",
            remedy: "Correct the name, or add the rule.",
        }));
        if (listener.protocol === "HTTPS" && listener.certificateArn === undefined && domain === undefined) {
            problems.push({
                where: `${where}.certificateArn`,
                got: "nothing, and no domain",
                allowed: "a certificate, its own or that of a domain",
                remedy: "Give certificateArn, or set domain.",
            });
        }
        return [...problems, ...worldOpen(`${where}.clients`, listener.clients)];
    });
}

const worldOpen = (where: string, clients: readonly string[]): Problem[] =>
    clients
        .filter((range) => range.endsWith("/0"))
        .map((range) => ({
            where,
            got: range,
            allowed: "ranges of your own; the whole world is for 80 and 443",
            remedy: "Name the networks that need the port.",
        }));

function rules({ rules, listeners }: Dedicated): Problem[] {
    const listenerOf = (name: string) =>
        Object.keys(listeners).find((port) => listeners[port]?.rules.includes(name)) ?? "site";
    const taken = new Map<string, string>();
    return Object.entries(rules).flatMap(([name, { hosts, paths, priority }]) => {
        const where = at(`rules.${name}`);
        const slot = `${listenerOf(name)} ${priority}`;
        const other = taken.get(slot);
        taken.set(slot, name);
        return [
            ...(hosts.length + paths.length > 0
                ? []
                : [
                      {
                          where,
                          got: "neither hosts nor paths",
                          allowed: "one of them, or both",
                          remedy: "Say which requests it takes.",
                      },
                  ]),
            ...(other === undefined
                ? []
                : [
                      {
                          where: `${where}.priority`,
                          got: `${priority}, which ${other} has on the same listener`,
                          allowed: "each number once on a listener",
                          remedy: "Give one of the two another number.",
                      },
                  ]),
        ];
    });
}
