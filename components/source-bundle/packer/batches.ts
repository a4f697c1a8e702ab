import { BundleEntry, entryMode, needsLineFeeds } from "../entry";
import { largeFileBytes } from "./limits";
import { Item, Task } from "./threads";

/** What one task holds at most: enough that messages between threads do not count, little enough for memory. */
const batchBytes = 256 * 1024;
const batchItems = 128;

const regularFile = 0o100000;
const symbolicLink = 0o120000;

/** Cuts sorted entries into tasks, in order. A large file is a task of its own, with a part file named by the given function. */
export function* batches(entries: readonly BundleEntry[], partFile?: (index: number) => string): Generator<Task> {
    const pack = partFile !== undefined;
    let items: Item[] = [];
    let bytes = 0;
    for (const [index, entry] of entries.entries()) {
        const size = sizeOf(entry);
        const large = entry.kind === "file" && size >= largeFileBytes && pack;
        if (items.length > 0 && (large || items.length >= batchItems || bytes + size > batchBytes)) {
            yield { items, pack };
            items = [];
            bytes = 0;
        }
        if (large) {
            yield { items: [itemOf(entry)], pack, part: partFile(index) };
        } else {
            items.push(itemOf(entry));
            bytes += size;
        }
    }
    if (items.length > 0) {
        yield { items, pack };
    }
}

/** Bytes before compression. */
export function sizeOf(entry: BundleEntry): number {
    switch (entry.kind) {
        case "file":
            return entry.bytes;
        case "generated":
            return Buffer.byteLength(entry.content);
        case "link":
            return Buffer.byteLength(entry.target);
    }
}

function itemOf(entry: BundleEntry): Item {
    const { path } = entry;
    const mode = entryMode(entry);
    switch (entry.kind) {
        case "file": {
            const { source, bytes, mtimeMs, ctimeMs } = entry;
            const lineFeeds = needsLineFeeds(path);
            return { path, mode: regularFile | mode, source, bytes, mtimeMs, ctimeMs, lineFeeds };
        }
        case "generated":
            return { path, mode: regularFile | mode, content: entry.content };
        case "link":
            return { path, mode: symbolicLink | mode, content: entry.target };
    }
}
