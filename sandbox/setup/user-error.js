"use strict";

/** Something the user can mend: shown as its message alone, without a stack. Recognised everywhere by its name. */
class UserError extends Error {
    /** @param {string} message where, what was found, what is allowed, what to do */
    constructor(message) {
        super(message);
        this.name = "UserError";
    }
}

/** The user pressed Ctrl-C, or a signal asked the set-up to end. */
class Interrupted extends Error {
    constructor() {
        super("Interrupted. Run the same command again to go on.");
        this.name = "Interrupted";
    }
}

/**
 * The system's short name for what went wrong, such as "ENOENT".
 *
 * @param {unknown} error
 * @returns {string | undefined}
 */
function codeOf(error) {
    if (!(error instanceof Error) || !("code" in error)) return undefined;
    return typeof error.code === "string" ? error.code : undefined;
}

module.exports = { UserError, Interrupted, codeOf };
