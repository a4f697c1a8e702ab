import * as fs from "node:fs";

/** What a file holds from an offset on: at most `length` bytes, fewer at its end. */
export function readPiece(file: string, offset: number, length: number): Buffer {
    const descriptor = fs.openSync(file, "r");
    try {
        const piece = Buffer.alloc(length);
        return piece.subarray(0, fs.readSync(descriptor, piece, 0, length, offset));
    } finally {
        fs.closeSync(descriptor);
    }
}
