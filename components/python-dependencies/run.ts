import { spawn } from "node:child_process";

/** A program to run to its end. */
export interface Command {
    readonly program: string;
    readonly args: readonly string[];
    readonly cwd: string;
    readonly env: Environment;
    readonly input?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** `missing`: there is no such program. `late`: it was ended because it took too long. */
export type RunResult =
    | { readonly kind: "ended"; readonly code: number; readonly stdout: string; readonly stderr: string }
    | { readonly kind: "missing" }
    | { readonly kind: "late" };

/** What the check uses of the machine; tests put their own in its place. */
export interface Tools {
    readonly run: (command: Command) => Promise<RunResult>;
    readonly env: Environment;
    /** Milliseconds, as of `Date.now()`. */
    readonly now: () => number;
}

/** Longer than any resolution that ends well; a resolver that hangs must not hang a deployment. */
const limitMilliseconds = 300_000;

export const realTools: Tools = { run, env: process.env, now: () => Date.now() };

/** @throws the error of the operating system when the program exists but cannot be started */
export async function run({ program, args, cwd, env, input = "" }: Command): Promise<RunResult> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, { cwd, env: { ...env }, stdio: "pipe" });
        let late = false;
        // Not spawn's own time limit: its timer stays when the program cannot be started, and would keep this process alive.
        const timer = setTimeout(() => {
            late = true;
            child.kill("SIGKILL");
        }, limitMilliseconds);
        const out: Buffer[] = [];
        const err: Buffer[] = [];
        child.stdout.on("data", (piece: Buffer) => out.push(piece));
        child.stderr.on("data", (piece: Buffer) => err.push(piece));
        child.on("error", (error: NodeJS.ErrnoException) => {
            clearTimeout(timer);
            if (error.code === "ENOENT" || error.code === "EACCES") {
                resolve({ kind: "missing" });
            } else {
                reject(error);
            }
        });
        child.on("close", (code) => {
            clearTimeout(timer);
            const output = { stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
            resolve(late ? { kind: "late" } : { kind: "ended", code: code ?? 1, ...output });
        });
        // A program that ends without reading its input breaks the pipe; its exit code tells why.
        child.stdin.on("error", () => undefined);
        child.stdin.end(input);
    });
}
