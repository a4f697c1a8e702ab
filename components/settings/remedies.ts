import type { z } from "zod";
import { nearestName } from "./nearest";
import { numberIn, repaired } from "./repairs";
import { Ambiguous, mayMean, meantBy, oneOf } from "./synonyms";

/** A node of the JSON Schema that zod writes; only what is read here. */
export interface Node {
    readonly properties?: Readonly<Record<string, Node>>;
    readonly required?: readonly string[];
    readonly additionalProperties?: Node | boolean;
    readonly items?: Node;
    readonly oneOf?: readonly Node[];
    readonly const?: unknown;
    readonly type?: string;
    readonly pattern?: string;
    readonly examples?: readonly unknown[];
}

type Issue = z.core.$ZodIssue;

const change = "Change it to what is allowed.";

/** Where a value stands that the schema refuses. */
export interface Refused {
    readonly issue: Issue;
    /** Path of the setting in the stack file. */
    readonly where: string;
    /** Of the schema, at that place; undefined where it is not known. */
    readonly node: Node | undefined;
}

/**
 * What to do about a value that the schema refuses.
 *
 * @param value - an empty list or nothing in place of what may be a secret, which no remedy repeats
 */
export function remedyFor({ issue, where, node }: Refused, value: unknown): string {
    switch (issue.code) {
        case "invalid_type":
            return ofType(issue.expected, { where, node }, value);
        case "invalid_value":
            return wantsNumber(issue.values) && typeof value === "number"
                ? quoted(where)
                : choose(issue.values, where, value);
        case "invalid_union":
            return choose((issue as { options?: readonly unknown[] }).options ?? [], where, value);
        case "invalid_key":
            return otherName(issue);
        case "invalid_format":
            return (
                (typeof value === "string" && issue.pattern !== undefined && write(repaired(value, issue.pattern))) ||
                change
            );
        case "custom":
        case "invalid_element":
        case "not_multiple_of":
        case "too_big":
        case "too_small":
        case "unrecognized_keys":
            return change;
    }
}

const write = (meant: string | undefined): string | undefined => (meant === undefined ? undefined : `Write ${meant}.`);

const quoted = (where: string): string =>
    /version$/i.test(where)
        ? "Put it in quotes: YAML reads an unquoted 3.10 as the number 3.1."
        : "Put it in quotes: a text is wanted.";

/** Of a text that is a number to YAML. */
const wantsNumber = (values: readonly unknown[]): boolean =>
    values.some((each) => typeof each === "string" && /^\d/.test(each));

function choose(options: readonly unknown[], where: string, value: unknown): string {
    const texts = options.map(String);
    if (typeof value === "string" && texts.includes(value)) {
        return `Write ${value}, without quotes.`;
    }
    const unsure = mayMean(where, value);
    if (unsure !== undefined) {
        return [...lead(unsure), `Write ${oneOf(unsure.options)}.`].join(" ");
    }
    const numbers = options.filter((each) => typeof each === "number");
    const number = typeof value === "string" && numbers.length > 0 && numberIn(value, where, { among: numbers });
    // A number that is near another one is no slip of the finger.
    const words = typeof value === "number" ? [] : texts.filter((each) => Number.isNaN(Number(each)));
    const meant = meantBy(where, value, texts) ?? versionIn(value, texts) ?? nearestName(String(value), words);
    return number || (write(meant) ?? "Choose one of the allowed values.");
}

const lead = (unsure: Ambiguous | undefined): string[] => (unsure?.before === undefined ? [] : [unsure.before]);

/** The 3.12 of python3.12, v3.12 and 3.12.4. */
function versionIn(value: unknown, texts: readonly string[]): string | undefined {
    const [, version] = typeof value === "string" ? (/^[a-z -]*(\d+\.\d+)(?:\.\d+)?$/i.exec(value) ?? []) : [];
    return texts.find((each) => each === version);
}

function otherName(issue: Extract<Issue, { code: "invalid_key" }>): string {
    const name = String(issue.path.at(-1));
    const [form] = issue.issues;
    const pattern = form?.code === "invalid_format" ? (form.pattern ?? "") : "";
    // A form that lists its names.
    const near = nearestName(name, /^\/\^\((\w+(?:\|\w+)+)\)\$\/$/.exec(pattern)?.[1]?.split("|") ?? []);
    return write(near ?? repaired(name, pattern)) ?? "Write another name in its place.";
}

interface Place {
    readonly where: string;
    readonly node: Node | undefined;
}

function ofType(expected: string, place: Place, value: unknown): string {
    switch (expected) {
        case "string":
            return typeof value === "number" ? quoted(place.where) : alone(value);
        case "number":
        case "int":
            return (typeof value === "string" ? numberIn(value, place.where, whole(place)) : undefined) ?? change;
        case "boolean":
            return yesOrNo(value);
        case "array":
            return typeof value === "string" ? list(place, value) : isMapping(value) ? listed : change;
        case "object":
            return mapping(place, value);
        case "record":
            return named;
        default:
            return change;
    }
}

const listed = "Write it as a list, with a dash in front of each entry.";
const named = "Write a mapping: each name, a colon, and what belongs to it.";
const isMapping = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

const whole = ({ node }: Place) => ({ isWhole: node?.type === "integer" });

/** A text is an entry, where it is not the mapping that each entry has to be. */
function list({ node }: Place, value: string): string {
    const entry = node?.items?.oneOf ?? node?.items?.properties;
    return `Write it as a list: [${entry === undefined ? value : (filled(node?.items, value) ?? shape(node?.items))}].`;
}

/** With the text as the only thing that a kind needs, where that has a form which one kind's has. */
function filled(node: Node | undefined, value: string): string | undefined {
    const [only, ...others] = (node?.oneOf ?? []).flatMap(({ properties = {}, required = [] }) => {
        const [key = "", ...more] = required.filter((each) => each !== "kind");
        const { pattern } = properties[key] ?? {};
        const fits = more.length === 0 && pattern !== undefined && new RegExp(pattern).test(value);
        return fits ? [`{kind: ${String(properties["kind"]?.const)}, ${key}: ${value}}`] : [];
    });
    return others.length === 0 && /^[\w@.+/-]+$/.test(value) ? only : undefined;
}

/** What a mapping has to have, or may have where that is nothing. */
function shape({ properties = {}, required = [], oneOf: kinds = [] }: Node = {}): string {
    const keys = kinds.length > 0 ? ["kind"] : required.length > 0 ? required : Object.keys(properties);
    return `{${keys.map((key) => `${key}: …`).join(", ")}}`;
}

/** A list of one text, where the text is wanted. */
function alone(value: unknown): string {
    const [first, ...others] = Array.isArray(value) ? (value as unknown[]) : [];
    return typeof first === "string" && others.length === 0 ? `Write ${first}, without brackets.` : change;
}

/** YAML 1.2 reads `yes` and `on` as texts, and quotes make a text of `true`. */
function yesOrNo(value: unknown): string {
    const meant =
        typeof value === "string" || typeof value === "number" ? spelt[String(value).toLowerCase()] : undefined;
    return meant === undefined ? change : `Write ${meant}, without quotes.`;
}

const spelt: Readonly<Record<string, boolean>> = {
    ...{ true: true, yes: true, on: true, y: true, "1": true },
    ...{ false: false, no: false, off: false, n: false, "0": false },
};

/** A single word where a mapping is wanted is most often its kind. */
function mapping({ where, node }: Place, value: unknown): string {
    const branches = node?.oneOf ?? [];
    const kinds = branches.map(({ properties }) => properties?.["kind"]?.const).filter(isText);
    if (kinds.length > 0) {
        const near = typeof value === "string" && value.length >= 4 ? nearestName(value, kinds) : undefined;
        const unsure = mayMean(`${where}.kind`, value);
        const meant = unsure?.options ?? [meantBy(`${where}.kind`, value, kinds) ?? near].filter(isText);
        const needsNothing = meant.every((kind) => kind === "none" || hasOnlyKind(branches, kind));
        const written = oneOf(meant.map((kind) => `{kind: ${kind}}`));
        const entry = typeof value === "string" ? filled(node, value) : undefined;
        return meant.length > 0
            ? [...lead(unsure), `Write ${written}${needsNothing ? "" : ", with what else it needs"}.`].join(" ")
            : (write(entry) ?? `Write a mapping that has its kind: {kind: …}, one of ${kinds.join(", ")}.`);
    }
    const { properties = {}, required = [] } = node ?? {};
    if (typeof value === "boolean" && "enabled" in properties) {
        return `Write {enabled: ${value}}.`;
    }
    if (Object.keys(properties).length === 0) {
        return change;
    }
    const before =
        value === false
            ? "Remove it, or write"
            : value === true && required.length === 0
              ? "Write {} for its defaults, or"
              : "Write";
    return `${before} a mapping: ${shape(node)}.`;
}

/** With a kind that needs nothing else, and has nothing else. */
const hasOnlyKind = (branches: readonly Node[], kind: string): boolean =>
    branches.some(({ properties = {} }) => properties["kind"]?.const === kind && Object.keys(properties).length === 1);

const isText = (value: unknown): value is string => typeof value === "string";
