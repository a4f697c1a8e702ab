import * as assert from "node:assert/strict";
import { endsOf, failedUses, needsRehearsal, rehearsed } from "./rehearsed";

describe("the rehearsal of a failing hook", function () {
    this.timeout(300_000);
    before(function () {
        needsRehearsal(this);
    });

    it("leaves the old version before the flip, and the new one after it", async () => {
        const report = await rehearsed("failing-hook");
        const hook = (stage: string) => `${stage}: .platform/hooks/${stage}/99-rehearsal.sh (1)`;
        assert.deepEqual(endsOf(report), [
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
            { succeeded: false, flipped: false, serves: "the version before", failed: hook("predeploy") },
            { succeeded: false, flipped: true, serves: "its version", failed: hook("postdeploy") },
        ]);
        const { passed, findings } = report;
        assert.deepEqual([passed, failedUses(report)], [true, []]);
        assert.deepEqual(
            findings.map(({ lastLines }) => lastLines),
            [["A hook of the team gives up."], ["A hook of the team gives up."]],
        );
        const [predeploy = "", postdeploy = ""] = findings.map(({ consequence }) => consequence);
        assert.match(predeploy, /^It failed before /);
        assert.match(predeploy, /: users go on with \w+, and the environment is degraded until the next deployment\./);
        assert.match(postdeploy, /^It failed after /);
        assert.match(postdeploy, /: users get \S+ although its deployment has failed, and the environment is degraded/);
    });
});
