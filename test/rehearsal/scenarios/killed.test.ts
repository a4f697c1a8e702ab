import * as assert from "node:assert/strict";
import { endsOf, failedUses, needsRehearsal, rehearsed } from "./rehearsed";

describe("the rehearsal of a killed deployment", function () {
    this.timeout(300_000);
    before(function () {
        needsRehearsal(this);
    });

    it("leaves the old version before the flip, nothing after it, and no obstacle", async () => {
        const report = await rehearsed("killed");
        assert.deepEqual(endsOf(report), [
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
            {
                succeeded: false,
                flipped: false,
                serves: "the version before",
                failed: "container commands: 02_migrate (137)",
            },
            { succeeded: false, flipped: true, serves: "nothing", failed: "processes: start web (137)" },
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
        ]);
        const { passed, findings } = report;
        assert.deepEqual([passed, failedUses(report)], [true, []]);
        assert.deepEqual(
            findings.map(({ cause }) => cause),
            Array(2).fill("The command was killed by SIGKILL (exit code 137): memory ran out, or someone killed it."),
        );
        const [early = "", late = ""] = findings.map(({ consequence }) => consequence);
        assert.match(early, /^It failed before /);
        assert.match(late, /^It failed after [^]*: the site is down until the next deployment\./);
    });
});
