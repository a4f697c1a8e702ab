"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { onDisk, readJson, writeWhole } = require("./files.js");
const { withLockSync } = require("./lock.js");
const { UserError } = require("./user-error.js");

/** @typedef {{ size: number, mtimeMs: number }} State what tells an edited source from an unchanged one */
/** @typedef {{ compiler: string, sources: Record<string, State> }} Manifest the sources that .build was made from */

const FOLDERS = ["bench", "cli", "components", "ebextensions", "policies", "rehearsal", "sandbox"];
const FORMAT = 1;
const OPTIONS = { target: "ES2022", module: "CommonJS", esModuleInterop: true };

/**
 * Brings .build in step with the sources: each .ts becomes a .js at the same path, .json and .js files are copied.
 * Types are not checked. Standard output stays clean. Safe when several processes call it at once.
 *
 * @param {string} root the repository's folder
 * @param {readonly string[]} needed folders that are going to be used: while they are in step, the others are not looked at, which takes most of the time
 * @throws {UserError} with every syntax error; when dependencies are missing; when .build is not writable
 */
function ensureCompiled(root, needed = FOLDERS) {
    const build = path.join(root, ".build");
    if (staleness(root, build, needed) === undefined) return;
    const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
    withLockSync(path.join(build, "compile.lock"), { say, what: "compiles the sources" }, () => {
        const work = staleness(root, build, FOLDERS);
        if (work !== undefined) compile(root, build, work);
    });
}

/**
 * @typedef {object} Work
 * @property {boolean} startsOver nothing tells what .build holds
 * @property {string} compiler
 * @property {Map<string, State>} sources all of them, by path in the repository
 * @property {string[]} stale
 * @property {string[]} vanished
 *
 * @param {string} root
 * @param {string} build
 * @param {readonly string[]} folders
 * @returns {Work | undefined} undefined when nothing is to do
 */
function staleness(root, build, folders) {
    const compiler = compilerKey(root);
    const manifest = readManifest(path.join(build, "manifest.json"));
    const made = new Map(Object.entries(manifest?.compiler === compiler ? manifest.sources : {}));
    /** @type {Map<string, State>} */
    const sources = new Map();
    for (const folder of folders) collect(root, folder, sources);
    const stale = [...sources].filter(([source, { size, mtimeMs }]) => {
        const before = made.get(source);
        return (
            before?.size !== size || before.mtimeMs !== mtimeMs || !fs.existsSync(path.join(build, outputOf(source)))
        );
    });
    const isLookedAt = (/** @type {string} */ source) => folders.some((folder) => source.startsWith(`${folder}/`));
    const vanished = Object.keys(manifest?.sources ?? {}).filter(
        (source) => isLookedAt(source) && !sources.has(source),
    );
    const startsOver = manifest === undefined;
    if (!startsOver && stale.length === 0 && vanished.length === 0) return undefined;
    return { startsOver, compiler, sources, stale: stale.map(([source]) => source), vanished };
}

/**
 * @param {string} root
 * @param {string} build
 * @param {Work} work
 */
function compile(root, build, { startsOver, compiler, sources, stale, vanished }) {
    // Loaded here and not above: that takes longer than finding that there is nothing to do.
    /** @type {unknown} */
    const loaded = require(path.join(root, "node_modules", "typescript"));
    const ts = /** @type {typeof import("typescript")} */ (loaded);
    for (const name of startsOver ? FOLDERS : vanished.map(outputOf)) remove(path.join(build, name));
    /** @type {string[]} */
    const problems = [];
    const kept = new Map(sources);
    for (const source of stale) {
        const output = path.join(build, outputOf(source));
        const { text, errors } = outcome(ts, root, source);
        if (errors.length === 0) writeWhole(output, text);
        else {
            remove(output);
            kept.delete(source);
        }
        problems.push(...errors);
    }
    writeWhole(path.join(build, "manifest.json"), JSON.stringify({ compiler, sources: Object.fromEntries(kept) }));
    if (problems.length > 0) throw new UserError(`The sources do not compile:\n${problems.join("\n")}`);
}

/**
 * @param {typeof import("typescript")} ts
 * @param {string} root
 * @param {string} source
 * @returns {{ text: string, errors: string[] }}
 */
function outcome(ts, root, source) {
    const content = fs.readFileSync(path.join(root, source), "utf8");
    if (!source.endsWith(".ts")) return { text: content, errors: [] };
    const { outputText, diagnostics = [] } = ts.transpileModule(content, {
        fileName: source,
        reportDiagnostics: true,
        compilerOptions: {
            target: ts.ScriptTarget[/** @type {"ES2022"} */ (OPTIONS.target)],
            module: ts.ModuleKind[/** @type {"CommonJS"} */ (OPTIONS.module)],
            esModuleInterop: OPTIONS.esModuleInterop,
        },
    });
    const errors = diagnostics.map(({ file, start = 0, messageText }) => {
        const place = file?.getLineAndCharacterOfPosition(start);
        const position = place === undefined ? "" : `:${place.line + 1}:${place.character + 1}`;
        return `  ${source}${position}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
    return { text: outputText, errors };
}

/** @param {string} file or folder */
function remove(file) {
    onDisk(file, () => fs.rmSync(file, { recursive: true, force: true }));
}

/**
 * @param {string} root
 * @param {string} folder path in the repository
 * @param {Map<string, State>} sources gets what is found
 */
function collect(root, folder, sources) {
    const entries = fs.existsSync(path.join(root, folder))
        ? fs.readdirSync(path.join(root, folder), { withFileTypes: true })
        : [];
    for (const entry of entries) {
        const name = `${folder}/${entry.name}`;
        if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) {
            collect(root, name, sources);
        } else if (entry.isFile() && /(?<!\.d)\.ts$|\.js(on)?$/.test(entry.name)) {
            const { size, mtimeMs } = fs.statSync(path.join(root, name));
            sources.set(name, { size, mtimeMs });
        }
    }
}

/**
 * @param {string} source
 * @returns {string}
 */
function outputOf(source) {
    return source.replace(/\.ts$/, ".js");
}

/**
 * @param {string} root
 * @returns {string} changes with everything that changes the output of an unchanged source
 * @throws {UserError} when TypeScript is not installed
 */
function compilerKey(root) {
    const found = readJson(path.join(root, "node_modules", "typescript", "package.json"));
    if (typeof found !== "object" || found === null || !("version" in found)) {
        throw new UserError(`TypeScript is not installed. Run in ${root}: npm ci`);
    }
    return JSON.stringify({ format: FORMAT, typescript: found.version, options: OPTIONS });
}

/**
 * @param {string} file
 * @returns {Manifest | undefined}
 */
function readManifest(file) {
    const value = readJson(file);
    if (typeof value !== "object" || value === null || !("sources" in value)) return undefined;
    return /** @type {Manifest} */ (value);
}

module.exports = { ensureCompiled };
