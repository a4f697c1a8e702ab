import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Counts } from "./counts";
import { run } from "./mocha";

/** The example's requirements install on these; the newest comes first. */
const interpreters = ["python3.14", "python3.13", "python3.12", "python3.11", "python3"];

/** Runs the example application's tests as its own team would: in a virtual environment with its pinned requirements. */
export async function exampleSuite(root: string): Promise<Counts> {
    const application = path.join(root, "examples", "notes");
    const python = usablePython();
    if (python === undefined) {
        console.log("Skipped: no Python 3.11 or newer with venv was found.");
        return process.env["CI"] === "true"
            ? { passed: 0, failed: 1, skipped: 0 }
            : { passed: 0, failed: 0, skipped: 1 };
    }
    let environment: string;
    try {
        environment = await virtualEnvironment(python, path.join(application, "requirements.txt"));
    } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        return { passed: 0, failed: 1, skipped: 0 };
    }
    const { status, output } = tests(path.join(environment, "bin", "python"), application);
    console.log(output);
    return counts(status, output);
}

export const usablePython = (): string | undefined => interpreters.find(isUsable);

/** Asked in the temporary folder: a version manager may refuse its own name for it in a folder that pins another version. */
function isUsable(python: string): boolean {
    const script = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";
    return spawnSync(python, ["-c", script], { cwd: os.tmpdir(), stdio: "ignore" }).status === 0;
}

/** Kept per user under the hash of the requirements, so that a second run installs nothing. A file inside says that it is complete. */
export async function virtualEnvironment(python: string, requirements: string): Promise<string> {
    const version = spawnSync(python, ["--version"], { cwd: os.tmpdir(), encoding: "utf8" }).stdout;
    const digest = createHash("sha256")
        .update(version)
        .update(fs.readFileSync(requirements))
        .digest("hex")
        .slice(0, 16);
    const cache = process.env["XDG_CACHE_HOME"] ?? path.join(os.homedir(), ".cache");
    const folder = path.join(cache, "django-beanstalk", `venv-${digest}`);
    const ready = path.join(folder, "ready");
    if (!fs.existsSync(ready)) {
        console.log(`Installing the example's requirements (once) with ${version.trim()}`);
        fs.rmSync(folder, { recursive: true, force: true });
        await must(python, ["-m", "venv", folder]);
        await must(path.join(folder, "bin", "python"), [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
            requirements,
        ]);
        fs.writeFileSync(ready, "");
    }
    return folder;
}

async function must(program: string, args: readonly string[]): Promise<void> {
    const code = await run(program, args, os.tmpdir());
    if (code !== 0) {
        throw new Error(`${program} ${args.join(" ")} ended with ${code}.`);
    }
}

function tests(python: string, application: string): { status: number; output: string } {
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
    const { status, stdout, stderr } = spawnSync(python, ["manage.py", "test", "--verbosity", "1"], {
        cwd: application,
        env,
        encoding: "utf8",
    });
    return { status: status ?? 1, output: `${stdout}${stderr}`.trim() };
}

/** Django ends with "Ran 68 tests in 2.9s" and "OK (skipped=1)" or "FAILED (failures=1, errors=2)". */
export function counts(status: number, output: string): Counts {
    const total = Number(/^Ran (\d+) tests?/m.exec(output)?.[1] ?? 0);
    const sum = (...names: string[]) =>
        names.reduce((all, name) => all + Number(new RegExp(`\\b${name}=(\\d+)`).exec(output)?.[1] ?? 0), 0);
    const skipped = sum("skipped");
    const failed = sum("failures", "errors");
    return status !== 0 && failed === 0
        ? { passed: 0, failed: 1, skipped }
        : { passed: total - failed - skipped, failed, skipped };
}
