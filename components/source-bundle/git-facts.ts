import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { BundleEntry } from "./entry";
import type { IgnoreRules, Rule } from "./ignore/ignore-rules";
import { rehearsalFile } from "./ignore/default-excludes";

/**
 * Runs Git in the application's folder.
 *
 * @returns its output, or undefined when there is no Git, no repository, or Git refuses the folder as another user's: nothing of this is needed for a bundle
 */
function git(directory: string, args: readonly string[]): Promise<string | undefined> {
    return new Promise((resolve) => {
        // Without optional locks `git status` does not write the index, which another Git may be using.
        const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0" };
        const options = { cwd: directory, env, encoding: "utf8", maxBuffer: 1 << 28 } as const;
        execFile("git", args, options, (error, stdout) => {
            resolve(error === null ? stdout : undefined);
        });
    });
}

/** Paths that Git tracks below the application's folder, relative to it; none without a repository. */
export async function trackedFiles(directory: string): Promise<readonly string[]> {
    const output = await git(directory, ["ls-files", "-z", "--cached", "--", "."]);
    return output?.split("\0").filter((each) => each !== "") ?? [];
}

/**
 * Files that Git tracks although a rule leaves them out. Not asked for an `.ebignore`: that leaves tracked files out on purpose.
 *
 * @param found - what no rule leaves out
 */
export function trackedButLeftOut(
    tracked: readonly string[],
    found: readonly BundleEntry[],
    rules: IgnoreRules,
    directory: string,
): { readonly path: string; readonly rule: Rule }[] {
    if (rules.fileName === ".ebignore" || tracked.length === 0) {
        return [];
    }
    const packed = new Set(found.map((entry) => entry.path));
    return tracked.flatMap((each) => {
        if (
            each === rehearsalFile ||
            packed.has(each) ||
            fs.lstatSync(path.join(directory, each), { throwIfNoEntry: false }) === undefined
        ) {
            return [];
        }
        const rule = rules.explain(each);
        return rule === undefined ? [] : [{ path: each, rule }];
    });
}

/**
 * The last commit that touched the application's folder, so that a commit elsewhere in the repository changes nothing; `+changes` follows when the folder
 * holds what is not committed.
 */
export async function lastCommit(directory: string): Promise<string | undefined> {
    const [log, status, shallow] = await Promise.all([
        git(directory, ["log", "-1", "--format=%H %P", "--", "."]),
        git(directory, ["status", "--porcelain", "--", "."]),
        git(directory, ["rev-parse", "--is-shallow-repository"]),
    ]);
    const [commit = "", ...parents] = log?.trim().split(" ") ?? [];
    // Where history was cut off every file seems to come from the last commit that is left, and that is another one at each clone.
    const isCutOff = shallow?.trim() === "true" && parents.length === 0;
    return commit === "" || isCutOff ? undefined : commit + (status === "" ? "" : "+changes");
}

/** A tag on the commit that is checked out; the last by version order when there are several. */
export async function tagOfCommit(directory: string): Promise<string | undefined> {
    const output = await git(directory, ["tag", "--points-at", "HEAD", "--sort=-version:refname"]);
    const tag = output?.split("\n")[0];
    return tag === undefined || tag === "" ? undefined : tag;
}
