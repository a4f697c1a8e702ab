import * as assert from "node:assert/strict";
import { endsOf, failedUses, needsRehearsal, rehearsed } from "./rehearsed";

describe("the rehearsal of a missing secret", function () {
    this.timeout(300_000);
    before(function () {
        needsRehearsal(this);
    });

    it("leaves nothing at the first deployment, and the old version later", async () => {
        const report = await rehearsed("missing-secret");
        const failed = "prebuild: .platform/hooks/prebuild/10-required-variables.sh (1)";
        assert.deepEqual(endsOf(report), [
            { succeeded: false, flipped: false, serves: "nothing", failed },
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
            { succeeded: false, flipped: false, serves: "the version before", failed },
        ]);
        const { passed, findings } = report;
        assert.deepEqual([passed, failedUses(report)], [true, []]);
        assert.deepEqual(
            findings.map(({ cause }) => cause),
            Array(2).fill("These secrets did not arrive, or are empty: SECRET_KEY."),
        );
        const [first = "", later = ""] = findings.map(({ consequence }) => consequence);
        assert.equal(
            first,
            "It failed before /var/app/current was exchanged: on i-1 nothing serves (assumed). There was no earlier version: nothing else serves until a deployment succeeds.",
        );
        assert.match(later, /: users go on with \w+, and/);
    });
});
