import type { z } from "zod";
import { nearestName } from "./nearest";

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

/**
 * What to do about a value that the schema refuses.
 *
 * @param node - of the schema, where the value stands; undefined where it is not known
 * @param value - undefined where it may be a secret, which no remedy repeats
 */
export function remedyFor(issue: Issue, node: Node | undefined, value: unknown): string {
    switch (issue.code) {
        case "invalid_type":
            return ofType(issue.expected, node, value);
        case "invalid_value":
            return wantsText(issue.values) && typeof value === "number" ? quoted : choose(issue.values, value);
        case "invalid_union":
            return choose((issue as { options?: readonly unknown[] }).options ?? [], value);
        case "invalid_key":
            return "Write another name in its place.";
        case "custom":
        case "invalid_element":
        case "invalid_format":
        case "not_multiple_of":
        case "too_big":
        case "too_small":
        case "unrecognized_keys":
            return change;
    }
}

const quoted = "Put it in quotes: YAML reads an unquoted 3.10 as the number 3.1.";
const wantsText = (values: readonly unknown[]): boolean => values.some((each) => typeof each === "string");

function choose(options: readonly unknown[], value: unknown): string {
    // A number that is near another one is no slip of the finger.
    const near = typeof value === "number" ? undefined : nearestName(String(value), options.map(String));
    return near === undefined ? "Choose one of the allowed values." : `Write ${near}.`;
}

function ofType(expected: string, node: Node | undefined, value: unknown): string {
    switch (expected) {
        case "string":
            return typeof value === "number" ? quoted : change;
        case "number":
        case "int":
            return aloneNumber(value);
        case "array":
            return typeof value === "string" ? `Write it as a list: [${value}].` : change;
        case "object":
            return mapping(node, value);
        default:
            return change;
    }
}

/** `20GB` and `"20"` are numbers to people. */
function aloneNumber(value: unknown): string {
    const [, number, rest] = typeof value === "string" ? (/^\s*(-?\d+(?:\.\d+)?)(.*)$/.exec(value) ?? []) : [];
    return number === undefined ? change : `Write ${number}, without ${rest?.trim() === "" ? "quotes" : "a unit"}.`;
}

/** A single word where a mapping is wanted is most often its kind. */
function mapping(node: Node | undefined, value: unknown): string {
    const kinds = (node?.oneOf ?? []).map(({ properties }) => properties?.["kind"]?.const).filter(isText);
    if (kinds.length > 0) {
        const near = typeof value === "string" && value.length >= 4 ? nearestName(value, kinds) : undefined;
        return near === undefined
            ? `Write a mapping that has its kind: {kind: …}, one of ${kinds.join(", ")}.`
            : `Write {kind: ${near}}, with what else it needs.`;
    }
    const keys = node?.required ?? Object.keys(node?.properties ?? {});
    return keys.length === 0 ? change : `Write a mapping: {${keys.map((key) => `${key}: …`).join(", ")}}.`;
}

const isText = (value: unknown): value is string => typeof value === "string";

const most = 3;

/**
 * What to do about a key that is not known at its place: it may be a slip, or be known with another kind, at another place, or by a name that begins so.
 *
 * @param where - its path
 */
export function remedyForUnknown(key: string, where: string, known: readonly string[], tree: Node): string {
    const near = nearestName(key, known);
    if (near !== undefined) {
        return `Write ${near} instead of ${key}.`;
    }
    const places = placesOf(tree, (name) => name === key);
    if (places.includes(where)) {
        return `Remove it, or choose another ${where.replace(/[^.]*$/, "kind")}, which has it.`;
    }
    const alike = places.length > 0 || key.length < 4 ? [] : placesOf(tree, (name) => name.startsWith(key));
    return few(places)
        ? `Remove it, or move it to where it belongs: ${places.join(", ")}.`
        : few(alike)
          ? `Remove it. The names of these begin so: ${alike.join(", ")}.`
          : "Remove it, or move it to where it belongs.";
}

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
