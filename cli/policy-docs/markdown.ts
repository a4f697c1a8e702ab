import type { PolicyConfigSchema } from "@pulumi/policy";
import { stages } from "../../policies/levels";
import type { Rule } from "../../policies/rule";
import { chapters, intro } from "./chapters";

type Failures = ReadonlyMap<string, readonly number[]>;

/** The page for users. It depends on the catalogue and the failures alone, so that a test can compare it. */
export function policiesPage(rules: readonly Rule[], failures: Failures): string {
    const parts = [
        intro(rules.length),
        overview(rules),
        chapters,
        "## The rules one by one",
        ...rules.map((rule) => section(rule, failures.get(rule.name) ?? [])),
    ];
    return `${parts.join("\n\n")}\n`;
}

function overview(rules: readonly Rule[]): string {
    const rows = rules.map((rule) => [
        `[\`${rule.name}\`](#${rule.name})`,
        ...stages.map((stage) => levelIn(rule, stage)),
        rule.severity,
        prose(rule.description),
    ]);
    return ["## Rules", table(["rule", ...stages, "severity", "holds when"], rows)].join("\n\n");
}

function levelIn(rule: Rule, stage: (typeof stages)[number]): string {
    const level = rule.levels[stage];
    const lenient = stage === "dev" && rule.sees === "graph" ? rule.devWithoutDomain : undefined;
    return lenient === undefined || lenient === level ? level : `${level}; ${lenient} without a domain`;
}

function section(rule: Rule, failures: readonly number[]): string {
    const lines = [
        `- **Remedy:** ${prose(rule.remediationSteps)}`,
        `- **Levels:** ${stages.map((stage) => `${stage} ${levelIn(rule, stage)}`).join(", ")}. **Severity:** ${rule.severity}. **Tags:** ${rule.tags.join(", ")}.`,
        `- **Answers:** ${answers(rule, failures)}`,
        `- **Sees:** ${sees(rule)}`,
        ...keys(rule.configSchema),
        `- **Documentation:** <${rule.url}>`,
    ];
    return [`### \`${rule.name}\``, prose(rule.description), lines.join("\n")].join("\n\n");
}

/** The standards that state the rule, and the failures of the project's source documents that it stops. */
function answers({ framework, standards = [] }: Rule, failures: readonly number[]): string {
    const standard =
        framework === undefined
            ? []
            : [`${framework.name} ${framework.reference ?? ""}: ${prose(framework.specification ?? "")}`.trim()];
    const known =
        failures.length === 0
            ? []
            : [`failure${failures.length === 1 ? "" : "s"} ${failures.join(", ")} of [failures.md](failures.md)`];
    const all = [...standard, ...(standards.length === 0 ? [] : [standards.join(", ")]), ...known];
    return all.length === 0 ? "the documentation below" : all.join("; ");
}

const sees = (rule: Rule): string =>
    rule.sees === "resource"
        ? `inputs of ${rule.types.map(code).join(", ")}, before anything is made`
        : `${rule.types.map(code).join(", ")} with the whole stack beside it, at the end of the run`;

function keys(schema: PolicyConfigSchema | undefined): string[] {
    return Object.entries(schema?.properties ?? {}).map(([key, value]) => {
        const bounds = [
            ...(value.enum === undefined
                ? []
                : [`one of ${value.enum.map((each) => JSON.stringify(each)).join(", ")}`]),
            ...(value.minimum === undefined ? [] : [`at least ${value.minimum}`]),
            ...(value.maximum === undefined ? [] : [`at most ${value.maximum}`]),
            ...(value.default === undefined ? [] : [`default ${JSON.stringify(value.default)}`]),
        ];
        const facts = [[value.type ?? []].flat().join(" or "), ...bounds].filter((fact) => fact !== "").join(", ");
        return `- **Setting \`${key}\`** (${facts}): ${prose(value.description ?? "")}`;
    });
}

const code = (text: string): string => `\`${text}\``;

/** Text as Markdown shows it: angle brackets and stars are no markup here. */
const prose = (text: string): string => text.replaceAll("<", "&lt;").replaceAll("*", "\\*").replaceAll("|", "\\|");

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
    [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
