import * as assert from "node:assert/strict";
import fc from "fast-check";
import { cidrMistake, parseCidr, planNetwork } from "../../../components/network/plan-network";

/** First and last address. */
function bounds(cidr: string): [number, number] {
    const { address, prefix } = parseCidr(cidr);
    return [address, address + 2 ** (32 - prefix) - 1];
}

const zones = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), { minLength: 2, maxLength: 8 });
const range = fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 16, max: 22 }))
    .map(([octet, prefix]) => `10.${octet}.0.0/${prefix}`);
const nat = fc.constantFrom("none", "one", "per-zone");

describe("planNetwork", () => {
    it("keeps every subnet inside the range, apart from all others, and large enough for a load balancer", () => {
        fc.assert(
            fc.property(range, zones, (cidr, letters) => {
                const outer = bounds(cidr);
                const inner = planNetwork({ cidr, zones: letters, nat: "none" })
                    .subnets.map((subnet) => bounds(subnet.cidr))
                    .sort(([a], [b]) => a - b);
                inner.forEach(([first, last], i) => {
                    assert.ok(first >= outer[0] && last <= outer[1]);
                    assert.ok(last - first + 1 >= 32, "a /27 at least");
                    assert.ok(i === 0 || first > (inner[i - 1]?.[1] ?? 0));
                });
                assert.equal(inner.length, 3 * letters.length);
            }),
        );
    });

    it("moves no subnet when a zone is added", () => {
        fc.assert(
            fc.property(range, zones, (cidr, letters) => {
                const before = planNetwork({ cidr, zones: letters.slice(1), nat: "none" }).subnets;
                const after = planNetwork({ cidr, zones: letters, nat: "none" }).subnets;
                for (const subnet of before) {
                    assert.ok(after.some((each) => JSON.stringify(each) === JSON.stringify(subnet)));
                }
            }),
        );
    });

    it("does not depend on the order of the zones", () => {
        fc.assert(
            fc.property(range, zones, nat, (cidr, letters, mode) => {
                const plan = (given: readonly string[]) => planNetwork({ cidr, zones: given, nat: mode });
                assert.deepEqual(plan(letters).subnets, plan([...letters].reverse()).subnets);
                assert.deepEqual(plan(letters).natZones, plan([...letters].reverse()).natZones);
            }),
        );
    });

    it("sends instances through the NAT gateway of their zone, the only one, or none", () => {
        const of = (mode: "none" | "one" | "per-zone") => {
            const { natZones, natOf } = planNetwork({ cidr: "10.0.0.0/16", zones: ["b", "a"], nat: mode });
            return [natZones, natOf("a"), natOf("b")];
        };
        assert.deepEqual(of("none"), [[], undefined, undefined]);
        assert.deepEqual(of("one"), [["a"], "a", "a"]);
        assert.deepEqual(of("per-zone"), [["a", "b"], "a", "b"]);
    });

    it("places subnets where every later version must place them, too", () => {
        const { subnets } = planNetwork({ cidr: "10.0.0.0/16", zones: ["a", "b"], nat: "none" });
        assert.deepEqual(
            subnets.map(({ tier, zone, cidr }) => `${tier} ${zone} ${cidr}`),
            [
                "public a 10.0.0.0/21",
                "public b 10.0.8.0/21",
                "instances a 10.0.64.0/21",
                "instances b 10.0.72.0/21",
                "database a 10.0.128.0/21",
                "database b 10.0.136.0/21",
            ],
        );
    });
});

describe("cidrMistake", () => {
    for (const cidr of ["10.0.0.0/16", "10.20.0.0/22", "172.16.0.0/16", "172.31.252.0/22", "192.168.0.0/16"]) {
        it(`finds none in ${cidr}`, () => {
            assert.equal(cidrMistake(cidr), undefined);
        });
    }

    const wrong: readonly (readonly [string, string])[] = [
        ["10.0.0.0", "no address range"],
        ["10.0.0.256/16", "no address range"],
        ["10.0.0.0/8", "a prefix of 8"],
        ["10.0.0.0/23", "a prefix of 23"],
        ["10.0.1.0/16", "an address with more than its prefix"],
        ["8.8.0.0/16", "a range that is not private"],
        ["172.32.0.0/16", "a range that is not private"],
        ["192.169.0.0/16", "a range that is not private"],
    ];
    for (const [cidr, mistake] of wrong) {
        it(`finds ${mistake} in ${cidr}`, () => {
            assert.equal(cidrMistake(cidr), mistake);
        });
    }
});
