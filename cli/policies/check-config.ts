import * as fs from "node:fs";
import * as path from "node:path";
import type { PolicyConfigSchema } from "@pulumi/policy";
import { Problem, throwProblems } from "../../components/problem";
import { nearestName } from "../../components/settings/nearest";
import { firstLine } from "../../components/words";
import { catalogue } from "../../policies/catalogue";
import { readExemptions } from "../../policies/exemptions";
import { policiesOf } from "../../policies/pack";

type Table = Readonly<Record<string, unknown>>;
type ValueSchema = PolicyConfigSchema["properties"][string];

const levels = ["advisory", "mandatory", "remediate", "disabled"];
const rules = catalogue.map(({ name }) => name);
const schemas: ReadonlyMap<string, PolicyConfigSchema | undefined> = new Map(
    policiesOf(catalogue, "/").map(({ name, configSchema }) => [name, configSchema]),
);

/** Names beside those of policies. https://www.pulumi.com/docs/insights/policy/configuration/ */
const otherNames = ["all", "environments"];

/** The policy that hands its settings to all rules: without it none are taken. */
const settingsPolicy = "pack-settings";

/**
 * Reads a policy configuration file. The engine takes a name or key that no rule has for one of another pack, and says nothing.
 *
 * @throws ProblemError with every problem at once
 */
export function checkPolicyConfig(file: string): void {
    throwProblems(path.basename(file), problemsOfFile(file));
}

function problemsOfFile(file: string): Problem[] {
    if (!fs.existsSync(file)) {
        return [{ where: file, got: "no such file", remedy: "Name a policy configuration file." }];
    }
    let document: unknown;
    try {
        document = JSON.parse(fs.readFileSync(file, "utf8"));
    } catch (error) {
        return [{ where: file, got: firstLine(error), allowed: "JSON", remedy: "Correct what is named." }];
    }
    return problemsOfConfig(document);
}

/** What is wrong with the content of a policy configuration file. */
export function problemsOfConfig(document: unknown): Problem[] {
    if (!isTable(document)) {
        return [
            {
                where: "the file",
                got: kindOf(document),
                allowed: "an object",
                remedy: 'Write {"<rule>": {"<key>": …}}; docs/policies.md lists rules and keys.',
            },
        ];
    }
    return Object.entries(document).flatMap(([name, value]) => problemsOfPolicy(name, value));
}

function problemsOfPolicy(name: string, value: unknown): Problem[] {
    if (name === "environments") {
        return [];
    }
    if (!schemas.has(name) && !otherNames.includes(name)) {
        return [unknownName(name)];
    }
    if (!isTable(value)) {
        return problemsOfLevel(name, name, value, "a level, or an object with settings of the rule");
    }
    const { enforcementLevel, ...settings } = value;
    return [
        ...(enforcementLevel === undefined
            ? []
            : problemsOfLevel(name, `${name}.enforcementLevel`, enforcementLevel, "a level")),
        ...problemsOfSettings(name, settings, schemas.get(name)?.properties ?? {}),
        ...(name === settingsPolicy ? problemsOfExemptions(settings["exemptions"]) : []),
    ];
}

function problemsOfLevel(name: string, where: string, value: unknown, wanted: string): Problem[] {
    if (typeof value !== "string" || !levels.includes(value)) {
        return [{ where, got: shown(value), allowed: levels.join(", "), remedy: `Give ${wanted}.` }];
    }
    if (name === settingsPolicy && value === "disabled") {
        const remedy = "Leave it out: disabled, it takes neither stage nor exemptions. Disable single rules instead.";
        return [{ where, got: value, allowed: "advisory, mandatory", remedy }];
    }
    return [];
}

function problemsOfSettings(name: string, settings: Table, schema: Readonly<Record<string, ValueSchema>>): Problem[] {
    const known = Object.keys(schema);
    return Object.entries(settings).flatMap(([key, value]): Problem[] => {
        const where = `${name}.${key}`;
        const wanted = schema[key];
        if (wanted === undefined) {
            return [unknownKey(where, key, [...known, "enforcementLevel"])];
        }
        const allowed = refusal(value, wanted);
        return allowed === undefined
            ? []
            : [{ where, got: shown(value), allowed, remedy: wanted.description ?? "Correct the value." }];
    });
}

function problemsOfExemptions(given: unknown): Problem[] {
    if (!Array.isArray(given)) {
        // Another type is reported by its schema.
        return [];
    }
    return readExemptions(given, rules).problems.map((text) => ({
        where: `${settingsPolicy}.${text.slice(0, text.indexOf(" "))}`,
        remedy: text.slice(text.indexOf(" ") + 1),
    }));
}

/** What a schema allows, where a value is something else. The schemas of rules use no more than this. */
function refusal(value: unknown, { type, enum: choices, minimum, maximum }: ValueSchema): string | undefined {
    const types = type === undefined ? [] : [type].flat();
    if (types.length > 0 && !types.some((each) => isOf(value, each))) {
        return types.join(" or ");
    }
    if (choices !== undefined && !choices.some((choice: unknown) => choice === value)) {
        return choices.map(shown).join(", ");
    }
    if (typeof value === "number" && (value < (minimum ?? value) || value > (maximum ?? value))) {
        return [
            ...(minimum === undefined ? [] : [`at least ${minimum}`]),
            ...(maximum === undefined ? [] : [`at most ${maximum}`]),
        ].join(", ");
    }
    return undefined;
}

const isOf = (value: unknown, type: string): boolean =>
    type === "integer" ? Number.isInteger(value) : kindOf(value) === type;

function kindOf(value: unknown): string {
    if (value === null) {
        return "null";
    }
    return Array.isArray(value) ? "array" : typeof value;
}

function unknownName(name: string): Problem {
    const near = nearestName(name, [...schemas.keys(), ...otherNames]);
    return {
        where: name,
        got: "a name that no rule has",
        ...(near === undefined ? {} : { allowed: near }),
        remedy: near === undefined ? "docs/policies.md lists the rules." : `Did you mean ${near}?`,
    };
}

function unknownKey(where: string, key: string, known: readonly string[]): Problem {
    const near = nearestName(key, known);
    return {
        where,
        got: "a key that the rule does not have",
        allowed: known.join(", "),
        remedy: near === undefined ? "Leave it out." : `Did you mean ${near}?`,
    };
}

/** Nothing in this file is a secret, but what is long says nothing more. */
const shown = (value: unknown): string => JSON.stringify(value).slice(0, 60);

const isTable = (value: unknown): value is Table => kindOf(value) === "object";
