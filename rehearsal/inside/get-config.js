"use strict";

// Answers as the platform's get-config: get-config.js <answers> {environment|optionsettings|container|addons|platformconfig} [options].
// https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/custom-platforms-scripts.html
// What it prints for a name that does not exist is assumed: a line on standard error, exit code 1.

const fs = require("node:fs");
const { parseArgs } = require("node:util");

/** Per subcommand, the options that lead into the document, in their order. */
const paths = {
    environment: ["key"],
    optionsettings: ["namespace", "option-name"],
    container: ["key"],
    addons: ["addon-name", "key"],
    platformconfig: ["key"],
};

const [file = "", subcommand = "", ...rest] = process.argv.slice(2);

/**
 * @param {string} message
 * @returns {never}
 */
function refuse(message) {
    process.stderr.write(`${message}\n`);
    process.exit(1);
}

if (!Object.hasOwn(paths, subcommand)) {
    refuse(`Usage: get-config [ ${Object.keys(paths).join(" | ")} ] [ options ]`);
}
const path = paths[/** @type {keyof typeof paths} */ (subcommand)];
const { output, ...wanted } = options();
/** @type {unknown} */
const answers = JSON.parse(fs.readFileSync(file, "utf8"));
let found = /** @type {Record<string, unknown>} */ (answers)[subcommand];
for (const name of path) {
    const key = wanted[/** @type {keyof typeof wanted} */ (name)];
    if (key === undefined) continue;
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) {
        refuse(`There is no ${name} ${key} in ${subcommand}.`);
    }
    found = /** @type {Record<string, unknown>} */ (found)[key];
}

function options() {
    const text = /** @type {const} */ ({ type: "string" });
    try {
        return parseArgs({
            args: rest,
            options: {
                key: { ...text, short: "k" },
                namespace: { ...text, short: "n" },
                "option-name": { ...text, short: "o" },
                "addon-name": { ...text, short: "a" },
                output: { ...text, default: "JSON" },
            },
        }).values;
    } catch (error) {
        return refuse(error instanceof Error ? error.message : String(error));
    }
}

/**
 * @param {unknown} value
 * @param {string} indent
 * @returns {string}
 */
function yaml(value, indent) {
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    if (Object.keys(value).length === 0) return "{}";
    return Object.entries(/** @type {Record<string, unknown>} */ (value))
        .map(([name, each]) =>
            typeof each === "object" && each !== null && Object.keys(each).length > 0
                ? `${indent}${name}:\n${yaml(each, `${indent}  `)}`
                : `${indent}${name}: ${yaml(each, "")}`,
        )
        .join("\n");
}

const text =
    typeof found === "object" && found !== null
        ? output.toUpperCase() === "YAML"
            ? yaml(found, "")
            : JSON.stringify(found)
        : String(found);
process.stdout.write(`${text}\n`);
