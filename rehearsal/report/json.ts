import type { DeploymentEnd, Finding, RehearsalReport, Step, Use } from "../model";

/** Raised when a key changes its meaning or goes; a new key raises nothing. docs/rehearsal.md */
export const reportVersion = 1;

/**
 * What a program reads: every key is always there, null where there is nothing to say.
 *
 * @param isComplete - whether all that was asked for was rehearsed
 */
export const reportJson = (reports: readonly RehearsalReport[], isComplete = true): string =>
    JSON.stringify(
        {
            version: reportVersion,
            passed: isComplete && reports.every(({ passed }) => passed),
            rehearsals: reports.map(rehearsalJson),
        },
        null,
        2,
    );

const rehearsalJson = (report: RehearsalReport) => ({
    application: report.application,
    stack: report.stack,
    scenario: report.scenario,
    platform: report.platform,
    passed: report.passed,
    seconds: rounded(report.seconds),
    deployments: report.deployments.map(deploymentJson),
    uses: report.uses.map(useJson),
    measures: report.measures.map(({ name, value }) => ({ name, value })),
    findings: report.findings.map(findingJson),
    standIns: report.standIns,
});

const deploymentJson = ({ instance, kind, version, succeeded, flipped, serving, steps }: DeploymentEnd) => ({
    instance,
    kind,
    version,
    succeeded,
    flipped,
    serving: serving ?? null,
    steps: steps.map(stepJson),
});

const stepJson = ({ phase, name, file, line, verdict, exitCode, seconds, log, note, output }: Step) => ({
    phase,
    name,
    file: file ?? null,
    line: line ?? null,
    verdict,
    exitCode: exitCode ?? null,
    seconds: rounded(seconds),
    log: log ?? null,
    note: note ?? null,
    output,
});

const useJson = ({ name, request, verdict, found, note }: Use) => ({
    name,
    request,
    verdict,
    found,
    note: note ?? null,
});

const findingJson = ({ what, file, line, cause, advice, consequence, lastLines }: Finding) => ({
    what,
    file: file ?? null,
    line: line ?? null,
    cause: cause ?? null,
    advice: advice ?? null,
    consequence: consequence ?? null,
    lastLines,
});

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
