"use strict";

const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { Transform } = require("node:stream");
const { pipeline } = require("node:stream/promises");
const { findSecret } = require("./secret-scan.js");
const { isIncompressible, LEVEL } = require("./zip-entry.js");

/** Bytes at the beginning of a large file that are searched for secrets. */
const SEARCHED = 1024 * 1024;

/** Files from this size on are not held in memory. The same number is in limits.ts; a test compares them. */
const LARGE = 2 * 1024 * 1024;
/** Where samples are taken, and how many bytes. */
const SAMPLES = [0.1, 0.5, 0.9];
const SAMPLE = 64 * 1024;

/**
 * @typedef {import("./threads").Item} Item
 * @typedef {import("./threads").Outcome} Outcome
 */

/**
 * @param {Item} item
 * @returns {Outcome} digest of the whole, and what a search of its beginning finds
 */
function digestLarge(item) {
    const { path, source = "" } = item;
    const descriptor = fs.openSync(source, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW);
    try {
        const hash = createHash("sha256");
        const piece = Buffer.allocUnsafe(SEARCHED);
        /** @type {import("./secret-scan.js").Finding | undefined} */
        let finding;
        for (let at = 0, got = 1; got > 0; at += got) {
            got = fs.readSync(descriptor, piece, 0, piece.length, at);
            const read = piece.subarray(0, got);
            if (at === 0) finding = findSecret(path, read);
            hash.update(read);
        }
        if (isChanged(item, fs.fstatSync(descriptor))) return { failure: "changed" };
        const digest = hash.digest("hex");
        return finding === undefined ? { digest } : { digest, finding };
    } finally {
        fs.closeSync(descriptor);
    }
}

/**
 * Videos and archives are compressed already.
 *
 * @param {Item} item
 * @returns {boolean}
 */
const isWorthStoring = ({ source = "", bytes = 0 }) =>
    SAMPLES.every((share) =>
        isIncompressible(readPiece(source, Math.floor(Math.max(0, bytes - SAMPLE) * share), SAMPLE)),
    );

/**
 * @param {Item} item as the walk saw it
 * @param {fs.Stats} now
 * @returns {boolean}
 */
const isChanged = ({ bytes, mtimeMs, ctimeMs }, now) =>
    now.size !== bytes || now.mtimeMs !== mtimeMs || now.ctimeMs !== ctimeMs;

/**
 * Packs one file that is too large to be held in memory: archiver streams it into a zip of its own, of which everything before its directory becomes a
 * part of the bundle. Only its beginning is searched for secrets.
 *
 * @param {Item} item
 * @param {string} part the zip to write
 * @returns {Promise<Omit<import("./threads").Reply, "id">>}
 */
async function packLarge(item, part) {
    const { path, mode, source = "" } = item;
    const { ZipArchive } = await import("archiver");
    const archive = new ZipArchive({ zlib: { level: LEVEL } });
    const hash = createHash("sha256");
    /** @type {Buffer[]} */
    const beginning = [];
    let searched = 0;
    const file = await fs.promises.open(source, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW);
    try {
        const hashed = new Transform({
            transform(/** @type {Buffer} */ chunk, _encoding, done) {
                hash.update(chunk);
                if (searched < SEARCHED) beginning.push(chunk);
                searched += chunk.length;
                done(null, chunk);
            },
        });
        const written = pipeline(archive, fs.createWriteStream(part));
        archive.append(file.createReadStream({ autoClose: false }).pipe(hashed), {
            name: path,
            mode: mode & 0o777,
            date: new Date(Date.UTC(1980, 0, 1)),
            store: isWorthStoring(item),
        });
        await Promise.all([archive.finalize(), written]);
        if (isChanged(item, await file.stat())) return { outcomes: [{ failure: "changed" }] };
    } finally {
        await file.close();
    }
    const { directory, offset } = readDirectory(part);
    const finding = findSecret(path, Buffer.concat(beginning).subarray(0, SEARCHED));
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

module.exports = { digestLarge, isChanged, LARGE, packLarge };
