import * as assert from "node:assert/strict";
import { deployedTo, fleetSettings, useNamed, verdictsOf } from "./fleet-settings";
import { failedUses, needsRehearsal, rehearsed } from "./rehearsed";

describe("two instances that deploy at once", function () {
    this.timeout(300_000);

    before(function () {
        needsRehearsal(this);
    });

    it("migrate once, and not again on an instance that is added", async () => {
        const report = await rehearsed("two-leaders", fleetSettings());
        assert.deepEqual(failedUses(report), []);
        assert.ok(report.passed);
        assert.deepEqual(deployedTo(report), ["i-1 v1", "i-2 v1", "i-3 v1"]);
        assert.deepEqual(
            ["01_check", "02_migrate", "03_collectstatic"].map((name) => verdictsOf(report, name)),
            [
                ["ok", "skipped", "skipped"],
                ["ok", "skipped", "skipped"],
                ["ok", "ok", "ok"],
            ],
        );
        assert.deepEqual(
            report.uses.slice(0, 3).map(({ name, found }) => [name, found]),
            [
                ["01_check, leader only", "i-1"],
                ["02_migrate, leader only", "i-1"],
                ["03_collectstatic, every instance", "i-1, i-2, i-3"],
            ],
        );
        assert.match(useNamed(report, "each migration once")?.found ?? "", /^\d+ migrations$/);
        assert.equal(useNamed(report, "in service")?.found, "i-1, i-2, i-3");
    });
});
