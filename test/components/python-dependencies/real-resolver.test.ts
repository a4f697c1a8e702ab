import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { checkDependencies } from "../../../components/python-dependencies/check-dependencies";
import { parseRequirements, pinnedVersion } from "../../../components/python-dependencies/requirements-file";
import { realTools } from "../../../components/python-dependencies/run";
import { fromUvLock } from "../../../components/python-dependencies/uv-lock";
import { temporaryFolder } from "../../support/temporary-folder";
import { realUv } from "./real-uv";
import { application } from "./support";

describe("checkDependencies with the real uv", function () {
    this.timeout(180_000);
    const folder = temporaryFolder();
    let bin = "";

    before(function () {
        const uv = realUv();
        if (uv.kind === "ready") {
            bin = uv.bin;
        } else if (process.env["CI"] === "true") {
            assert.fail(uv.reason);
        } else {
            console.log(`Skipped: ${uv.reason}.`);
            this.skip();
        }
    });

    const env = () => ({ ...process.env, PATH: `${bin}${path.delimiter}${process.env["PATH"] ?? ""}` });
    const check = (requirements: string, changes: Parameters<typeof application>[2] = {}) =>
        checkDependencies(
            application(folder.path, { "requirements.txt": requirements }, { check: "required", ...changes }),
            {
                ...realTools,
                env: env(),
                run: (command) =>
                    realTools.run({
                        ...command,
                        program: command.program === "python3" ? path.join(bin, "python3") : uvOf(command.program),
                    }),
            },
        );
    /** What pip would install on this machine, without writing anything. */
    const dryRun = (cwd: string, ...options: readonly string[]) => {
        const args = ["-m", "pip", "install", "--dry-run", "--ignore-installed", ...options];
        return spawnSync(path.join(bin, "python3"), args, { cwd, encoding: "utf8" });
    };
    const uvOf = (program: string): string => (program === "uv" ? path.join(bin, "uv") : program);

    /** From the document about dependency conflicts. */
    const together = "urllib3==1.26.16\nboto3==1.26.164\nbotocore==1.29.164\ns3transfer==0.6.2\n";

    it("refuses boto3 1.26 beside urllib3 2 with the resolver's explanation", async () => {
        const { problems } = await check("boto3==1.26.164\nurllib3>=2\n");
        assert.equal(problems.length, 1, JSON.stringify(problems));
        assert.equal(problems[0]?.where, "requirements.txt");
        assert.match(problems[0].got ?? "", /botocore\S* depends on urllib3>=1\.25\.4,<1\.27/);
    });

    it("is not talked out of a conflict by settings of uv, which pip does not read", async () => {
        application(folder.path, { "pyproject.toml": '[tool.uv]\noverride-dependencies = ["urllib3==2.2.1"]\n' });
        const { problems } = await check("boto3==1.26.164\nurllib3>=2\n");
        assert.match(problems[0]?.got ?? "", /cannot be installed together/);
    });

    it("has the conflict explained by pip where there is no uv", async () => {
        const plan = application(folder.path, { "requirements.txt": "boto3==1.26.164\nurllib3==2.2.1\n" });
        const { problems } = await checkDependencies(plan, {
            ...realTools,
            run: async (command) => {
                if (command.program === "uv" || command.args[1] === "uv") {
                    return { kind: "missing" };
                }
                return realTools.run({ ...command, program: path.join(bin, "python3") });
            },
        });
        assert.match(problems[0]?.got ?? "", /The user requested urllib3==2\.2\.1\n +botocore \S+ depends on urllib3/);
    });

    it("lets the document's four versions pass, on every Python of the platform and both processors", async () => {
        for (const pythonVersion of ["3.11", "3.14"]) {
            for (const architecture of ["x86_64", "aarch64"] as const) {
                const { problems, notices } = await check(together, { pythonVersion, architecture });
                assert.deepEqual([problems, notices], [[], []]);
            }
        }
    });

    it("locks every package with hashes, in a form that pip installs", async () => {
        const { problems, files } = await check(together, { lock: { excludeNewer: "2026-01-31" } });
        assert.deepEqual(problems, []);
        const content = files[0]?.content ?? "";
        const lines = parseRequirements(content).flatMap((line) => (line.kind === "named" ? [line] : []));
        assert.ok(
            lines.length > 4 &&
                lines.every(({ specifier, hashes }) => pinnedVersion(specifier) !== undefined && hashes.length > 0),
            content,
        );
        const file = path.join(folder.path, "locked.txt");
        fs.writeFileSync(file, content);
        const { status, stderr } = dryRun(folder.path, "--require-hashes", "--no-deps", "-r", file);
        assert.equal(status, 0, stderr);
    });

    it("reports a package that has only a source", async () => {
        const { problems, notices } = await check("uwsgi==2.0.28\n");
        assert.deepEqual(problems, []);
        assert.deepEqual(notices, [
            "uwsgi 2.0.28 has no wheel for the instance and will be compiled on the instance. It needs gcc and python3.13-devel there; environment.instances.packages installs them.",
        ]);
    });

    it("brings wheels for the instance, from which pip installs offline", async () => {
        for (const architecture of ["x86_64", "aarch64"] as const) {
            const { problems, files, wheels } = await check("MarkupSafe==3.0.2\n", {
                vendorWheels: true,
                architecture,
            });
            assert.deepEqual(problems, []);
            assert.deepEqual(
                wheels.map((wheel) => path.basename(wheel.path).replace(/manylinux\S+_(x86_64|aarch64)\.whl$/, "$1")),
                [`MarkupSafe-3.0.2-cp313-cp313-${architecture}`],
            );
            const bundle = path.join(folder.path, `bundle-${architecture}`);
            fs.mkdirSync(path.join(bundle, "wheels"), { recursive: true });
            wheels.forEach((wheel) => fs.copyFileSync(wheel.source, path.join(bundle, wheel.path)));
            fs.writeFileSync(path.join(bundle, "requirements.txt"), files[0]?.content ?? "");
            // What the platform runs in /var/app/staging; here for the instance's platform, and without writing anything.
            const target = `--target=${path.join(bundle, "unused")}`;
            const platform = [
                `--platform=manylinux2014_${architecture}`,
                "--python-version=3.13",
                "--only-binary=:all:",
                target,
            ];
            const { status, stdout, stderr } = dryRun(bundle, ...platform, "-r", "requirements.txt");
            assert.equal(status, 0, stderr);
            assert.match(stdout, /Would install MarkupSafe-3\.0\.2/i);
        }
    });

    it("reads from uv.lock what uv exports", async () => {
        const project = `[project]
name = "app"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["requests[socks]==2.32.3", "tzdata; sys_platform == 'win32'", "click"]
[dependency-groups]
dev = ["pytest"]
`;
        const { directory } = application(folder.path, { "pyproject.toml": project });
        const uv = async (...args: string[]) => {
            const result = await realTools.run({
                program: path.join(bin, "uv"),
                args,
                cwd: directory,
                env: { ...env(), UV_PYTHON_DOWNLOADS: "never" },
            });
            assert.ok(result.kind === "ended" && result.code === 0, JSON.stringify(result));
            return result.stdout;
        };
        await uv("lock", "--quiet");
        const exported = await uv(
            "export",
            "--frozen",
            "--no-dev",
            "--no-emit-project",
            "--no-header",
            "--no-annotate",
            "--quiet",
        );
        const statements = (text: string) =>
            parseRequirements(text).map((line) =>
                line.kind === "named" ? { ...line, line: 0, hashes: [...line.hashes].sort() } : line,
            );
        const derived = fromUvLock(fs.readFileSync(path.join(directory, "uv.lock"), "utf8"));
        assert.deepEqual(statements(derived.lines.join("\n")), statements(exported));
    });
});
