"use strict";

// Stands for dnf and yum, which install Amazon Linux's packages: nothing is installed, and what is known not to be there fails in dnf's words.

/** @type {string[]} */
const missing = [/* names */];

const words = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const [verb = "", ...names] = words;
const found = names.filter((name) => missing.includes(name));
if (verb === "install" && found.length > 0) {
    for (const name of found) process.stdout.write(`No match for argument: ${name}\n`);
    process.stderr.write(`Error: Unable to find a match: ${found.join(" ")}\n`);
    process.exitCode = 1;
} else {
    process.stdout.write(
        `Not rehearsed: ${[verb, ...names].join(" ")}. That it succeeds on Amazon Linux is assumed.\n`,
    );
}
