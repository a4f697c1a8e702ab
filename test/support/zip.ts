import { Entry, open } from "yauzl";

export interface ZipEntry {
    readonly path: string;
    /** Kind and permissions, as in `stat`. */
    readonly mode: number;
    /** As the archive has it, read as UTC. */
    readonly time: string;
}

/** What an archive holds, in its own order. */
export function readZip(file: string): Promise<ZipEntry[]> {
    return new Promise((resolve, reject) => {
        open(file, { lazyEntries: true }, (error, zip) => {
            if (error !== null) {
                reject(error);
                return;
            }
            const entries: ZipEntry[] = [];
            zip.on("entry", (entry: Entry) => {
                entries.push({ path: entry.fileName, mode: entry.externalFileAttributes >>> 16, time: dosTime(entry) });
                zip.readEntry();
            });
            zip.on("error", reject);
            zip.on("end", () => {
                resolve(entries);
            });
            zip.readEntry();
        });
    });
}

function dosTime({ lastModFileDate: date, lastModFileTime: time }: Entry): string {
    const seconds = Date.UTC(
        1980 + (date >> 9),
        ((date >> 5) & 15) - 1,
        date & 31,
        time >> 11,
        (time >> 5) & 63,
        (time & 31) * 2,
    );
    return new Date(seconds).toISOString();
}
