"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { isExecutable, lastLines, onPath, runChild } = require("./child.js");
const { readJson, writeWhole } = require("./files.js");

/** The version that is downloaded or built; the npm package `pulumi` and sandbox/pulumi-cli/go.mod name the same. */
const PINNED = "3.259.0";
const RANGE = "3.219 or newer, below 4";

const ANSWER_MS = 30_000;

/**
 * What a CLI is good for.
 *
 * @typedef {{ kind: "fits", version: string } | { kind: "outside", version: string } | { kind: "silent", output: string }} Verdict
 */

/**
 * Asks a CLI for its version, once for each state of the file: asking costs some 0.2 s.
 *
 * @param {import("./child.js").Context} context
 * @param {string} file
 * @returns {Promise<Verdict>}
 */
async function judge(context, file) {
    const { size, mtimeMs } = fs.statSync(file);
    const record = path.join(context.root, ".cache", "pulumi-versions.json");
    const known = answersIn(record);
    const answer = known.get(file);
    if (answer?.size === size && answer.mtimeMs === mtimeMs) return verdictOn(answer.version);
    const verdict = await ask(context, file);
    if (verdict.kind !== "silent") {
        known.set(file, { size, mtimeMs, version: verdict.version });
        writeWhole(record, `${JSON.stringify(Object.fromEntries(known), undefined, 4)}\n`);
    }
    return verdict;
}

/**
 * @param {import("./child.js").Context} context
 * @param {string} file
 * @returns {Promise<Verdict>} "silent": it does not answer as a Pulumi CLI does
 */
async function ask(context, file) {
    const env = { PULUMI_SKIP_UPDATE_CHECK: "true" };
    const ending = await runChild(context, file, ["version"], { env, timeoutMs: ANSWER_MS });
    const version = /^v?(\d+\.\d+\.\d+)/m.exec(ending.stdout)?.[1];
    if (ending.code === 0 && version !== undefined) return verdictOn(version);
    return { kind: "silent", output: lastLines(ending, 1).trim() || `exit code ${ending.code}` };
}

/**
 * @param {string} version such as "3.259.0"
 * @returns {Verdict}
 */
function verdictOn(version) {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return { kind: major === 3 && minor >= 219 ? "fits" : "outside", version };
}

/**
 * Whether a CLI comes with the language host for Node.js. One built from its Go module does not.
 *
 * @param {string} file
 * @param {NodeJS.ProcessEnv} env
 * @returns {boolean}
 */
function hasLanguageHost(file, env) {
    const host = "pulumi-language-nodejs";
    const real = fs.existsSync(file) ? fs.realpathSync(file) : file;
    return isExecutable(path.join(path.dirname(real), host)) || onPath(host, env).length > 0;
}

/**
 * @param {string} record
 * @returns {Map<string, { size: number, mtimeMs: number, version: string }>} by path of the CLI
 */
function answersIn(record) {
    const content = readJson(record);
    if (typeof content !== "object" || content === null) return new Map();
    return new Map(
        Object.entries(/** @type {Record<string, { size: number, mtimeMs: number, version: string }>} */ (content)),
    );
}

module.exports = { PINNED, RANGE, ask, judge, hasLanguageHost };
