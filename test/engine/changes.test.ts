import * as assert from "node:assert/strict";
import { SandboxRunner } from "./sandbox-runner";

describe("the change table", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });

    const changes = (...args: string[]) => sandbox.run("cli/changes", ["--sandbox", "--stack", "dev", ...args]);
    const set = (settings: Readonly<Record<string, string>>) => sandbox.set("dev", settings);

    it("tells of a stack that is not there yet, and of one that is up to date", async () => {
        const first = await changes();
        assert.equal(first.code, 0, first.output);
        assert.match(first.output, /^Everything is new: 57 resources\.$/m);
        await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        const second = await changes();
        assert.equal(second.code, 0, second.output);
        assert.match(second.output, /^Nothing changes: 57 resources stay as they are\.$/m);
    });

    const table = [
        /^new instances, batch by batch +aws:elasticbeanstalk:Environment notes-dev-environment$/m,
        /^ {2}new instances, batch by batch +aws:ec2:instances \/ InstanceTypes: t3\.micro, t3\.small -> t3\.medium, t3\.small$/m,
        /^ {2}restart, short outage +aws:elasticbeanstalk:application:environment \/ GREETING: new$/m,
        /^ {2}restart, short outage +version: changed \(deployed AllAtOnce\)$/m,
        /^left in AWS +aws:elasticbeanstalk:ApplicationVersion notes-dev-bundle-[0-9a-f]{12}$/m,
    ];

    it("goes option by option, and shows no value of an environment property", async () => {
        await set({ "environment.instanceTypes[0]": "t3.medium", "app.variables.GREETING": "canary-greeting" });
        const { code, output } = await changes();
        assert.equal(code, 0, output);
        table.forEach((pattern) => {
            assert.match(output, pattern);
        });
        assert.doesNotMatch(output, /canary-greeting/);
        const json = await changes("--json");
        assert.equal(json.code, 0, json.output);
        assert.match(json.output, /"what": "aws:elasticbeanstalk:application:environment \/ GREETING"/);
        assert.doesNotMatch(json.output, /canary-greeting/);
    });

    it("stands in the summary of npm start too", async () => {
        const { code, output } = await sandbox.start("--stack", "dev");
        assert.equal(code, 0, output);
        assert.match(output, /^Changes {6}what happens +to what$/m);
        table.forEach((pattern) => {
            assert.match(output.replace(/^ {13}/gm, ""), pattern);
        });
    });

    it("says impossible where a hook refuses it, and ends with 1", async () => {
        await set({ "app.platform.kind": "python", "app.platform.version": "3.12" });
        const { code, output } = await changes();
        assert.equal(code, 1, output);
        assert.match(output, /^IMPOSSIBLE, AWS refuses it +aws:elasticbeanstalk:Environment notes-dev-environment$/m);
        assert.match(output, /^ {2}IMPOSSIBLE, AWS refuses it +platform: Python 3\.13 -> Python 3\.12$/m);
        assert.match(output, /got {6}Python 3\.12, while the environment runs Python 3\.13/);
        assert.doesNotMatch(output, /^ +at /m);
        await sandbox.must("config", "rm", "--stack", "dev", "--path", "django-beanstalk:app.platform");
    });

    it("is loud about data that is lost", async () => {
        await set({ "database.kind": "none" });
        const { code, output } = await changes();
        assert.equal(code, 0, output);
        assert.match(
            output,
            /^!!! DATA: aws:rds:Instance notes-dev-database is deleted: all its data is deleted WITHOUT a final snapshot\.$/m,
        );
        assert.match(
            output,
            /^!!! DATA: aws:cloudwatch:LogGroup notes-dev-database-log-postgresql is deleted: the logs in it are deleted\.$/m,
        );
    });
});
