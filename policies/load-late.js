"use strict";

const Module = require("node:module");
const path = require("node:path");

/**
 * What Pulumi's SDK loads for work that no policy has it do: finding the dependencies of functions that it turns into text, driving the CLI, being a
 * provider. Together it takes longer to load than the pack itself. The SDK's version is pinned; one that loads something else starts as it always did.
 */
const heavy = [
    "@npmcli/arborist",
    "normalize-package-data",
    "fdir",
    "@pulumi/pulumi/automation",
    "@pulumi/pulumi/provider",
];

/** Has each loaded when something of it is used, and not before. To be called before the SDK is loaded. */
function loadLate() {
    const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
    for (const name of heavy) {
        const file = resolved(name, sdk);
        if (file !== undefined && require.cache[file] === undefined) {
            require.cache[file] = standIn(file);
        }
    }
}

/** @type {(holder: object, key: string | symbol) => unknown} */
const member = Reflect.get;

/**
 * @param {string} file of the module
 * @returns {NodeJS.Module} one that is the real one from the first look on
 */
function standIn(file) {
    const module = new Module(file);
    module.filename = file;
    module.loaded = true;
    module.exports = new Proxy(
        {},
        {
            get: (_, key) => {
                // Compiled imports ask for it first, and copy all members where it is not true.
                if (key === "__esModule") return true;
                delete require.cache[file];
                /** @type {unknown} */
                const real = require(file);
                const isModule = member(/** @type {object} */ (real), "__esModule") === true;
                // What a compiled import takes as the default of a module that was not compiled.
                return key === "default" && !isModule ? real : member(/** @type {object} */ (real), key);
            },
        },
    );
    return module;
}

/**
 * @param {string} name
 * @param {string} from
 * @returns {string | undefined}
 */
function resolved(name, from) {
    try {
        return require.resolve(name, { paths: [from] });
    } catch {
        return undefined;
    }
}

module.exports = { loadLate };
