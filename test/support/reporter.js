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
        runner.on(Runner.constants.EVENT_TEST_FAIL, (test, /** @type {unknown} */ error) => {
            const message = messageOf(error);
            // With the first lines of a difference, in one line: whoever reads the end of a log sees nothing else.
            const lines = message.split("\n").filter((line) => line.trim() !== "");
            names.push(`${test.fullTitle()}: ${lines.slice(0, 12).join(" | ").slice(0, 1500)}`);
        });
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures, pending } = this.stats;
            const file = process.env["MOCHA_COUNTS"];
            if (file !== undefined)
                fs.writeFileSync(
                    file,
                    JSON.stringify({ passed: passes, failed: failures, skipped: pending, failures: names }),
                );
        });
    }
};
