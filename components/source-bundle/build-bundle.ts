import * as fs from "node:fs";
import * as path from "node:path";
import type { GeneratedFile } from "../../ebextensions/model";
import { Problem, ProblemError, throwProblems } from "../problem";
import { writeArchive } from "./archive";
import { BundleEntry, byPath } from "./entry";
import { fingerprint } from "./fingerprint";
import { clashes, missingFiles, requirementsNotice, tooLarge } from "./guards";
import { ignoreRules } from "./ignore-rules";
import { walk } from "./walk";

export interface BundlePlan {
    /** Absolute path of the application, the bundle's root. */
    readonly directory: string;
    /** Further patterns of files to leave out. */
    readonly exclude: readonly string[];
    /** Folder in which archives are kept under their fingerprint. */
    readonly cacheFolder: string;
    /** Files besides the application's own, given the paths that the application brings. */
    readonly generate: (ownPaths: ReadonlySet<string>) => readonly GeneratedFile[];
}

/** A finished archive on this machine. */
export interface Bundle {
    /** Absolute path of the zip. */
    readonly file: string;
    readonly bytes: number;
    /** SHA-256 of the content, in hexadecimal. */
    readonly fingerprint: string;
    readonly entries: number;
    /** The archive was there already, because nothing changed. */
    readonly cached: boolean;
    readonly generated: readonly GeneratedFile[];
    /** What does not stop a deployment but should be read. */
    readonly notices: readonly string[];
}

/**
 * Packs an application and its generated files, or finds the archive of an earlier run with the same content.
 *
 * @throws ProblemError naming everything that is wrong with the tree, before anything is uploaded
 */
export async function buildBundle(plan: BundlePlan): Promise<Bundle> {
    const subject = `The bundle of ${path.basename(plan.directory)}`;
    throwProblems(subject, directoryProblems(plan.directory));
    const { entries: own, problems } = walk(plan.directory, ignoreRules(plan.directory, plan.exclude));
    const generated = plan.generate(new Set(own.map((entry) => entry.path)));
    const added = generated.map(({ path, content, executable }): BundleEntry => ({
        kind: "generated",
        path,
        content,
        executable,
    }));
    throwProblems(subject, [...problems, ...missingFiles(plan.directory, own), ...clashes(own, added)]);

    const entries = [...own, ...added].sort(byPath);
    const digest = fingerprint(entries);
    const file = path.join(plan.cacheFolder, `${digest}.zip`);
    const cached = fs.existsSync(file);
    const bytes = cached ? fs.statSync(file).size : await write(subject, file, entries);
    const excess = tooLarge(bytes, entries);
    if (excess.length > 0) {
        fs.rmSync(file);
    }
    throwProblems(subject, excess);
    return {
        file,
        bytes,
        fingerprint: digest,
        entries: entries.length,
        cached,
        generated,
        notices: requirementsNotice(own),
    };
}

function directoryProblems(directory: string): Problem[] {
    const stat = fs.statSync(directory, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) {
        return [];
    }
    const got = `${directory}, which ${stat === undefined ? "does not exist" : "is not a folder"}`;
    return [
        {
            where: "app.directory",
            got,
            allowed: "the folder that holds manage.py",
            remedy: "Correct app.directory, or --app on the command line.",
        },
    ];
}

async function write(subject: string, file: string, entries: readonly BundleEntry[]): Promise<number> {
    try {
        return await writeArchive(file, entries);
    } catch (error) {
        throw new ProblemError(subject, [writeProblem(file, error)]);
    }
}

/** @throws the error itself when it is none that a user can put right */
export function writeProblem(file: string, error: unknown): Problem {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const where = path.dirname(file);
    switch (code) {
        case "ENOSPC":
        case "EDQUOT":
            return {
                where,
                got: "no space left while the bundle was written",
                remedy: "Make room on that disk and run the command again; nothing half-written was left.",
            };
        case "EACCES":
        case "EPERM":
        case "EROFS":
            return { where, got: "a folder that cannot be written", remedy: "Give yourself the right to write there." };
        default:
            throw error;
    }
}
