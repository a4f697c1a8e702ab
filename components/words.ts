/** "a", "a and b", "a, b and c" */
export function listed(items: readonly string[], conjunction = "and"): string {
    return items.length < 2
        ? items.join("")
        : `${items.slice(0, -1).join(", ")} ${conjunction} ${items[items.length - 1]}`;
}

/** Lines that stand below the first one of a problem's `got`. */
export const indented = (text: string): string =>
    text
        .split("\n")
        .map((line) => `      ${line}`)
        .join("\n");

/** What a user needs of a parser's message: its first line. */
export const firstLine = (error: unknown): string =>
    (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";

/** A pattern that matches the text itself, in the syntax that Go, PCRE and JavaScript share. */
export const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Those that are there more than once, each once. */
export const repeated = (items: readonly string[]): string[] => [
    ...new Set(items.filter((item, i) => items.indexOf(item) < i)),
];
