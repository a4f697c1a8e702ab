"use strict";

const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { parentPort } = require("node:worker_threads");
const { findSecret } = require("./secret-scan.js");
const { digestLarge, isChanged, LARGE, packLarge } = require("./large-file.js");
const { zipEntry } = require("./zip-entry.js");

// One packing thread. It reads each file once and takes everything from that one reading: digest, findings and, where asked, the compressed bytes. So
// what is packed is what was hashed and searched, whatever happens to the file meanwhile.

/**
 * @typedef {import("./threads").Item} Item
 * @typedef {import("./threads").Outcome} Outcome
 * @typedef {import("./threads").Task & { id: number, space?: SharedArrayBuffer }} Task the space is where the result is put
 * @typedef {import("./threads").Reply} Reply
 */

/**
 * @param {Task} task
 * @returns {Promise<Reply>}
 */
async function perform({ id, items, pack, part, space }) {
    if (part !== undefined && items[0] !== undefined) return { id, ...(await packLarge(items[0], part)) };
    /** @type {Buffer[]} */
    const local = [];
    /** @type {Buffer[]} */
    const central = [];
    let offset = 0;
    const outcomes = items.map((item) => {
        const { content, outcome } = take(item);
        if (content !== undefined && pack) {
            const entry = zipEntry({ path: item.path, mode: item.mode, content });
            entry.central.writeUInt32LE(offset, 42);
            local.push(...entry.local);
            central.push(entry.central);
            offset += entry.length;
        }
        return outcome;
    });
    if (!pack) return { id, outcomes };
    return { id, outcomes, central: Buffer.concat(central), ...placed(local, offset, space) };
}

/**
 * @param {Buffer[]} pieces
 * @param {number} length of all
 * @param {SharedArrayBuffer | undefined} space
 * @returns {Pick<Reply, "shared" | "local">}
 */
function placed(pieces, length, space) {
    if (space === undefined || space.byteLength < length) return { local: Buffer.concat(pieces) };
    const target = new Uint8Array(space);
    let at = 0;
    for (const piece of pieces) {
        target.set(piece, at);
        at += piece.length;
    }
    return { shared: length };
}

/**
 * @param {Item} item
 * @returns {{ content?: Buffer, outcome: Outcome }}
 */
function take(item) {
    try {
        if (item.source !== undefined && (item.bytes ?? 0) >= LARGE) return { outcome: digestLarge(item) };
        const raw = item.source === undefined ? Buffer.from(item.content ?? "", "utf8") : read(item.source, item);
        if (raw === undefined) return { outcome: { failure: "changed" } };
        const content = item.lineFeeds === true ? withLineFeeds(raw) : raw;
        const finding = item.source === undefined ? undefined : findSecret(item.path, content);
        const outcome = {
            digest: createHash("sha256").update(content).digest("hex"),
            ...(finding === undefined ? {} : { finding }),
            ...(content === raw ? {} : { converted: true }),
        };
        return { content, outcome };
    } catch (error) {
        return { outcome: { failure: error instanceof Error && "code" in error ? String(error.code) : String(error) } };
    }
}

/** Read into again and again: a new buffer for each file would wait in hundreds to be collected. */
let space = Buffer.allocUnsafeSlow(256 * 1024);

/**
 * @param {string} source
 * @param {Item} item as the walk saw it
 * @returns {Buffer | undefined} good until the next call; undefined when the file is not, or no longer, what the walk saw
 */
function read(source, item) {
    const { bytes = 0 } = item;
    const descriptor = fs.openSync(source, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK);
    try {
        if (space.length < bytes) space = Buffer.allocUnsafeSlow(bytes);
        const content = space.subarray(0, bytes);
        let length = 0;
        for (let got = 1; got > 0 && length < bytes; length += got) {
            got = fs.readSync(descriptor, content, length, bytes - length, length);
        }
        const after = fs.fstatSync(descriptor);
        return length === bytes && !isChanged(item, after) ? content : undefined;
    } finally {
        fs.closeSync(descriptor);
    }
}

/**
 * @param {Buffer} content
 * @returns {Buffer} the same object when there is nothing to convert
 */
function withLineFeeds(content) {
    // A program may stand among the hooks, too.
    return content.includes("\r\n") && !content.includes(0)
        ? Buffer.from(content.toString("latin1").replaceAll("\r\n", "\n"), "latin1")
        : content;
}

const port = parentPort;
port?.on("message", (/** @type {Task} */ task) => {
    perform(task).then(
        (result) => {
            // Moved, not copied. A small buffer may share its memory with others and cannot be moved.
            const moved = [result.local, result.central].flatMap((buffer) =>
                buffer !== undefined && buffer.buffer.byteLength === buffer.byteLength ? [buffer.buffer] : [],
            );
            port.postMessage(result, /** @type {ArrayBuffer[]} */ (moved));
        },
        (/** @type {NodeJS.ErrnoException} */ error) => {
            const fault =
                error.code === undefined ? { message: error.message } : { message: error.message, code: error.code };
            port.postMessage({ id: task.id, outcomes: [], fault });
        },
    );
});
