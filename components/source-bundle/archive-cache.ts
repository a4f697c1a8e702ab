import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { endLength, isEndOfArchive } from "./packer/zip-directory";
import { readPiece } from "./read-piece";

/** Archives kept for a return to an earlier state; the least recently used go first. */
const kept = 10;

/** How long the file of a run on another machine, or in another container, is left alone. */
const foreignMs = 24 * 60 * 60 * 1000;

/** Finished archives by fingerprint, in a folder that Git ignores. They come in by renaming, and are looked at again before they are used. */
export class ArchiveCache {
    /** Names that this process writes now. */
    private static readonly writing = new Set<string>();

    constructor(private readonly folder: string) {}

    fileOf(fingerprint: string): string {
        return path.join(this.folder, `${fingerprint}.zip`);
    }

    /** @returns its bytes, or undefined when it is not there or damaged. It counts as used now. */
    find(fingerprint: string, entries: number): number | undefined {
        const file = this.fileOf(fingerprint);
        const bytes = fs.statSync(file, { throwIfNoEntry: false })?.size;
        if (bytes === undefined || !isWhole(file, bytes, entries)) {
            return undefined;
        }
        const now = new Date();
        fs.utimesSync(file, now, now);
        return bytes;
    }

    /** Name of a new file that nobody else writes. Clears what killed runs left. */
    temporary(): string {
        fs.mkdirSync(this.folder, { recursive: true });
        for (const name of fs.readdirSync(this.folder)) {
            if (this.isAbandoned(name)) {
                fs.rmSync(path.join(this.folder, name), { force: true });
            }
        }
        const name = `packing-${os.hostname()}-${process.pid}-${randomBytes(6).toString("hex")}`;
        ArchiveCache.writing.add(name);
        return path.join(this.folder, name);
    }

    /** The host is in the name, because another container has processes of the same numbers. */
    private isAbandoned(name: string): boolean {
        const [, host, pid, rest = ""] = /^packing-(.+)-(\d+)-([0-9a-f]{12})(\..*)?$/.exec(name) ?? [];
        if (host === undefined || pid === undefined) {
            return false;
        }
        if (host !== os.hostname()) {
            const stat = fs.statSync(path.join(this.folder, name), { throwIfNoEntry: false });
            return stat !== undefined && stat.mtimeMs < Date.now() - foreignMs;
        }
        const own = Number(pid) === process.pid;
        return own ? !ArchiveCache.writing.has(`packing-${host}-${pid}-${rest}`) : !isRunning(Number(pid));
    }

    /** Takes a finished archive in and lets the oldest go. */
    put(file: string, fingerprint: string): void {
        fs.renameSync(file, this.fileOf(fingerprint));
        const archives = fs
            .readdirSync(this.folder)
            .filter((name) => /^[0-9a-f]{64}\.zip$/.test(name))
            .map((name) => path.join(this.folder, name))
            .map((each) => ({ each, used: fs.statSync(each, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
            .sort((a, b) => b.used - a.used);
        for (const { each } of archives.slice(kept)) {
            fs.rmSync(each, { force: true });
        }
    }
}

/** A power cut or a full disk can leave a file of the right name with nothing in it. */
function isWhole(file: string, bytes: number, entries: number): boolean {
    const length = endLength(entries);
    return isEndOfArchive(readPiece(file, Math.max(0, bytes - length), length), bytes, entries);
}

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return !(error instanceof Error && "code" in error && error.code === "ESRCH");
    }
}
