import type { Outcome, StepEnd } from "./model";

/** How a step ended whose command did so. The note tells of a failure alone. */
export const endOf = ({ code, output }: Outcome, note?: string): StepEnd => ({
    verdict: code === 0 ? "ok" : "failed",
    exitCode: code,
    output,
    ...(code === 0 || note === undefined ? {} : { note }),
});
