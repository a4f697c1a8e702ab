import * as assert from "node:assert/strict";
import { builtInPrices, knownRegions } from "../../../../cli/cost/prices/price-table";
import { pricesIn } from "../graphs";

describe("the prices that are built in", () => {
    it("are of these regions", () => {
        assert.deepEqual(knownRegions, ["us-east-1", "eu-west-1", "eu-central-1"]);
        assert.equal(builtInPrices("ap-south-1"), undefined);
        assert.equal(builtInPrices("constructor"), undefined);
    });

    for (const region of knownRegions) {
        const prices = pricesIn(region);

        it(`have a source and a date in ${region}`, () => {
            for (const [key, { usd, unit, source }] of prices) {
                assert.ok(usd > 0 && usd < 10 && unit !== "", key);
                assert.match(source.where, /^https:\/\//, key);
                assert.notEqual(source.date, "", key);
            }
        });

        it(`grow with the size of a class in ${region}`, () => {
            const families = [
                "AmazonEC2/BoxUsage:t3",
                "AmazonEC2/BoxUsage:t4g",
                "AmazonRDS/PostgreSQL/InstanceUsage:db.t4g",
            ];
            for (const family of families) {
                const sizes = ["micro", "small", "medium", "large"].map(
                    (size) => prices.get(`${family}.${size}`)?.usd ?? 0,
                );
                sizes.slice(1).forEach((usd, i) => {
                    assert.ok(usd / (sizes[i] ?? 0) > 1.9 && usd / (sizes[i] ?? 0) < 2.1, `${family} ${usd}`);
                });
            }
        });

        it(`are twice as high for two zones in ${region}`, () => {
            for (const [key, { usd }] of prices) {
                const both = prices.get(
                    key.replace("/InstanceUsage:", "/Multi-AZUsage:").replace("/RDS:GP", "/RDS:Multi-AZ-GP"),
                );
                if (both !== undefined && both.usd !== usd) {
                    assert.ok(Math.abs(both.usd / usd - 2) < 0.07, key);
                }
            }
        });
    }

    it("have the same names in each region, but for classes that only one has", () => {
        const names = (region: string) =>
            [...pricesIn(region).keys()].filter((key) => !/Usage:(db\.|cache\.)?[a-z]\d/.test(key)).sort();
        for (const region of knownRegions) {
            assert.deepEqual(names(region), names("us-east-1"), region);
        }
    });
});
