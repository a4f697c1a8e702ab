import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { ingressTypes, OpenIngress, openIngress, Ports } from "../read/ingress";
import type { Rule } from "../rule";

/** Ports that a load balancer, or what clients reach without one, serves to the world. */
const allowed: readonly number[] = [80, 443];

/** Named in a finding, since whoever finds one of these open tries it within minutes. */
const services: readonly (readonly [number, string])[] = [
    [22, "SSH"],
    [1433, "SQL Server"],
    [1521, "Oracle"],
    [3306, "MySQL"],
    [3389, "RDP"],
    [5432, "PostgreSQL"],
    [6379, "Redis"],
    [11_211, "Memcached"],
    [27_017, "MongoDB"],
];

export const securityGroupIngress: Rule = {
    name: "security-group-ingress",
    displayName: "No open ports",
    description: "No security group of the stack lets the world in on a port other than 80 and 443.",
    levels: everywhere,
    severity: "critical",
    framework: securityHub(
        "EC2.18",
        "Security groups should only allow unrestricted incoming traffic for authorized ports",
    ),
    remediationSteps: "Narrow the source to the addresses, or to the security group, of what connects.",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
    tags: ["network"],
    sees: "resource",
    types: ingressTypes,
    judge(resource) {
        return openIngress(resource).flatMap(({ where, ports }) => {
            const problem = problemOf(ports);
            return problem === undefined
                ? []
                : [
                      `${where ?? "The rule"} ${problem}; wanted: the addresses, or the security group, of what connects. In ` +
                          "this project: a narrower environment.instances.keyPair.source, or narrower clients of a listener. " +
                          "In any other program: a narrower range of addresses.",
                  ];
        });
    },
};

function problemOf(ports: OpenIngress["ports"]): string | undefined {
    if (ports === "unknown") {
        return "is open to the world, and that its ports are 80 or 443 cannot be proven: they are not known in this preview";
    }
    return isAllowed(ports) ? undefined : `opens other ports than 80 and 443 to the world${namesIn(ports)}`;
}

const isAllowed = ([from, to]: Ports): boolean => from === to && allowed.includes(from);

function namesIn([from, to]: Ports): string {
    const names = services.filter(([port]) => from <= port && port <= to).map(([port, name]) => `${name} (${port})`);
    return names.length === 0 ? "" : `, among them ${names.join(", ")}`;
}
