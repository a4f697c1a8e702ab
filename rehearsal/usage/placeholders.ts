import { randomBytes } from "node:crypto";

const placeholder = /\{\{(\w+)\}\}/g;

/** Names in double braces. */
export const placeholders = (text: string): string[] => [...text.matchAll(placeholder)].map(([, name = ""]) => name);

/** The same value with every text in it changed; keys of mappings stay. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
    if (typeof value === "string") {
        return change(value) as T;
    }
    if (Array.isArray(value)) {
        return value.map((each: unknown) => mapTexts(each, change)) as T;
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)])) as T;
}

/** What stands for the placeholders of a description. */
export class Values {
    private readonly kept = new Map<string, string>();
    private readonly random: ReadonlyMap<string, string>;

    /** @param random names of texts that nobody can guess: fit for a user's name, a password and a sentence */
    constructor(random: readonly string[]) {
        this.random = new Map(random.map((name) => [name, `r${randomBytes(12).toString("hex")}`]));
    }

    keep(name: string, value: string): void {
        this.kept.set(name, value);
    }

    /** @param write how a value is written where it stands */
    fill<T>(value: T, write = (text: string) => text): T {
        return mapTexts(value, (text) =>
            text.replace(placeholder, (whole, name: string) => {
                const known = this.kept.get(name) ?? this.random.get(name);
                return known === undefined ? whole : write(known);
            }),
        );
    }

    /** A text for people: passwords may be among what is random, so its name stands for each again. */
    masked(text: string): string {
        return [...this.random].reduce((masked, [name, value]) => masked.replaceAll(value, `{{${name}}}`), text);
    }
}
