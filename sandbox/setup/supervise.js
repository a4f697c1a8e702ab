"use strict";

// Runs one program in a process group of its own: `node supervise.js <program> [args…]`. The group ends as a whole:
// on SIGTERM after a short grace, and at once when the process that asked for it is gone, even by SIGKILL.

const { spawn } = require("node:child_process");
const os = require("node:os");

const GRACE_MS = 2_000;
const program = process.argv[2] ?? "";
let ending = false;

const endGroup = () => process.kill(-process.pid, "SIGKILL");

process.on("disconnect", endGroup);
process.on("SIGTERM", () => {
    // The whole group gets the signal; the supervisor stays to end what does not heed it.
    ending = true;
    setTimeout(endGroup, GRACE_MS);
});

const child = spawn(program, process.argv.slice(3), { stdio: ["ignore", "inherit", "inherit"] });
child.on("error", (error) => {
    process.stderr.write(`${program} cannot be started: ${error.message}\n`);
    process.exit(127);
});
child.on("exit", (code, signal) => {
    if (ending) endGroup();
    process.exit(signal === null ? (code ?? 1) : 128 + os.constants.signals[signal]);
});
