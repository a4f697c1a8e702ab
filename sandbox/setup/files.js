"use strict";

const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { UserError, codeOf } = require("./user-error.js");

const REMEDIES = new Map([
    ["EACCES", "make it writable for you"],
    ["EPERM", "make it writable for you"],
    ["EROFS", "it lies on a read-only disk: move the project, or the cache folder, to a writable one"],
    ["ENOTDIR", "a part of this path is a file, not a folder: remove or rename that file"],
    ["EEXIST", "a file stands where a folder is needed: remove or rename that file"],
    ["ENOSPC", "the disk is full: free some space"],
    ["EDQUOT", "your disk quota is used up: free some space"],
]);

/**
 * Runs an effect on a file; what the user can mend becomes a UserError, anything else passes unchanged.
 *
 * @template T
 * @param {string} file named in the message
 * @param {() => T} effect
 * @returns {T}
 * @throws {UserError} when the place is not writable or the disk is full
 */
function onDisk(file, effect) {
    try {
        return effect();
    } catch (error) {
        const code = codeOf(error);
        const remedy = REMEDIES.get(code ?? "");
        if (remedy === undefined) throw error;
        throw new UserError(`Cannot write ${file} (${code}): ${remedy}, then run the same command again.`);
    }
}

/**
 * @param {string} folder made with its parents when missing
 * @throws {UserError} when it cannot be made
 */
function makeFolder(folder) {
    onDisk(folder, () => fs.mkdirSync(folder, { recursive: true }));
}

/**
 * Writes a file so that others see the old content or the new, never a part.
 *
 * @param {string} file its folder is made when missing
 * @param {string | Buffer} content
 * @throws {UserError} when the place is not writable or the disk is full
 */
function writeWhole(file, content) {
    makeFolder(path.dirname(file));
    const draft = `${file}.${process.pid}-${crypto.randomBytes(4).toString("hex")}.tmp`;
    try {
        onDisk(file, () => {
            fs.writeFileSync(draft, content);
            fs.renameSync(draft, file);
        });
    } finally {
        fs.rmSync(draft, { force: true });
    }
}

/**
 * @param {string} file
 * @returns {string | undefined} its text; undefined when there is no such file
 */
function readIfThere(file) {
    try {
        return fs.readFileSync(file, "utf8");
    } catch (error) {
        if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
        throw error;
    }
}

/**
 * @param {string} file
 * @returns {unknown} the parsed content; undefined when there is no such file or it is no JSON
 */
function readJson(file) {
    const text = readIfThere(file);
    if (text === undefined) return undefined;
    try {
        return /** @type {unknown} */ (JSON.parse(text));
    } catch {
        // Only records of our own and of npm are read here; a broken one counts as missing, and is made anew.
        return undefined;
    }
}

module.exports = { onDisk, makeFolder, writeWhole, readIfThere, readJson };
