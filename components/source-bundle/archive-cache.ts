import * as fs from "node:fs";
import * as path from "node:path";

/** Archives kept for a return to an earlier state; the least recently used go first. */
const kept = 10;

/** Finished archives by fingerprint, in a folder that Git ignores. What is there is whole: archives come in by renaming. */
export class ArchiveCache {
    constructor(private readonly folder: string) {}

    fileOf(fingerprint: string): string {
        return path.join(this.folder, `${fingerprint}.zip`);
    }

    /** @returns its bytes, or undefined when it is not there. It counts as used now. */
    find(fingerprint: string): number | undefined {
        const file = this.fileOf(fingerprint);
        const stat = fs.statSync(file, { throwIfNoEntry: false });
        if (stat !== undefined) {
            const now = new Date();
            fs.utimesSync(file, now, now);
        }
        return stat?.size;
    }

    /** Name of a new file that nobody else writes. Clears what killed runs left. */
    temporary(): string {
        fs.mkdirSync(this.folder, { recursive: true });
        for (const name of fs.readdirSync(this.folder)) {
            const owner = /^packing-(\d+)-/.exec(name)?.[1] ?? /\.(\d+)\.tmp$/.exec(name)?.[1];
            if (owner !== undefined && !isRunning(Number(owner))) {
                fs.rmSync(path.join(this.folder, name), { force: true });
            }
        }
        ArchiveCache.count += 1;
        return path.join(this.folder, `packing-${process.pid}-${ArchiveCache.count}`);
    }

    private static count = 0;

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

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return !(error instanceof Error && "code" in error && error.code === "ESRCH");
    }
}
