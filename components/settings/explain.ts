import { z } from "zod";
import { retiredPython } from "../platform-branches";
import { table } from "../parsed-values";
import { Problem } from "../problem";
import { Node, remedyFor } from "./remedies";
import { mayBeSecret, shown } from "./shown";
import { remedyForUnknown } from "./unknown-keys";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * Turns what zod found into problems that name the setting, the value, what is allowed and what to do.
 *
 * @param prefix - stands before a setting's name where the user writes it
 */
export function explainIssues(
    issues: readonly Issue[],
    input: unknown,
    schema: z.ZodType,
    prefix = "django-beanstalk:",
): Problem[] {
    const tree = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node;
    return issues.flatMap((issue) =>
        issue.code === "unrecognized_keys" ? unknownKeys(issue, input, tree) : [explain(issue, input, tree, prefix)],
    );
}

function unknownKeys(issue: Extract<Issue, { code: "unrecognized_keys" }>, input: unknown, tree: Node): Problem[] {
    const known = knownKeys(tree, issue.path, input);
    const isTaken = (key: string) => key in table(valueAt(input, issue.path));
    const freeFirst = [...known.filter((key) => !isTaken(key)), ...known.filter(isTaken)];
    return issue.keys.map((key) => ({
        where: settingPath([...issue.path, key]),
        got: "an unknown setting",
        allowed: known.join(", "),
        remedy: remedyForUnknown(key, settingPath([...issue.path, key]), freeFirst, tree),
    }));
}

function explain(issue: Issue, input: unknown, tree: Node, prefix: string): Problem {
    const value = valueAt(input, issue.path);
    const where = settingPath(issue.path);
    if (value === undefined) {
        return { where, got: "nothing", allowed: allowedBy(issue), remedy: `Set ${prefix}${where}.` };
    }
    const known = !mayBeSecret(issue.path, value) ? value : Array.isArray(value) ? [] : undefined;
    const remedy =
        ownRemedies[where]?.(value) ?? remedyFor({ issue, where, node: nodeAt(tree, issue.path, input) }, known);
    // Of a name that is refused, the value says nothing.
    const got = issue.code === "invalid_key" ? JSON.stringify(issue.path.at(-1)) : shown(issue.path, value);
    return { where, got, allowed: allowedBy(issue), remedy };
}

/** Settings of which more is known than what the schema allows. */
const ownRemedies: Readonly<Record<string, (value: unknown) => string | undefined>> = {
    // YAML reads an unquoted version as a number.
    "app.platform.version": (value) =>
        typeof value === "string" || typeof value === "number" ? retiredPython(String(value)) : undefined,
    "domain.name": (value) =>
        typeof value === "string" && value.startsWith("*.")
            ? "Name one without * here, and write this one under domain.alternativeNames."
            : undefined,
    "domain.zone": (value) =>
        typeof value === "string" && /^Z[A-Z0-9]{8,}$/.test(value)
            ? "Write the name of the zone here, and this id as domain.zoneId."
            : undefined,
};

function allowedBy(issue: Issue): string {
    switch (issue.code) {
        case "invalid_type":
            return expected(issue.expected);
        case "invalid_value":
            return issue.values.map((v) => JSON.stringify(v)).join(", ");
        case "invalid_union": {
            const { options } = issue as { options?: readonly unknown[] };
            if (options !== undefined) {
                return options.map(String).join(", ");
            }
            return issue.message === "Invalid input"
                ? "a text, a whole number, true or false; put other numbers in quotes"
                : issue.message;
        }
        case "too_small":
            return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unit(issue.origin, issue.minimum)}`;
        case "too_big":
            return `${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unit(issue.origin, issue.maximum)}`;
        case "invalid_key":
            return issue.issues[0]?.message ?? issue.message;
        case "invalid_format":
        case "not_multiple_of":
        case "invalid_element":
        case "unrecognized_keys":
        case "custom":
            return issue.message;
    }
}

function unit(origin: string, count: number | bigint): string {
    const [one, several] = { array: ["entry", "entries"], string: ["character", "characters"] }[origin] ?? [];
    return one === undefined ? "" : ` ${Number(count) === 1 ? one : several}`;
}

function expected(type: string): string {
    const names: Readonly<Record<string, string>> = {
        object: "a mapping of settings",
        record: "a mapping of names to values",
        array: "a list",
        string: "a text",
        int: "a whole number",
        number: "a number",
        boolean: "true or false",
    };
    return names[type] ?? type;
}

/** Keys that the schema knows at a path. */
const knownKeys = (tree: Node, path: Path, input: unknown): string[] =>
    Object.keys(variant(nodeAt(tree, path, input), valueAt(input, path))?.properties ?? {});

/** Follows the variants that the input has chosen. */
function nodeAt(tree: Node, path: Path, input: unknown): Node | undefined {
    let node: Node | undefined = tree;
    let value = input;
    for (const step of path) {
        node = child(variant(node, value), step);
        value = valueAt(value, [step]);
    }
    return node;
}

function variant(node: Node | undefined, value: unknown): Node | undefined {
    return (
        node?.oneOf?.find(({ properties = {} }) =>
            Object.entries(properties).some(
                ([key, { const: fixed }]) => fixed !== undefined && fixed === valueAt(value, [key]),
            ),
        ) ?? node
    );
}

function child(node: Node | undefined, step: PropertyKey): Node | undefined {
    if (typeof step === "number") {
        return node?.items;
    }
    const extra = node?.additionalProperties;
    return node?.properties?.[String(step)] ?? (typeof extra === "object" ? extra : undefined);
}

function valueAt(value: unknown, path: Path): unknown {
    return path.reduce<unknown>(
        (at, step) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined),
        value,
    );
}

export function settingPath(path: Path): string {
    return path
        .map((step, i) => (typeof step === "number" ? `[${step}]` : `${i === 0 ? "" : "."}${String(step)}`))
        .join("");
}
