import type { Recorder, Shell, Step, StepEnd, StepStart } from "../model";

export const log = {
    /** "The output of your container commands are logged in the cfn-init-cmd.log instance log", and so is that of commands. */
    commands: "/var/log/cfn-init-cmd.log",
    others: "/var/log/cfn-init.log",
} as const;

/** One entry, ready to run. */
export interface Task {
    readonly start: StepStart;
    readonly work: () => Promise<StepEnd>;
}

/** What a section needs to make tasks of its entries. */
export interface Site {
    readonly shell: Shell;
    /** What the entries of the same file did before; a section adds what it does. */
    readonly changes: Set<string>;
    /** Packages that all files ask for: none of them is installed here. */
    readonly absent: readonly string[];
}

export interface KeysEnd {
    readonly succeeded: boolean;
    readonly steps: readonly Step[];
}

/** One after the other, up to the first that fails. */
export async function runTasks(tasks: Iterable<Task>, recorder: Recorder): Promise<KeysEnd> {
    const steps: Step[] = [];
    for (const { start, work } of tasks) {
        const step = await recorder.step(start, work);
        steps.push(step);
        if (step.verdict === "failed") {
            return { succeeded: false, steps };
        }
    }
    return { succeeded: true, steps };
}

/** An address without what may be a signature. */
export const bare = (url: string): string => url.replace(/[?#].*/, "");

export const refused = (note: string): StepEnd => ({ verdict: "failed", note, output: `${note}\n` });

/** Text that CloudFormation would fill in: `{"Ref": "AWSEBAutoScalingGroup"}` between back-quotes, or a map. */
export const isFilledIn = (text: string): boolean => /[`{]\s*\{?\s*"(Ref|Fn::\w+)"\s*:/.test(text);

/** Runs a script of ours with arguments, on the instance. */
export const script = (
    shell: Shell,
    text: string,
    args: readonly string[],
    options: Parameters<Shell["run"]>[1] = {},
) => shell.run(["bash", "-euc", text, "bash", ...args], options);
