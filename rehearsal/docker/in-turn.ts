import type { Step } from "../model";

/** One after the other, up to the first that fails. */
export async function inTurn(works: readonly (() => Promise<Step>)[]): Promise<Step[]> {
    const steps: Step[] = [];
    for (const work of works) {
        const step = await work();
        steps.push(step);
        if (step.verdict === "failed") {
            break;
        }
    }
    return steps;
}
