import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ZipArchive } from "archiver";
import { BundleEntry, entryMode } from "./entry";

/** The earliest time a zip can hold, in UTC; the same for every entry, so that the bytes depend on the content alone. */
const fixedTime = new Date(Date.UTC(1980, 0, 1));

/**
 * Writes the entries as one zip: sorted as given, fixed times, 0644 or 0755, no parent folder. It is written beside its place and renamed when
 * complete, so an interrupted run leaves no half-made archive under the final name.
 *
 * @param open - opens the temporary file; tests put a full disk here
 * @returns bytes of the finished archive
 */
export async function writeArchive(
    file: string,
    entries: readonly BundleEntry[],
    open: (temporary: string) => Writable = fs.createWriteStream,
): Promise<number> {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    removeAbandoned(path.dirname(file));
    const temporary = `${file}.${process.pid}.tmp`;
    // Loaded only here: it takes a tenth of a second, and most runs find their archive in the cache.
    const archiver = await import("archiver");
    const archive = new archiver.ZipArchive({ zlib: { level: 6 } });
    try {
        await Promise.all([pipeline(archive, open(temporary)), feed(archive, entries)]);
        const { size } = fs.statSync(temporary);
        fs.renameSync(temporary, file);
        return size;
    } catch (error) {
        archive.abort();
        fs.rmSync(temporary, { force: true });
        throw error;
    }
}

/** One entry after the other: archiver looks files up in parallel and would write them in the order of the answers. */
async function feed(archive: ZipArchive, entries: readonly BundleEntry[]): Promise<void> {
    for (const entry of entries) {
        const written = once(archive, "entry");
        append(archive, entry);
        await written;
    }
    await archive.finalize();
}

function append(archive: ZipArchive, entry: BundleEntry): void {
    switch (entry.kind) {
        case "link":
            // Read as a link, because `symlink()` would give it the present time.
            archive.file(entry.source, { name: entry.path, mode: 0o777, date: fixedTime });
            break;
        case "generated":
            archive.append(entry.content, { name: entry.path, mode: entryMode(entry), date: fixedTime });
            break;
        case "file":
            archive.file(entry.source, { name: entry.path, mode: entryMode(entry), date: fixedTime });
            break;
    }
}

/** What a run that was killed left half-written; its name holds the process that wrote it. */
function removeAbandoned(folder: string): void {
    for (const name of fs.readdirSync(folder)) {
        const pid = /\.zip\.(\d+)\.tmp$/.exec(name)?.[1];
        if (pid !== undefined && !isRunning(Number(pid))) {
            fs.rmSync(path.join(folder, name), { force: true });
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
