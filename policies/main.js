"use strict";

const fs = require("node:fs");
const path = require("node:path");

const root = path.dirname(__dirname);

/** In its own repository the pack is compiled with everything else; elsewhere it does so itself. */
const setup = path.join(root, "sandbox", "setup");
const isAlone = !fs.existsSync(path.join(setup, "compile.js"));

// The engine starts a pack in the program's folder, and relative asset paths are relative to it.
const programFolder = process.cwd();

// PolicyPack takes its version from the package.json of the working folder, which would be the program's.
process.chdir(__dirname);

// The SDK registers ts-node with the program's tsconfig.json, whose allowJs would have it check the compiled pack.
/** @type {(holder: object, key: symbol) => { enabled?(on: boolean): void } | undefined} */
const property = Reflect.get;
property(process, Symbol.for("ts-node.register.instance"))?.enabled?.(false);

/** @param {string} name */
function isInstalled(name) {
    try {
        require.resolve(name);
        return true;
    } catch {
        // Not resolvable is the answer, not a failure.
        return false;
    }
}

/**
 * @param {string} message
 * @returns {never}
 */
function refuse(message) {
    console.error(message);
    process.exit(1);
}

if (!["@pulumi/policy", "typescript", "yaml", "yauzl"].every(isInstalled)) {
    refuse(
        `The policy pack lacks its dependencies. Run in ${isAlone ? __dirname : root}: npm ${isAlone ? "install" : "ci"}`,
    );
}

/** @type {(file: string) => unknown} */
const load = require;

/** @returns {string} the folder of the compiled pack */
function compile() {
    if (isAlone) {
        try {
            return require("./compile.js").compileAlone(__dirname);
        } catch (error) {
            const code = error instanceof Error && "code" in error ? error.code : undefined;
            if (code !== "EACCES" && code !== "EPERM" && code !== "EROFS") throw error;
            refuse(`The policy pack cannot write ${path.join(__dirname, ".build")}. Let it be written once.`);
        }
    }
    const { ensureCompiled } = /** @type {typeof import("../sandbox/setup/compile.js")} */ (
        load(path.join(setup, "compile.js"))
    );
    const { UserError } = /** @type {typeof import("../sandbox/setup/user-error.js")} */ (
        load(path.join(setup, "user-error.js"))
    );
    try {
        ensureCompiled(root, ["policies"]);
    } catch (error) {
        if (!(error instanceof UserError)) throw error;
        refuse(error.message);
    }
    return path.join(root, ".build", "policies");
}

require("./load-late.js").loadLate();
const pack = /** @type {{ start(programFolder: string): void }} */ (load(path.join(compile(), "index.js")));
pack.start(programFolder);
