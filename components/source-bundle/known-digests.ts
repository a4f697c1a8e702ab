import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { FileEntry } from "./entry";
import type { Outcome } from "./packer/threads";

/** Size, times and inode as the walk saw them, then what reading the file found out. */
type Row = readonly [bytes: number, mtimeMs: number, ctimeMs: number, inode: number, outcome: Outcome];

interface Stored {
    readonly format: typeof format;
    readonly files: Readonly<Record<string, Row>>;
}

/** Raised when the meaning of an outcome changes: other searches for secrets, other conversions. */
const format = 1;

/**
 * File systems count time in steps, some in steps of two seconds. A file that was changed within the step in which it was read can change again without a
 * sign, so what is younger than this is read again at the next run. Git does the same ("racy"): https://git-scm.com/docs/racy-git
 */
const restMs = 2500;

/**
 * What earlier runs found out about files that have not changed since. Any difference in size, in either time, or in the inode makes a file unknown; a
 * program may set a modification time back, but not the time of that change.
 */
export class KnownDigests {
    private constructor(
        private readonly file: string,
        private readonly files: Readonly<Record<string, Row>>,
    ) {}

    /** A file that cannot be read is none: the next save replaces it. */
    static load(folder: string, directory: string): KnownDigests {
        const name = createHash("sha256").update(directory).digest("hex").slice(0, 16);
        const file = path.join(folder, `digests-${name}.json`);
        return new KnownDigests(file, readStored(file)?.files ?? {});
    }

    get({ path, stamp }: FileEntry): Outcome | undefined {
        const row = Object.hasOwn(this.files, path) ? this.files[path] : undefined;
        if (row === undefined) {
            return undefined;
        }
        const [bytes, mtimeMs, ctimeMs, inode, outcome] = row;
        const same =
            bytes === stamp.bytes && mtimeMs === stamp.mtimeMs && ctimeMs === stamp.ctimeMs && inode === stamp.inode;
        return same ? outcome : undefined;
    }

    /**
     * Written beside its place and renamed, so that another run reads a whole file.
     *
     * @param startedAt - milliseconds since 1970 before the walk
     */
    save(entries: readonly FileEntry[], outcomeOf: (path: string) => Outcome | undefined, startedAt: number): void {
        const rows: [string, Row][] = [];
        for (const entry of entries) {
            const outcome = outcomeOf(entry.path);
            if (outcome?.digest !== undefined && isAtRest(entry, startedAt)) {
                const { bytes, mtimeMs, ctimeMs, inode } = entry.stamp;
                rows.push([entry.path, [bytes, mtimeMs, ctimeMs, inode, outcome]]);
            }
        }
        const temporary = `${this.file}.${process.pid}.tmp`;
        fs.mkdirSync(path.dirname(this.file), { recursive: true });
        fs.writeFileSync(temporary, JSON.stringify({ format, files: Object.fromEntries(rows) } satisfies Stored));
        fs.renameSync(temporary, this.file);
    }
}

const isAtRest = ({ stamp }: FileEntry, startedAt: number): boolean =>
    Math.max(stamp.mtimeMs, stamp.ctimeMs) < startedAt - restMs;

function readStored(file: string): Stored | undefined {
    let text: string;
    try {
        text = fs.readFileSync(file, "utf8");
    } catch {
        // Not there yet, or not readable: everything is unknown then, which only costs time.
        return undefined;
    }
    try {
        const value = JSON.parse(text) as Partial<Stored> | null;
        return value?.format === format && typeof value.files === "object" ? (value as Stored) : undefined;
    } catch {
        // Cut off by a full disk, or edited.
        return undefined;
    }
}
