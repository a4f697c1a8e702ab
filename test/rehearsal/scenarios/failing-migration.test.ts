import * as assert from "node:assert/strict";
import { endsOf, failedUses, needsRehearsal, rehearsed } from "./rehearsed";

describe("the rehearsal of a failing migration", function () {
    this.timeout(300_000);
    before(function () {
        needsRehearsal(this);
    });

    it("leaves the old version, the database as it was, and no obstacle", async () => {
        const report = await rehearsed("failing-migration");
        assert.deepEqual(endsOf(report), [
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
            {
                succeeded: false,
                flipped: false,
                serves: "the version before",
                failed: "container commands: 02_migrate (1)",
            },
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
        ]);
        const { passed, findings, uses } = report;
        assert.deepEqual([passed, failedUses(report), findings.length], [true, [], 1]);
        assert.equal(findings[0]?.file, "notes/migrations/9999_rehearsal_not_null.py");
        assert.equal(findings[0]?.cause, "A migration forbids null in value of rehearsal_rows, where rows have it.");
        assert.match(
            findings[0]?.consequence ?? "",
            /^It failed before [^]* this is the only instance: users go on with \w+, and the environment is degraded/,
        );
        assert.ok(uses.some(({ name }) => name === "the database is as before"));
        assert.ok(uses.some(({ name }) => name === "the next deployment repairs it"));
    });
});
