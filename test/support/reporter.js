"use strict";

const fs = require("node:fs");
const { Runner, reporters } = require("mocha");

/**
 * What was thrown in another process is no Error any more.
 *
 * @param {unknown} error
 */
const messageOf = (error) =>
    typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);

/**
 * With the first lines of a difference: whoever reads the end of a log sees nothing else.
 *
 * @param {string} title
 * @param {unknown} error
 */
const inOneLine = (title, error) => {
    const lines = messageOf(error)
        .split("\n")
        .filter((line) => line.trim() !== "");
    return `${title}: ${lines.slice(0, 12).join(" | ").slice(0, 1500)}`;
};

/** Mocha's own reporter; at the end it leaves counts and names of failures for `npm test`, which sums up several suites. */
module.exports = class CountingReporter extends reporters.Spec {
    /**
     * @param {import("mocha").Runner} runner
     * @param {import("mocha").MochaOptions} options
     */
    constructor(runner, options) {
        super(runner, options);
        /** @type {string[]} */
        const names = [];
        /** @type {Map<string, string>} */
        const again = new Map();
        runner.on(Runner.constants.EVENT_TEST_FAIL, (test, /** @type {unknown} */ error) => {
            names.push(inOneLine(test.fullTitle(), error));
            // What failed twice is told once.
            again.delete(test.fullTitle());
        });
        runner.on(
            Runner.constants.EVENT_TEST_RETRY,
            (/** @type {import("mocha").Test} */ test, /** @type {unknown} */ error) => {
                again.set(test.fullTitle(), inOneLine(test.fullTitle(), error));
            },
        );
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures, pending } = this.stats;
            const file = process.env["MOCHA_COUNTS"];
            if (file !== undefined)
                fs.writeFileSync(
                    file,
                    JSON.stringify({
                        passed: passes,
                        failed: failures,
                        skipped: pending,
                        failures: names,
                        again: [...again.values()],
                    }),
                );
        });
    }
};
