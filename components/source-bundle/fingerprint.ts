import { createHash, Hash } from "node:crypto";
import * as fs from "node:fs";
import { BundleEntry, entryMode } from "./entry";

/** Raised when the archive's form changes, so that an archive written by an older version is not taken for the same. */
const formatVersion = "1";

/**
 * SHA-256 over kind, path, mode class, link target and content of every entry, in order. Times, owners and the place of the tree do not count, so the
 * same tree has the same fingerprint on every machine. Every field is preceded by its length: `ab` + `c` and `a` + `bc` differ.
 */
export function fingerprint(entries: readonly BundleEntry[]): string {
    const hash = createHash("sha256");
    field(hash, formatVersion);
    for (const entry of entries) {
        field(hash, entry.path);
        switch (entry.kind) {
            case "link":
                field(hash, "link");
                field(hash, entry.target);
                break;
            case "generated":
                field(hash, entryMode(entry).toString(8));
                field(hash, entry.content);
                break;
            case "file":
                field(hash, entryMode(entry).toString(8));
                fileField(hash, entry.source, entry.bytes);
                break;
        }
    }
    return hash.digest("hex");
}

function field(hash: Hash, value: string | Buffer): void {
    const bytes = typeof value === "string" ? Buffer.from(value, "utf8") : value;
    hash.update(`${bytes.length}:`).update(bytes);
}

/** Read piece by piece: a file may be larger than what fits into one buffer. */
function fileField(hash: Hash, file: string, bytes: number): void {
    hash.update(`${bytes}:`);
    const piece = Buffer.allocUnsafe(1024 * 1024);
    const descriptor = fs.openSync(file, "r");
    try {
        for (let read = fs.readSync(descriptor, piece); read > 0; read = fs.readSync(descriptor, piece)) {
            hash.update(piece.subarray(0, read));
        }
    } finally {
        fs.closeSync(descriptor);
    }
}
