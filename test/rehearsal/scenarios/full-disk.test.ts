import * as assert from "node:assert/strict";
import { endsOf, failedUses, needsRehearsal, rehearsed } from "./rehearsed";

describe("the rehearsal of a full disk", function () {
    this.timeout(300_000);
    before(function () {
        needsRehearsal(this);
    });

    it("leaves the old version, which goes on without room, and no obstacle when there is room again", async () => {
        const report = await rehearsed("full-disk");
        assert.deepEqual(endsOf(report), [
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
            {
                succeeded: false,
                flipped: false,
                serves: "the version before",
                failed: "extract: unpack into /var/app/staging (50)",
            },
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
        ]);
        const { passed, findings } = report;
        assert.deepEqual([passed, failedUses(report), findings.length], [true, [], 1]);
        assert.equal(findings[0]?.cause, "The disk of the instance is full (disk full).");
    });
});
