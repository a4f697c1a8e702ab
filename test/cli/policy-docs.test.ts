import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { page } from "../../cli/policy-docs";
import { failuresOf } from "../../cli/policy-docs/failures";
import { policiesPage } from "../../cli/policy-docs/markdown";
import { advisoryInDev } from "../../policies/levels";
import { catalogue } from "../../policies/catalogue";
import type { Rule } from "../../policies/rule";
import { repository } from "../support/program";

const rule: Rule = {
    name: "sample",
    displayName: "Sample",
    description: "No <b> in a | cell.",
    levels: advisoryInDev,
    devWithoutDomain: "off",
    severity: "low",
    framework: { name: "Standard", version: "1", reference: "S.1", specification: "Nothing is *" },
    standards: ["CKV_AWS_1", "AwsSolutions-X1"],
    remediationSteps: "Do it.",
    url: "https://docs.aws.amazon.com/x",
    tags: ["one", "two"],
    configSchema: { properties: { days: { type: "integer", minimum: 1, default: 3, description: "How long" } } },
    sees: "graph",
    types: ["aws:x/y:Y"],
    judge: () => [],
};

describe("npm run policy-docs", () => {
    it("has been run: docs/policies.md is up to date (else: npm run policy-docs)", () => {
        assert.equal(fs.readFileSync(path.join(repository, "docs", "policies.md"), "utf8"), page());
    });

    it("lists each rule in the table and in a section of its own", () => {
        const text = page();
        for (const { name } of catalogue) {
            assert.equal(text.split(`\n| [\`${name}\`](#${name}) |`).length, 2, name);
            assert.equal(text.split(`\n### \`${name}\`\n`).length, 2, name);
        }
    });

    it("tells of a rule what its file says", () => {
        const text = policiesPage([rule], new Map([["sample", [3, 7]]]));
        assert.ok(
            text.includes(
                "| [`sample`](#sample) | advisory; off without a domain | mandatory | mandatory | low | No &lt;b> in a \\| cell. |",
            ),
        );
        assert.equal(
            text.slice(text.indexOf("### `sample`")),
            "### `sample`\n\nNo &lt;b> in a \\| cell.\n\n" +
                "- **Remedy:** Do it.\n" +
                "- **Levels:** dev advisory; off without a domain, prod mandatory, strict mandatory. **Severity:** low. **Tags:** one, two.\n" +
                "- **Answers:** Standard S.1: Nothing is \\*; CKV_AWS_1, AwsSolutions-X1; failures 3, 7 of [failures.md](failures.md)\n" +
                "- **Sees:** `aws:x/y:Y` with the whole stack beside it, at the end of the run\n" +
                "- **Setting `days`** (integer, at least 1, default 3): How long\n" +
                "- **Documentation:** <https://docs.aws.amazon.com/x>\n",
        );
    });
});

describe("failuresOf", () => {
    it("finds the rules that a row names, by its text or its test", () => {
        const text = [
            "| 1 | A | x | policy `bundle-size` judges | `policies/rules/bundle-size.test.ts` |",
            "| 12 | B | x | y | `policies/rules/imdsv2.test.ts`; `policies/rules/bundle-size.test.ts` |",
            "policy `imdsv2` outside of the table",
        ].join("\n");
        assert.deepEqual(
            [...failuresOf(text)],
            [
                ["bundle-size", [1, 12]],
                ["imdsv2", [12]],
            ],
        );
    });
});
