import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** The release that the tests were written against. */
const version = "0.13.8";

/** The interpreters that uv's and pip's packages support; asked in the temporary folder, where no version manager finds a pin. */
const interpreters = ["python3.14", "python3.13", "python3.12", "python3.11", "python3"];

export type RealUv =
    | { readonly kind: "ready"; /** Folder with `uv` and `python3`. */ readonly bin: string }
    | { readonly kind: "absent"; readonly reason: string };

/**
 * uv from its PyPI package, in a virtual environment that is kept per user, so that it is installed once. A file inside says that it is complete.
 */
export function realUv(): RealUv {
    const cache = process.env["XDG_CACHE_HOME"] ?? path.join(os.homedir(), ".cache");
    const folder = path.join(cache, "django-beanstalk", `uv-${version}`);
    const bin = path.join(folder, "bin");
    if (fs.existsSync(path.join(folder, "ready"))) {
        return { kind: "ready", bin };
    }
    const python = interpreters.find((name) => succeeds(name, ["-c", "import venv, ensurepip"]) === undefined);
    if (python === undefined) {
        return { kind: "absent", reason: "no Python 3 with venv was found" };
    }
    fs.rmSync(folder, { recursive: true, force: true });
    const failure =
        succeeds(python, ["-m", "venv", folder]) ??
        succeeds(path.join(bin, "python3"), [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            `uv==${version}`,
        ]);
    if (failure !== undefined) {
        fs.rmSync(folder, { recursive: true, force: true });
        return { kind: "absent", reason: `uv could not be installed: ${failure}` };
    }
    fs.writeFileSync(path.join(folder, "ready"), "");
    return { kind: "ready", bin };
}

/** @returns why it failed, or undefined */
function succeeds(program: string, args: readonly string[]): string | undefined {
    const { status, stderr, error } = spawnSync(program, args, { cwd: os.tmpdir(), encoding: "utf8" });
    return status === 0
        ? undefined
        : (error?.message ?? stderr.trim().split("\n").at(-1) ?? `exit code ${String(status)}`);
}
