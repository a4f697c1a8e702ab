"use strict";

const path = require("node:path");
const { ensureCompiled } = require("./compile.js");
const { dependenciesAreFresh, installDependencies } = require("./dependencies.js");
const { findCli, getCli } = require("./find-cli.js");
const { withLock } = require("./lock.js");

/** @typedef {import("./child.js").Context} Context */

/**
 * Makes sure that everything a command needs is there. When it is, nothing is started and nothing written.
 *
 * @param {Context} context
 * @param {{ withPulumi: boolean }} needs
 * @returns {Promise<import("./find-cli.js").Cli | undefined>} the CLI, when one is asked for
 * @throws {import("./user-error.js").UserError} naming what the user can do
 * @throws {import("./user-error.js").Interrupted} on Ctrl-C
 */
async function setUp(context, { withPulumi }) {
    if (!dependenciesAreFresh(context.root)) {
        await alone(context, async () => {
            if (!dependenciesAreFresh(context.root)) await installDependencies(context);
        });
    }
    ensureCompiled(context.root);
    return withPulumi ? await pulumi(context) : undefined;
}

/**
 * @param {Context} context
 * @returns {Promise<import("./find-cli.js").Cli>}
 */
async function pulumi(context) {
    const { cli, passedOver } = await findCli(context);
    for (const line of passedOver) context.out.write(`Passed over: ${line}.\n`);
    if (cli !== undefined) return cli;
    return alone(context, async () => (await findCli(context)).cli ?? (await getCli(context, passedOver)));
}

/**
 * @template T
 * @param {Context} context
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
function alone(context, work) {
    const say = (/** @type {string} */ line) => context.out.write(`${line}\n`);
    const options = { signal: context.signal, say, what: "sets this repository up" };
    return withLock(path.join(context.root, ".cache", "set-up.lock"), options, work);
}

module.exports = { setUp };
