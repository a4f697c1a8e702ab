import * as assert from "node:assert/strict";
import { deployedTo, fleetSettings, measured } from "./fleet-settings";
import { needsRehearsal, notesSettings, rehearsed } from "./rehearsed";

describe("a second version on one instance", function () {
    this.timeout(300_000);

    before(function () {
        needsRehearsal(this);
    });

    /** Plays it, and tells what kinds of failure users met. */
    async function failures(settings = fleetSettings()): Promise<string[]> {
        const report = await rehearsed("second-version", settings);
        assert.ok(report.deployments.every(({ succeeded }) => succeeded));
        assert.deepEqual(deployedTo(report), ["i-1 v1", "i-1 v2"]);
        const [, failed, kinds = ""] = /^(\d+) \((.*)\)$/.exec(measured(report, "failed requests")) ?? [];
        assert.ok(Number(failed) > 0 && Number(failed) < Number(measured(report, "requests")));
        const labels = report.deployments.map(({ version }) => version);
        const answers = measured(report, "answers by version").split(", ");
        assert.deepEqual(
            answers.map((each) => each.replace(/: \d+$/, "")),
            labels,
        );
        assert.ok(parseFloat(measured(report, "longest time without an answer")) > 0.1);
        return kinds.split(", ").map((each) => each.replace(/^\d+ × /, ""));
    }

    it("has a gap, in which the load balancer says 502", async () => {
        assert.deepEqual(await failures(), ["502"]);
    });

    it("has a gap, in which an instance without a load balancer breaks connections off", async () => {
        const single = { environment: { stage: "dev", loadBalancer: { kind: "none" } } };
        assert.deepEqual(await failures(notesSettings({}, single)), ["ECONNRESET"]);
    });
});
