import type { RehearsalReport, Verdict } from "../model";

export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

export const durationOf = (seconds: number): string => `${seconds.toFixed(1)} s`;

/** How many there are of what a rehearsal did, and how many of them failed. */
export function totalsOf({ deployments, uses, findings }: RehearsalReport) {
    const steps = deployments.flatMap((deployment) => deployment.steps);
    return {
        steps: steps.length,
        failedSteps: failedOf(steps),
        uses: uses.length,
        failedUses: failedOf(uses),
        findings: findings.length,
    };
}

const failedOf = (items: readonly { readonly verdict: Verdict }[]): number =>
    items.filter(({ verdict }) => verdict === "failed").length;

/** `Rehearsal passed: 31 steps, 12 uses in 14.2 s` */
export function closingLine(report: RehearsalReport): string {
    const { steps, failedSteps, uses, failedUses, findings } = totalsOf(report);
    // A scenario of a failure passes when the failure ends as it should.
    const share = (failed: number, all: number, word: string) =>
        failed === 0 ? counted(all, word) : `${counted(all, word)} (${failed} failed)`;
    const parts = [
        share(failedSteps, steps, "step"),
        share(failedUses, uses, "use"),
        ...(findings === 0 ? [] : [counted(findings, "finding")]),
    ];
    return `Rehearsal ${report.passed ? "passed" : "failed"}: ${parts.join(", ")} in ${durationOf(report.seconds)}`;
}
