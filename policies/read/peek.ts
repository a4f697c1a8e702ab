import { UnknownValueError } from "@pulumi/policy";

/** A property as it can be read: `known` values may themselves hold unknown ones. */
export type Peeked = { readonly kind: "absent" | "unknown" } | { readonly kind: "known"; readonly value: unknown };

/**
 * Reads one property of anything, without throwing. In a preview the SDK wraps properties in a proxy that throws when an
 * unknown value is read, and its server then turns the whole policy into a mere advice; so nothing is read without this.
 */
export function peek(holder: unknown, key: string | number): Peeked {
    if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, key)) {
        return { kind: "absent" };
    }
    try {
        const value: unknown = Reflect.get(holder, key);
        return value === undefined || value === null ? { kind: "absent" } : { kind: "known", value };
    } catch (error) {
        if (isUnknownValue(error)) {
            return { kind: "unknown" };
        }
        throw error;
    }
}

/** Whether an error says that a value is not known in this preview. Its message names the property, never a value. */
export function isUnknownValue(error: unknown): error is Error {
    return error instanceof UnknownValueError;
}

/** The text of a property; undefined when it is absent, unknown, or no text. */
export function peekText(holder: unknown, key: string | number): string | undefined {
    const peeked = peek(holder, key);
    return peeked.kind === "known" && typeof peeked.value === "string" ? peeked.value : undefined;
}
