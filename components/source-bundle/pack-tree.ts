import * as path from "node:path";
import { Problem, ProblemError, throwProblems } from "../problem";
import { ArchiveCache } from "./archive-cache";
import { BundleEntry, FileEntry } from "./entry";
import { fingerprint as fingerprintOf } from "./fingerprint";
import { lastCommit } from "./git-facts";
import { conversionNotice, readProblems, secretProblems } from "./guards";
import { KnownDigests } from "./known-digests";
import { ArchiveWriter, TooLargeError } from "./packer/archive-writer";
import { batches } from "./packer/batches";
import { Outcome, PackingThreads } from "./packer/threads";
import { hopelessSize, nearLimit, tooLarge } from "./size-guards";
import { stampEntry } from "./stamp";

/** Told how many entries are done, of all. */
export type Progress = (done: number, total: number) => void;

export interface PackRequest {
    /** What the problems are about, for messages. */
    readonly subject: string;
    readonly directory: string;
    readonly cacheFolder: string;
    /** Sorted by path. */
    readonly entries: readonly BundleEntry[];
    /** Paths of generated entries that are told the fingerprint. */
    readonly stamped: ReadonlySet<string>;
    readonly limit: number;
    /** Milliseconds since 1970 before the walk. */
    readonly startedAt: number;
    /** Patterns of files that may look like secrets. */
    readonly allow: readonly string[];
    readonly progress?: Progress;
}

export interface Packing {
    readonly file: string;
    readonly bytes: number;
    readonly fingerprint: string;
    readonly cached: boolean;
    readonly notices: readonly string[];
}

/** Up to this share of the bytes, or this many, unknown files are read first: after a return to an earlier state its archive may still be there. */
const worthLooking = { share: 0.25, bytes: 8_000_000 };

/**
 * Finds the archive of these entries, or writes it. What an archive is called is computed from what was read while it was packed, so that no change
 * meanwhile can give a name to other content.
 *
 * @throws ProblemError for files that hold secrets or changed meanwhile, an archive over the limit, or a disk that is full
 */
export async function packTree(request: PackRequest): Promise<Packing> {
    const hopeless = hopelessSize(request.entries, request.limit);
    throwProblems(request.subject, hopeless === undefined ? [] : [tooLarge(hopeless, request.entries, request.limit)]);
    const run = new Run(request);
    try {
        return (run.isWorthLooking() ? await run.find() : undefined) ?? (await run.write());
    } catch (error) {
        throw explain(error, request);
    } finally {
        await run.close();
    }
}

class Run {
    private readonly cache: ArchiveCache;
    private readonly digests: KnownDigests;
    private readonly outcomes = new Map<string, Outcome>();
    private readonly files: readonly FileEntry[];
    private threads: PackingThreads | undefined;

    constructor(private readonly request: PackRequest) {
        this.cache = new ArchiveCache(request.cacheFolder);
        this.digests = KnownDigests.load(request.cacheFolder, request.directory);
        this.files = request.entries.flatMap((entry) => (entry.kind === "file" ? [entry] : []));
        for (const file of this.files) {
            const outcome = this.digests.get(file);
            if (outcome !== undefined) {
                this.outcomes.set(file.path, outcome);
            }
        }
    }

    isWorthLooking(): boolean {
        return bytesOf(this.unknown()) <= Math.max(bytesOf(this.files) * worthLooking.share, worthLooking.bytes);
    }

    /** Reads what is unknown and looks whether the archive is there. */
    async find(): Promise<Packing | undefined> {
        const unknown = this.unknown();
        if (unknown.length > 0) {
            const threads = this.started();
            const results = await Promise.all([...batches(unknown)].map((task) => threads.run(task)));
            this.note(
                unknown,
                results.flatMap(({ outcomes, release }) => {
                    release();
                    return outcomes;
                }),
            );
        }
        this.judge();
        const fingerprint = this.fingerprint();
        const bytes = this.cache.find(fingerprint, this.request.entries.length);
        return bytes === undefined ? undefined : this.packing(fingerprint, bytes, true);
    }

    /** Packs everything; what is told the fingerprint comes last, since it must be known. */
    async write(): Promise<Packing> {
        const { entries, stamped, limit, progress, directory } = this.request;
        const early = entries.filter(({ path }) => !stamped.has(path));
        const commit = stamped.size === 0 ? undefined : lastCommit(directory);
        const writer = new ArchiveWriter(this.cache.temporary(), this.started(), limit);
        try {
            this.note(early, await writer.add(early, (done) => progress?.(done, entries.length)));
            this.judge();
            const fingerprint = this.fingerprint();
            const known = { fingerprint, commit: await commit };
            await writer.add(entries.filter(({ path }) => stamped.has(path)).map((entry) => stampEntry(entry, known)));
            const bytes = writer.finish();
            this.cache.put(writer.file, fingerprint);
            return this.packing(fingerprint, bytes, false);
        } catch (error) {
            writer.discard();
            throw error;
        }
    }

    async close(): Promise<void> {
        await this.threads?.close();
    }

    private unknown(): FileEntry[] {
        return this.files.filter(({ path }) => !this.outcomes.has(path));
    }

    private started(): PackingThreads {
        return (this.threads ??= new PackingThreads(bytesOf(this.files)));
    }

    private note(entries: readonly BundleEntry[], outcomes: readonly Outcome[]): void {
        for (const [i, { path, kind }] of entries.entries()) {
            const outcome = outcomes[i];
            if (kind === "file" && outcome !== undefined) {
                this.outcomes.set(path, outcome);
            }
        }
        this.digests.save(this.files, (each) => this.outcomes.get(each), this.request.startedAt);
    }

    /** Nothing gets a name before it is judged. */
    private judge(): void {
        const { subject, entries, allow } = this.request;
        const outcomes = this.inOrder();
        throwProblems(subject, [...readProblems(entries, outcomes), ...secretProblems(entries, outcomes, allow)]);
    }

    private inOrder(): (Outcome | undefined)[] {
        return this.request.entries.map(({ path }) => this.outcomes.get(path));
    }

    private fingerprint(): string {
        return fingerprintOf(this.request.entries, (path) => this.outcomes.get(path)?.digest ?? "");
    }

    private packing(fingerprint: string, bytes: number, cached: boolean): Packing {
        const { entries, limit } = this.request;
        const notices = [...conversionNotice(entries, this.inOrder()), ...nearLimit(bytes, entries, limit)];
        return { file: this.cache.fileOf(fingerprint), bytes, fingerprint, cached, notices };
    }
}

const bytesOf = (files: readonly FileEntry[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** @returns the same error when a user cannot put it right */
function explain(error: unknown, { subject, entries, limit, cacheFolder }: PackRequest): unknown {
    if (error instanceof TooLargeError) {
        return new ProblemError(subject, [tooLarge(undefined, entries, limit)]);
    }
    const problem = diskProblem(cacheFolder, error);
    return problem === undefined ? error : new ProblemError(subject, [problem]);
}

/** @returns undefined when it is nothing that a user can put right */
export function diskProblem(folder: string, error: unknown): Problem | undefined {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const where = path.resolve(folder);
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
        case "ENOTDIR":
            return { where, got: "a folder that cannot be written", remedy: "Give yourself the right to write there." };
        default:
            return undefined;
    }
}
