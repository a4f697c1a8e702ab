import { hasCertificate } from "../beanstalk-environment/variables";
import type { Problem } from "../problem";
import type { Settings } from "../settings";

export type Network = Extract<Settings["environment"]["loadBalancer"], { kind: "network" }>;
export type Dedicated = Extract<Settings["environment"]["loadBalancer"], { kind: "dedicated" }>;

type Listener = Dedicated["listeners"][string] | Network["listeners"][string];

export const at = (path: string): string => `environment.loadBalancer.${path}`;

/** What listeners, rules and processes of one's own load balancer do not allow each other. */
export const listenersCheck = (settings: Settings, loadBalancer: Dedicated): Problem[] => [
    ...processNames(loadBalancer, loadBalancer.rules),
    ...listeners(settings, loadBalancer),
    ...unknownRules(loadBalancer),
    ...rules(loadBalancer),
];

/** The same of a network load balancer, which has no rules. */
export const connectionListenersCheck = (settings: Settings, loadBalancer: Network): Problem[] => [
    ...processNames(loadBalancer, {}),
    ...listeners(settings, loadBalancer),
];

/** What stands in another region cannot be used here. */
export const otherRegion = (path: string, arn: string, { region }: Settings): Problem[] => {
    const [, , , theirs = ""] = arn.split(":");
    return theirs === "" || theirs === region
        ? []
        : [
              {
                  where: at(path),
                  got: `an ARN of ${theirs}`,
                  allowed: `one of ${region}, the stack's region`,
                  remedy: "Name what stands in the stack's region.",
              },
          ];
};

function processNames({ processes, listeners }: Dedicated | Network, rules: Dedicated["rules"]): Problem[] {
    const known = [...new Set(["default", ...Object.keys(processes)])];
    const used = [
        ...Object.entries<Listener>(listeners).map(([port, { process }]) => ({
            where: `listeners.${port}.process`,
            process,
        })),
        ...Object.entries(rules).map(([name, { process }]) => ({ where: `rules.${name}.process`, process })),
    ];
    return [
        ...(Object.hasOwn(processes, "default")
            ? [
                  {
                      where: at("processes.default"),
                      got: "a process named default",
                      allowed: "any other name: default is nginx",
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

function listeners(settings: Settings, { listeners }: Dedicated | Network): Problem[] {
    return Object.entries<Listener>(listeners).flatMap(([port, { protocol, certificateArn, clients }]) => {
        const path = `listeners.${port}`;
        const secure = protocol === "HTTPS" || protocol === "TLS";
        return [
            ...(secure && certificateArn === undefined && !hasCertificate(settings)
                ? [
                      {
                          where: at(`${path}.certificateArn`),
                          got: "nothing, and none on port 443",
                          allowed: "a certificate, its own or that of port 443",
                          remedy: "Give certificateArn, or set domain, for which the stack makes one where the load balancer ends TLS.",
                      },
                  ]
                : []),
            ...worldOpen(at(`${path}.clients`), clients),
            ...otherRegion(`${path}.certificateArn`, certificateArn ?? "", settings),
        ];
    });
}

const unknownRules = ({ listeners, rules }: Dedicated): Problem[] =>
    Object.entries(listeners).flatMap(([port, listener]) =>
        listener.rules
            .filter((name) => !Object.hasOwn(rules, name))
            .map((name) => ({
                where: at(`listeners.${port}.rules`),
                got: JSON.stringify(name),
                allowed:
                    Object.keys(rules).join(", ") || "rules of environment.loadBalancer.rules, of which there are none",
                remedy: "Correct the name, or add the rule.",
            })),
    );

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
