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

/** CloudFront's certificates are in us-east-1, wherever the stack is. */
describe("the alarm on the certificate of the uploads' own name, in the sandbox", function () {
    this.timeout(900_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });
    const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
    const named = (name: string, type: string) =>
        sandbox.state("prod").resources.find((each) => each.urn.endsWith(`::${name}`) && each.type === type);
    const up = () => sandbox.must("up", "--yes", "--stack", "prod", "--skip-preview", "--policy-pack", "policies");
    const monthly = async () => {
        const { code, output } = await sandbox.run("cli/cost", ["--stack", "prod", "--json"]);
        assert.equal(code, 0, output);
        const { lines, notEstimated } = JSON.parse(output.slice(output.indexOf("\n{"))) as {
            lines: { type: string; usd: number }[];
            notEstimated: object[];
        };
        assert.deepEqual(notEstimated, []);
        return (type: string) => lines.filter((line) => line.type === type).reduce((sum, { usd }) => sum + usd, 0);
    };

    it("tells a topic in that region, with a key of its own, and no policy has a word to say", async () => {
        await sandbox.must("config", "set", "--stack", "prod", "aws:region", "eu-west-1");
        await sandbox.must("config", "rm", "--stack", "prod", "--path", "django-beanstalk:media.cdn");
        const before = await monthly();
        await sandbox.set("prod", {
            "media.cdn.publicPrefixes[0]": "public/",
            "media.cdn.name": "notes-media.example.com",
        });
        const after = await monthly();
        assert.equal((after("aws:cloudwatch:MetricAlarm") - before("aws:cloudwatch:MetricAlarm")).toFixed(2), "0.10");
        // With the requests to it.
        assert.equal((after("aws:kms:Key") - before("aws:kms:Key")).toFixed(2), "1.03");

        assert.doesNotMatch(await up(), /\[advisory\]|\[mandatory\]/);
        const { alarmActions, dimensions } = named("notes-prod-monitoring-cdn-certificate", alarm)?.inputs ?? {};
        const certificate = named("notes-prod-media-cdn-certificate", "aws:acm/certificate:Certificate")?.outputs;
        assert.match(String(certificate?.["arn"]), /^arn:aws:acm:us-east-1:/);
        assert.deepEqual(
            { alarmActions, dimensions },
            {
                alarmActions: ["arn:aws:sns:us-east-1:123456789012:notes-prod-us-east-1"],
                dimensions: { CertificateArn: certificate?.["arn"] },
            },
        );
        const topic = named("notes-prod-monitoring-us-east-1", "aws:sns/topic:Topic")?.inputs;
        assert.match(String(topic?.["kmsMasterKeyId"]), /^arn:aws:kms:us-east-1:/);
        const own = named("notes-prod-monitoring-health", alarm)?.outputs?.["arn"];
        assert.match(String(own), /^arn:aws:cloudwatch:eu-west-1:/);
        await sandbox.must("preview", "--stack", "prod", "--expect-no-changes");
    });

    it("goes with the name, and topic and key with it", async () => {
        await sandbox.must("config", "rm", "--stack", "prod", "--path", "django-beanstalk:media.cdn.name");
        await up();
        const left = sandbox.state("prod").resources.filter(({ inputs }) => inputs?.["region"] === "us-east-1");
        assert.deepEqual(left, []);
        await sandbox.must("preview", "--stack", "prod", "--expect-no-changes");
    });
});
