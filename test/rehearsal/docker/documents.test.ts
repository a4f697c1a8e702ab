import * as assert from "node:assert/strict";
import * as path from "node:path";
import { settingsOfFile } from "../../../cli/raw-settings";
import type { RehearsalReport, Step } from "../../../rehearsal/model";
import { repository } from "../../support/program";
import { endsOf, failedUses, needsRehearsal, rehearsed } from "../scenarios/rehearsed";

describe("a rehearsal of the Docker platform", function () {
    this.timeout(180_000);
    before(function () {
        needsRehearsal(this);
    });

    const settings = settingsOfFile(path.join(repository, "Pulumi.documents.yaml"), "documents", repository);
    const stepsOf = (report: RehearsalReport, index: number): readonly Step[] =>
        report.deployments[index]?.steps ?? assert.fail("no such deployment");
    /** Without the instructions of the Dockerfile, which have tests of their own. */
    const told = (steps: readonly Step[]) =>
        steps
            .filter(({ file }) => file !== "Dockerfile" && file?.startsWith(".ebextensions/") !== true)
            .map(({ phase, name, verdict }) => `${phase}: ${name.split(": python")[0] ?? ""}: ${verdict}`)
            // The first rehearsal of a machine installs them.
            .filter((each) => !/^requirements: (virtual environment|python -m venv|pip install)/.test(each));

    it("deploys the example in the platform's order, and finds that it works", async () => {
        const report = await rehearsed("first", settings);
        assert.deepEqual(failedUses(report), []);
        assert.deepEqual(told(stepsOf(report, 0)), [
            "extract: download the source bundle: ok",
            "extract: unpack into /var/app/staging: ok",
            "prebuild: .platform/hooks/prebuild/10-required-variables.sh: ok",
            "requirements: .env: ok",
            "flip: /var/app/staging becomes /var/app/current: ok",
            "processes: names and ports of the containers: ok",
            "processes: web: ok",
            "processes: reports: ok",
            "proxy: nginx: nginx -t: ok",
            "proxy start: nginx: nginx: ok",
            "postdeploy: .platform/hooks/postdeploy/90-health.sh: ok",
            "health: GET /health/: ok",
            "health: log for enhanced health: ok",
        ]);
        const uses = report.uses.filter(({ verdict }) => verdict === "ok").map(({ name }) => name);
        assert.deepEqual(uses.slice(uses.indexOf("set up"), -1), [
            "set up",
            "log in",
            "upload a document, which lands in the bucket",
            "read the list from the database",
            "fetch the file back",
            "read the worker's report",
        ]);
        assert.match(
            report.standIns.join("\n"),
            /^No container engine is used, because none is wanted \(--engine none\)\.[^]*\nThis machine's nginx stands/,
        );
        assert.ok(report.passed);
    });

    it("starts the containers again when the configuration changes", async () => {
        const report = await rehearsed("configuration", settings);
        assert.deepEqual(failedUses(report), []);
        const all = told(stepsOf(report, 1));
        // They end at the same time.
        const stopped = all.filter((each) => each.startsWith("flip: stop"));
        assert.deepEqual(stopped.sort(), ["flip: stop reports: ok", "flip: stop web: ok"]);
        assert.deepEqual(
            all.filter((each) => !stopped.includes(each)),
            [
                "extract: unpack into /var/app/staging: ok",
                "prebuild: .platform/confighooks/prebuild/10-required-variables.sh: ok",
                "requirements: .env: ok",
                "flip: /var/app/staging becomes /var/app/current: ok",
                "processes: names and ports of the containers: ok",
                "processes: web: ok",
                "processes: reports: ok",
                "proxy: nginx: nginx -t: ok",
                "proxy start: nginx: nginx: ok",
                "postdeploy: .platform/confighooks/postdeploy/90-health.sh: ok",
                "health: GET /health/: ok",
                "health: log for enhanced health: ok",
            ],
        );
        assert.ok(report.passed);
    });

    it("leaves nothing serving when a migration fails, until the next version", async () => {
        const report = await rehearsed("failing-migration", settings);
        assert.deepEqual(failedUses(report), []);
        assert.deepEqual(
            endsOf(report).map(({ flipped, serves, failed }) => [flipped, serves, failed?.split(": python")[0]]),
            [
                [true, "its version", undefined],
                [true, "nothing", "processes: web"],
                [true, "its version", undefined],
            ],
        );
        const [finding] = report.findings;
        assert.match(finding?.lastLines.join("\n") ?? "", /rehearsal_rows/);
        assert.match(finding?.consequence ?? "", /nothing serves/);
        assert.ok(report.passed);
    });
});
