import { listed } from "../../components/words";
import type { SchemaNode } from "./schema-tree";

/** The type of a setting in words, with what is allowed. Markdown. */
export function typeWords(node: SchemaNode): string {
    if (node.title !== undefined) {
        return node.title;
    }
    const values = node.const === undefined ? node.enum : [node.const];
    if (values !== undefined) {
        return listed(values.map(code), "or");
    }
    const alternatives = node.anyOf ?? node.oneOf;
    if (alternatives !== undefined) {
        return alternatives.map(typeWords).join(" or ");
    }
    const words = wordsByType[node.type ?? ""];
    return words === undefined ? "anything" : words(node);
}

const wordsByType: Readonly<Record<string, (node: SchemaNode) => string>> = {
    boolean: () => "`true` or `false`",
    integer: ({ minimum, maximum }) => join("whole number", range(minimum, maximum, "")),
    number: ({ minimum, maximum }) => join("number", range(minimum, maximum, "")),
    string: textWords,
    array: ({ items = {}, minItems, maxItems }) => {
        const entries = range(minItems, maxItems, " entries");
        return `list${entries === "" ? "" : ` of ${entries}`}, each ${typeWords(items)}`;
    },
    object: () => "mapping",
};

/** A value as YAML and JSON both read it. */
export const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;

function textWords({ format, patternErrorMessage: words, maxLength }: SchemaNode): string {
    if (format === "date") {
        return "text: a day, YYYY-MM-DD";
    }
    return join(words === undefined ? "text" : `text: ${words}`, range(undefined, maxLength, " characters"));
}

const join = (words: string, limits: string): string => (limits === "" ? words : `${words}, ${limits}`);

/** @param unit - with its space, or nothing */
function range(min: number | undefined, max: number | undefined, unit: string): string {
    const [low, high] = [min, max].map((limit) =>
        limit === undefined || Math.abs(limit) === Number.MAX_SAFE_INTEGER ? undefined : limit,
    );
    if (low !== undefined && high !== undefined) {
        return `${low} to ${high}${unit}`;
    }
    if (low === undefined) {
        return high === undefined ? "" : `at most ${high}${unit}`;
    }
    return `at least ${low}${low === 1 ? unit.replace("entries", "entry") : unit}`;
}
