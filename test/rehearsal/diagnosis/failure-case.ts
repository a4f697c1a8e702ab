import type { DiagnosisContext } from "../../../rehearsal/diagnosis/rule";
import type { Step } from "../../../rehearsal/model";

/** A failed step with the text that a real run of what fails wrote, shortened, and the finding that it makes. */
export interface FailureCase {
    readonly rule: string;
    /** More general rules that know the text too, and come after that one. */
    readonly also?: readonly string[];
    readonly step: Pick<Step, "phase"> &
        Partial<Pick<Step, "name" | "file" | "line" | "exitCode">> & {
            readonly bundle?: Readonly<Record<string, string>>;
        };
    readonly log: string;
    /** `file:line` */
    readonly place: string | undefined;
    readonly cause: string;
    readonly advice: string;
}

export const stepOf = ({
    step: { phase, name = "10-setup", file, line, exitCode = 1 },
    log,
}: Pick<FailureCase, "step" | "log">): Step => ({
    instance: "i-1",
    phase,
    name,
    file,
    line,
    verdict: "failed",
    exitCode,
    seconds: 1,
    output: log,
});

export const contextOf = (
    bundle: Readonly<Record<string, string>> = {},
    secrets: readonly string[] = [],
): DiagnosisContext => ({ bundleFile: (path) => bundle[path], secrets, python: "3.13.1" });
