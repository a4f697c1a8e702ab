import * as assert from "node:assert/strict";
import { endsOf, failedUses, needsRehearsal, rehearsed } from "./rehearsed";

describe("the rehearsal of a changed secret", function () {
    this.timeout(300_000);
    before(function () {
        needsRehearsal(this);
    });

    it("reaches new instances at once, and the running one with an update of the environment", async () => {
        const report = await rehearsed("changed-secret");
        const good = { succeeded: true, flipped: true, serves: "its version", failed: undefined };
        assert.deepEqual(endsOf(report), [good, good, good]);
        assert.deepEqual(
            report.deployments.map(({ instance, kind }) => [instance, kind]),
            [
                ["i-1", "application"],
                ["i-2", "application"],
                ["i-1", "configuration"],
            ],
        );
        assert.deepEqual([report.passed, failedUses(report), report.findings], [true, [], []]);
        assert.deepEqual(
            report.uses.slice(0, 4).map(({ name, found }) => [name, found]),
            [
                ["the stored value changed", "SECRET_KEY in Secrets Manager"],
                ["a running instance keeps the old value", "SECRET_KEY in the environment of the processes on i-1"],
                [
                    "an instance that is added has the new value at once",
                    "SECRET_KEY in the environment of the processes on i-2",
                ],
                [
                    "a configuration deployment brings the new value",
                    "SECRET_KEY in the environment of the processes on i-1",
                ],
            ],
        );
    });
});
