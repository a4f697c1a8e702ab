import * as fs from "node:fs";
import * as path from "node:path";
import type { GeneratedFile } from "../../ebextensions/model";
import { Problem, throwProblems } from "../problem";
import { BundleEntry, byPath, entryMode, FileEntry, GeneratedEntry } from "./entry";
import { trackedButLeftOut, trackedFiles } from "./git-facts";
import { clashes, droppedDeploymentFiles, missingFiles, trackedNotice } from "./guards";
import { IgnoreRules } from "./ignore/ignore-rules";
import { danglingLinks } from "./links";
import { packTree, Progress } from "./pack-tree";
import { sizeOf } from "./packer/batches";
import { forPlatform, PlatformKind, platformProblems, requirementsNotice } from "./platform-guards";
import { bundleLimitBytes } from "./size-guards";
import { shortFingerprint, versionLabel } from "./stamp";
import { walk } from "./walk";

export interface BundlePlan {
    /** Absolute path of the application, the bundle's root. */
    readonly directory: string;
    /** Further patterns of files to leave out. */
    readonly exclude: readonly string[];
    /** Patterns of files that are taken although a rule leaves them out. */
    readonly include: readonly string[];
    /** Patterns of files that may look like secrets. */
    readonly allow: readonly string[];
    /** Links that leave the tree are replaced by what they lead to, instead of being refused. */
    readonly inlineLinks: boolean;
    readonly platform: PlatformKind;
    /** Which of the application's files are packed; undefined for all. */
    readonly onlyFiles?: (path: string) => boolean;
    /** Folder in which archives are kept under their fingerprint. */
    readonly cacheFolder: string;
    /** Files besides the application's own, given the paths that the application brings. */
    readonly generate: (ownPaths: ReadonlySet<string>) => Promise<GeneratedPart>;
    /** Bytes; only tests set another limit than Elastic Beanstalk's. */
    readonly limit?: number;
    readonly progress?: Progress;
}

/** What a plan adds to the application. */
export interface GeneratedPart {
    readonly files: readonly GeneratedFile[];
    /** Files that exist on this machine: wheels. */
    readonly copied?: readonly { readonly path: string; readonly source: string }[];
    /** Paths of the application's that a generated file takes the place of, on purpose. */
    readonly replaces?: ReadonlySet<string>;
    /** Files that are told the bundle's fingerprint and commit when those are known. */
    readonly stamped?: readonly string[];
    readonly labelPrefix?: string;
    readonly problems?: readonly Problem[];
    readonly notices?: readonly string[];
}

/** A finished archive on this machine. */
export interface Bundle {
    /** Absolute path of the zip. */
    readonly file: string;
    readonly bytes: number;
    /** SHA-256 of the content, in hexadecimal. */
    readonly fingerprint: string;
    /** Label of the version, without the suffix that its creation adds. */
    readonly label: string;
    readonly entries: number;
    /** The archive was there already, because nothing changed. */
    readonly cached: boolean;
    /** What is in it, sorted; made when asked for, since there may be many. */
    readonly contents: () => readonly BundleItem[];
    readonly generated: readonly GeneratedFile[];
    /** What does not stop a deployment but should be read. */
    readonly notices: readonly string[];
    readonly milliseconds: Readonly<Record<"walk" | "generate" | "pack", number>>;
}

export interface BundleItem {
    readonly path: string;
    /** Bytes before compression. */
    readonly bytes: number;
    readonly mode: number;
    readonly link?: string;
}

/**
 * Packs an application and its generated files, or finds the archive of an earlier run with the same content.
 *
 * @throws ProblemError naming everything that is wrong with the tree, before anything is uploaded
 */
export async function buildBundle(plan: BundlePlan): Promise<Bundle> {
    const subject = `The bundle of ${path.basename(plan.directory)}`;
    throwProblems(subject, directoryProblems(plan.directory));
    const lap = stopwatch();
    const startedAt = Date.now();
    const tracked = trackedFiles(plan.directory);
    const tree = readTree(plan);
    const walked = lap();
    const { entries, files, stamped, ...added } = await addGenerated(plan, tree.entries);
    throwProblems(subject, [...tree.problems, ...added.problems]);
    const generated = lap();
    const limit = plan.limit ?? bundleLimitBytes;
    const packing = await packTree({ ...plan, subject, entries, stamped, limit, startedAt });
    const dropped = trackedButLeftOut(await tracked, tree.found, tree.rules, plan.directory);
    return {
        ...packing,
        label: versionLabel(added.labelPrefix, shortFingerprint(packing.fingerprint)),
        entries: entries.length,
        contents: () => entries.map(describe),
        generated: files,
        notices: [...tree.notices, ...added.notices, ...trackedNotice(dropped), ...packing.notices],
        milliseconds: { walk: walked, generate: generated, pack: lap() },
    };
}

/** @returns a function that tells the milliseconds since it was last asked */
function stopwatch(): () => number {
    let last = performance.now();
    return () => {
        const before = last;
        last = performance.now();
        return last - before;
    };
}

function describe(entry: BundleEntry): BundleItem {
    const item = { path: entry.path, bytes: sizeOf(entry), mode: entryMode(entry) };
    return entry.kind === "link" ? { ...item, link: entry.target } : item;
}

/** The application's own part: what the walk finds, less what the platform or the package mode has no use for. */
function readTree(plan: BundlePlan) {
    const rules = new IgnoreRules(plan.directory, plan);
    const found = walk(plan.directory, rules, plan);
    const wanted = plan.onlyFiles;
    const own = wanted === undefined ? found.entries : found.entries.filter(({ path }) => wanted(path));
    const { entries, notices } = forPlatform(plan.platform, own);
    return {
        rules,
        entries,
        /** What no rule leaves out. */
        found: found.entries,
        problems: [...found.problems, ...missingFiles(plan.platform, plan.directory, found.entries, found.leftOut)],
        notices: [
            ...droppedDeploymentFiles(plan.platform, found.leftOut),
            ...found.notices,
            ...danglingLinks(own),
            ...notices,
        ],
    };
}

/** All entries, sorted. */
async function addGenerated(plan: BundlePlan, own: readonly BundleEntry[]) {
    const part = await plan.generate(new Set(own.map(({ path }) => path)));
    const replaced = part.replaces ?? new Set();
    const kept = own.filter(({ path }) => !replaced.has(path));
    const made = part.files.map(({ path, content, executable }): GeneratedEntry => ({
        kind: "generated",
        path,
        content,
        executable,
    }));
    const copied = (part.copied ?? []).map(({ path, source }) => copiedEntry(path, source));
    const entries = [...kept, ...made, ...copied].sort(byPath);
    return {
        entries,
        files: part.files,
        stamped: new Set(part.stamped ?? []),
        labelPrefix: part.labelPrefix,
        problems: [
            ...(part.problems ?? []),
            ...clashes(kept, [...made, ...copied]),
            ...platformProblems(plan.platform, entries),
        ],
        notices: [...requirementsNotice(plan.platform, entries), ...(part.notices ?? [])],
    };
}

function copiedEntry(path: string, source: string): BundleEntry {
    const { size, mtimeMs, ctimeMs, ino } = fs.statSync(source);
    return new FileEntry("", path, size, mtimeMs, ctimeMs, ino, false, source);
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
