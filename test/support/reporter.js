"use strict";

const fs = require("node:fs");
const { Runner, reporters } = require("mocha");

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
            const message = error instanceof Error ? error.message : String(error);
            names.push(`${test.fullTitle()}: ${message.split("\n")[0] ?? ""}`);
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
