import * as assert from "node:assert/strict";
import { deployedTo, fleetSettings, measured, useNamed, verdictsOf } from "./fleet-settings";
import { endsOf, failedUses, needsRehearsal, rehearsed } from "./rehearsed";

describe("an immutable deployment", function () {
    this.timeout(300_000);

    before(function () {
        needsRehearsal(this);
    });

    it("replaces both instances, then fails with another version: no request fails", async () => {
        const report = await rehearsed("immutable", fleetSettings());
        assert.deepEqual(failedUses(report), []);
        assert.ok(report.passed);
        assert.deepEqual(deployedTo(report), ["i-1 v1", "i-2 v1", "i-3 v2", "i-4 v2", "i-5 v3"]);
        assert.deepEqual(verdictsOf(report, "02_migrate"), ["ok", "skipped", "ok", "skipped", "ok"]);
        assert.deepEqual(
            endsOf(report).map(({ failed }) => failed),
            [undefined, undefined, undefined, undefined, "postdeploy: .platform/hooks/postdeploy/00-rehearsal.sh (1)"],
        );

        const total = Number(measured(report, "requests"));
        assert.ok(total >= 60, `${total} requests`);
        assert.equal(useNamed(report, "requests during the deployments that failed")?.found, `0 of ${total}`);
        const [first, , second] = report.deployments.map(({ version }) => version);
        assert.equal(useNamed(report, "versions that answered")?.found, [first, second].sort().join(", "));
        assert.equal(
            useNamed(report, "in service after the version that fails")?.found,
            `i-3 with ${second ?? ""}, i-4 with ${second ?? ""}`,
        );

        const [finding] = report.findings;
        assert.equal(report.findings.length, 1);
        assert.match(
            finding?.consequence ?? "",
            new RegExp(
                `AWS ends the new instances, and the old ones go on serving ${second ?? ""}: users notice nothing`,
            ),
        );
    });
});
