import { spawn } from "node:child_process";

/** Milliseconds that a program takes from start to end. A program that fails ends the benchmark: its time would mean nothing. */
export function timeOf(
    program: string,
    args: readonly string[],
    options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<number> {
    return new Promise((resolve, reject) => {
        const started = performance.now();
        const child = spawn(program, args, {
            cwd: options.cwd,
            env: options.env ?? process.env,
            stdio: ["ignore", "pipe", "pipe"],
        });
        let output = "";
        const collect = (text: string) => (output += text);
        child.stdout.setEncoding("utf8").on("data", collect);
        child.stderr.setEncoding("utf8").on("data", collect);
        child.on("error", reject);
        child.on("close", (code) => {
            if (code === 0) {
                resolve(performance.now() - started);
            } else {
                reject(new Error(`${program} ${args.join(" ")} ended with ${code}:\n${output}`));
            }
        });
    });
}

export type Candidates<Name extends string> = Readonly<Record<Name, () => Promise<number>>>;

/** Runs the candidates in turn, so that what else the machine does falls on all of them, and gives the median of each. */
export async function medians<Name extends string>(
    candidates: Candidates<Name>,
    repeats: number,
): Promise<Record<Name, number>> {
    const names = Object.keys(candidates) as Name[];
    const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
    for (let i = 0; i < repeats; i++) {
        for (const name of names) {
            times[name].push(await candidates[name]());
        }
    }
    return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}

export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1
        ? (sorted[middle] ?? NaN)
        : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
