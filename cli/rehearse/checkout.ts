import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ProblemError } from "../../components/problem";
import { firstLine } from "../../components/words";

/** An application's folder as a commit has it. */
export interface Checkout {
    readonly directory: string;
    remove(): void;
}

/**
 * Lays an application's folder as it was at a commit into a temporary one. The repository itself is only read.
 *
 * @param reference - anything that Git takes for a commit: a branch, a tag, `HEAD~3`
 * @throws ProblemError when there is no such commit, or no repository
 */
export function checkOut(directory: string, reference: string): Checkout {
    const asked = git(directory, "rev-parse", "--verify", "--quiet", "--end-of-options", `${reference}^{commit}`);
    const prefix = git(directory, "rev-parse", "--show-prefix");
    if (asked.status !== 0 || prefix.status !== 0) {
        throw new ProblemError("The version to start from", [
            {
                where: "--from",
                got: reference,
                allowed: `a commit, branch or tag of the repository that ${directory} is in`,
                remedy: "List some with git log --oneline, or leave --from out: the same code is deployed twice then.",
            },
        ]);
    }
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rehearsal-from-"));
    const remove = () => {
        fs.rmSync(folder, { recursive: true, force: true });
    };
    const place = path.join(folder, path.basename(directory));
    fs.mkdirSync(place);
    try {
        // Of the folder that it is asked in alone.
        const archive = execFileSync("git", ["archive", "--format=tar", asked.stdout.trim()], {
            cwd: directory,
            maxBuffer: 1 << 30,
        });
        execFileSync("tar", ["-x", "-C", place], { input: archive });
    } catch (error) {
        remove();
        throw new ProblemError("The version to start from", [
            {
                where: "--from",
                got: `${reference}: ${firstLine(error)}`,
                allowed: `a commit that has the folder ${prefix.stdout.trim() || directory}`,
                remedy: "Name a later commit.",
            },
        ]);
    }
    return { directory: place, remove };
}

const git = (directory: string, ...args: readonly string[]) =>
    spawnSync("git", args, { cwd: directory, encoding: "utf8" });
