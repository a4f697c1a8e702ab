import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { main, policyOptionsText } from "../../cli/policy-options";

describe("policies/data/options.json", () => {
    it("is what the option catalogue says (else: npm run policy-options)", async () => {
        const file = path.join(__dirname, "..", "..", "policies", "data", "options.json");
        assert.equal(fs.readFileSync(file, "utf8"), await policyOptionsText());
    });

    it("is written by a command that refuses other options", async () => {
        assert.equal(await main(["--check"]), 0);
        assert.equal(await main(["--help"]), 0);
        assert.equal(await main(["--wrong"]), 2);
    });
});
