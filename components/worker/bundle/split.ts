import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { readPiece } from "../../source-bundle/read-piece";
import type { BundlePart, WorkerBundle } from "../model";
import { incomingPart, partSuffix } from "../remote";

const mebibyte = 1024 * 1024;

/** Most parts that a bundle may have: their numbers have four digits. */
export const mostParts = 10_000;

/**
 * Cuts a bundle into parts beside it. Each is uploaded by itself, so that after a connection that broke only the rest is sent again. A part's name has the bundle's
 * fingerprint, so that parts of two bundles do not mix.
 *
 * @param partMiB - size of each but the last
 */
export function splitBundle({ path, sha256, bytes }: WorkerBundle, partMiB: number): BundlePart[] {
    const size = partMiB * mebibyte;
    const count = Math.ceil(bytes / size);
    if (count > mostParts) {
        throw new Error(`${count} parts of ${partMiB} MiB are more than ${mostParts}.`);
    }
    return Array.from({ length: count }, (_, index) => {
        const piece = readPiece(path, index * size, Math.min(size, bytes - index * size));
        const file = `${path}${partSuffix(index)}`;
        fs.writeFileSync(file, piece);
        return {
            path: file,
            remotePath: incomingPart(sha256, index),
            sha256: createHash("sha256").update(piece).digest("hex"),
            bytes: piece.length,
        };
    });
}
