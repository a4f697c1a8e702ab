import * as assert from "node:assert/strict";
import fc from "fast-check";
import { ipv6Subnet } from "../../../components/network/plan-ipv6";
import { planNetwork } from "../../../components/network/plan-network";

/** The first 64 bits, as a number. */
function prefixOf(range: string): bigint {
    const [front = "", length] = range.split("::/");
    const groups = front.split(":");
    assert.ok(groups.length <= 4 && (length === "56" || length === "64"), range);
    return [0, 1, 2, 3].reduce((sum, i) => (sum << 16n) | BigInt(parseInt(groups[i] ?? "0", 16)), 0n);
}

/** As AWS writes a /56: no leading zeros, and zeros at the end left out. */
const range = fc
    .tuple(...[0x2000, 0, 0, 0].map((min) => fc.integer({ min, max: 0xffff })))
    .map(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, d & 0xff00].map((group) => group.toString(16)).join(":"))
    .map((text) => `${text.replace(/(:0)+$/, "")}::/56`);

describe("ipv6Subnet", () => {
    it("keeps every subnet inside the VPC's range and apart from all others", () => {
        fc.assert(
            fc.property(range, (vpc) => {
                const { subnets } = planNetwork({
                    cidr: "10.0.0.0/16",
                    zones: ["a", "b", "c", "d", "e", "f", "g", "h"],
                    nat: "none",
                });
                const made = subnets.map(({ number }) => ipv6Subnet(vpc, number));
                assert.equal(new Set(made).size, subnets.length);
                assert.ok(made.every((each) => each.endsWith("::/64") && prefixOf(each) >> 8n === prefixOf(vpc) >> 8n));
            }),
        );
    });

    it("places subnets where every later version must place them, too, and writes them as AWS does", () => {
        assert.deepEqual(
            [0, 1, 17, 255].map((number) => ipv6Subnet("2600:1f18:abc:de00::/56", number)),
            [
                "2600:1f18:abc:de00::/64",
                "2600:1f18:abc:de01::/64",
                "2600:1f18:abc:de11::/64",
                "2600:1f18:abc:deff::/64",
            ],
        );
        assert.equal(ipv6Subnet("2600:1f18:abc::/56", 0), "2600:1f18:abc::/64");
        assert.equal(ipv6Subnet("2600:1f18::/56", 8), "2600:1f18:0:8::/64");
    });

    it("does not guess at another form", () => {
        for (const other of ["2600:1f18:abc:de00::/64", "2600::1/56", "10.0.0.0/16", "::/56"]) {
            assert.throws(() => ipv6Subnet(other, 0), {
                message: `${other} is no /56 in the form that AWS gives a VPC.`,
            });
        }
    });
});
