import type { Resource } from "../rule";
import { isAlways, Option, stateOf } from "./options";
import { peek } from "./peek";
import { wordOf } from "./word";

/** A property that a rule wants to have a value. */
export interface WantedProperty {
    readonly name: string;
    readonly value: string;
    /** Whether it is right to leave it out, because the provider or AWS fills in the value. */
    readonly isDefault: boolean;
}

/** A property that holds a text, a number or a boolean; what is none of these counts as an empty text. */
export function readProperty(holder: unknown, name: string): Option {
    const peeked = peek(holder, name);
    if (peeked.kind !== "known") {
        return { state: peeked.kind };
    }
    return { state: "known", values: [wordOf(peeked.value)] };
}

/** What is wrong with a property, in words that never hold the value found; undefined when it is right. */
export function problemWithProperty({ props }: Resource, wanted: WantedProperty): string | undefined {
    const found = readProperty(props, wanted.name);
    return isAlways(found, wanted.value) || (found.state === "absent" && wanted.isDefault)
        ? undefined
        : `${wanted.name} ${stateOf(found, wanted.value)}; wanted: ${wanted.value}`;
}

/** Whether a property is given, be its value known or not. */
export const isGiven = (holder: unknown, name: string): boolean => peek(holder, name).kind !== "absent";

/** The elements of a list that can be read; `unknown` when the list or one of them cannot. */
export function readList(holder: unknown, name: string): readonly unknown[] | "unknown" {
    const peeked = peek(holder, name);
    if (peeked.kind !== "known" || !Array.isArray(peeked.value)) {
        return peeked.kind === "unknown" ? "unknown" : [];
    }
    const list: readonly unknown[] = peeked.value;
    const elements = Array.from({ length: list.length }, (_, index) => peek(list, index));
    return elements.some(({ kind }) => kind === "unknown")
        ? "unknown"
        : elements.flatMap((it) => (it.kind === "known" ? [it.value] : []));
}
