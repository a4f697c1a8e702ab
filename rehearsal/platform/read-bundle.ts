import { buffer } from "node:stream/consumers";
import { Entry, open, ZipFile } from "yauzl";
import type { ReadBundle } from "./target";

/** Longer files are not read as text. */
const longest = 1_000_000;

/** @throws Error when the file is no zip */
export async function readBundle(file: string, label: string): Promise<ReadBundle> {
    const texts = new Map<string, string>();
    const sizes = new Map<string, number>();
    for await (const { entry, content } of entriesOf(file)) {
        sizes.set(entry.fileName, entry.uncompressedSize);
        if (content !== undefined && !content.includes(0)) {
            texts.set(entry.fileName, content.toString("utf8"));
        }
    }
    return { file, label, texts, sizes, changes: new Map() };
}

async function* entriesOf(file: string): AsyncGenerator<{ entry: Entry; content: Buffer | undefined }> {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
        open(file, { lazyEntries: true, autoClose: false }, (error, opened) => {
            if (error === null) {
                resolve(opened);
            } else {
                reject(error);
            }
        });
    });
    try {
        for (;;) {
            const entry = await nextEntry(zip);
            if (entry === undefined) {
                return;
            }
            const isFile = !entry.fileName.endsWith("/") && entry.uncompressedSize <= longest;
            yield { entry, content: isFile ? await contentOf(zip, entry) : undefined };
        }
    } finally {
        zip.close();
    }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
    return new Promise((resolve, reject) => {
        zip.removeAllListeners("entry").removeAllListeners("end").removeAllListeners("error");
        zip.once("entry", resolve);
        zip.once("end", () => {
            resolve(undefined);
        });
        zip.once("error", reject);
        zip.readEntry();
    });
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
    return new Promise((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) => {
            if (error === null) {
                resolve(buffer(stream));
            } else {
                reject(error);
            }
        });
    });
}
