"use strict";

const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { lastLines, onPath, runChild } = require("./child.js");
const { readIfThere, readJson, writeWhole } = require("./files.js");
const { withProgress } = require("./progress.js");
const { UserError } = require("./user-error.js");

/** Written last, so that its presence says that the installation for this very lockfile came to its end. */
const STAMP = ".django-beanstalk-lock";

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Entry */

/** What npm's own codes mean for the user. */
const HINTS = [
    {
        pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|network request/,
        hint: "The npm registry cannot be reached. Connect to the network (behind a proxy: `npm config set proxy …`)",
    },
    { pattern: /ENOSPC/, hint: "The disk is full. Free some space" },
    { pattern: /EACCES|EPERM|EROFS/, hint: "npm may not write there. Make the named folder writable for you" },
    { pattern: /EUSAGE/, hint: "package.json and package-lock.json do not agree. Run `npm install`" },
];

/**
 * Whether node_modules holds what package-lock.json asks for. An installation made by hand counts as well.
 *
 * @param {string} root
 * @returns {boolean}
 * @throws {UserError} when there is no package-lock.json
 */
function dependenciesAreFresh(root) {
    const lockfile = readIfThere(path.join(root, "package-lock.json"));
    if (lockfile === undefined) {
        throw new UserError(
            `No package-lock.json in ${root}: the clone is not complete. Run \`git checkout .\` there.`,
        );
    }
    if (!fs.existsSync(recordOf(root))) return false;
    const stamp = path.join(root, "node_modules", STAMP);
    const fingerprint = fingerprintOf(lockfile);
    if (readIfThere(stamp) === fingerprint) return true;
    if (!isSameTree(readJson(path.join(root, "package-lock.json")), readJson(recordOf(root)))) return false;
    writeWhole(stamp, fingerprint);
    return true;
}

/**
 * Runs `npm ci`. An interrupted run leaves no stamp and no record of npm's, so that the next one starts over.
 *
 * @param {import("./child.js").Context} context
 * @returns {Promise<void>}
 * @throws {UserError} when npm is missing or fails
 */
async function installDependencies(context) {
    const [npm] = onPath("npm", context.env);
    if (npm === undefined) {
        throw new UserError("npm is not on PATH; it comes with Node.js (https://nodejs.org/en/download). Install it.");
    }
    fs.rmSync(path.join(context.root, "node_modules", STAMP), { force: true });
    // Taken first: a lockfile that changes meanwhile must not count as installed.
    const fingerprint = fingerprintOf(fs.readFileSync(path.join(context.root, "package-lock.json")));
    const ending = await withProgress(context, "Installing the locked dependencies (npm ci)", () =>
        // NODE_ENV=production would leave out the tools that the commands need.
        runChild(context, npm, ["ci", "--include=dev", "--no-audit", "--no-fund"]),
    );
    if (ending.code !== 0) {
        const hint = HINTS.find(({ pattern }) => pattern.test(ending.stderr))?.hint ?? "See its lines above";
        throw new UserError(
            `npm ci failed (exit code ${ending.code}):\n${lastLines(ending)}\n${hint}, then run the same command again.`,
        );
    }
    if (!fs.existsSync(recordOf(context.root))) {
        throw new UserError(
            `npm ci ended well, but left no ${recordOf(context.root)}.\n` +
                "Look for npm settings that send packages elsewhere (`npm config list`), then run the same command again.",
        );
    }
    writeWhole(path.join(context.root, "node_modules", STAMP), fingerprint);
}

/**
 * npm writes its own record of what it has installed last: without it the folder is a torso.
 *
 * @param {string} root
 * @returns {string}
 */
function recordOf(root) {
    return path.join(root, "node_modules", ".package-lock.json");
}

/**
 * @param {string | Buffer} lockfile its content
 * @returns {string}
 */
function fingerprintOf(lockfile) {
    return crypto.createHash("sha256").update(lockfile).digest("hex");
}

/**
 * Compares the two records of npm by name, version and checksum. Optional packages of other platforms may be absent.
 *
 * @param {unknown} wanted package-lock.json
 * @param {unknown} installed node_modules/.package-lock.json
 * @returns {boolean}
 */
function isSameTree(wanted, installed) {
    const there = packagesOf(installed);
    const asked = packagesOf(wanted);
    const isThere = (/** @type {[string, Entry]} */ [name, entry]) => {
        const found = there.get(name);
        if (found === undefined) return entry.optional === true || entry.devOptional === true;
        return found.version === entry.version && found.integrity === entry.integrity;
    };
    return asked.size > 0 && [...asked].every(isThere) && [...there.keys()].every((name) => asked.has(name));
}

/**
 * @param {unknown} record
 * @returns {Map<string, Entry>} by place in node_modules
 */
function packagesOf(record) {
    if (typeof record !== "object" || record === null || !("packages" in record)) return new Map();
    const packages = new Map(Object.entries(/** @type {Record<string, Entry>} */ (record.packages)));
    // The project itself, which npm's own record leaves out.
    packages.delete("");
    return packages;
}

module.exports = { dependenciesAreFresh, installDependencies };
