import * as assert from "node:assert/strict";
import type { RehearsalReport } from "../../../rehearsal/model";
import { deployedTo, fleetSettings, measured, useNamed, verdictsOf } from "./fleet-settings";
import { failedUses, needsRehearsal, rehearsed } from "./rehearsed";

/** Nobody noticed, and both versions answered. */
function assertUnnoticed(report: RehearsalReport): void {
    assert.deepEqual(failedUses(report), []);
    assert.ok(report.passed);
    const total = Number(measured(report, "requests"));
    assert.ok(total >= 80, `${total} requests`);
    assert.equal(measured(report, "failed requests"), "0");
    assert.equal(useNamed(report, "requests during the deployment that failed")?.found, `0 of ${total}`);
    const labels = [...new Set(report.deployments.map(({ version }) => version))];
    assert.equal(useNamed(report, "versions that answered")?.found, labels.sort().join(", "));
    assert.match(useNamed(report, "signatures of before")?.found ?? "", /^accepted by \w+-next$/);
    assert.equal(useNamed(report, "log in")?.verdict, "ok");
}

describe("a rolling deployment", function () {
    this.timeout(300_000);

    before(function () {
        needsRehearsal(this);
    });

    it("changes one instance after the other, and no request fails", async () => {
        const report = await rehearsed("rolling", fleetSettings());
        assertUnnoticed(report);
        assert.deepEqual(deployedTo(report), ["i-1 v1", "i-2 v1", "i-1 v2", "i-2 v2"]);
        assert.deepEqual(verdictsOf(report, "02_migrate"), ["ok", "skipped", "ok", "skipped"]);
    });

    it("tries the version on an additional instance first, where the stack's policy has one", async () => {
        const policy = { deployment: { policy: "RollingWithAdditionalBatch" } };
        const report = await rehearsed("rolling", fleetSettings({}, policy));
        assertUnnoticed(report);
        assert.deepEqual(deployedTo(report), ["i-1 v1", "i-2 v1", "i-3 v2", "i-1 v2", "i-2 v2"]);
        assert.deepEqual(verdictsOf(report, "02_migrate"), ["ok", "skipped", "ok", "skipped", "skipped"]);
    });
});
