import type { Resource } from "../rule";
import { entriesOf, knownParts, notKnown, partOf } from "./known-parts";

export const groupType = "aws:ec2/securityGroup:SecurityGroup";
const ruleType = "aws:ec2/securityGroupRule:SecurityGroupRule";
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** Rules of their own. */
export const ingressRuleTypes: readonly string[] = [ruleType, ingressType];

/** Resources that say what a security group lets in. */
export const ingressTypes: readonly string[] = [
    groupType,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    ...ingressRuleTypes,
];

/** Ports of TCP or UDP, from and to. */
export type Ports = readonly [number, number];

/** What is let in from the whole world; its ports are unknown when they, or the protocol, are not known in this preview. */
export interface OpenIngress {
    /** `ingress[0]`; undefined for a rule of its own. */
    readonly where: string | undefined;
    readonly ports: Ports | "unknown";
}

/** What a resource lets in from the whole world, written inline or as a rule of its own. */
export function openIngress({ type, props }: Resource): readonly OpenIngress[] {
    if (type === ruleType && knownParts(props, "type") === "egress") {
        return [];
    }
    const entries = ingressRuleTypes.includes(type)
        ? [{ entry: ruleOf(props), where: undefined }]
        : entriesOf(knownParts(props, "ingress")).map((entry, index) => ({ entry, where: `ingress[${index}]` }));
    return entries.flatMap(({ entry, where }) => {
        const ports = cidrsOf(entry).some(isWorld) ? portsOf(entry) : undefined;
        return ports === undefined ? [] : [{ where, ports }];
    });
}

const fields = [
    ...["protocol", "ipProtocol", "fromPort", "toPort"],
    ...["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"],
];

const ruleOf = (props: Resource["props"]): object =>
    Object.fromEntries(fields.map((field) => [field, knownParts(props, field)]));

const cidrsOf = (entry: unknown): readonly unknown[] =>
    ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"].flatMap((field) => entriesOf(partOf(entry, field)));

/**
 * Whether a range is the world or a large part of it, as two halves of it would be: wider than the largest ranges of one owner, /8 in IPv4, or all of IPv6's
 * public addresses, 2000::/3. Only its length counts, so that any way of writing the address does. A range that is not known yet is that of a network made
 * in the same run.
 */
export function isWorld(range: unknown): boolean {
    if (typeof range !== "string") {
        return false;
    }
    const [address = "", length = ""] = range.trim().split("/");
    return /^\d{1,3}$/.test(length) && Number(length) <= (address.includes(":") ? 3 : 7);
}

/** Undefined for a protocol that has no ports, such as ICMP. */
function portsOf(entry: unknown): Ports | "unknown" | undefined {
    const protocol = partOf(entry, "protocol") ?? partOf(entry, "ipProtocol");
    const ports = [partOf(entry, "fromPort"), partOf(entry, "toPort")];
    if (protocol === notKnown) {
        return "unknown";
    }
    switch (typeof protocol === "string" ? protocol.toLowerCase() : protocol) {
        case "-1":
        case -1:
        case "all":
            return [0, 65_535];
        case "tcp":
        case "6":
        case "udp":
        case "17":
            return ports.includes(notKnown) ? "unknown" : rangeOf(ports.map(portOf));
        default:
            return undefined;
    }
}

/** AWS takes a missing port, or -1, as all of them. */
function rangeOf([from = -1, to = -1]: readonly number[]): Ports {
    return from < 0 || to < 0 ? [0, 65_535] : [from, to];
}

function portOf(port: unknown): number {
    const number = typeof port === "number" || typeof port === "string" ? Number(port) : NaN;
    return Number.isInteger(number) ? number : -1;
}
