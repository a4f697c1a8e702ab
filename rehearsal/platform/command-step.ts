import type { Outcome, RunOptions, Step, StepEnd, StepStart } from "../model";
import { endOf } from "../step-end";
import { Deployment, engineLog, optionOf, Target } from "./target";

/** What a step does on the instance; it may hand on what it writes while it runs. */
export type Work = (onOutput?: (text: string) => void) => Promise<Outcome | StepEnd>;

/**
 * Takes down a step, and appends what it wrote to its log on the instance.
 *
 * @returns whether the deployment goes on
 */
export const step = async (target: Target, deployment: Deployment, start: StepStart, work: Work): Promise<boolean> =>
    (await takeDown(target, deployment, start, work)).verdict !== "failed";

/** The same, for those who need the step itself. */
export async function takeDown(
    target: Target,
    { recorder }: Pick<Deployment, "recorder">,
    start: StepStart,
    work: Work,
): Promise<Step> {
    const log = start.log ?? engineLog;
    const taken = await recorder.step({ ...start, log }, async (onOutput) => {
        const end = await work(onOutput);
        return "verdict" in end ? end : endOf(end);
    });
    const { verdict, output } = taken;
    const text = `[${verdict === "failed" ? "ERROR" : "INFO"}] ${start.phase}: ${start.name}\n${output}`;
    await target.shell.run(["tee", "-a", log], { input: text.endsWith("\n") ? text : `${text}\n` });
    return taken;
}

/** A command of a deployment; the target's shell ends it when the deployment's time is over. */
export function command(target: Target, deployment: Deployment, argv: readonly string[], options: RunOptions): Work {
    const seconds = optionOf(deployment.options, "aws:elasticbeanstalk:command", "Timeout") ?? "600";
    return async (onOutput) => {
        const heard = onOutput === undefined ? options : { ...options, onOutput };
        const outcome = await target.shell.run(argv, heard);
        return outcome.code === 124
            ? endOf(outcome, `It did not end within ${seconds} seconds, the time that the deployment has.`)
            : outcome;
    };
}

/** Runs parts in their order until one ends the deployment. */
export async function inOrder(parts: readonly (() => Promise<boolean>)[]): Promise<boolean> {
    for (const part of parts) {
        if (!(await part())) {
            return false;
        }
    }
    return true;
}
