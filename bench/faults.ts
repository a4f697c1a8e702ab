import { execFile } from "node:child_process";
import * as path from "node:path";
import { repository } from "../cli/repository";
import { planned, PlannedFault, sweep, textOf } from "./fault-sweep";
import { inSandbox } from "./in-sandbox";
import { wholeStack, writeWholeStack } from "./whole-stack";

const effects = ["fail", "throttle", "timeout"] as const;

/**
 * Every create, every update and every delete of a stack with everything in it goes wrong once, by itself, in each of three ways; the next run has to make it
 * good. Takes many hours: the tests have one fault of each kind of resource, and many at once.
 */
export const faults = (): Promise<void> => inSandbox(sweepAll);

async function sweepAll(folder: string): Promise<void> {
    const project = path.join(folder, "default", "project");
    writeWholeStack(project, "first");
    const { output } = await sandbox([...preview, "--json"]);
    const all = effects.flatMap((effect) =>
        [...planned(output, "create")].flatMap(([type, count]) =>
            Array.from({ length: count }, (_, n) => ({ type, nth: n + 1, effect })),
        ),
    );
    const bad: string[] = [];
    for (const [done, fault] of all.entries()) {
        console.log(`  ${done + 1} of ${all.length}: ${fault.type} ${fault.nth} ${fault.effect}`);
        bad.push(...(await lifeWith(project, fault)));
    }
    console.log(`${all.length} creates, the updates of the same resources and their deletes went wrong once`);
    console.log(
        bad.length === 0 ? "  each was made good by the next run" : bad.map((each) => `  NOT: ${each}`).join("\n"),
    );
}

const preview = ["preview", "--stack", wholeStack];
const noChanges = [...preview, "--expect-no-changes"];
const up = ["up", "--yes", "--stack", wholeStack, "--skip-preview"];
const destroy = ["destroy", "--yes", "--stack", wholeStack, "--skip-preview"];

/** A stack from its creation to its end, in which the same resource goes wrong when it is made, changed and deleted. Gives what was not made good. */
async function lifeWith(project: string, fault: Omit<PlannedFault, "operation">): Promise<string[]> {
    writeWholeStack(project, "first");
    const made = await madeGood(up, { ...fault, operation: "create" }, noChanges);
    writeWholeStack(project, "changed");
    const changed = await madeGood(up, { ...fault, operation: "update" }, noChanges);
    writeWholeStack(project, "unprotected");
    const lifted = await sandbox(up);
    const gone = await madeGood(destroy, { ...fault, operation: "delete" }, ["stack", "ls"]);
    return [...made, ...changed, ...(lifted.code === 0 ? [] : [`${fault.type}: protection was not lifted`]), ...gone];
}

/** Runs a command with a fault until it succeeds, and what shows that all is well; gives what was not. */
async function madeGood(command: readonly string[], fault: PlannedFault, proof: readonly string[]): Promise<string[]> {
    const text = textOf(fault);
    try {
        const { left } = await sweep({ run: sandbox, command, faults: [fault], look: () => undefined });
        const proven = await sandbox(proof);
        return [
            // Not everything can be changed, and some are never deleted: the stack keeps them for whoever rolls back.
            ...(left.length > 0 && fault.operation === "create" ? [`${text}: nothing went wrong`] : []),
            ...(proven.code === 0 ? [] : [`${text}: ${proof.join(" ")} failed`]),
        ];
    } catch (error) {
        return [`${text}: the next run failed\n${String(error)}`];
    }
}

interface Finished {
    readonly code: number;
    readonly output: string;
}

/** As `npm run sandbox` does, in the sandbox that the environment names. */
function sandbox(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    const script = path.join(repository, "sandbox", "setup", "run.js");
    const options = { cwd: repository, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 ** 2 };
    return new Promise((resolve, reject) =>
        execFile(process.execPath, [script, "--with-pulumi", "cli/sandbox", ...args], options, (error, stdout) => {
            const code = error === null ? 0 : error.code;
            if (typeof code === "number") {
                resolve({ code, output: stdout });
            } else {
                reject(new Error(`${args.join(" ")} did not end by itself`, { cause: error }));
            }
        }),
    );
}
