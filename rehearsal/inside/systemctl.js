#!/usr/bin/env node
/**
 * `systemctl`, `service` and `journalctl` of a simulated instance, by the name that it is called by: hands the command line to the init system outside, and
 * prints its answer. Plain JavaScript, because it runs inside the instance with nothing but node.
 */
"use strict";

const net = require("node:net");
const path = require("node:path");

const socket = process.env.REHEARSAL_INIT || "/run/rehearsal/init.sock";
const program = path.basename(process.argv[1] ?? "").replace(/\.js$/, "");
const connection = net.createConnection(socket);
/** @type {Uint8Array[]} */
const parts = [];

connection.on("connect", () => {
    connection.write(`${JSON.stringify({ program, argv: process.argv.slice(2), uid: process.getuid?.() })}\n`);
});
connection.on("data", (part) => {
    parts.push(part);
});
connection.on("error", () => {
    fail("Failed to connect to bus: No such file or directory");
});
connection.on("end", () => {
    const found = read(Buffer.concat(parts).toString());
    if (isAnswer(found)) {
        process.stdout.write(found.stdout);
        process.stderr.write(found.stderr);
        process.exitCode = found.code;
    } else {
        fail("Failed to get an answer: the rehearsal has ended");
    }
});

/**
 * @param {string} text
 * @returns {unknown}
 */
function read(text) {
    return text === "" ? undefined : JSON.parse(text);
}

/**
 * @param {unknown} value
 * @returns {value is { code: number, stdout: string, stderr: string }}
 */
function isAnswer(value) {
    return typeof value === "object" && value !== null && "code" in value;
}

/** @param {string} text */
function fail(text) {
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
}
