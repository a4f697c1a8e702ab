"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const timers = require("node:timers/promises");
const { makeFolder, onDisk, readIfThere, readJson } = require("./files.js");
const { Interrupted, codeOf } = require("./user-error.js");

/**
 * @typedef {object} Owner
 * @property {number} pid
 * @property {string} host
 */

const POLL_MS = 150;
const PATIENCE_POLLS = 20;
/** A lock from another machine (or container) is alive while its owner touches it this often. */
const HEARTBEAT_MS = 5_000;
const SILENCE_MS = 120_000;
/** Between the creation of a lock file and the writing of its owner lie microseconds; longer means a crash there. */
const UNWRITTEN_MS = 5_000;

/** @type {Owner} */
const NOBODY = { pid: 0, host: "" };

/** Locks held by this very process: the pid alone cannot tell them from those of a dead process with the same pid. */
const held = new Set();

/**
 * Does work that only one process on this machine may do at a time. A lock whose owner has died is taken over.
 *
 * @template T
 * @param {string} file the lock; its folder is made when missing
 * @param {{ signal: AbortSignal, say: (line: string) => void, what: string }} options `what` names the work in the
 *     line that says we wait
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Interrupted} when the signal fires while waiting
 * @throws {import("./user-error.js").UserError} when the folder is not writable
 */
async function withLock(file, { signal, say, what }, work) {
    let told = false;
    for (let owner = tryLock(file); owner !== undefined; owner = tryLock(file)) {
        if (signal.aborted) throw new Interrupted();
        if (!told && owner !== NOBODY) {
            say(waitingLine(file, owner, what));
            told = true;
        }
        // An abort ends the pause early; the next turn of the loop then sees it.
        await timers.setTimeout(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
    const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
    heartbeat.unref();
    try {
        return await work();
    } finally {
        clearInterval(heartbeat);
        release(file);
    }
}

/**
 * The same for short work that cannot be asynchronous. Speaks only when that takes longer than it should.
 *
 * @template T
 * @param {string} file
 * @param {{ say: (line: string) => void, what: string }} options
 * @param {() => T} work
 * @returns {T}
 */
function withLockSync(file, { say, what }, work) {
    const pause = new Int32Array(new SharedArrayBuffer(4));
    let polls = 0;
    for (let owner = tryLock(file); owner !== undefined; owner = tryLock(file)) {
        polls += 1;
        if (polls === PATIENCE_POLLS) say(waitingLine(file, owner, what));
        Atomics.wait(pause, 0, 0, POLL_MS);
    }
    try {
        return work();
    } finally {
        release(file);
    }
}

/**
 * @param {string} file
 * @returns {Owner | undefined} undefined when the lock is ours now, else who has it (or nobody that is known)
 */
function tryLock(file) {
    makeFolder(path.dirname(file));
    if (createNew(file, JSON.stringify({ pid: process.pid, host: os.hostname() }))) {
        held.add(file);
        return undefined;
    }
    const owner = readOwner(file);
    if (!isAbandoned(file, owner)) return owner ?? NOBODY;
    removeAbandoned(file);
    return NOBODY;
}

/** @param {string} file */
function release(file) {
    held.delete(file);
    const owner = readOwner(file);
    if (owner?.pid === process.pid && owner.host === os.hostname()) fs.rmSync(file, { force: true });
}

/**
 * Only one process at a time may judge and remove a lock: otherwise a slow one, having judged the dead owner's lock,
 * would remove the new lock of a faster one.
 *
 * @param {string} file
 */
function removeAbandoned(file) {
    const guard = `${file}.takeover`;
    if (!createNew(guard, "")) {
        if (ageOf(guard) > UNWRITTEN_MS) fs.rmSync(guard, { force: true });
        return;
    }
    try {
        if (isAbandoned(file, readOwner(file))) fs.rmSync(file, { force: true });
    } finally {
        fs.rmSync(guard, { force: true });
    }
}

/**
 * @param {string} file
 * @param {Owner | undefined} owner
 * @returns {boolean}
 */
function isAbandoned(file, owner) {
    const age = ageOf(file);
    if (owner === undefined) return age > UNWRITTEN_MS;
    if (owner.host !== os.hostname()) return age > SILENCE_MS;
    if (owner.pid === process.pid) return !held.has(file);
    // After a restart of the machine the pid may belong to any process.
    return age > os.uptime() * 1000 || !isAlive(owner.pid);
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function isAlive(pid) {
    // A dead process stays in the table until its parent asks for it; in a container perhaps for ever.
    if (/\) Z /.test(readIfThere(`/proc/${pid}/stat`) ?? "")) return false;
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return codeOf(error) === "EPERM";
    }
}

/**
 * @param {string} file
 * @param {string} content
 * @returns {boolean} false when the file exists already
 */
function createNew(file, content) {
    return onDisk(path.dirname(file), () => {
        try {
            fs.writeFileSync(file, content, { flag: "wx" });
            return true;
        } catch (error) {
            if (codeOf(error) === "EEXIST") return false;
            throw error;
        }
    });
}

/**
 * @param {string} file
 * @returns {Owner | undefined} undefined when the lock is gone or not yet written
 */
function readOwner(file) {
    const value = readJson(file);
    if (typeof value !== "object" || value === null || !("pid" in value) || !("host" in value)) return undefined;
    const { pid, host } = value;
    return typeof pid === "number" && typeof host === "string" ? { pid, host } : undefined;
}

/**
 * @param {string} file
 * @returns {number} milliseconds since it was touched; 0 when it is gone
 */
function ageOf(file) {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    return stat === undefined ? 0 : Date.now() - stat.mtimeMs;
}

/** @param {string} file */
function touch(file) {
    const now = new Date();
    try {
        fs.utimesSync(file, now, now);
    } catch (error) {
        // Someone removed the lock by hand, as the waiting line allows: nothing is left to keep alive.
        if (codeOf(error) !== "ENOENT") throw error;
    }
}

/**
 * @param {string} file
 * @param {Owner} owner
 * @param {string} what
 * @returns {string}
 */
function waitingLine(file, owner, what) {
    return `Waiting for another process (${owner.pid}) that ${what}. If there is none, delete ${file}.`;
}

module.exports = { withLock, withLockSync, isAlive };
