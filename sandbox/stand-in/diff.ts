import type { Resource, ResourceType } from "./resource-type";
import { isMarked, isRecord, isSecret, plain, Properties } from "./values";

export type Change = "add" | "delete" | "update";

/** Lists that are compared as sets: by property, what makes two elements one. */
export type Sets = Readonly<Record<string, (element: unknown) => string>>;

/** What the provider finds to change: new inputs differ from the last ones; of a set, and of what AWS may change later, from what the state holds. */
export function changesOf(
    { sets = {}, readAnew = [], computedToo = [] }: ResourceType,
    { inputs, outputs }: Resource,
    news: Properties,
    ignored: readonly string[] = [],
): Map<string, Change> {
    const held = [...Object.keys(sets), ...readAnew].flatMap((key): [string, unknown][] =>
        key in outputs ? [[key, outputs[key]]] : [],
    );
    const leftOut = computedToo.filter((key) => news[key] === undefined);
    return differences({ ...inputs, ...Object.fromEntries(held) }, news, [...ignored, ...leftOut], sets);
}

/**
 * What differs between old and new inputs, by path as the engine writes it: `tags.stage`, `settings[3].value`.
 *
 * @param before - old inputs; of a set what the state holds
 * @param ignored - properties, or paths below them, whose changes do not count
 */
export function differences(
    before: Properties,
    after: Properties,
    ignored: readonly string[] = [],
    sets: Sets = {},
): Map<string, Change> {
    const found = new Map<string, Change>();
    for (const key of keysOf(before, after)) {
        const hash = sets[key];
        const [old, wanted] =
            hash === undefined ? [before[key], after[key]] : [opened(before[key]), opened(after[key])];
        if (hash !== undefined && Array.isArray(old) && Array.isArray(wanted)) {
            compareSets(key, old, wanted, hash, found);
        } else {
            compare(below("", key), old, wanted, found);
        }
    }
    for (const path of found.keys()) {
        if (ignored.some((each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`))) {
            found.delete(path);
        }
    }
    return found;
}

function compare(path: string, before: unknown, after: unknown, found: Map<string, Change>): void {
    const open = !isMarked(before) && !isMarked(after);
    if (open && Array.isArray(before) && Array.isArray(after)) {
        for (let i = 0; i < Math.max(before.length, after.length); i++) {
            compare(`${path}[${i}]`, before[i], after[i], found);
        }
    } else if (open && isRecord(before) && isRecord(after)) {
        for (const key of keysOf(before, after)) {
            compare(below(path, key), before[key], after[key], found);
        }
    } else if (JSON.stringify(comparable(before)) !== JSON.stringify(comparable(after))) {
        found.set(path, before === undefined ? "add" : after === undefined ? "delete" : "update");
    }
}

const keysOf = (before: Properties, after: Properties): Set<string> =>
    new Set([...Object.keys(before), ...Object.keys(after)]);

const opened = (value: unknown): unknown => (isSecret(value) ? value["value"] : value);

/**
 * The bridge gives an element that goes its old place and one that comes its new, so that two different ones at one place show as an update.
 * https://github.com/pulumi/pulumi-terraform-bridge/blob/master/pkg/tfbridge/detailed_diff.go
 */
function compareSets(
    path: string,
    before: readonly unknown[],
    after: readonly unknown[],
    hash: (element: unknown) => string,
    found: Map<string, Change>,
): void {
    const [old, wanted] = [before.map(hash), after.map(hash)];
    const [known, kept] = [new Set(old), new Set(wanted)];
    for (let i = 0; i < Math.max(old.length, wanted.length); i++) {
        const goes = i < old.length && !kept.has(old[i] ?? "");
        const comes = i < wanted.length && !known.has(wanted[i] ?? "");
        compare(`${path}[${i}]`, goes ? before[i] : undefined, comes ? after[i] : undefined, found);
    }
}

/** An asset is its content, wherever it lies. */
function comparable(value: unknown): unknown {
    const content = plain(value);
    return isRecord(content) && isMarked(content) && typeof content["hash"] === "string" ? content["hash"] : content;
}

/** Keys with characters that have a meaning in paths are quoted. https://www.pulumi.com/docs/iac/concepts/miscellaneous/property-paths/ */
function below(path: string, key: string): string {
    if (/[.[\]"]/.test(key)) {
        return `${path}["${key.replaceAll('"', '\\"')}"]`;
    }
    return path === "" ? key : `${path}.${key}`;
}

/** The property that a path lies in. */
export const propertyOf = (path: string): string => path.split(/[.[]/)[0] ?? path;
