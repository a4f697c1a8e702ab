import type { Recorder, Step } from "../../rehearsal/model";

/** Takes steps down without a clock. */
export function stepRecorder(): Recorder & { readonly steps: readonly Step[] } {
    const steps: Step[] = [];
    return {
        steps,
        async step(start, work) {
            const { output = "", ...end } = await work();
            const step: Step = { instance: "i-1", ...start, ...end, output, seconds: 0 };
            steps.push(step);
            return step;
        },
    };
}
