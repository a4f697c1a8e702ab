import * as fs from "node:fs";
import { BundleEntry } from "../entry";
import { batches } from "./batches";
import { Outcome, PackingThreads, Result, Task } from "./threads";
import { endOfDirectory, mergeDirectories, shiftDirectory } from "./zip-directory";

/** The archive would be larger than allowed; the rest was not packed. */
export class TooLargeError extends Error {}

/**
 * Joins what the packing threads make under one directory of its own. archiver alone would do all of this, in twice to three times the time of `zip`: for
 * every entry it sets up streams and a checksum in JavaScript (`npm run bench -- bundle` shows it). It does the large files, where that does not count.
 */
export class ArchiveWriter {
    private readonly descriptor: number;
    /** Pieces of directory, for each call of `add` those of its entries, in order. */
    private readonly directories: Buffer[][] = [];
    private readonly parts: string[] = [];
    private offset = 0;

    /**
     * @param file - to be written, new
     * @param limit - bytes that the archive may have at most
     */
    constructor(
        readonly file: string,
        private readonly threads: PackingThreads,
        private readonly limit: number,
    ) {
        this.descriptor = fs.openSync(file, "wx");
    }

    /**
     * Packs entries behind those that are packed already. The bytes depend on order and content alone.
     *
     * @returns what became of each, in the order given
     * @throws TooLargeError; the file system's error when the archive cannot be written
     */
    async add(entries: readonly BundleEntry[], progress?: (items: number) => void): Promise<Outcome[]> {
        const outcomes: Outcome[] = [];
        this.directories.push([]);
        const pending: { readonly task: Task; readonly result: Promise<Result> }[] = [];
        const writeNext = async () => {
            const next = pending.shift();
            if (next !== undefined) {
                const result = await next.result;
                this.write(next.task, result);
                result.release();
                outcomes.push(...result.outcomes);
                progress?.(outcomes.length);
            }
        };
        for (const task of batches(entries, (index) => this.partFile(index))) {
            if (pending.length >= this.threads.ahead) {
                await writeNext();
            }
            pending.push({ task, result: this.threads.run(task) });
        }
        while (pending.length > 0) {
            await writeNext();
        }
        return outcomes;
    }

    /** @returns bytes of the finished archive; its directory is sorted by path, provided that each call of `add` got sorted entries */
    finish(): number {
        const start = this.offset;
        let entries = 0;
        for (const piece of mergeDirectories(this.directories)) {
            entries += piece.entries;
            this.put(piece.bytes);
        }
        this.put(endOfDirectory(entries, this.offset - start, start));
        // On the disk before it gets its name, or a power cut leaves the name without the content.
        fs.fsyncSync(this.descriptor);
        fs.closeSync(this.descriptor);
        return this.offset;
    }

    /** Removes what was written. */
    discard(): void {
        try {
            fs.closeSync(this.descriptor);
        } catch (error) {
            // It is closed when finish() came so far.
            if (!(error instanceof Error && "code" in error && error.code === "EBADF")) {
                throw error;
            }
        }
        for (const file of [this.file, ...this.parts]) {
            fs.rmSync(file, { force: true });
        }
    }

    private partFile(index: number): string {
        const part = `${this.file}.${index}.part`;
        this.parts.push(part);
        return part;
    }

    private write({ part }: Task, { local, central, partBytes, outcomes }: Result): void {
        if (outcomes.some(({ failure }) => failure !== undefined)) {
            return;
        }
        const start = this.offset;
        if (local !== undefined) {
            this.put(local);
        } else if (part !== undefined && partBytes !== undefined) {
            this.copy(part, partBytes);
        }
        const directory = Buffer.from(central ?? []);
        shiftDirectory(directory, start);
        this.directories.at(-1)?.push(directory);
    }

    private put(bytes: Uint8Array): void {
        if (this.offset + bytes.length > this.limit) {
            throw new TooLargeError();
        }
        for (let at = 0; at < bytes.length;) {
            at += fs.writeSync(this.descriptor, bytes, at);
        }
        this.offset += bytes.length;
    }

    private copy(part: string, bytes: number): void {
        const piece = Buffer.allocUnsafe(1024 * 1024);
        const source = fs.openSync(part, "r");
        try {
            for (let at = 0; at < bytes;) {
                const read = fs.readSync(source, piece, 0, Math.min(piece.length, bytes - at), at);
                if (read === 0) {
                    throw new Error(`${part} is shorter than it was.`);
                }
                this.put(piece.subarray(0, read));
                at += read;
            }
        } finally {
            fs.closeSync(source);
            fs.rmSync(part, { force: true });
        }
    }
}
