import { spawn } from "node:child_process";
import * as os from "node:os";

/** Runs a program with the terminal handed through. */
export function run(
    program: string,
    args: readonly string[],
    cwd: string,
    env: NodeJS.ProcessEnv = {},
): Promise<number> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, {
            cwd,
            env: { ...process.env, ...env },
            stdio: ["ignore", "inherit", "inherit"],
        });
        child.on("error", reject);
        child.on("close", (code) => {
            resolve(code ?? 1);
        });
    });
}

/** @throws {Error} when the program does not end well */
export async function must(
    program: string,
    args: readonly string[],
    cwd: string = os.tmpdir(),
    env: NodeJS.ProcessEnv = {},
): Promise<void> {
    const code = await run(program, args, cwd, env);
    if (code !== 0) {
        throw new Error(`${program} ${args.join(" ")} ended with ${code}.`);
    }
}
