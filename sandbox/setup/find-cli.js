"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { GO_MINIMUM, buildCli, builtCli } = require("./build-cli.js");
const { isExecutable, lastLines, onPath, runChild } = require("./child.js");
const { withProgress } = require("./progress.js");
const { PINNED, RANGE, hasLanguageHost, judge } = require("./pulumi-version.js");
const { UserError } = require("./user-error.js");

/**
 * A Pulumi CLI to work with.
 *
 * @typedef {object} Cli
 * @property {string} file absolute path
 * @property {"path" | "npm" | "built"} origin "built": it has no language host for Node.js, wherever it came from
 */

/** Set by the user to choose a CLI, and by us to hand the one found to the command. */
const CLI_VARIABLE = "DJANGO_BEANSTALK_PULUMI";

/**
 * Finds a CLI that is there already; starts nothing but, once for each CLI, `pulumi version`.
 *
 * @param {import("./child.js").Context} context
 * @returns {Promise<{ cli?: Cli, passedOver: string[] }>} `passedOver` says which ones on PATH do not serve, and why
 * @throws {UserError} when DJANGO_BEANSTALK_PULUMI names something that does not serve
 */
async function findCli(context) {
    const { env } = context;
    const chosen = env[CLI_VARIABLE];
    if (chosen !== undefined && chosen !== "") return { cli: await chosenCli(context, chosen), passedOver: [] };
    const passedOver = [];
    for (const file of onPath("pulumi", env)) {
        // A globally installed npm package downloads at its first call; that is the second way, with our version.
        if (isNpmWrapper(file)) continue;
        const problem = await problemWith(context, file);
        if (problem === undefined) return { cli: cliAt(file, "path", env), passedOver };
        passedOver.push(`${file} ${problem}`);
    }
    for (const cli of [cliAt(downloadedCli(env), "npm", env), cliAt(builtCli(env), "built", env)]) {
        if (isExecutable(cli.file) && (await problemWith(context, cli.file)) === undefined) return { cli, passedOver };
    }
    return { passedOver };
}

/**
 * Gets a CLI where none is there: by download, else by a build.
 *
 * @param {import("./child.js").Context} context
 * @param {string[]} passedOver from `findCli`
 * @returns {Promise<Cli>}
 * @throws {UserError} naming the three ways, and why each failed
 */
async function getCli(context, passedOver) {
    const refusal = await download(context);
    if (refusal === undefined) return cliAt(downloadedCli(context.env), "npm", context.env);
    context.out.write(
        `The Pulumi CLI ${PINNED} cannot be downloaded (${refusal}); a build from its Go module is next.\n`,
    );
    const built = await buildCli(context);
    if (built.kind === "built") return { file: built.file, origin: "built" };
    const found = passedOver.length === 0 ? "there is no pulumi on PATH" : passedOver.join("; ");
    throw new UserError(
        [
            "No Pulumi CLI. There are three ways to one, and none worked here:",
            `  1. One on PATH, ${RANGE}: ${found}.`,
            "     Install it: https://www.pulumi.com/docs/install/",
            `  2. The download of ${PINNED} by the npm package pulumi: ${refusal}.`,
            "     Let this machine reach https://get.pulumi.com and https://github.com.",
            `  3. A build from its Go module: ${built.reason}.`,
            `     Install Go ${GO_MINIMUM} or newer: https://go.dev/dl/ (a build needs about 4 GB of disk).`,
            "Do one of them, then run the same command again.",
        ].join("\n"),
    );
}

/**
 * @param {import("./child.js").Context} context
 * @param {string} chosen
 * @returns {Promise<Cli>}
 */
async function chosenCli(context, chosen) {
    const file = path.resolve(chosen);
    const problem = isExecutable(file) ? await problemWith(context, file) : "is no executable file";
    if (problem === undefined) return cliAt(file, "path", context.env);
    throw new UserError(
        `${CLI_VARIABLE} names ${file}, which ${problem}.\nName a Pulumi CLI, ${RANGE}, or unset the variable.`,
    );
}

/**
 * @param {string} file
 * @param {Cli["origin"]} origin
 * @param {NodeJS.ProcessEnv} env
 * @returns {Cli}
 */
function cliAt(file, origin, env) {
    return { file, origin: hasLanguageHost(file, env) ? origin : "built" };
}

/**
 * @param {import("./child.js").Context} context
 * @param {string} file
 * @returns {Promise<string | undefined>} what follows the file's name in a sentence
 */
async function problemWith(context, file) {
    const verdict = await judge(context, file);
    switch (verdict.kind) {
        case "fits":
            return undefined;
        case "outside":
            return `is ${verdict.version}, and ${RANGE} is needed`;
        case "silent":
            return `does not answer \`pulumi version\` (${verdict.output})`;
    }
}

/**
 * @param {string} file
 * @returns {boolean}
 */
function isNpmWrapper(file) {
    return fs.realpathSync(file).endsWith(path.join("node_modules", "pulumi", "run.js"));
}

/**
 * Where the npm package keeps what it downloads (its lib/cache.js).
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
function downloadedCli(env) {
    const home = env["PULUMI_HOME"] || path.join(env["HOME"] || os.homedir(), ".pulumi");
    return path.join(home, "versions", PINNED, "bin", "pulumi");
}

/**
 * @param {import("./child.js").Context} context
 * @returns {Promise<string | undefined>} why it failed
 */
async function download(context) {
    const wrapper = path.join(context.root, "node_modules", "pulumi", "run.js");
    if (!fs.existsSync(wrapper)) return "the package is not in node_modules";
    const target = downloadedCli(context.env);
    // The package trusts any executable of that name: what an interrupted download left would stay for ever.
    if (fs.existsSync(target) && (await problemWith(context, target)) !== undefined) fs.rmSync(target);
    const env = { PULUMI_VERSION: PINNED, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const ending = await withProgress(context, `Downloading the Pulumi CLI ${PINNED}`, () =>
        runChild(context, process.execPath, [wrapper, "version"], { env }),
    );
    if (ending.code !== 0)
        return (
            lastLines(ending, 1)
                .trim()
                .replace(/^pulumi: /, "") || `exit code ${ending.code}`
        );
    if (!isExecutable(target)) return `it left no ${target}`;
    return (await problemWith(context, target)) === undefined ? undefined : `${target} is not usable`;
}

module.exports = { CLI_VARIABLE, findCli, getCli };
