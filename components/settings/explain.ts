import { z } from "zod";
import { retiredPython } from "../platform-branches";
import { Problem } from "../problem";
import { nearestName } from "./nearest";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A node of the JSON Schema that zod writes; only what is read here. */
interface Node {
    readonly properties?: Readonly<Record<string, Node>>;
    readonly additionalProperties?: Node | boolean;
    readonly items?: Node;
    readonly oneOf?: readonly Node[];
    readonly const?: unknown;
    readonly examples?: readonly unknown[];
}

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
        issue.code === "unrecognized_keys" ? unknownKeys(issue, input, tree) : [explain(issue, input, prefix)],
    );
}

function unknownKeys(issue: Extract<Issue, { code: "unrecognized_keys" }>, input: unknown, tree: Node): Problem[] {
    const known = knownKeys(tree, issue.path, input);
    return issue.keys.map((key) => {
        const near = nearestName(key, known);
        return {
            where: settingPath([...issue.path, key]),
            got: "an unknown setting",
            allowed: known.join(", "),
            remedy:
                near === undefined ? "Remove it, or move it to where it belongs." : `Write ${near} instead of ${key}.`,
        };
    });
}

function explain(issue: Issue, input: unknown, prefix: string): Problem {
    const value = valueAt(input, issue.path);
    const where = settingPath(issue.path);
    if (value === undefined) {
        return { where, got: "nothing", allowed: allowedBy(issue), remedy: `Set ${prefix}${where}.` };
    }
    const remedy = ownRemedies[where]?.(value) ?? remedyFor(issue, value);
    return { where, got: shown(issue.path, value), allowed: allowedBy(issue), remedy };
}

/** Settings of which more is known than what the schema allows. */
const ownRemedies: Readonly<Record<string, (value: unknown) => string | undefined>> = {
    // YAML reads an unquoted version as a number.
    "app.platform.version": (value) =>
        typeof value === "string" || typeof value === "number" ? retiredPython(String(value)) : undefined,
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
            return `at least ${issue.minimum}${unit(issue.origin)}`;
        case "too_big":
            return `at most ${issue.maximum}${unit(issue.origin)}`;
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

const unit = (origin: string) => (origin === "array" ? " entries" : origin === "string" ? " characters" : "");

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

function remedyFor(issue: Issue, value: unknown): string {
    const wantsText =
        (issue.code === "invalid_type" && issue.expected === "string") ||
        (issue.code === "invalid_value" && issue.values.some((each) => typeof each === "string"));
    if (wantsText && typeof value === "number") {
        return "Put it in quotes: YAML reads an unquoted 3.10 as the number 3.1.";
    }
    if (issue.code === "invalid_value" || issue.code === "invalid_union") {
        const options =
            issue.code === "invalid_value" ? issue.values : ((issue as { options?: readonly unknown[] }).options ?? []);
        // A number that is near another one is no slip of the finger.
        const near = typeof value === "number" ? undefined : nearestName(String(value), options.map(String));
        return near === undefined ? "Choose one of the allowed values." : `Write ${near}.`;
    }
    return "Change it to what is allowed.";
}

/** Keys that the schema knows at a path, following the variant that the input has chosen. */
function knownKeys(tree: Node, path: Path, input: unknown): string[] {
    let node: Node | undefined = tree;
    let value = input;
    for (const step of path) {
        node = child(variant(node, value), step);
        value = valueAt(value, [step]);
    }
    return Object.keys(variant(node, value)?.properties ?? {});
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

/** A value as the stack file has it. What may be a secret is never shown, whatever is wrong with it. */
function shown(path: Path, value: unknown): string {
    if (mayBeSecret(path) && value !== null && typeof value !== "object") {
        return "a value that is not shown";
    }
    const text = mayBeSecret(path) ? (Array.isArray(value) ? "a list" : "a mapping") : JSON.stringify(value);
    const kind = typeof value === "number" ? " (a number)" : typeof value === "boolean" ? " (true or false)" : "";
    return (text.length > 80 ? `${text.slice(0, 77)}…` : text) + kind;
}

/** Passwords end up among plain variables by mistake, and URLs with passwords where an ARN is wanted, so those count as secret too. */
function mayBeSecret(path: Path): boolean {
    const last = String(path.at(-1));
    const inSecrets = path[0] === "secrets" && !["kind", "length", "jsonKey"].includes(last);
    const inVariables =
        (path[0] === "app" && path[1] === "variables" && path.length > 2) ||
        (path[0] === "worker" && path[2] === "environmentVariables" && path.length > 3);
    const inWorker = path[0] === "worker" && last === "url";
    return inSecrets || inVariables || inWorker || /arn$/i.test(last);
}
