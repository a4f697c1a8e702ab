import { peek } from "./peek";

/** Stands where a value is not known in this preview. */
export const notKnown: unique symbol = Symbol("not known");

/**
 * A copy of a property that can be read without care: each unknown value in it is `notKnown`, and hides nothing beside it. Undefined when it is absent.
 *
 * A rule that lets `notKnown` pass judges resources by their inputs, and so is asked again in the update, before the resource is made, when all is known.
 */
export function knownParts(holder: unknown, key: string | number): unknown {
    const peeked = peek(holder, key);
    switch (peeked.kind) {
        case "absent":
            return undefined;
        case "unknown":
            return notKnown;
        case "known":
            return copyOf(peeked.value);
    }
}

function copyOf(value: unknown): unknown {
    if (Array.isArray(value)) {
        return Array.from(value.keys(), (index) => knownParts(value, index));
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.keys(value).map((key) => [key, knownParts(value, key)]))
        : value;
}

/** The entries of a list; one thing is a list of one, nothing is empty. */
export function entriesOf(value: unknown): readonly unknown[] {
    if (value === undefined) {
        return [];
    }
    return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** A property of a copy. */
export function partOf(holder: unknown, key: string): unknown {
    return typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
        ? (Reflect.get(holder, key) as unknown)
        : undefined;
}
