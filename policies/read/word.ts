/** A text, number or truth value as text, however a program writes it; empty for anything else. */
export const wordOf = (value: unknown): string =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value).trim() : "";
