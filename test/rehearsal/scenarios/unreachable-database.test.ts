import * as assert from "node:assert/strict";
import { endsOf, failedUses, needsRehearsal, rehearsed } from "./rehearsed";

describe("the rehearsal of an unreachable database", function () {
    this.timeout(300_000);
    before(function () {
        needsRehearsal(this);
    });

    it("tells a refusal from silence, and leaves the old version", async () => {
        const report = await rehearsed("unreachable-database");
        const good = { succeeded: true, flipped: true, serves: "its version", failed: undefined };
        const failed = {
            succeeded: false,
            flipped: false,
            serves: "the version before",
            failed: "container commands: 02_migrate (1)",
        };
        assert.deepEqual(endsOf(report), [good, failed, failed, good]);
        assert.deepEqual([report.passed, failedUses(report)], [true, []]);
        assert.deepEqual(
            report.findings.map(({ cause }) => cause),
            [
                "Nothing listens on port 5432 of 127.0.0.9.",
                "The database did not answer at all (connection timeout expired): a security group or a network without a way to it drops what is sent.",
            ],
        );
    });
});
