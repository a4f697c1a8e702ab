/** Careful looks into what a parser returned, of YAML, TOML or JSON, or into other unknown values; a value of another kind counts as absent. */
export type Table = Readonly<Record<string, unknown>>;

export const table = (value: unknown): Table =>
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
        ? (value as Table)
        : {};

export const tables = (value: unknown): Table[] => (Array.isArray(value) ? value.map(table) : []);

export const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

export const texts = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
