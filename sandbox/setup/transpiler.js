"use strict";

const crypto = require("node:crypto");
const path = require("node:path");
const { readJson, writeWhole } = require("./files.js");

/** @typedef {{ outputText: string, sourceMapText: string }} Output */

const root = path.resolve(__dirname, "..", "..");
const folder = path.join(root, ".build", "transpiled");

/**
 * A transpiler for ts-node that remembers what TypeScript made of a file, since most of an engine's run would go into making it again. Only the text, its
 * name and the options decide what comes out, so a file that was edited is never mistaken for the one before. https://typestrong.org/ts-node/docs/transpilers
 *
 * @param {import("ts-node").CreateTranspilerOptions} options
 * @returns {import("ts-node").Transpiler}
 */
function create({ service }) {
    /** @type {unknown} */
    const loaded = require(path.join(root, "node_modules", "typescript"));
    const ts = /** @type {typeof import("typescript")} */ (loaded);
    // Places that say nothing of what comes out, and are others in every sandbox.
    const compilerOptions = { ...service.config.options, configFilePath: undefined, outDir: undefined };
    const sameForAll = JSON.stringify([ts.version, compilerOptions]);
    return {
        transpile(input, { fileName }) {
            const key = digest(sameForAll, path.basename(fileName), input);
            const file = recordOf(fileName);
            const known = file === undefined ? undefined : remembered(file, key);
            if (known !== undefined) return known;
            const {
                outputText,
                sourceMapText = "{}",
                diagnostics = [],
            } = ts.transpileModule(input, {
                fileName,
                compilerOptions,
                reportDiagnostics: true,
            });
            if (file !== undefined && diagnostics.length === 0) remember(file, { key, outputText, sourceMapText });
            return { outputText, sourceMapText, diagnostics };
        },
    };
}

/**
 * @param {string[]} parts
 * @returns {string} differs for ("ab", "c") and ("a", "bc")
 */
function digest(...parts) {
    return crypto.createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/**
 * @param {string} fileName absolute
 * @returns {string | undefined} one file for each source of the repository, so that the folder does not grow with every edit
 */
function recordOf(fileName) {
    const name = path.relative(root, fileName);
    const inside = name.split(path.sep)[0] !== ".." && !path.isAbsolute(name);
    return inside ? path.join(folder, `${name}.json`) : undefined;
}

/**
 * @param {string} file
 * @param {string} key
 * @returns {Output | undefined}
 */
function remembered(file, key) {
    const record = readJson(file);
    if (typeof record !== "object" || record === null) return undefined;
    const { key: found, outputText, sourceMapText } = /** @type {Record<string, unknown>} */ (record);
    if (found !== key || typeof outputText !== "string" || typeof sourceMapText !== "string") return undefined;
    return { outputText, sourceMapText };
}

/**
 * @param {string} file
 * @param {Output & { key: string }} record
 */
function remember(file, record) {
    try {
        writeWhole(file, JSON.stringify(record));
    } catch (error) {
        // Where nothing can be written it takes longer, and is right all the same.
        if (!(error instanceof Error) || error.name !== "UserError") throw error;
    }
}

module.exports = { create };
