import type { Problem } from "../../components/problem";
import type { Finding } from "./finding";

/** Findings that the user accepts, by rule, each with the reason. */
export type Allowed = Readonly<Record<string, string>>;

export interface LintReport {
    readonly problems: readonly Problem[];
    readonly notices: readonly string[];
}

/** How a deployment tells findings: errors stop it, warnings are read. */
export function lintReport(findings: readonly Finding[], allowed: Allowed): LintReport {
    const left = findings.filter(({ rule }) => allowed[rule] === undefined);
    return {
        problems: left.filter(({ level }) => level === "error").map(problemOf),
        notices: [
            ...noticesOf(left.filter(({ level }) => level === "warning")),
            ...unusedAllowances(findings, allowed),
        ],
    };
}

function problemOf({ rule, file, line, found, happens, instead }: Finding): Problem {
    return {
        where: `${file}:${line}`,
        got: `${found} (${rule}). ${happens}`,
        remedy: `${sentence(instead)} If it is meant: app.checks.allow.${rule}, with the reason.`,
    };
}

/** One for each rule, so that twenty options make one notice. */
function noticesOf(findings: readonly Finding[]): string[] {
    const byRule = new Map<string, Finding[]>();
    for (const finding of findings) {
        byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
    }
    return [...byRule].map(([rule, all]) => {
        const places = all.map(({ file, line, found, instead }) => `${file}:${line} ${found}: ${sentence(instead)}`);
        return `${rule}: ${all[0]?.happens ?? ""} ${places.join(" ")}`;
    });
}

const sentence = (text: string): string => (/[.?!…]$/.test(text) ? text : `${text}.`);

/** An exception that nothing needs any more would hide the next mistake. */
export function unusedAllowances(findings: readonly Finding[], allowed: Allowed): string[] {
    const found = new Set(findings.map(({ rule }) => rule));
    return Object.keys(allowed)
        .filter((name) => !found.has(name))
        .map((name) => `app.checks.allow.${name} is not used: there is no such finding. Remove it.`);
}
