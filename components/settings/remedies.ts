import type { z } from "zod";
import { nearestName } from "./nearest";
import { numberIn, repaired } from "./repairs";
import { meantBy } from "./synonyms";

/** A node of the JSON Schema that zod writes; only what is read here. */
export interface Node {
    readonly properties?: Readonly<Record<string, Node>>;
    readonly required?: readonly string[];
    readonly additionalProperties?: Node | boolean;
    readonly items?: Node;
    readonly oneOf?: readonly Node[];
    readonly const?: unknown;
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
            return wantsNumber(issue.values) && typeof value === "number" ? quoted : choose(issue.values, where, value);
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

const quoted = "Put it in quotes: YAML reads an unquoted 3.10 as the number 3.1.";
/** Of a text that is a number to YAML. */
const wantsNumber = (values: readonly unknown[]): boolean =>
    values.some((each) => typeof each === "string" && /^\d/.test(each));

function choose(options: readonly unknown[], where: string, value: unknown): string {
    const texts = options.map(String);
    // A number that is near another one is no slip of the finger.
    const near = typeof value === "number" ? undefined : nearestName(String(value), texts);
    const meant = meantBy(where, value, texts) ?? near;
    const isQuoted = meant !== undefined && meant === value && !options.includes(value);
    return write(isQuoted ? `${meant}, without quotes` : meant) ?? "Choose one of the allowed values.";
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
            return typeof value === "number" ? quoted : alone(value);
        case "number":
        case "int":
            return (typeof value === "string" ? numberIn(value, place.where) : undefined) ?? change;
        case "boolean":
            return yesOrNo(value);
        case "array":
            return typeof value === "string" ? `Write it as a list: [${value}].` : isMapping(value) ? listed : change;
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
    const kinds = (node?.oneOf ?? []).map(({ properties }) => properties?.["kind"]?.const).filter(isText);
    if (kinds.length > 0) {
        const near = typeof value === "string" && value.length >= 4 ? nearestName(value, kinds) : undefined;
        const meant = meantBy(`${where}.kind`, value, kinds) ?? near;
        return meant === undefined
            ? `Write a mapping that has its kind: {kind: …}, one of ${kinds.join(", ")}.`
            : `Write {kind: ${meant}}${meant === "none" ? "" : ", with what else it needs"}.`;
    }
    const { properties = {}, required = [] } = node ?? {};
    if (typeof value === "boolean" && "enabled" in properties) {
        return `Write {enabled: ${value}}.`;
    }
    const keys = required.length > 0 ? required : Object.keys(properties);
    const whole = `{${keys.map((key) => `${key}: …`).join(", ")}}`;
    if (keys.length === 0) {
        return change;
    }
    const before =
        value === false
            ? "Remove it, or write"
            : value === true && required.length === 0
              ? "Write {} for its defaults, or"
              : "Write";
    return `${before} a mapping: ${whole}.`;
}

const isText = (value: unknown): value is string => typeof value === "string";

const most = 3;

/**
 * What to do about a key that is not known at its place: it may be a slip, or be known with another kind, at another place, or by a name that begins so.
 *
 * @param where - its path
 * @param known - the names that are known there; of two that are as near, the first is meant
 */
export function remedyForUnknown(key: string, where: string, known: readonly string[], tree: Node): string {
    const places = placesOf(tree, (name) => name === key);
    const near = nearestName(key, known) ?? sameWithMore(key, known);
    // A long name that is known elsewhere is no slip for a much shorter one that is known here.
    if (near !== undefined && !(few(places) && Math.abs(near.length - key.length) > 2)) {
        return `Write ${near} instead of ${key}.`;
    }
    if (places.includes(where)) {
        return `Remove it, or choose another ${where.replace(/[^.]*$/, "kind")}, which has it.`;
    }
    const alike = places.length > 0 || key.length < 4 ? [] : placesOf(tree, (name) => name.startsWith(key));
    // Short names are of many things.
    return few(places) && key.length > 3
        ? `Remove it, or move it to where it belongs: ${places.join(", ")}.`
        : few(alike)
          ? `Remove it. The names of these begin so: ${alike.join(", ")}.`
          : "Remove it, or move it to where it belongs.";
}

/** `period` of periodSeconds, `class` of instanceClass, and engineVersion of `version`; not `password` of passwordVersion. */
function sameWithMore(key: string, known: readonly string[]): string | undefined {
    const lower = key.toLowerCase();
    const [only, ...others] = known.filter((name) => {
        const [short = "", long = ""] = [lower, name.toLowerCase()].sort((a, b) => a.length - b.length);
        return short.length >= 4 && (long.endsWith(short) || (long.startsWith(short) && ownUnit.test(name)));
    });
    return others.length === 0 ? only : undefined;
}

const ownUnit = /(Ms|Seconds|Minutes|Days|Gb|GiB|Mb|MiB|Percent|Usd)$/;

const few = (places: readonly string[]): boolean => places.length > 0 && places.length <= most;

function placesOf(tree: Node, wanted: (name: string) => boolean): string[] {
    const found = new Set<string>();
    const visit = (node: Node, path: string) => {
        for (const [name, child] of Object.entries(node.properties ?? {})) {
            const at = path === "" ? name : `${path}.${name}`;
            if (wanted(name)) {
                found.add(at);
            }
            visit(child, at);
        }
        node.oneOf?.forEach((each) => {
            visit(each, path);
        });
    };
    visit(tree, "");
    return [...found].sort();
}
