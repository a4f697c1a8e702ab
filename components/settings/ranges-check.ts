import { hasHostBits } from "../network/plan-network";
import type { Problem } from "../problem";
import type { Settings } from "../settings";

/** Ranges of addresses: none with bits beyond its prefix, which AWS would cut off and show as a change, and for SSH none of half the world. */
export function rangesCheck({ environment: { instances, loadBalancer } }: Settings): Problem[] {
    const source = instances.keyPair?.source;
    const ranges: [string, string][] = [
        ...(source === undefined ? [] : [["environment.instances.keyPair.source", source] as [string, string]]),
        ...(loadBalancer.kind === "network"
            ? loadBalancer.clients.map((range): [string, string] => ["environment.loadBalancer.clients", range])
            : []),
        ...("listeners" in loadBalancer
            ? Object.entries<{ readonly clients: readonly string[] }>(loadBalancer.listeners).flatMap(
                  ([port, { clients }]) =>
                      clients.map((range): [string, string] => [
                          `environment.loadBalancer.listeners.${port}.clients`,
                          range,
                      ]),
              )
            : []),
    ];
    return [...wideSsh(source), ...ranges.filter(([, range]) => !isIpv6(range) && hasHostBits(range)).map(hostBits)];
}

/** The written forms of an IPv6 address are many, so that only those of IPv4 are looked at for bits behind the prefix. */
const isIpv6 = (range: string): boolean => range.includes(":");

const hostBits = ([where, range]: [string, string]): Problem => ({
    where,
    got: range,
    allowed: "the first address of a range, such as 203.0.113.0/24, or one address, 203.0.113.7/32",
    remedy: "Write the range by its first address: AWS does, and each preview would show a change.",
});

/** Prefixes below these hold more addresses than any one network. */
const wideSsh = (source: string | undefined): Problem[] =>
    source === undefined || Number(source.split("/")[1]) >= (isIpv6(source) ? 16 : 8)
        ? []
        : [
              {
                  where: "environment.instances.keyPair.source",
                  got: source,
                  allowed: "a range of your own, such as 203.0.113.0/24, with a prefix of 8 or more (IPv6: 16)",
                  remedy: "Narrow it, or remove keyPair and use Session Manager.",
              },
          ];
