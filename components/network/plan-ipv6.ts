/**
 * The range of a subnet: the part of its VPC's IPv6 range that has the number of its IPv4 part. AWS gives a VPC a /56, in which each subnet has a /64; the
 * last two hexadecimal digits of the prefix are the subnet's.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#vpc-sizing-ipv6
 *
 * @param range - as AWS writes it, `2600:1f18:abc:de00::/56`; zeros before the two colons are left out
 * @param number - 0 to 255
 */
export function ipv6Subnet(range: string, number: number): string {
    const [, prefix] = /^([0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,3})::\/56$/.exec(range) ?? [];
    if (prefix === undefined) {
        throw new Error(`${range} is no /56 in the form that AWS gives a VPC.`);
    }
    const [first = "0", second = "0", third = "0", fourth = "0"] = prefix.split(":");
    const groups = [first, second, third, (parseInt(fourth, 16) + number).toString(16)];
    return `${groups.join(":").replace(/(:0)+$/, "")}::/64`;
}
