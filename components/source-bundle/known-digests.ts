import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { FileEntry } from "./entry";
import type { Outcome } from "./packer/threads";

/** Size, times and inode as the walk saw them, then what reading the file found out. One row is one line of JSON. */
type Row = readonly [path: string, bytes: number, mtimeMs: number, ctimeMs: number, inode: number, outcome: Outcome];

/** Raised when the meaning of an outcome changes: other searches for secrets, other conversions. */
const format = 2;

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
        private readonly files: ReadonlyMap<string, Row>,
    ) {}

    /** A file that cannot be read is none: the next save replaces it. */
    static load(folder: string, directory: string): KnownDigests {
        const name = createHash("sha256").update(directory).digest("hex").slice(0, 16);
        const file = path.join(folder, `digests-${name}.jsonl`);
        return new KnownDigests(file, readRows(file));
    }

    get({ path, bytes, mtimeMs, ctimeMs, inode }: FileEntry): Outcome | undefined {
        const row = this.files.get(path);
        return row?.[1] === bytes && row[2] === mtimeMs && row[3] === ctimeMs && row[4] === inode ? row[5] : undefined;
    }

    /**
     * Written beside its place and renamed, so that another run reads a whole file.
     *
     * @param startedAt - milliseconds since 1970 before the walk
     */
    save(entries: readonly FileEntry[], outcomeOf: (path: string) => Outcome | undefined, startedAt: number): void {
        fs.mkdirSync(path.dirname(this.file), { recursive: true });
        const temporary = `${this.file}.${process.pid}.tmp`;
        const descriptor = fs.openSync(temporary, "w");
        try {
            let lines = `${JSON.stringify({ format })}\n`;
            for (const entry of entries) {
                const outcome = outcomeOf(entry.path);
                if (outcome?.digest !== undefined && isAtRest(entry, startedAt)) {
                    const { path, bytes, mtimeMs, ctimeMs, inode } = entry;
                    lines += `${JSON.stringify([path, bytes, mtimeMs, ctimeMs, inode, outcome] satisfies Row)}\n`;
                }
                if (lines.length > pieceLength) {
                    fs.writeSync(descriptor, lines);
                    lines = "";
                }
            }
            fs.writeSync(descriptor, lines);
        } finally {
            fs.closeSync(descriptor);
        }
        fs.renameSync(temporary, this.file);
    }
}

/** What is gathered before it is written. */
const pieceLength = 100_000;

const isAtRest = ({ mtimeMs, ctimeMs }: FileEntry, startedAt: number): boolean =>
    Math.max(mtimeMs, ctimeMs) < startedAt - restMs;

/** Line by line, so that a file cut off by a full disk or edited by hand still gives what is whole in it. */
function readRows(file: string): Map<string, Row> {
    const rows = new Map<string, Row>();
    const [head, ...lines] = readText(file).split("\n");
    if (head !== JSON.stringify({ format })) {
        return rows;
    }
    for (const line of lines) {
        const row = parseRow(line);
        if (row !== undefined) {
            rows.set(row[0], row);
        }
    }
    return rows;
}

function parseRow(line: string): Row | undefined {
    try {
        const value: unknown = JSON.parse(line);
        return Array.isArray(value) && value.length === 6 && typeof value[5] === "object"
            ? (value as unknown as Row)
            : undefined;
    } catch {
        // Cut off: the file is read again, which only costs time.
        return undefined;
    }
}

function readText(file: string): string {
    try {
        return fs.readFileSync(file, "utf8");
    } catch {
        // Not there yet, or not readable: everything is unknown then, which only costs time.
        return "";
    }
}
