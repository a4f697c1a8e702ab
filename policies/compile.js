"use strict";

const fs = require("node:fs");
const path = require("node:path");

/**
 * Compiles the pack where it stands alone, outside of its repository: into its own .build, and only when a source or the compiler has changed.
 * Types are not checked, and standard output stays clean.
 *
 * @param {string} folder the pack's
 * @returns {string} the folder of the compiled pack
 */
function compileAlone(folder) {
    const build = path.join(folder, ".build");
    const manifest = path.join(build, "manifest.json");
    const sources = sourcesIn(folder, "");
    const state = JSON.stringify([versionOf("typescript"), sources]);
    if (textOf(manifest) !== state) {
        for (const { name } of sources) write(path.join(build, name.replace(/\.ts$/, ".js")), compiled(folder, name));
        write(manifest, state);
    }
    return build;
}

/**
 * @param {string} folder
 * @param {string} name of the source, in the folder
 * @returns {string}
 */
function compiled(folder, name) {
    const source = fs.readFileSync(path.join(folder, name), "utf8");
    if (name.endsWith(".json")) return source;
    const ts = require("typescript");
    const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true };
    return ts.transpileModule(source, { fileName: name, compilerOptions: options }).outputText;
}

/**
 * @param {string} folder
 * @param {string} within
 * @returns {{ name: string, size: number, changed: number }[]} what tells an edited source from an unchanged one
 */
function sourcesIn(folder, within) {
    return fs
        .readdirSync(path.join(folder, within), { withFileTypes: true })
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((entry) => {
            const name = path.join(within, entry.name);
            if (entry.isDirectory()) {
                return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : sourcesIn(folder, name);
            }
            if (!/(?<!\.d)\.ts$/.test(name) && !(within === "data" && name.endsWith(".json"))) return [];
            const { size, mtimeMs } = fs.statSync(path.join(folder, name));
            return [{ name, size, changed: mtimeMs }];
        });
}

/**
 * Renamed into place, because two packs may start at once.
 *
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}.tmp`;
    fs.writeFileSync(temporary, text);
    fs.renameSync(temporary, file);
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
function textOf(file) {
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

/**
 * @param {string} name of a package
 * @returns {unknown}
 */
function versionOf(name) {
    /** @type {unknown} */
    const manifest = JSON.parse(fs.readFileSync(require.resolve(`${name}/package.json`), "utf8"));
    return /** @type {{ version?: unknown }} */ (manifest).version;
}

module.exports = { compileAlone };
