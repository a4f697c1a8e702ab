import * as assert from "node:assert/strict";
import { SandboxRunner } from "./sandbox-runner";

/** Alarms of a stack from its first `up` to its end. */
describe("monitoring in the sandbox", function () {
    this.timeout(900_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });
    const set = (settings: Readonly<Record<string, string>>) => sandbox.set("dev", settings, "monitoring.");
    const alarms = () =>
        sandbox
            .state("dev")
            .resources.filter(({ type }) => /^aws:cloudwatch\/(metric|composite)Alarm:/.test(type))
            .map(({ urn }) => urn.split("::").pop()?.replace("notes-dev-monitoring-", ""));

    it("comes with the stack, looks at what Elastic Beanstalk made, and stays as it is", async () => {
        await set({
            kind: "alarms",
            customerKey: "true",
            "subscribers[0].kind": "email",
            "subscribers[0].address": "ops@example.com",
        });
        await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        assert.match(
            (await sandbox.outputs("dev"))["dashboard"] ?? "",
            /^https:\/\/us-east-1\.console\.aws\.amazon\.com\/.*#dashboards\/dashboard\/notes-dev$/,
        );
        const latency = sandbox.state("dev").resources.find(({ urn }) => urn.endsWith("-monitoring-latency"));
        assert.match(JSON.stringify(latency?.inputs?.["dimensions"]), /"LoadBalancer":"app\/awseb--AWSEB-/);
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("changes beside the environment: one alarm less, another threshold, a budget", async () => {
        await set({
            "alarms.latency.enabled": "false",
            "alarms.instanceCpu.threshold": "95",
            "budget.monthlyUsd": "60",
        });
        const before = alarms();
        await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        assert.deepEqual(
            before.filter((name) => !alarms().includes(name)),
            ["latency"],
        );
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("goes with the stack", async () => {
        await sandbox.must("destroy", "--yes", "--stack", "dev", "--skip-preview");
        assert.deepEqual(sandbox.state("dev").resources, []);
    });
});
