export interface Counts {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
    /** Names of the tests that failed, each with what it said, in one line. */
    readonly failures?: readonly string[];
    /** Names of the tests that passed at the second attempt only, each with what it said at the first. */
    readonly again?: readonly string[];
}

export const addCounts = (a: Counts, b: Counts): Counts => ({
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...(a.failures ?? []), ...(b.failures ?? [])],
    again: [...(a.again ?? []), ...(b.again ?? [])],
});

/** The one line that CI reads. */
export const closingLine = ({ passed, failed, skipped }: Counts): string =>
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
