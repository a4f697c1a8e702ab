import { listed } from "../../components/words";
import { DeploymentEnd, Finding, phases, RehearsalReport, Step, Use } from "../model";
import { isScenario, scenarios } from "../scenarios/catalogue";
import { counted, closingLine, durationOf } from "./totals";

/** Lines of a failed step that are shown. */
const shownLines = 50;

/** The report as a person reads it. The same report gives the same text. */
export const renderReport = (report: RehearsalReport): string =>
    [
        heading(report),
        ...report.deployments.map((end) => deploymentLines(end, report.findings)),
        useLines(report.uses),
        labelled("Measures", columns(report.measures.map(({ name, value }) => [name, value]))),
        ...report.findings.map(findingLines),
        labelled("Stand-ins", report.standIns),
        [closingLine(report)],
    ]
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.map((line) => line.trimEnd()).join("\n"))
        .join("\n\n");

const heading = ({ application, stack, platform, scenario }: RehearsalReport): string[] => [
    `Rehearsal    ${application}, stack ${stack}, ${platform}`,
    `Scenario     ${scenario}${isScenario(scenario) ? `: ${scenarios[scenario]}` : ""}`,
];

/** A word at the left, and what belongs to it beside it. */
const labelled = (label: string, lines: readonly string[]): string[] =>
    lines.map((line, i) => `${(i === 0 ? label : "").padEnd(12)} ${line}`);

function columns(rows: readonly (readonly string[])[]): string[] {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}

function deploymentLines(end: DeploymentEnd, findings: readonly Finding[]): string[] {
    const rows = columns(end.steps.map((step, i) => rowOf(step, end.steps[i - 1])));
    return [
        `${end.instance.padEnd(12)} ${outcomeOf(end)}`,
        ...end.steps.flatMap((step, i) => [`  ${rows[i] ?? ""}`, ...belowStep(step, findings)]),
    ];
}

function outcomeOf({ kind, version, succeeded, flipped, serving, steps }: DeploymentEnd): string {
    const what = kind === "application" ? `deployment of ${version}` : `configuration deployment on ${version}`;
    const moment =
        kind === "application" ? (flipped ? " after the flip to current" : " before the flip to current") : "";
    const result = succeeded ? "succeeded" : `FAILED${moment}`;
    const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
    const now = serving === undefined ? "nothing answers behind the proxy" : `${serving} serves`;
    return `${what} ${result} after ${counted(steps.length, "step")} in ${durationOf(seconds)}; ${now}`;
}

/** Of one width, so that columns of several deployments stand below one another. */
const verdictWords = { ok: "ok     ", failed: "FAILED ", skipped: "skipped", assumed: "assumed" } as const;

const widestPhase = Math.max(...phases.map((phase) => phase.length));

/** The phase stands where it begins only. */
function rowOf(step: Step, before: Step | undefined): string[] {
    const { phase, name, verdict, seconds, log } = step;
    const time = verdict === "skipped" || verdict === "assumed" ? "" : durationOf(seconds);
    return [
        (phase === before?.phase ? "" : phase).padEnd(widestPhase),
        verdictWords[verdict],
        time.padStart(7),
        oneLine(name),
        placeOf(step),
        log ?? "",
    ];
}

const placeOf = ({ file, line }: Pick<Step, "file" | "line">): string =>
    file === undefined ? "" : line === undefined ? file : `${file}:${line}`;

/** A command of several lines is told by its first. */
function oneLine(text: string): string {
    const [first = "", ...more] = text.trim().split("\n");
    const cut = first.length > 60 ? `${first.slice(0, 57)}...` : first;
    return more.length > 0 && cut === first ? `${first} ...` : cut;
}

/** What went well is one line, unless there is a word to say about it. */
function belowStep(step: Step, findings: readonly Finding[]): string[] {
    const note = step.note === undefined ? [] : [`      ${step.note}`];
    if (step.verdict !== "failed") {
        return note;
    }
    const code = step.exitCode === undefined ? [] : [`      exit code ${step.exitCode}`];
    const lines = linesOf(step.output);
    const below = findings.some(({ lastLines }) => endsWith(lines, lastLines)) ? [] : lines.slice(-shownLines);
    return [...code, ...note, ...below.map((line) => `      | ${line}`)];
}

const linesOf = (output: string): string[] => (output.trim() === "" ? [] : output.trimEnd().split("\n"));

/** Whether a finding shows these lines already. */
const endsWith = (lines: readonly string[], last: readonly string[]): boolean =>
    last.length > 0 && last.join("\n").trimEnd() === lines.slice(-last.length).join("\n");

function useLines(uses: readonly Use[]): string[] {
    const rows = columns(
        uses.map(({ verdict, name, request, found }) => [verdictWords[verdict], name, request, found]),
    );
    const lines = uses.flatMap(({ note }, i) => [rows[i] ?? "", ...(note === undefined ? [] : [`         ${note}`])]);
    return labelled("Uses", lines);
}

function findingLines(finding: Finding): string[] {
    const { what, cause, advice, consequence, lastLines } = finding;
    const place = placeOf(finding);
    const rows: [string, string | undefined][] = [
        ["where", place === "" ? undefined : place],
        ["cause", cause],
        ["do", advice],
        ["on AWS", consequence],
    ];
    const lines = lastLines.length === 1 ? "its last line:" : `its last ${lastLines.length} lines:`;
    return [
        ...labelled("Finding", [what]),
        ...rows.flatMap(([label, text]) => (text === undefined ? [] : [`    ${label.padEnd(8)} ${text}`])),
        ...(lastLines.length === 0 ? [] : [`    ${lines}`, ...lastLines.map((line) => `      | ${line}`)]),
    ];
}

/** The end of several rehearsals: a line for each, and whether all passed. */
export function renderSummary(reports: readonly RehearsalReport[]): string {
    const failed = reports.filter(({ passed }) => !passed).map(({ scenario }) => scenario);
    const rows = columns(
        reports.map(({ scenario, passed, seconds }) => [
            passed ? "ok" : "FAILED",
            durationOf(seconds).padStart(7),
            scenario,
        ]),
    );
    const seconds = reports.reduce((sum, report) => sum + report.seconds, 0);
    const end =
        failed.length === 0
            ? `${counted(reports.length, "rehearsal")} passed`
            : `${failed.length} of ${counted(reports.length, "rehearsal")} failed (${listed(failed)})`;
    return [...rows.map((row) => row.trimEnd()), "", `${end} in ${durationOf(seconds)}`].join("\n");
}
