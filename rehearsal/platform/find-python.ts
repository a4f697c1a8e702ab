import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Problem, ProblemError } from "../../components/problem";
import type { Python } from "./target";

/** Said by the interpreter itself, which may be a link or a version manager's script. */
const question = `import json, os, sys, venv, ensurepip
print(json.dumps([os.path.realpath(sys.executable), "%d.%d.%d" % sys.version_info[:3], sys.base_prefix]))`;

/** Asked in the temporary folder: a version manager may refuse its own name for it in a folder that pins another version. */
function ask(program: string): Python | undefined {
    const { status, stdout } = spawnSync(program, ["-I", "-c", question], { cwd: os.tmpdir(), encoding: "utf8" });
    if (status !== 0) {
        return undefined;
    }
    const [found, version, prefix] = JSON.parse(stdout) as [string, string, string];
    return { program: found, version, prefix };
}

const oldest = 11;
const minorOf = (version: string): number => Number(version.split(".")[1] ?? "0");

/**
 * The Python of this machine that is nearest to the platform's: the same minor version, else the next newer, else the newest older.
 *
 * @param wanted - of the platform, such as `3.13`
 * @param given - an interpreter that the user names
 * @throws ProblemError when there is none that can make a virtual environment
 */
export function findPython(wanted: string, given?: string): Python {
    const usable: Python[] = [];
    for (const each of given === undefined ? candidates(wanted) : [given]) {
        const found = ask(each);
        if (found !== undefined && minorOf(found.version) >= oldest) {
            usable.push(found);
            if (minorOf(found.version) === minorOf(wanted)) {
                break;
            }
        }
    }
    const distance = ({ version }: Python) => {
        const ahead = minorOf(version) - minorOf(wanted);
        return ahead >= 0 ? ahead : 100 - ahead;
    };
    const [nearest] = usable.sort((a, b) => distance(a) - distance(b));
    if (nearest === undefined) {
        throw new ProblemError("This machine", [missing(given)]);
    }
    return nearest;
}

const missing = (given: string | undefined): Problem => ({
    where: given === undefined ? "python3" : "--python",
    got: given ?? "none",
    allowed: `Python 3.${oldest} or newer with venv`,
    remedy: "Install it (on Debian and Ubuntu: python3-venv), or name one with --python PATH.",
});

/** Where Pythons usually are; those that may be the wanted version come first, since the first that is one is enough. */
function candidates(wanted: string): string[] {
    const roots = [
        path.join(process.env["PYENV_ROOT"] ?? path.join(os.homedir(), ".pyenv"), "versions"),
        path.join(os.homedir(), ".local", "share", "uv", "python"),
    ];
    const managed = roots
        .filter((root) => fs.existsSync(root))
        .flatMap((root) => fs.readdirSync(root).map((each) => path.join(root, each, "bin", "python3")))
        .filter((program) => fs.existsSync(program));
    const isLikely = (program: string) => path.basename(path.dirname(path.dirname(program))).includes(wanted);
    const others = [14, 13, 12, 11].map((minor) => `python3.${minor}`);
    return [...new Set([`python${wanted}`, ...managed.filter(isLikely), "python3", ...others, ...managed])];
}
