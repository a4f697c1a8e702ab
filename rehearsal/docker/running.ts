import type { Outcome, Shell } from "../model";
import type { LongProcess, Spawner, SpawnOptions } from "./model";

/** A process that has said its number. */
export interface Running {
    readonly exited: Promise<Outcome>;
    /** Undefined for one that ended before it said it. */
    readonly pid: string | undefined;
    /** What it has written until now. */
    readonly output: () => string;
    /** How it ended, if it has. */
    readonly outcome: () => Outcome | undefined;
}

/**
 * Starts a process and waits until it has said its number, or has ended.
 *
 * @param announced - resolves with the number
 */
export async function startProcess(
    spawner: Spawner,
    command: readonly string[],
    options: SpawnOptions,
    announced: (process: LongProcess) => Promise<string>,
): Promise<Running & { readonly process: LongProcess }> {
    let output = "";
    let outcome: Outcome | undefined;
    const process = spawner.spawn(command, { ...options, onOutput: (text) => (output += text) });
    const exited = process.exited.then((end) => (outcome = end));
    const pid = await Promise.race([announced(process), exited.then(() => undefined)]);
    return { process, exited, pid, output: () => output, outcome: () => outcome };
}

/**
 * Starts a process as root and waits for the line that has its number.
 *
 * @param line - with the number as its first group
 */
export function startHelper(
    spawner: Spawner,
    command: readonly string[],
    line: RegExp,
): Promise<Running & { readonly process: LongProcess }> {
    let announce: (pid: string) => void = () => undefined;
    const said = new Promise<string>((resolve) => (announce = resolve));
    let text = "";
    const listening: Spawner = {
        spawn: (words, given) =>
            spawner.spawn(words, {
                ...given,
                onOutput: (piece) => {
                    given?.onOutput?.(piece);
                    text += piece;
                    const found = line.exec(text);
                    if (found !== null) {
                        announce(found[1] ?? "");
                    }
                },
            }),
    };
    return startProcess(listening, command, { env: { PYTHONUNBUFFERED: "1" } }, () => said);
}

/** Asks it to end, and ends it when it has not done so in time. */
export async function stopProcess(
    shell: Shell,
    { process, exited, pid, outcome }: Running & { readonly process: LongProcess },
    user: string,
    seconds: number,
): Promise<"ended" | "killed"> {
    if (outcome() !== undefined) {
        return "ended";
    }
    if (pid !== undefined) {
        await send(shell, "TERM", pid, user);
    }
    const inTime = await within(seconds, exited);
    if (!inTime) {
        if (pid !== undefined) {
            await send(shell, "KILL", pid, user);
        }
        process.kill("SIGKILL");
        await exited;
    }
    return inTime ? "ended" : "killed";
}

const send = (shell: Shell, signal: string, pid: string, user: string) =>
    shell.run(["sh", "-c", 'kill -s "$1" "$2"', "sh", signal, pid], { user });

/** Whether something comes to its end within some seconds. */
export async function within(seconds: number, work: Promise<unknown>): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
        timer = setTimeout(() => {
            resolve(false);
        }, seconds * 1000);
    });
    const inTime = await Promise.race([work.then(() => true), late]);
    clearTimeout(timer);
    return inTime;
}
