import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { digestOf, once, userCache } from "./cache";
import { must } from "./run-program";

/** All requirements of ours install on these; the newest comes first. */
const interpreters = ["python3.14", "python3.13", "python3.12", "python3.11", "python3"];

export interface VirtualEnvironment {
    readonly folder: string;
    /** The interpreter it is made with, and that one's version. */
    readonly python: string;
    readonly version: string;
    readonly requirements: string;
}

/** The virtual environment of these requirements, installed or not; undefined without a Python that can make one. */
export function virtualEnvironment(requirements: string): VirtualEnvironment | undefined {
    const python = interpreters.find(isUsable);
    return python === undefined ? undefined : { ...placeOf(python, requirements), python, requirements };
}

/** Asked in the temporary folder: a version manager may refuse its own name for it in a folder that pins another version. */
function isUsable(python: string): boolean {
    const script = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";
    return spawnSync(python, ["-c", script], { cwd: os.tmpdir(), stdio: "ignore" }).status === 0;
}

/** Kept per user under the hash of the requirements, so that a second run installs nothing. */
function placeOf(python: string, requirements: string): { folder: string; version: string } {
    const version = spawnSync(python, ["--version"], { cwd: os.tmpdir(), encoding: "utf8" }).stdout.trim();
    const digest = digestOf(`${version}\n`, fs.readFileSync(requirements));
    return { folder: path.join(userCache(), `venv-${digest}`), version };
}

export const programOf = ({ folder }: VirtualEnvironment, name: string): string => path.join(folder, "bin", name);

/** Folder of the Python that the environment was made with: its links lead there. */
export const prefixOf = ({ python }: VirtualEnvironment): string =>
    spawnSync(python, ["-c", "import sys; print(sys.base_prefix)"], {
        cwd: os.tmpdir(),
        encoding: "utf8",
    }).stdout.trim();

/** @param what whose requirements they are, such as "the example's requirements" */
export async function install(
    environment: VirtualEnvironment,
    what: string,
    say: (line: string) => void = console.log,
): Promise<void> {
    const { folder, python, version, requirements } = environment;
    const fill = async () => {
        await must(python, ["-m", "venv", folder]);
        // Compiling all of it in advance takes longer than the installation; Python compiles what is used.
        const pip = "-m pip install --quiet --disable-pip-version-check --no-compile -r".split(" ");
        await must(programOf(environment, "python"), [...pip, requirements]);
    };
    await once(folder, `Installing ${what} (once) with ${version}`, fill, say);
}
