import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";
import { Problem, ProblemError, throwProblems } from "../../problem";
import { BundleEntry, byPath } from "../../source-bundle/entry";
import { clashes, secretProblems } from "../../source-bundle/guards";
import { IgnoreRules } from "../../source-bundle/ignore/ignore-rules";
import { diskProblem } from "../../source-bundle/pack-tree";
import { walk } from "../../source-bundle/walk";
import type { WorkerBundle, WorkerBundlePlan } from "../model";
import { releaseFiles } from "../paths";
import { writeArchive } from "./archive";

/** Bundles of a worker kept on this machine; the oldest go first. */
const kept = 5;

/**
 * Packs a worker's files and the generated ones into one compressed tar. The same files give the same bytes, whatever their times, owners and order on disk;
 * only another version of zlib, xz or zstd may write others.
 *
 * @throws ProblemError naming everything that is wrong with the folder, before anything is uploaded
 */
export async function buildWorkerBundle(plan: WorkerBundlePlan): Promise<WorkerBundle> {
    const subject = `The bundle of the worker ${plan.name}`;
    throwProblems(subject, directoryProblems(plan));
    const found = walk(plan.directory, new IgnoreRules(plan.directory, plan), plan);
    const generated = plan.files.map((file) => ({ kind: "generated" as const, ...file }));
    throwProblems(subject, [...found.problems, ...clashes(found.entries, generated), ...reserved(found.entries)]);
    const entries = [...found.entries, ...generated].sort(byPath);
    const temporary = temporaryFile(subject, plan.cacheFolder);
    try {
        const { outcomes, originalBytes, problems } = await writeArchive(entries, temporary, plan);
        throwProblems(subject, [...problems, ...secretProblems(entries, outcomes, plan.allow)]);
        const sha256 = await digestOf(temporary);
        const file = keep(plan, temporary, sha256);
        const { size } = fs.statSync(file);
        return { path: file, sha256, bytes: size, originalBytes, entries: entries.length, notices: found.notices };
    } catch (error) {
        throw explained(subject, plan.cacheFolder, error);
    } finally {
        fs.rmSync(path.dirname(temporary), { recursive: true, force: true });
    }
}

function directoryProblems({ name, directory }: WorkerBundlePlan): Problem[] {
    const stat = fs.statSync(directory, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) {
        return [];
    }
    return [
        {
            where: `worker.${name}.directory`,
            got: `${directory}, which ${stat === undefined ? "does not exist" : "is not a folder"}`,
            allowed: "the folder that holds the worker's files",
            remedy: `Correct worker.${name}.directory.`,
        },
    ];
}

/** Root runs what lies there. */
const reserved = (own: readonly BundleEntry[]): Problem[] =>
    own
        .filter(({ path: each }) => each === releaseFiles.folder || each.startsWith(`${releaseFiles.folder}/`))
        .filter(({ path: each }) => !Object.values<string>(releaseFiles).includes(each))
        .map(({ path: each }) => ({
            where: each,
            got: "a file of the worker's in the folder of the generated ones",
            allowed: "any other folder",
            remedy: "Move it, or add it to the ignore file.",
        }));

function temporaryFile(subject: string, folder: string): string {
    try {
        fs.mkdirSync(folder, { recursive: true });
        return path.join(fs.mkdtempSync(path.join(folder, "packing-")), "bundle");
    } catch (error) {
        throw explained(subject, folder, error);
    }
}

async function digestOf(file: string): Promise<string> {
    const hash = createHash("sha256");
    await pipeline(fs.createReadStream(file), hash);
    return hash.digest("hex");
}

/** Gives a finished bundle its name, and lets the oldest of the same worker go. */
function keep({ name, cacheFolder }: WorkerBundlePlan, temporary: string, sha256: string): string {
    const file = path.join(cacheFolder, `${name}-${sha256}.tar`);
    fs.renameSync(temporary, file);
    const mine = new RegExp(`^${name}-[0-9a-f]{64}\\.tar$`);
    const all = fs.readdirSync(cacheFolder);
    const others = all
        .filter((each) => mine.test(each))
        .filter((each) => each !== path.basename(file))
        .map((each) => [each, fs.statSync(path.join(cacheFolder, each)).mtimeMs] as const)
        .sort((a, b) => b[1] - a[1]);
    for (const [each] of others.slice(kept - 1)) {
        for (const gone of all.filter((item) => item === each || item.startsWith(`${each}.part-`))) {
            fs.rmSync(path.join(cacheFolder, gone), { force: true });
        }
    }
    return file;
}

function explained(subject: string, folder: string, error: unknown): unknown {
    const problem = diskProblem(folder, error);
    return problem === undefined ? error : new ProblemError(subject, [problem]);
}
