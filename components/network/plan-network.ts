import type { Settings } from "../settings";

/** What a subnet is for. Only `public` ones have a route from and to the internet. */
export type Tier = "public" | "instances" | "database";

export type NatMode = "none" | "one" | "per-zone";

export interface NetworkPlanArgs {
    /** Address range of the VPC, `10.0.0.0/16`; its prefix is 16 to 22. */
    readonly cidr: string;
    /** Letters of the availability zones, `a`, `b`. */
    readonly zones: readonly string[];
    readonly nat: NatMode;
}

export interface SubnetPlan {
    readonly tier: Tier;
    readonly zone: string;
    readonly cidr: string;
    /** Its place among the 32 parts of the range. */
    readonly number: number;
}

export interface NetworkPlan {
    /** Sorted by tier and zone. */
    readonly subnets: readonly SubnetPlan[];
    /** Zones whose public subnet holds a NAT gateway. */
    readonly natZones: readonly string[];
    /** For the instances of a zone, the zone of the NAT gateway they go through; undefined without one. */
    readonly natOf: (zone: string) => string | undefined;
}

/** Whether people reach the load balancer by IPv6 too: then it has a rule for `::/0` beside each for `0.0.0.0/0`. */
export const servesIpv6 = ({
    network,
    environment: { loadBalancer },
}: Pick<Settings, "network" | "environment">): boolean =>
    (network.kind === "new" && network.ipv6) ||
    ("ipAddressType" in loadBalancer && loadBalancer.ipAddressType === "dualstack");

/** Each tier has a quarter of the range, each zone an eighth of that; the last quarter stays free. */
const tiers: readonly Tier[] = ["public", "instances", "database"];
const tierBits = 2;
const zoneBits = 3;

/**
 * Subnets of a VPC of our own. The place of a subnet follows from its tier and its zone's letter alone, so that adding or removing a zone moves no other
 * subnet: a subnet that moves is replaced with everything in it.
 *
 * @param args - checked by the settings: a private range, letters a to h, each once
 */
export function planNetwork({ cidr, zones, nat }: NetworkPlanArgs): NetworkPlan {
    const sorted = [...zones].sort();
    const subnets = tiers.flatMap((tier, i) =>
        sorted.map((zone) => {
            const number = (i << zoneBits) | zoneIndex(zone);
            return { tier, zone, cidr: part(cidr, number), number };
        }),
    );
    const natZones = nat === "none" ? [] : nat === "one" ? sorted.slice(0, 1) : sorted;
    return { subnets, natZones, natOf: (zone) => (natZones.includes(zone) ? zone : natZones[0]) };
}

const zoneIndex = (zone: string): number => zone.charCodeAt(0) - "a".charCodeAt(0);

/** The part of a range with the given number, of 32. */
function part(cidr: string, number: number): string {
    const { address, prefix } = parseCidr(cidr);
    const length = prefix + tierBits + zoneBits;
    return `${formatAddress(address + number * 2 ** (32 - length))}/${length}`;
}

/** @param cidr - of the right form */
export function parseCidr(cidr: string): { readonly address: number; readonly prefix: number } {
    const [text = "", prefix = ""] = cidr.split("/");
    const address = text.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
    return { address, prefix: Number(prefix) };
}

/** Whether an address is not the first of its range. @param cidr - of the right form */
export function hasHostBits(cidr: string): boolean {
    const { address, prefix } = parseCidr(cidr);
    return address % 2 ** (32 - prefix) !== 0;
}

const formatAddress = (address: number): string =>
    [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");

/**
 * What is wrong with a range for a VPC; undefined when nothing is. Private ranges of RFC 1918, whose first address has zeros behind the prefix; with
 * a prefix of 23 or more a subnet would be smaller than the /27 that a load balancer wants.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export function cidrMistake(cidr: string): string | undefined {
    if (!/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(cidr) || cidr.split(/[./]/).some((octet) => Number(octet) > 255)) {
        return "no address range";
    }
    const { address, prefix } = parseCidr(cidr);
    if (prefix < 16 || prefix > 22) {
        return `a prefix of ${prefix}`;
    }
    if (hasHostBits(cidr)) {
        return "an address with more than its prefix";
    }
    const within = (range: string) => {
        const outer = parseCidr(range);
        return Math.floor(address / 2 ** (32 - outer.prefix)) === outer.address / 2 ** (32 - outer.prefix);
    };
    return ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].some(within) ? undefined : "a range that is not private";
}
