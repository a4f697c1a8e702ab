import * as assert from "node:assert/strict";
import { endsOf, failedUses, needsRehearsal, rehearsed } from "./rehearsed";

describe("the rehearsal of conflicting requirements", function () {
    this.timeout(300_000);
    before(function () {
        needsRehearsal(this);
    });

    it("names both, and leaves the old version with its packages", async () => {
        const report = await rehearsed("conflicting-requirements");
        assert.deepEqual(endsOf(report), [
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
            {
                succeeded: false,
                flipped: false,
                serves: "the version before",
                failed: "requirements: pip install -r requirements.txt (1)",
            },
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
        ]);
        const { passed, findings } = report;
        assert.deepEqual([passed, failedUses(report), findings.length], [true, [], 1]);
        assert.deepEqual([findings[0]?.file, findings[0]?.line], ["requirements.txt", 2]);
        assert.equal(
            findings[0]?.cause,
            "No versions fit all requirements: requirements.txt asks for soupsieve==1.2, and beautifulsoup4 4.12.3 depends on soupsieve>1.2.",
        );
    });
});
