import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { Outcome, RunOptions, Shell } from "../model";
import type { LongProcess } from "./model";

/** Programs of this machine, such as an engine's client: nothing else of a rehearsal runs outside of an instance. */
export interface Machine extends Shell {
    spawn(command: readonly string[], options?: RunOptions): LongProcess;
}

/** What a client needs to find its engine. Compose takes any other variable for one of the compose file, before those of `.env`. */
const passed = /^(PATH|HOME|USER|TMPDIR|SSH_AUTH_SOCK|(XDG|DOCKER|CONTAINERS?|BUILDKIT|BUILDX)_.+)$/;

function environment(): Record<string, string> {
    const known = Object.entries(process.env).filter((each): each is [string, string] => passed.test(each[0]));
    return { ...Object.fromEntries(known), LC_ALL: "C.UTF-8" };
}

const start = (command: readonly string[], { cwd = "/", env = {}, input, onOutput }: RunOptions): LongProcess => {
    const [program = "", ...words] = command;
    const child = spawn(program, words, { cwd, env: { ...environment(), ...env }, stdio: "pipe" });
    let output = "";
    let stdout = "";
    const take = (text: string) => {
        output += text;
        onOutput?.(text);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        take(text);
    });
    child.stderr.setEncoding("utf8").on("data", take);
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
    const exited = new Promise<Outcome>((resolve) => {
        child.once("error", ({ message }) => {
            resolve({ code: 127, stdout, output: output + message });
        });
        child.once("close", (code, signal) => {
            resolve({ code: code ?? 128 + constants.signals[signal ?? "SIGKILL"], stdout, output });
        });
    });
    return { exited, kill: (signal) => void child.kill(signal) };
};

export const machine: Machine = {
    spawn: (command, options = {}) => start(command, options),
    run: (command, options = {}) => start(command, options).exited,
};
