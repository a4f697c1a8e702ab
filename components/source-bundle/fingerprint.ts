import { createHash, Hash } from "node:crypto";
import { BundleEntry, entryMode } from "./entry";

/** Raised when what is packed, or how, changes: an archive written by an older version is not taken for the same. */
const formatVersion = "2";

/**
 * SHA-256 over path, mode class, and content or link target of every entry, in order. Times, owners and the place of the tree do not count, so the same tree
 * has the same fingerprint on every machine. Every field is preceded by its length: `ab` + `c` and `a` + `bc` differ.
 *
 * @param digestOf - SHA-256 of a file's packed content, in hexadecimal
 */
export function fingerprint(entries: readonly BundleEntry[], digestOf: (path: string) => string): string {
    const hash = createHash("sha256");
    field(hash, formatVersion);
    for (const entry of entries) {
        field(hash, entry.path);
        if (entry.kind === "link") {
            field(hash, "link");
            field(hash, entry.target);
        } else {
            field(hash, entryMode(entry).toString(8));
            field(hash, entry.kind === "file" ? digestOf(entry.path) : digestOfText(entry.content));
        }
    }
    return hash.digest("hex");
}

const digestOfText = (text: string): string => createHash("sha256").update(text).digest("hex");

function field(hash: Hash, value: string): void {
    hash.update(`${Buffer.byteLength(value)}:${value}`);
}
