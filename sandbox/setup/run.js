"use strict";

// Every npm script starts here: `node sandbox/setup/run.js [--with-pulumi] <command> [args…]` sets up what is missing,
// then runs `main` of the compiled command. A command is a module's path without its ending, such as `cli/start`.
// Up to the check of the version, this file keeps to what Node 14 can read.

/* global AbortController, setImmediate */

const path = require("path");
const { nodeProblem } = require("./node-version.js");

const root = path.resolve(__dirname, "..", "..");

/**
 * @typedef {{ main(args: string[]): Promise<number> }} Command
 *
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
async function run(args) {
    const withPulumi = args[0] === "--with-pulumi";
    const [name, ...rest] = withPulumi ? args.slice(1) : args;
    const { UserError } = require("./user-error.js");
    if (name === undefined) throw new UserError("Usage: node sandbox/setup/run.js [--with-pulumi] <command> [args…]");
    await prepare(withPulumi);
    const command = path.join(root, ".build", name + ".js");
    if (!require("fs").existsSync(command)) throw new UserError("There is no command " + name + ".");
    /** @type {unknown} */
    const loaded = require(command);
    return /** @type {Command} */ (loaded).main(rest);
}

/**
 * @param {boolean} withPulumi
 * @returns {Promise<void>} the CLI's place is in the environment then
 */
async function prepare(withPulumi) {
    const { Interrupted } = require("./user-error.js");
    const interruption = new AbortController();
    const stop = () => interruption.abort();
    const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
    for (const signal of signals) process.on(signal, stop);
    const context = { root, env: process.env, out: process.stderr, signal: interruption.signal };
    const cli = await require("./set-up.js").setUp(context, { withPulumi });
    // A Ctrl-C during the compilation, which blocks, is delivered in the next turn of the loop.
    await new Promise((resolve) => setImmediate(resolve));
    for (const signal of signals) process.removeListener(signal, stop);
    if (interruption.signal.aborted) throw new Interrupted();
    if (cli === undefined) return;
    process.env["DJANGO_BEANSTALK_PULUMI"] = cli.file;
    process.env["DJANGO_BEANSTALK_PULUMI_ORIGIN"] = cli.origin;
}

/**
 * @param {unknown} error
 * @returns {number} exit code
 */
function report(error) {
    const known = error instanceof Error && (error.name === "UserError" || error.name === "Interrupted");
    if (known) process.stderr.write(error.message + "\n");
    else {
        const text = error instanceof Error ? error.stack : String(error);
        process.stderr.write(
            text + "\nThis is a fault of django-beanstalk, not yours: please report it with these lines.\n",
        );
    }
    return error instanceof Error && error.name === "Interrupted" ? 130 : 1;
}

const problem = nodeProblem(process.versions.node);
if (problem !== undefined) {
    process.stderr.write(problem + "\n");
    process.exitCode = 1;
} else {
    void run(process.argv.slice(2))
        .catch(report)
        .then((code) => {
            process.exitCode = code;
        });
}
