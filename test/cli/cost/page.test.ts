import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { atLargestSize } from "../../../cli/cost/altered";
import { chargedTypes } from "../../../cli/cost/catalogue";
import { compare } from "../../../cli/cost/documents";
import { dollars } from "../../../cli/cost/dollars";
import { estimate } from "../../../cli/cost/estimate";
import { suggestionsFor } from "../../../cli/cost/suggestions";
import { assumptionsOf, defaultUsage } from "../../../cli/cost/usage";
import { repository } from "../../support/program";
import { documents, pricesIn, prod } from "./graphs";

const page = fs.readFileSync(path.join(repository, "docs", "cost.md"), "utf8");
const prices = pricesIn("us-east-1");

/** Cells of the tables below a heading, without their heads. */
function rowsBelow(heading: string): string[][] {
    const part = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
    return part
        .split("\n")
        .filter((line) => line.startsWith("| ") && !line.startsWith("| what |") && !line.startsWith("| name |"))
        .map((line) =>
            line
                .slice(2, -1)
                .split("|")
                .map((cell) => cell.trim()),
        );
}

describe("docs/cost.md", () => {
    const examples = [
        ["A minimal example", documents],
        ["A realistic example", prod],
    ] as const;
    for (const [heading, graph] of examples) {
        it(`is worked by hand with the prices of the table, within 5 % of the command: ${heading}`, () => {
            const rows = rowsBelow(heading).filter(({ length }) => length === 5);
            const items = rows.filter(([, price]) => price !== "");
            const byHand = items.map(([, price = "", quantity = "", each = "", usd = ""]) => {
                assert.equal(prices.get(price.replaceAll("`", ""))?.usd, Number(each), price);
                assert.equal(dollars(Number(quantity) * Number(each)), usd, price);
                return Number(quantity) * Number(each);
            });
            const total = (name: string) => Number(rows.find(([what]) => what === name)?.[4]);
            const sum = byHand.reduce((all, usd) => all + usd, 0);
            assert.ok(items.length > 8 && Math.abs(sum - total("by hand")) < 0.011, String(sum));
            const command = estimate(graph, prices, defaultUsage).total;
            assert.equal(dollars(command), dollars(total("by the command")));
            assert.ok(Math.abs(command - sum) / sum < 0.05);
        });
    }

    it("has the suggestions for the realistic example, and what it costs at most", () => {
        assert.deepEqual(
            rowsBelow("A realistic example")
                .filter(({ length }) => length === 3)
                .slice(1),
            suggestionsFor(prod, prices, defaultUsage).map(({ saved, what, lost }) => [dollars(saved), what, lost]),
        );
        assert.ok(page.includes(`it is ${dollars(estimate(atLargestSize(prod), prices, defaultUsage).total)}, which`));
    });

    it("compares line by line what --explain does", () => {
        const comparison = compare(estimate(documents, prices, defaultUsage).lines);
        assert.deepEqual(
            rowsBelow("Why it is more than 30 to 40 USD").slice(1),
            comparison.map(({ group, there, here, why }) => [group, String(there ?? "-"), dollars(here), why]),
        );
        const of = (name: string) => comparison.find(({ group }) => group === name)?.here ?? 0;
        assert.ok(page.includes(`Database and addresses are ${dollars(of("database") + of("public IPv4"))} of`));
    });

    it("has every assumption", () => {
        assert.deepEqual(
            rowsBelow("Assumptions"),
            assumptionsOf(defaultUsage).map(({ name, value, unit, what }) => [
                `\`${name}\``,
                String(value),
                `${unit} ${what}`,
            ]),
        );
    });

    it("names every type that has charges", () => {
        const part = page.split("\n## What is counted\n")[1]?.split(" Types that cost nothing")[0] ?? "";
        assert.deepEqual(
            [...part.matchAll(/`(aws:[^`]+)`/g)].map(([, type]) => type),
            chargedTypes,
        );
    });

    it("is right that everything of its examples was read in a source", () => {
        for (const graph of [documents, prod]) {
            const assumed = estimate(graph, prices, defaultUsage).lines.filter(({ source }) => source.assumed);
            assert.deepEqual(assumed, []);
        }
    });
});
