import * as assert from "node:assert/strict";
import { SandboxRunner } from "./sandbox-runner";

describe("the pinned platform in the sandbox", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });
    const set = (settings: Readonly<Record<string, string>>) => sandbox.set("dev", settings, "app.platform.");
    const up = ["up", "--yes", "--skip-preview", "--stack", "dev"];

    it("is refused in the preview of a new environment when AWS no longer offers it, unless the check is off", async () => {
        await set({ kind: "python", release: "4.9.1" });
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(code, 0, output);
        assert.match(output, /got {6}4\.9\.1, which AWS does not offer this account for a new environment/);
        assert.match(output, /do {7}Pin the current one: npm run --silent platforms -- --pin --stack dev/);
        await set({ checkRelease: "false" });
        await sandbox.must("preview", "--stack", "dev");
        await set({ checkRelease: "true" });
    });

    it("may be edited after a creation that failed, without a word about an environment that runs", async () => {
        await set({ release: "4.14.0" });
        const faults = "create aws:elasticbeanstalk/environment:Environment 1 fail";
        const failed = await sandbox.run("cli/sandbox", up, { DJANGO_BEANSTALK_FAULTS: faults });
        assert.notEqual(failed.code, 0, failed.output);
        await set({ release: "4.13.7" });
        assert.doesNotMatch(await sandbox.must(...up), /does not move the environment/);
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("leaves a running environment where it is when it is edited, says so once, and changes nothing in AWS", async () => {
        await set({ release: "4.12.0" });
        const preview = await sandbox.must("preview", "--stack", "dev");
        assert.match(preview, /warning: app\.platform\.release went from 4\.13\.7 to 4\.12\.0\. That does not move/);
        assert.match(preview, /--solution-stack-name "64bit Amazon Linux 2023 v4\.12\.0 running Python 3\.13"/);
        assert.match(preview, /~ +django-beanstalk:environment:BeanstalkEnvironment .*\[diff: ~pinnedPlatform\]/);
        assert.match(preview, /~ 1 to update\n/);
        await sandbox.must(...up);
        assert.doesNotMatch(
            await sandbox.must("preview", "--stack", "dev", "--expect-no-changes"),
            /app\.platform\.release/,
        );
        const environment = sandbox
            .state("dev")
            .resources.find(({ type }) => type === "aws:elasticbeanstalk/environment:Environment");
        const made = "64bit Amazon Linux 2023 v4.13.7 running Python 3.13";
        assert.equal(environment?.inputs?.["solutionStackName"], made);
    });
});
