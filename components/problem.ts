/** Something a user can put right: where it is, what was found, what is allowed, and what to do. */
export interface Problem {
    /** Path in the stack file (`app.healthPath`) or on disk. */
    readonly where: string;
    /** The value found, as the user would write it. Never a secret. */
    readonly got?: string;
    readonly allowed?: string;
    readonly remedy: string;
}

/** Every problem of one step at once. Its message is meant for the user as it stands; a stack trace would only hide it. */
export class ProblemError extends Error {
    constructor(
        /** What has the problems: `Pulumi.dev.yaml`, `The bundle of notes`. */
        readonly subject: string,
        readonly problems: readonly Problem[],
    ) {
        super(formatProblems(subject, problems));
        this.name = "ProblemError";
    }
}

export function throwProblems(subject: string, problems: readonly Problem[]): void {
    if (problems.length > 0) {
        throw new ProblemError(subject, problems);
    }
}

function formatProblems(subject: string, problems: readonly Problem[]): string {
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    return [`${subject} has ${count}:`, ...problems.map(formatProblem)].join("\n\n");
}

function formatProblem({ where, got, allowed, remedy }: Problem): string {
    const lines = [`  ${where}`];
    if (got !== undefined) {
        lines.push(`    got      ${got}`);
    }
    if (allowed !== undefined) {
        lines.push(`    allowed  ${allowed}`);
    }
    return [...lines, `    do       ${remedy}`].join("\n");
}

/** What a look-up before an operation found. */
export interface Findings {
    readonly problems: readonly Problem[];
    readonly warnings: readonly string[];
}

/** Words of an error for the middle of a sentence of ours. The provider's own stand in the last of several lines. */
export const oneLine = (error: unknown): string =>
    (error instanceof Error ? error.message : String(error)).trim().replaceAll(/\s+/g, " ");
