import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { PackProcess } from "../support/policy-runner-grpc";
import { repository } from "../support/program";
import { environment, TemporaryFolder } from "./sample-stack";

interface Manifest {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
}

const manifestOf = (file: string) => JSON.parse(fs.readFileSync(path.join(repository, file), "utf8")) as Manifest;
const manifest = manifestOf("policies/package.json");

describe("the pack by itself", function () {
    // The first start compiles.
    this.timeout(480_000);
    const folder = new TemporaryFolder();
    const pack = folder.join("pack");
    const program = folder.join("program");

    before(() => {
        const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "policies"], { cwd: repository });
        for (const file of files.toString().trim().split("\n")) {
            const target = path.join(pack, path.relative("policies", file));
            fs.mkdirSync(path.dirname(target), { recursive: true });
            fs.copyFileSync(path.join(repository, file), target);
        }
        for (const name of Object.keys(manifest.dependencies)) {
            const link = path.join(pack, "node_modules", name);
            fs.mkdirSync(path.dirname(link), { recursive: true });
            fs.symlinkSync(path.join(repository, "node_modules", name), link);
        }
        fs.mkdirSync(program);
    });
    after(() => folder.remove());

    /** Starts the copy in a program's folder, and gives its version and what it finds. */
    async function judge(): Promise<[string, string[]]> {
        const started = await PackProcess.start(program, pack);
        try {
            const wrong = environment({ "aws:autoscaling:launchconfiguration/DisableIMDSv1": "false" });
            const findings = await started.analyze(wrong);
            return [(await started.info()).getVersion(), findings.map(({ policy }) => policy)];
        } finally {
            await started.stop();
        }
    }

    it("starts with nothing but its files and declared dependencies, and does not compile twice", async () => {
        assert.deepEqual(await judge(), [manifest.version, ["imdsv2"]]);
        const compiled = path.join(pack, ".build", "index.js");
        fs.utimesSync(compiled, 1, 1);
        assert.deepEqual(await judge(), [manifest.version, ["imdsv2"]]);
        assert.equal(fs.statSync(compiled).mtimeMs, 1000);
        assert.deepEqual(fs.readdirSync(program), []);
    });

    it("compiles anew what was edited", async () => {
        const file = path.join(pack, "rules", "imdsv2.ts");
        fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace('name: "imdsv2"', 'name: "imdsv2-edited"'));
        assert.deepEqual(await judge(), [manifest.version, ["imdsv2-edited"]]);
    });

    it("says which dependency to install", async () => {
        fs.rmSync(path.join(pack, "node_modules", "yauzl"));
        await assert.rejects(PackProcess.start(program, pack), {
            message: `the pack ended with 1: The policy pack lacks its dependencies. Run in ${pack}: npm install\n`,
        });
    });

    it("declares the versions that this repository tests it with", () => {
        const { dependencies, devDependencies } = manifestOf("package.json");
        const tested = { ...dependencies, ...devDependencies };
        for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
            assert.equal(version, tested[name], name);
        }
    });
});
