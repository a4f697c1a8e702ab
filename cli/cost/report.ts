import type { Group } from "./charge";
import { compare, totalThere } from "./documents";
import { dollars } from "./dollars";
import { byGroup, Estimate, Line } from "./estimate";
import type { Source } from "./prices/price";
import type { Suggestion } from "./suggestions";
import { Assumption, assumptionsOf, Usage } from "./usage";

export interface CostReport {
    /** The stack, or the file. */
    readonly of: string;
    readonly region: string;
    readonly usage: Usage;
    readonly estimate: Estimate;
    /** With each environment at its largest size. */
    readonly atMost: number;
    readonly suggestions: readonly Suggestion[];
    /** What the reader has to know of the plan itself. */
    readonly notes: readonly string[];
}

/** @param explain - with the comparison, the sources of prices and what is free */
export const reportText = (report: CostReport, explain: boolean): string =>
    [
        heading(report),
        groupLines(report.estimate.lines),
        totals(report),
        listed("Not estimated, and not in the total:", report.estimate.notEstimated.map(missingLine)),
        listed("Assumptions (--usage, --set):", assumptionsOf(report.usage).map(assumptionLine)),
        listed("Cheaper, each by itself:", report.suggestions.flatMap(suggestionLines)),
        ...(explain
            ? explanations(report)
            : [
                  [
                      "--explain tells why it is more than estimates of 30 to 40 USD, what is free, and where prices come from.",
                  ],
              ]),
    ]
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join("\n"))
        .join("\n\n");

/** Six digits, and never an exponent: a request costs 0.0000004. */
const number = (value: number): string =>
    value !== 0 && Math.abs(value) < 0.001 ? value.toFixed(9).replace(/0+$/, "") : String(Number(value.toPrecision(6)));

const heading = ({ of, region, usage, notes }: CostReport): string[] => [
    `${of} in ${region}: US dollars for a month of ${usage.hours} hours, at list prices, without taxes, discounts, free tier and allowances of the account.`,
    ...notes.map((note) => `! ${note}`),
];

function groupLines(lines: readonly Line[]): string[] {
    const groups = [...byGroup(lines)].sort(([, a], [, b]) => b - a);
    return groups.flatMap(([group, usd]) => [
        `${dollars(usd).padStart(9)}  ${group}`,
        ...linesIn(group, lines).map(
            (line) =>
                `${dollars(line.usd).padStart(9)}    ${line.resource}: ${line.what}, ${number(line.quantity)} × ${number(line.unitPrice)} per ${line.unit}${line.source.assumed === true ? " (assumed)" : ""}; ${line.because}`,
        ),
    ]);
}

const linesIn = (group: Group, lines: readonly Line[]): Line[] =>
    lines.filter((line) => line.group === group).sort((a, b) => b.usd - a.usd);

function totals({ estimate: { lines, total }, atMost }: CostReport): string[] {
    const assumed = lines.filter(({ source }) => source.assumed === true).reduce((sum, { usd }) => sum + usd, 0);
    return [
        `${dollars(total).padStart(9)}  total`,
        ...(atMost - total >= 0.005
            ? [`${dollars(atMost).padStart(9)}  at most, with each environment at its largest size all month`]
            : []),
        ...(assumed >= 0.005 ? [`${dollars(assumed).padStart(9)}  of the total is at prices that are assumed`] : []),
    ];
}

const missingLine = ({ resource, type, why }: Estimate["notEstimated"][number]): string =>
    `${resource} (${type}): ${why}`;

const assumptionLine = ({ name, value, unit, what, given }: Assumption): string =>
    `${name}=${value}${given ? " (yours)" : ""}: ${unit} ${what}`;

const suggestionLines = ({ what, how, lost, saved }: Suggestion): string[] => [
    `${dollars(saved).padStart(7)}  ${what}: ${how}`,
    `         lost: ${lost}`,
];

const listed = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];

function explanations({ estimate: { lines, free, total } }: CostReport): string[][] {
    const rows = compare(lines).map(
        ({ group, there, here, why }) =>
            `${(there === undefined ? "-" : String(there)).padStart(5)} ${dollars(here).padStart(9)}  ${group}: ${why}`,
    );
    const sum = `${totalThere.padStart(5)} ${dollars(total).padStart(7)}  total`;
    return [
        listed("Beside an estimate of 30 to 40 USD, line by line (there, here):", [...rows, sum]),
        listed(
            "Free:",
            free.map(({ type, reason, count }) => `${count} × ${type}: ${reason}`),
        ),
        listed("Prices:", sourceLines(lines)),
    ];
}

function sourceLines(lines: readonly Line[]): string[] {
    const sources = new Map<string, { source: Source; what: Set<string> }>();
    for (const { source, unit, unitPrice, what } of lines) {
        const entry = sources.get(source.where) ?? { source, what: new Set<string>() };
        entry.what.add(`${what} ${number(unitPrice)} per ${unit}`);
        sources.set(source.where, entry);
    }
    return [...sources.values()].flatMap(({ source, what }) => [
        `${source.where} (${source.date}${source.assumed === true ? ", assumed" : ""})`,
        ...[...what].map((each) => `  ${each}`),
    ]);
}

/** What a program reads. */
export const reportJson = ({ estimate, ...report }: CostReport): string =>
    JSON.stringify(
        {
            ...report,
            usage: assumptionsOf(report.usage),
            ...estimate,
            comparison: compare(estimate.lines),
        },
        undefined,
        2,
    );
