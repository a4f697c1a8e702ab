"use strict";

const PLAIN_EVERY_MS = 30_000;
const TERMINAL_EVERY_MS = 1_000;

/**
 * Shows that a long step goes on: one line rewritten every second on a terminal, else a line now and then.
 *
 * @template T
 * @param {import("./child.js").Context} context
 * @param {string} what for example "Installing the locked dependencies"
 * @param {(note: (text: string) => void) => Promise<T>} work `note` replaces the detail shown beside the time
 * @returns {Promise<T>}
 */
async function withProgress({ out }, what, work) {
    const start = Date.now();
    let detail = "";
    const line = () => `${what}: ${duration(Date.now() - start)}${detail === "" ? "" : `, ${detail}`}`;
    const show = out.isTTY === true ? () => out.write(`\r\x1b[K${line()}`) : () => out.write(`${line()}\n`);
    out.write(out.isTTY === true ? what : `${what} …\n`);
    const timer = setInterval(show, out.isTTY === true ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS);
    try {
        return await work((text) => void (detail = text));
    } finally {
        clearInterval(timer);
        show();
        if (out.isTTY === true) out.write("\n");
    }
}

/**
 * @param {number} milliseconds
 * @returns {string} such as "7 s" or "4 min 10 s"
 */
function duration(milliseconds) {
    const seconds = Math.round(milliseconds / 1000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

module.exports = { withProgress, duration };
