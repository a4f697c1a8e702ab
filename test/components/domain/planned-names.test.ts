import * as assert from "node:assert/strict";
import fc from "fast-check";
import { planCertificate } from "../../../components/certificate/plan-certificate";
import { planAliases } from "../../../components/domain/plan-records";
import type { Settings } from "../../../components/settings";
import { testSettings } from "../../support/settings";

const base = testSettings({
    domain: { name: "site.test", zone: "site.test" },
    environment: { stage: "dev", loadBalancer: { kind: "dedicated" } },
});

type Domain = NonNullable<Settings["domain"]>;

interface Given {
    /** The first one is the site's own. */
    readonly names: readonly string[];
    readonly zones: readonly string[];
    readonly ipAddressType: "ipv4" | "dualstack";
}

function settingsOf({ names: [name = "", ...alternativeNames], zones: [zone = "", ...zones], ipAddressType }: Given) {
    const { domain, environment } = base;
    assert.ok(domain !== undefined && environment.loadBalancer.kind === "dedicated");
    const site: Domain = { ...domain, name, alternativeNames, zone, zones: zones.map((each) => ({ name: each })) };
    return {
        domain: site,
        environment: { ...environment, loadBalancer: { ...environment.loadBalancer, ipAddressType } },
    };
}

/** Few labels, so that names lie below each other, below zones, and only seem to. */
const below = fc
    .array(fc.constantFrom("a", "b", "www", "mysite"), { maxLength: 3 })
    .map((labels) => [...labels, "site.test"].join("."));
const given: fc.Arbitrary<Given> = fc.record({
    names: fc.array(
        fc.tuple(fc.boolean(), below).map(([isWildcard, name]) => (isWildcard ? `*.${name}` : name)),
        { minLength: 1, maxLength: 8 },
    ),
    zones: fc.uniqueArray(below, { maxLength: 4 }).map((more) => [...new Set(["site.test", ...more])]),
    ipAddressType: fc.constantFrom("ipv4", "dualstack"),
});

const aliasesOf = (each: Given) => planAliases(settingsOf(each));
const certificateOf = (each: Given) => planCertificate(settingsOf(each)) ?? assert.fail("no certificate");

/** Counted from the right, label by label. */
const holds = (zone: string, name: string): boolean => {
    const [labels, wanted] = [zone, name].map((each) => each.split(".").reverse()) as [string[], string[]];
    return labels.every((label, i) => wanted[i] === label);
};

function isInLongestZone(zones: readonly string[], name: string, zone: string | undefined): void {
    const holding = zones.filter((each) => holds(each, name));
    assert.ok(zone !== undefined && holding.includes(zone), `${name} in ${zone ?? "no zone"}`);
    assert.ok(
        holding.every((each) => each.length <= zone.length),
        `${name} in ${zone}`,
    );
}

describe("the records of any names in any zones", () => {
    it("have distinct challenges, and exactly one for each name", () => {
        fc.assert(
            fc.property(given, (each) => {
                const { challenges } = certificateOf(each);
                const challenged = challenges.map(({ name }) => name);
                assert.equal(new Set(challenged).size, challenged.length);
                for (const name of each.names) {
                    const covering = challenged.filter((one) => [one, `*.${one}`].includes(name));
                    assert.equal(covering.length, 1, name);
                }
                for (const one of challenged) {
                    assert.ok(each.names.includes(one) || each.names.includes(`*.${one}`), one);
                }
            }),
        );
    });

    it("are on a certificate that names each name once", () => {
        fc.assert(
            fc.property(given, (each) => {
                const { domainName, alternativeNames } = certificateOf(each);
                assert.deepEqual([domainName, ...alternativeNames].sort(), [...new Set(each.names)].sort());
            }),
        );
    });

    it("lie in the longest zone that holds the name", () => {
        fc.assert(
            fc.property(given, (each) => {
                for (const { name, zone } of certificateOf(each).challenges) {
                    isInLongestZone(each.zones, name, zone);
                }
                for (const { site, zone } of aliasesOf(each)) {
                    isInLongestZone(each.zones, site, zone);
                }
            }),
        );
    });

    it("are one of a kind in zone, name and type, as their resources are in their suffix", () => {
        fc.assert(
            fc.property(given, (each) => {
                const aliases = aliasesOf(each);
                const types = each.ipAddressType === "dualstack" ? 2 : 1;
                assert.equal(aliases.length, types * new Set(each.names).size);
                const keys = aliases.map(({ zone, site, type }) => `${zone} ${site} ${type}`);
                assert.equal(new Set(keys).size, keys.length);
                assert.equal(new Set(aliases.map(({ suffix }) => suffix)).size, aliases.length);
            }),
        );
    });

    it("are the same in whatever order names and zones are given", () => {
        const shuffled = given.chain((each) => {
            const { names, zones } = each;
            const [own = "", ...others] = names;
            return fc.record({
                each: fc.constant(each),
                others: fc.shuffledSubarray(others, { minLength: others.length }).map((rest) => [own, ...rest]),
                names: fc.shuffledSubarray([...names], { minLength: names.length }),
                zones: fc.shuffledSubarray([...zones], { minLength: zones.length }),
            });
        });
        fc.assert(
            fc.property(shuffled, ({ each, others, names, zones }) => {
                assert.deepEqual(certificateOf({ ...each, names: others, zones }), certificateOf(each));
                assert.deepEqual(aliasesOf({ ...each, names, zones }), aliasesOf(each));
                assert.deepEqual(certificateOf({ ...each, names, zones }).challenges, certificateOf(each).challenges);
            }),
        );
    });
});
