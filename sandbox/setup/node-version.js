"use strict";

/** The Node versions this project is tested on; `engines.node` in package.json says the same. */
const NODE_RANGE = "^20.19 || ^22.13 || >=24";

/**
 * Says what is wrong with a Node version. This file and run.js keep to a syntax that Node 14 can read, so that
 * an old Node gets this answer and not a syntax error.
 *
 * @param {string} version as in `process.versions.node`, for example "18.20.4"
 * @returns {string | undefined} the message for the user, or undefined when the version is supported
 */
function nodeProblem(version) {
    const parts = version.split(".").map(Number);
    const major = parts[0] || 0;
    const minor = parts[1] || 0;
    if (major >= 24 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19)) return undefined;
    return [
        "Node.js " + version + " is not supported: this project needs " + NODE_RANGE + ".",
        "Install Node.js 24 (https://nodejs.org/en/download, or `nvm install 24`) and run the same command again.",
    ].join("\n");
}

module.exports = { NODE_RANGE, nodeProblem };
