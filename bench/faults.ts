import { execFile } from "node:child_process";
import * as path from "node:path";
import { repository } from "../cli/repository";
import { inSandbox } from "./in-sandbox";

const effects = ["fail", "throttle", "timeout"] as const;

interface Planned {
    readonly steps: readonly { readonly op: string; readonly newState: { readonly type: string } }[];
}

/**
 * Every create and every delete of the dev stack goes wrong once, in a stack of its own, in each of three ways; the next run has to make it good. Takes hours:
 * the tests have one fault of each kind of resource.
 */
export const faults = (): Promise<void> => inSandbox(sweepAll);

async function sweepAll(): Promise<void> {
    const counts = await countsOfCreates();
    const all = effects.flatMap((effect) =>
        [...counts].flatMap(([type, count]) => Array.from({ length: count }, (_, n) => ({ type, n: n + 1, effect }))),
    );
    const bad: string[] = [];
    for (const [done, { type, n, effect }] of all.entries()) {
        console.log(`  ${done + 1} of ${all.length}: ${type} ${n} ${effect}`);
        const [made, gone] = [`create ${type} ${n} ${effect}`, `delete ${type} ${n} ${effect}`];
        bad.push(...(await madeGood(up, made, [...preview, "--expect-no-changes"])));
        bad.push(...(await madeGood(destroy, gone, ["stack", "ls"])));
    }
    console.log(`${all.length} creates and as many deletes went wrong once`);
    console.log(
        bad.length === 0 ? "  each was made good by the next run" : bad.map((each) => `  NOT: ${each}`).join("\n"),
    );
}

const preview = ["preview", "--stack", "dev"];
const up = ["up", "--yes", "--stack", "dev", "--skip-preview"];
const destroy = ["destroy", "--yes", "--stack", "dev", "--skip-preview"];

/** Runs a command with a fault, again without one, and what shows that all is well; gives what was not. */
async function madeGood(command: readonly string[], fault: string, proof: readonly string[]): Promise<string[]> {
    const wrong = await sandbox(command, fault);
    const right = wrong.code === 0 ? wrong : await sandbox(command);
    const proven = await sandbox(proof);
    return [
        // Some are never deleted: the stack keeps them for whoever rolls back.
        ...(wrong.code === 0 && !fault.startsWith("delete") ? [`${fault}: nothing went wrong`] : []),
        ...(right.code === 0 ? [] : [`${fault}: the next run failed`]),
        ...(proven.code === 0 ? [] : [`${fault}: ${proof.join(" ")} failed`]),
    ];
}

async function countsOfCreates(): Promise<ReadonlyMap<string, number>> {
    const { stdout } = await sandbox([...preview, "--json"]);
    const { steps } = JSON.parse(stdout) as Planned;
    const counts = new Map<string, number>();
    for (const { newState } of steps.filter((it) => it.op === "create" && it.newState.type.startsWith("aws:"))) {
        counts.set(newState.type, (counts.get(newState.type) ?? 0) + 1);
    }
    return counts;
}

/** As `npm run sandbox` does, in the sandbox that the environment names. */
function sandbox(args: readonly string[], fault = ""): Promise<{ readonly code: number; readonly stdout: string }> {
    const script = path.join(repository, "sandbox", "setup", "run.js");
    const options = {
        cwd: repository,
        env: { ...process.env, DJANGO_BEANSTALK_FAULTS: fault },
        maxBuffer: 64 * 1024 ** 2,
    };
    return new Promise((resolve, reject) =>
        execFile(process.execPath, [script, "--with-pulumi", "cli/sandbox", ...args], options, (error, stdout) => {
            const code = error === null ? 0 : error.code;
            if (typeof code === "number") {
                resolve({ code, stdout });
            } else {
                reject(new Error(`${args.join(" ")} did not end by itself`, { cause: error }));
            }
        }),
    );
}
