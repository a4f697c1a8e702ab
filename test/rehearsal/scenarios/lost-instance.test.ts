import * as assert from "node:assert/strict";
import { fleetSettings, measured, useNamed } from "./fleet-settings";
import { failedUses, needsRehearsal, rehearsed } from "./rehearsed";

describe("the loss of one of two instances", function () {
    this.timeout(300_000);

    before(function () {
        needsRehearsal(this);
    });

    const healthCheck = { intervalSeconds: 30, unhealthyCount: 3 };
    const loadBalancer = { kind: "dedicated", healthCheck };

    it("is found by health checks, the other serves, and jobs run once before and after", async () => {
        const jobs = { sweep: { command: "clearsessions", schedule: "*-*-* 03:00:00 UTC" } };
        const report = await rehearsed("lost-instance", fleetSettings({ jobs }, { loadBalancer }));
        assert.deepEqual(failedUses(report), []);
        assert.ok(report.passed);
        const [, ran, left] =
            /^(i-[12]) ran it, exit code 0, (i-[12]) left it to another$/.exec(
                useNamed(report, "job sweep, before the loss")?.found ?? "",
            ) ?? [];
        assert.deepEqual([ran, left].sort(), ["i-1", "i-2"]);
        // The one that held the job's lock is lost.
        assert.equal(useNamed(report, "job sweep, after the loss")?.found, `${left ?? ""} ran it, exit code 0`);
        assert.equal(useNamed(report, "in service")?.found, left);
        const alone = /^0 of (\d+)$/.exec(useNamed(report, "requests to the other instance that failed")?.found ?? "");
        assert.ok(Number(alone?.[1]) >= 40);
        assert.match(measured(report, "failed requests until then"), /^([1-9]\d*) \(\1 × 502\)$/);
        assert.equal(
            measured(report, "the balancer finds the loss by"),
            "3 failed checks in a row, on AWS 90 s (one every 30 s)",
        );
    });

    it("says that a stack has no jobs", async () => {
        const report = await rehearsed("lost-instance", fleetSettings());
        assert.ok(report.passed);
        const { verdict, note } = useNamed(report, "scheduled jobs") ?? {};
        assert.deepEqual([verdict, note], ["skipped", "The stack has none (app.jobs)."]);
    });
});
