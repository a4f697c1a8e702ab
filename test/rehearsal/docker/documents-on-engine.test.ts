import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { settingsOfFile } from "../../../cli/raw-settings";
import { chooseEngine } from "../../../rehearsal/docker/find-engine";
import { machine } from "../../../rehearsal/docker/machine";
import { planContainers } from "../../../rehearsal/docker/plan-containers";
import type { RehearsalReport } from "../../../rehearsal/model";
import { repository } from "../../support/program";
import { endsOf, failedUses, needsRehearsal, rehearsed } from "../scenarios/rehearsed";
import { bundle, properties } from "./bundle";

/** Skipped where no engine answers, or where the images that the bundle starts from are not there: a test pulls nothing. */
describe("a rehearsal of the Docker platform on an engine", function () {
    this.timeout(600_000);
    let engine: "docker" | "podman";
    before(async function () {
        needsRehearsal(this);
        const plan = planContainers(bundle(), properties("postgresql://database.internal/documents"));
        const choice = await chooseEngine(machine, plan, `rehearsal-test-${process.pid}`, undefined);
        if ("none" in choice) {
            console.log(`      skipped: ${choice.none}`);
            this.skip();
        }
        const bases = plan.images
            .flatMap(({ stages }) => stages.map(({ base }) => base))
            .filter((each) => each.includes("/"));
        const pulled = plan.services.flatMap(({ from }) => ("image" in from ? [from.image] : []));
        const absent = [...new Set([...bases, ...pulled])].filter(
            (each) => spawnSync(choice.engine, ["image", "inspect", each]).status !== 0,
        );
        if (absent.length > 0) {
            console.log(`      skipped: ${choice.engine} has no ${absent.join(", ")}`);
            this.skip();
        }
        engine = choice.engine;
    });

    const settings = settingsOfFile(path.join(repository, "Pulumi.documents.yaml"), "documents", repository);
    const told = ({ deployments }: RehearsalReport, index: number) =>
        (deployments[index]?.steps ?? [])
            .filter(({ file }) => file?.startsWith(".ebextensions/") !== true)
            .map(({ phase, name, verdict }) => `${phase}: ${name}: ${verdict}`);
    /** What is left of rehearsals. */
    const left = () =>
        ["container", "volume", "network", "image"].flatMap((kind) => {
            const format = kind === "image" ? "{{.Repository}}" : kind === "container" ? "{{.Names}}" : "{{.Name}}";
            const { stdout } = spawnSync(engine, [kind, "ls", "--format", format], { encoding: "utf8" });
            return stdout.split("\n").filter((each) => /^rehearsal-[0-9a-f]{8}-i-\d/.test(each));
        });

    it("builds the images, starts the containers, finds that the application works, and leaves nothing", async () => {
        const before = left();
        const report = await rehearsed("first", settings, engine);
        assert.deepEqual(failedUses(report), []);
        assert.deepEqual(told(report, 0), [
            "extract: download the source bundle: ok",
            "extract: unpack into /var/app/staging: ok",
            "prebuild: .platform/hooks/prebuild/10-required-variables.sh: ok",
            "requirements: .env: ok",
            "requirements: compose build: ok",
            "flip: /var/app/staging becomes /var/app/current: ok",
            "processes: compose up: ok",
            "processes: ports of the containers: ok",
            "processes: containers: ok",
            "postdeploy: .platform/hooks/postdeploy/90-health.sh: ok",
            "health: GET /health/: ok",
            "health: log for enhanced health: ok",
        ]);
        const uses = report.uses.filter(({ verdict }) => verdict === "ok").map(({ name }) => name);
        assert.ok(uses.includes("upload a document, which lands in the bucket"));
        assert.ok(uses.includes("read the worker's report"));
        assert.match(report.standIns[0] ?? "", /^(docker|podman) [\d.]+.* of this machine builds the images/);
        assert.ok(report.passed);
        assert.deepEqual(left(), before);
    });

    it("leaves nothing serving when a migration fails, until the next version", async () => {
        const report = await rehearsed("failing-migration", settings, engine);
        assert.deepEqual(
            endsOf(report).map(({ flipped, serves, failed }) => [flipped, serves, failed]),
            [
                [true, "its version", undefined],
                [true, "nothing", "processes: containers (undefined)"],
                [true, "its version", undefined],
            ],
        );
        assert.match(report.findings[0]?.lastLines.join("\n") ?? "", /rehearsal_rows/);
        assert.ok(report.passed);
    });
});
