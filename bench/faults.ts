import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "../cli/repository";
import { ProblemError } from "../components/problem";
import { Done, doneBy, Part, parsePart, partOf, Round, rounds } from "./fault-rounds";
import { PlannedFault, sweep, textOf } from "./fault-sweep";
import { inSandbox } from "./in-sandbox";
import { wholeStack, writeWholeStack } from "./whole-stack";

const effects = ["fail", "throttle", "timeout"] as const;

const help = `npm run bench -- faults [PART]

Every create, update and delete of a stack with everything in it goes wrong once, by itself, in each of three ways; the
next run has to make it good. Takes many hours, so that PART is one of so many parts, such as 1/8; without it all of them.
Ends with 1 when something was not made good, or did not go wrong.`;

/** Each operation of the stack's creation, its change and its end goes wrong once: the tests have one of each kind of resource, and many at once. */
export async function faults(args: readonly string[]): Promise<number> {
    if (args[0] === "--help") {
        console.log(help);
        return 0;
    }
    try {
        return (await sweepPart(parsePart(args))) === 0 ? 0 : 1;
    } catch (error) {
        if (error instanceof ProblemError) {
            console.error(`${error.message}\n\n${help}`);
            return 2;
        }
        throw error;
    }
}

/** Every life has a sandbox of its own, so that what one leaves behind spoils no other. Gives how often something was not made good. */
async function sweepPart(part: Part): Promise<number> {
    const all = rounds(await ownSandbox(quietLife), effects);
    const some = partOf(all, part);
    console.log(`part ${part.part} of ${part.of}: ${some.length} of ${all.length} lives of the stack`);
    const bad: string[] = [];
    for (const [done, round] of some.entries()) {
        const texts = Object.values(round).map(textOf);
        console.log(`  ${done + 1} of ${some.length}: ${texts.join("; ")}`);
        for (const each of await ownSandbox((project) => lifeWith(project, round))) {
            bad.push(each);
            console.log(`  NOT: ${each}`);
        }
    }
    const count = some.reduce((sum, round) => sum + Object.keys(round).length, 0);
    console.log(
        `${count} operations, each wrong once; ${bad.length === 0 ? "all were made good by the next run" : `NOT made good: ${bad.length} of ${some.length} lives`}`,
    );
    return bad.length;
}

async function ownSandbox<T>(work: (project: string) => Promise<T>): Promise<T> {
    const results: T[] = [];
    await inSandbox(async (folder) => {
        results.push(await work(path.join(folder, "default", "project")));
    });
    return results[0] as T;
}

const preview = ["preview", "--stack", wholeStack];
const up = ["up", "--yes", "--stack", wholeStack, "--skip-preview"];
const destroy = ["destroy", "--yes", "--stack", wholeStack, "--skip-preview"];
const exported = ["stack", "export", "--stack", wholeStack];

/** A life in which nothing goes wrong tells what each stage does. */
async function quietLife(project: string) {
    const log = path.join(project, "..", "events.json");
    const doneIn = async (command: readonly string[]): Promise<Done[]> => {
        fs.rmSync(log, { force: true });
        await must([...command, "--event-log", log]);
        return doneBy(fs.readFileSync(log, "utf8"));
    };
    writeWholeStack(project, "first");
    const made = await doneIn(up);
    writeWholeStack(project, "changed");
    const changed = await doneIn(up);
    await liftProtection(project);
    return { made, changed, destroyed: await doneIn(destroy) };
}

async function liftProtection(project: string): Promise<void> {
    writeWholeStack(project, "unprotected");
    await must(up);
}

/** A stack from its creation to its end. Gives what was not made good; what follows on that is not told. */
async function lifeWith(project: string, { made, changed, destroyed }: Round): Promise<string[]> {
    try {
        writeWholeStack(project, "first");
        await madeGood(up, made, nothingToDo);
        writeWholeStack(project, "changed");
        await madeGood(up, changed, nothingToDo);
        await liftProtection(project);
        await madeGood(destroy, destroyed, nothingLeft);
        return [];
    } catch (error) {
        return [String(error)];
    }
}

/** @throws Error unless what a command is told to let go wrong does so once, the next run makes it good, and the proof holds */
async function madeGood(
    command: readonly string[],
    fault: PlannedFault | undefined,
    proof: () => Promise<void>,
): Promise<void> {
    const faults = fault === undefined ? [] : [fault];
    const { left } = await sweep({ run: sandbox, command, faults, look: () => undefined });
    if (left.length > 0) {
        throw new Error(`${left.map(textOf).join()}: nothing went wrong`);
    }
    await proof();
}

const nothingToDo = async (): Promise<void> => {
    await must([...preview, "--expect-no-changes"]);
};

async function nothingLeft(): Promise<void> {
    const { deployment } = JSON.parse(await must(exported)) as { deployment: { resources?: readonly object[] } };
    const count = deployment.resources?.length ?? 0;
    if (count > 0) {
        throw new Error(`${count} resources are left in the state`);
    }
}

/** @throws Error unless the command succeeds */
async function must(args: readonly string[]): Promise<string> {
    const { code, output } = await sandbox(args);
    if (code !== 0) {
        throw new Error(`${args.join(" ")} failed with nothing told to go wrong:\n${output}`);
    }
    return output;
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
