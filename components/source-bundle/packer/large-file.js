"use strict";

const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { Transform } = require("node:stream");
const { pipeline } = require("node:stream/promises");
const { findSecret } = require("./secret-scan.js");

/** Bytes at the beginning of a large file that are searched for secrets. */
const SEARCHED = 1024 * 1024;

/**
 * Packs one file that is too large to be held in memory: archiver streams it into a zip of its own, of which everything before its directory becomes a
 * part of the bundle. Only its beginning is searched for secrets.
 *
 * @param {import("./worker.js").Item} item
 * @param {string} part the zip to write
 * @returns {Promise<Omit<import("./worker.js").Result, "id">>}
 */
async function packLarge({ path, mode, source = "", bytes, mtimeMs, ctimeMs }, part) {
    const { ZipArchive } = await import("archiver");
    const archive = new ZipArchive({ zlib: { level: 4 } });
    const hash = createHash("sha256");
    const file = await fs.promises.open(source, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW);
    try {
        const hashed = new Transform({
            transform(/** @type {Buffer} */ chunk, _encoding, done) {
                hash.update(chunk);
                done(null, chunk);
            },
        });
        const written = pipeline(archive, fs.createWriteStream(part));
        archive.append(file.createReadStream({ autoClose: false }).pipe(hashed), {
            name: path,
            mode: mode & 0o777,
            date: new Date(Date.UTC(1980, 0, 1)),
        });
        await Promise.all([archive.finalize(), written]);
        const { size, mtimeMs: modified, ctimeMs: changed } = await file.stat();
        if (size !== bytes || modified !== mtimeMs || changed !== ctimeMs)
            return { outcomes: [{ failure: "changed" }] };
    } finally {
        await file.close();
    }
    const { directory, offset } = readDirectory(part);
    const finding = findSecret(path, readPiece(source, 0, SEARCHED));
    const digest = hash.digest("hex");
    return {
        outcomes: [finding === undefined ? { digest } : { digest, finding }],
        central: directory,
        partBytes: offset,
    };
}

/**
 * @param {string} file a zip without a comment and with one entry
 * @returns {{ directory: Buffer, offset: number }}
 */
function readDirectory(file) {
    const end = readPiece(file, fs.statSync(file).size - 22, 22);
    const offset = end.readUInt32LE(16);
    return { directory: readPiece(file, offset, end.readUInt32LE(12)), offset };
}

/**
 * @param {string} file
 * @param {number} offset
 * @param {number} length at most
 * @returns {Buffer}
 */
function readPiece(file, offset, length) {
    const descriptor = fs.openSync(file, "r");
    try {
        const piece = Buffer.alloc(length);
        return piece.subarray(0, fs.readSync(descriptor, piece, 0, length, offset));
    } finally {
        fs.closeSync(descriptor);
    }
}

module.exports = { packLarge };
