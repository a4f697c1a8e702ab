/** A table without the keys that have no value. */
export const present = (table: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(table).filter(([, value]) => value !== undefined));
