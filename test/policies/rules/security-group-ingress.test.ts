import { securityGroupIngress } from "../../../policies/rules/security-group-ingress";
import { Described, secret, unknown } from "../../support/policy-runner";
import { itJudges } from "../scenarios";

const rest =
    "; wanted: the addresses, or the security group, of what connects. In this project: a narrower " +
    "environment.instances.keyPair.source, or narrower clients of a listener. In any other program: a narrower range of addresses.";
const opens = (where: string, names = "") => `${where} opens other ports than 80 and 443 to the world${names}${rest}`;
const unproven = (where: string) =>
    `${where} is open to the world, and that its ports are 80 or 443 cannot be proven: they are not known in this preview${rest}`;
const allServices =
    ", among them SSH (22), SQL Server (1433), Oracle (1521), MySQL (3306), RDP (3389), PostgreSQL (5432), Redis (6379), " +
    "Memcached (11211), MongoDB (27017)";
const ssh = ", among them SSH (22)";

const world = { cidrBlocks: ["0.0.0.0/0"] };
const port = (from: unknown, to: unknown = from, protocol: unknown = "tcp") => ({
    protocol,
    fromPort: from,
    toPort: to,
});

function group(...ingress: unknown[]): Described {
    return { type: "aws:ec2/securityGroup:SecurityGroup", name: "group", props: { ingress } };
}

function rule(props: Record<string, unknown>): Described {
    return { type: "aws:ec2/securityGroupRule:SecurityGroupRule", name: "rule", props: { type: "ingress", ...props } };
}

function ingressRule(props: Record<string, unknown>): Described {
    return { type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name: "rule", props };
}

describe("security-group-ingress", () => {
    itJudges(securityGroupIngress, [
        {
            title: "a group without rules lets nothing in",
            stack: () => [
                { type: "aws:ec2/securityGroup:SecurityGroup", name: "group", props: { ingress: undefined } },
            ],
            reads: ["group.ingress"],
        },
        ...[80, 443, "443"].map((number) => ({
            title: `${number} is right`,
            stack: () => [group({ ...port(number), ...world })],
            reads: ["group.ingress.0.fromPort"],
        })),
        { title: "22 is wrong", stack: () => [group({ ...port(22), ...world })], finds: [opens("ingress[0]", ssh)] },
        {
            title: "so is a port without a name",
            stack: () => [group({ ...port(8000), ...world })],
            finds: [opens("ingress[0]")],
        },
        {
            title: "a range around them is wrong",
            stack: () => [group({ ...port(80, 443), ...world }), group({ ...port(3000, 4000, "udp"), ...world })],
            finds: [opens("ingress[0]"), opens("ingress[0]", ", among them MySQL (3306), RDP (3389)")],
        },
        ...["-1", -1, "all", "ALL"].map((protocol) => ({
            title: `protocol ${protocol} is every port`,
            stack: () => [group({ ...port(0, 0, protocol), ...world })],
            finds: [opens("ingress[0]", allServices)],
        })),
        {
            title: "no ports are all ports",
            stack: () => [ingressRule({ ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0" })],
            finds: [opens("The rule", allServices)],
        },
        {
            title: "ICMP has no ports",
            stack: () => [
                group({ ...port(-1, -1, "icmp"), ...world }, { ...port(-1, -1, "icmpv6"), ipv6CidrBlocks: ["::/0"] }),
            ],
            reads: ["group.ingress.1.protocol"],
        },
        ...["0.0.0.0/0", " 0.0.0.0/0 ", "10.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "0.0.0.0/00"].map((cidr) => ({
            title: `${cidr} is the world`,
            stack: () => [rule({ ...port(22), cidrBlocks: [cidr] })],
            finds: [opens("The rule", ssh)],
        })),
        ...["::/0", "::0/0", "0:0:0:0:0:0:0:0/0", "2000::/3", "::/1"].map((cidr) => ({
            title: `${cidr} is the world`,
            stack: () => [rule({ ...port(22), ipv6CidrBlocks: [cidr] }), ingressRule({ ...port(80), ...v6(cidr) })],
            finds: [opens("The rule", ssh)],
        })),
        ...["10.0.0.0/8", "203.0.113.7/32", "172.16.0.0/12", "no range", "fc00::/7", "2001:db8::/32"].map((cidr) => ({
            title: `${cidr} is not`,
            stack: () => [rule({ ...port(22), cidrBlocks: [cidr] })],
            reads: ["rule.cidrBlocks.0"],
        })),
        {
            title: "a rule of its own is judged alike, one for the way out is not",
            stack: () => [
                rule({ ...port(5432), ...world }),
                rule({ ...port(0, 0, "-1"), ...world, type: "egress" }),
                ingressRule({ ipProtocol: "tcp", fromPort: 3389, toPort: 3389, cidrIpv6: "::/0" }),
            ],
            finds: [opens("The rule", ", among them PostgreSQL (5432)"), opens("The rule", ", among them RDP (3389)")],
        },
        {
            title: "the default group is judged alike",
            stack: () => [
                {
                    type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
                    name: "group",
                    props: { ingress: [{ ...port(22), ...world }] },
                },
            ],
            finds: [opens("ingress[0]", ssh)],
        },
        {
            title: "what the group lets in from itself, or from a list, excuses nothing",
            stack: () => [
                group({ ...port(22), ...world, self: true }, { ...port(22), ...world, prefixListIds: ["pl-1"] }),
                rule({ ...port(22), ...world, self: true }),
            ],
            finds: [opens("ingress[0]", ssh), opens("ingress[1]", ssh), opens("The rule", ssh)],
        },
        {
            title: "a group as the source is right",
            stack: () => [group({ ...port(0, 0, "-1"), securityGroups: [unknown], self: true })],
            reads: ["group.ingress.0"],
        },
        {
            title: "each of several rules is judged, right beside wrong",
            stack: () => [group({ ...port(443), ...world }, { ...port(22), ...world }, { ...port(22), ...world })],
            finds: [opens("ingress[1]", ssh), opens("ingress[2]", ssh)],
        },
        {
            title: "ports, or a protocol, that are not known are not proven",
            stack: () => [
                group({ ...port(unknown), ...world }, { ...port(443, 443, unknown), ...world }),
                rule({ ...port(443, unknown), ...world }),
            ],
            finds: [unproven("ingress[0]"), unproven("ingress[1]"), unproven("The rule")],
        },
        {
            title: "a range that is not known is that of a network of the same run",
            stack: () => [
                rule({ ...port(22), cidrBlocks: [unknown] }),
                rule({ ...port(22), cidrBlocks: [unknown, "0.0.0.0/0"] }),
            ],
            finds: [opens("The rule", ssh)],
        },
        {
            title: "rules that are not known are judged in the update, before the group is made",
            stack: () => [{ ...group(), props: { ingress: unknown } }, group(unknown)],
            reads: ["group.ingress"],
        },
        {
            title: "a secret is not repeated",
            stack: () => [rule({ ...port(22), cidrBlocks: [secret("0.0.0.0/0")] })],
            finds: [opens("The rule", ssh)],
        },
    ]);
});

const v6 = (cidr: string) => ({ ipProtocol: "tcp", cidrIpv6: cidr });
