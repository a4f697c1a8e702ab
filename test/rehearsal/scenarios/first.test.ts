import * as assert from "node:assert/strict";
import { endsOf, failedUses, needsRehearsal, notesSettings, rehearsed } from "./rehearsed";

const good = { succeeded: true, flipped: true, serves: "its version", failed: undefined };

describe("the rehearsal of the example", function () {
    this.timeout(300_000);
    before(function () {
        needsRehearsal(this);
    });

    it("deploys for the first time, in the platform's order, and is used", async () => {
        const report = await rehearsed("first");
        assert.deepEqual([endsOf(report), failedUses(report), report.findings, report.passed], [[good], [], [], true]);
        const [{ steps } = assert.fail()] = report.deployments;
        const parts = steps.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1]);
        const before = ["extract", "instance", "files", "extract", "prebuild", "requirements", "proxy"];
        const after = ["container commands", "flip", "processes", "proxy start", "postdeploy", "health"];
        assert.deepEqual(parts, [...before, ...after]);
        assert.deepEqual(
            steps.filter(({ phase }) => phase === "container commands").map(({ name }) => name),
            ["01_check", "02_migrate", "03_collectstatic"],
        );
        const found = new Map(report.uses.map((use) => [use.name, use.found]));
        assert.equal(found.get("health check by address"), "200");
        assert.match(found.get("data in the stack's database") ?? "", /^\d+ tables$/);
        assert.match(found.get("HTTP instead of HTTPS") ?? "", /^301 to https:/);
        assert.match(found.get("address as host") ?? "", /^400/);
        assert.match(found.get("static file, again") ?? "", /^304, .*max-age=31536000/);
        assert.match(found.get("write a note with an attachment, which lands in the bucket") ?? "", /in the bucket: /);
    });

    it("connects as the user whose turn it is, which a hook makes before anything of the application runs", async () => {
        const database = { kind: "postgres", rotation: "two-users" };
        const report = await rehearsed("first", notesSettings({}, { database }));
        assert.deepEqual([endsOf(report), failedUses(report), report.findings, report.passed], [[good], [], [], true]);
        const [{ steps } = assert.fail()] = report.deployments;
        const made = steps.findIndex(({ file = "" }) => file.endsWith("/14-database-users.sh"));
        assert.match(steps[made]?.output ?? "", /The application connects as \[secret\] and acts as app_owner\.\n$/);
        assert.ok(made < steps.findIndex(({ name }) => name === "02_migrate"));
    });

    it("takes a change of configuration by confighooks alone", async () => {
        const report = await rehearsed("configuration");
        assert.deepEqual([endsOf(report), failedUses(report), report.passed], [[good, good], [], true]);
        const [, { kind, steps } = assert.fail()] = report.deployments;
        assert.equal(kind, "configuration");
        assert.deepEqual(
            steps.flatMap(({ file = "" }) => (file.startsWith(".platform/") ? [file] : [])),
            [
                ".platform/confighooks/prebuild/10-required-variables.sh",
                ".platform/confighooks/prebuild/12-root-certificates.sh",
                ".platform/confighooks/predeploy/20-collectstatic.sh",
                ".platform/confighooks/postdeploy/90-health.sh",
            ],
        );
        assert.deepEqual(
            steps.filter(({ phase }) => ["container commands", "requirements", "files"].includes(phase)),
            [],
        );
    });
});
