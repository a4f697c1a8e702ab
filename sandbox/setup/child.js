"use strict";

const childProcess = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { Interrupted } = require("./user-error.js");

/**
 * What every step of the set-up works with.
 *
 * @typedef {object} Context
 * @property {string} root the repository's folder, absolute
 * @property {NodeJS.ProcessEnv} env
 * @property {{ isTTY?: boolean, write: (text: string) => unknown }} out where progress goes: standard error, because
 *     standard output belongs to the command
 * @property {AbortSignal} signal fires on Ctrl-C
 * @property {typeof childProcess.spawn} [spawn] default: Node's
 * @property {(folder: string) => { bavail: number, bsize: number }} [statfs] default: Node's
 */

/**
 * @typedef {object} Ending
 * @property {number} code exit code; 128 and more: ended by a signal
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Runs a program to its end, without a terminal. It and all it starts end with us, however we end.
 *
 * @param {Context} context
 * @param {string} program absolute path
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onText?: (text: string) => void }} [options]
 *     `env` adds to the context's; `onText` sees both streams as they come
 * @returns {Promise<Ending>}
 * @throws {Interrupted} when the signal fires, after the program has ended
 */
function runChild(context, program, args, options = {}) {
    const { signal, spawn = childProcess.spawn } = context;
    if (signal.aborted) return Promise.reject(new Interrupted());
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [path.join(__dirname, "supervise.js"), program, ...args], {
            cwd: options.cwd ?? context.root,
            env: { ...context.env, ...options.env },
            detached: true,
            stdio: ["ignore", "pipe", "pipe", "ipc"],
        });
        const text = { stdout: "", stderr: "" };
        for (const name of /** @type {const} */ (["stdout", "stderr"])) {
            child[name]?.setEncoding("utf8").on("data", (/** @type {string} */ part) => {
                text[name] += part;
                options.onText?.(part);
            });
        }
        const end = () => endGroup(child);
        const timer = options.timeoutMs === undefined ? undefined : setTimeout(end, options.timeoutMs);
        signal.addEventListener("abort", end);
        child.on("error", reject);
        child.on("close", (code) => {
            clearTimeout(timer);
            signal.removeEventListener("abort", end);
            if (signal.aborted) reject(new Interrupted());
            else resolve({ code: code ?? 137, ...text });
        });
    });
}

/** @param {childProcess.ChildProcess} supervisor leads the group that bears its pid */
function endGroup({ pid, exitCode, signalCode }) {
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, "SIGTERM");
}

/**
 * Every executable of that name on PATH, first found first. Folders that npm puts there for its scripts do not count:
 * what they hold belongs to this project, not to the machine.
 *
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} absolute paths
 */
function onPath(name, env) {
    return (env["PATH"] ?? "")
        .split(path.delimiter)
        .filter((folder) => path.isAbsolute(folder) && !/\/node_modules\/\.bin\/?$/.test(folder))
        .map((folder) => path.join(folder, name))
        .filter((file, index, all) => all.indexOf(file) === index && isExecutable(file));
}

/**
 * @param {string} file
 * @returns {boolean}
 */
function isExecutable(file) {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
    } catch {
        // Not there, or not ours to run: either way no executable for us.
        return false;
    }
}

/**
 * The end of a program's output, for a message.
 *
 * @param {Ending} ending
 * @param {number} [lines] default 10
 * @returns {string} indented, without empty lines
 */
function lastLines({ stdout, stderr }, lines = 10) {
    const all = `${stdout}\n${stderr}`.split(/[\r\n]+/).filter((line) => line.trim() !== "");
    return all
        .slice(-lines)
        .map((line) => `    ${line.trimEnd()}`)
        .join("\n");
}

module.exports = { runChild, onPath, isExecutable, lastLines };
