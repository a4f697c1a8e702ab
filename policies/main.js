"use strict";

const path = require("node:path");

const root = path.dirname(__dirname);

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

if (!["@pulumi/policy", "yaml", "yauzl"].every(isInstalled)) {
    console.error(`The policy pack lacks its dependencies. Run in ${root}: npm ci`);
    process.exit(1);
}

const { ensureCompiled } = require("../sandbox/setup/compile.js");
const { UserError } = require("../sandbox/setup/user-error.js");

try {
    ensureCompiled(root);
} catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exit(1);
}

/** @type {(file: string) => { start(programFolder: string): void }} */
const load = require;
load(path.join(root, ".build", "policies", "index.js")).start(programFolder);
