import * as fs from "node:fs";
import * as path from "node:path";
import { ProblemError } from "../components/problem";
import { sandboxEnvironment } from "./environment";
import { SandboxLayout } from "./layout";
import { abandonedStacks } from "./locks";
import { writeProject } from "./project";
import { capture, Finished, passThrough, PulumiRun } from "./pulumi";
import { withLock } from "./setup/lock.js";
import {
    completeStackCopy,
    copyOfStack,
    placeholder,
    StackCopy,
    stackFile,
    stackNames,
    writeStackCopy,
} from "./stack-files";
import {
    hostVariable,
    maintenanceVariable,
    parseFaults,
    parseHost,
    parseMaintenance,
    StandIn,
    startStandIn,
} from "./stand-in/server";
import { restoreTornState } from "./torn-state";

export interface SandboxOptions {
    readonly layout: SandboxLayout;
    /** Absolute path of the CLI. */
    readonly cli: string;
    /** The CLI has no language host of its own, because we built it. */
    readonly ownLanguageHost: boolean;
    /** `config` keys of every stack that are replaced whole. */
    readonly overrides?: Readonly<Record<string, unknown>>;
    readonly faults?: string | undefined;
}

/** A sandbox that is ready for the engine. */
export interface Sandbox {
    readonly layout: SandboxLayout;
    /** Runs the engine with the terminal handed through, and gives its exit code. */
    run(args: readonly string[]): Promise<number>;
    /** Runs the engine in silence and gives what it said, whether it succeeds or fails. */
    captured(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Finished>;
    /** Runs the engine in silence. @throws ProblemError with what it said when it fails */
    quietly(args: readonly string[]): Promise<void>;
    close(): Promise<void>;
}

/**
 * Brings a sandbox up to date with the repository and starts the stand-ins for AWS in this process.
 *
 * @throws ProblemError when its folder cannot be written or a stack file cannot be read
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
    const { layout } = options;
    writeProject(layout, options.ownLanguageHost);
    const standIn = await startStandIn({
        accountFile: layout.account,
        faults: parseFaults(options.faults),
        maintained: parseMaintenance(process.env[maintenanceVariable]),
        host: parseHost(process.env[hostVariable]),
    });
    const pulumi: PulumiRun = {
        cli: options.cli,
        cwd: layout.project,
        env: sandboxEnvironment(layout, standIn.ports),
    };
    try {
        await alone(layout, () => bringUpToDate(pulumi, options));
    } catch (error) {
        await standIn.close();
        throw error;
    }
    return {
        layout,
        run: (args) => passThrough(pulumi, args),
        captured: (args, env = {}) => capture({ ...pulumi, env: { ...pulumi.env, ...env } }, args),
        quietly: (args) => must(pulumi, args),
        close: () => {
            sayWhatWasSkipped(standIn);
            return standIn.close();
        },
    };
}

function sayWhatWasSkipped({ skipped }: StandIn): void {
    if (skipped.length > 0) {
        console.error(
            `Not run over SSH, since no host stands for the instances (${hostVariable}): ${skipped.join(", ")}.`,
        );
    }
}

async function bringUpToDate(pulumi: PulumiRun, options: SandboxOptions): Promise<void> {
    const changed = writeStackCopies(options);
    await releaseAbandoned(pulumi, options.layout);
    await makeStacks(pulumi, options.layout);
    await setSecrets(pulumi, changed);
    changed.forEach((copy) => {
        completeStackCopy(options.layout.project, copy);
    });
}

/** Two runs at once would both find a stack missing and make it. */
function alone({ folder }: SandboxLayout, work: () => Promise<void>): Promise<void> {
    const options = { signal: new AbortController().signal, say: console.error, what: "prepares the sandbox" };
    return withLock(path.join(folder, "prepare.lock"), options, work);
}

/** @returns the copies that were written anew */
function writeStackCopies({ layout, overrides = {} }: SandboxOptions): StackCopy[] {
    return stackNames(layout.root)
        .map((stack) => copyOfStack(stack, fs.readFileSync(stackFile(layout.root, stack), "utf8"), overrides))
        .filter((copy) => writeStackCopy(layout.project, copy));
}

async function releaseAbandoned(pulumi: PulumiRun, layout: SandboxLayout): Promise<void> {
    for (const stack of abandonedStacks(layout)) {
        if (restoreTornState(layout.state, stack)) {
            console.error(`The engine died while it wrote the state of ${stack}: it goes back to the one before that.`);
        }
        await must(pulumi, ["cancel", "--yes", "--stack", stack]);
    }
}

/** Every stack that has a file exists in the sandbox, and dev is selected until a user selects another. */
async function makeStacks(pulumi: PulumiRun, { project, state, root }: SandboxLayout): Promise<void> {
    const known = path.join(state, ".pulumi", "stacks", "django-beanstalk");
    const missing = stackNames(project).filter((stack) => !fs.existsSync(path.join(known, `${stack}.json`)));
    const isNew = !fs.existsSync(known);
    for (const stack of missing) {
        await must(pulumi, ["stack", "init", stack, "--no-select"]);
    }
    if (isNew) {
        const names = stackNames(root);
        const first = names.includes("dev") ? "dev" : names[0];
        if (first !== undefined) {
            await must(pulumi, ["stack", "select", first]);
        }
    }
}

/** Encrypted values become secrets of the sandbox's own; their real values are never read. */
async function setSecrets(pulumi: PulumiRun, copies: readonly StackCopy[]): Promise<void> {
    for (const { stack, securePaths } of copies) {
        for (const at of securePaths) {
            await must(pulumi, ["config", "set", "--stack", stack, "--secret", "--path", at, placeholder]);
        }
    }
}

async function must(pulumi: PulumiRun, args: readonly string[]): Promise<void> {
    const { code, stdout, stderr } = await capture(pulumi, ["--non-interactive", ...args]);
    if (code !== 0) {
        throw new ProblemError("The sandbox", [
            {
                where: `pulumi ${args.join(" ")}`,
                got: (stderr + stdout).trim(),
                remedy: `Mend what the engine names. Everything in ${pulumi.cwd}/.. may be deleted to start afresh.`,
            },
        ]);
    }
}
