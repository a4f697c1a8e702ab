import * as assert from "node:assert/strict";
import { endsOf, failedUses, needsRehearsal, notesSettings, rehearsed } from "./rehearsed";

describe("the rehearsal of a dying process", function () {
    this.timeout(300_000);
    before(function () {
        needsRehearsal(this);
    });

    it("names the exception, and tells of the outage that the next version ends", async () => {
        const environment = { stage: "dev", deployment: { policy: "AllAtOnce" } };
        const report = await rehearsed("dying-process", notesSettings({}, { environment }));
        assert.deepEqual(endsOf(report), [
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
            {
                succeeded: false,
                flipped: true,
                serves: "nothing",
                failed: "postdeploy: .platform/hooks/postdeploy/90-health.sh (1)",
            },
            { succeeded: true, flipped: true, serves: "its version", failed: undefined },
        ]);
        const { passed, findings } = report;
        assert.deepEqual([passed, failedUses(report), findings.length], [true, [], 1]);
        const [{ file, cause, consequence, lastLines } = assert.fail()] = findings;
        assert.equal(file, "config/wsgi.py");
        assert.match(cause ?? "", /rehearsal_of_a_missing_module/);
        assert.match(consequence ?? "", /^It failed after [^]*: the site is down until the next deployment\./);
        assert.ok(lastLines.includes("The last lines of /var/log/nginx/error.log:"), lastLines.join("\n"));
    });
});
