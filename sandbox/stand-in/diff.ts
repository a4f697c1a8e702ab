import { isMarked, isRecord, plain, Properties } from "./values";

export type Change = "add" | "delete" | "update";

/**
 * What differs between old and new inputs, by path as the engine writes it: `tags.stage`, `settings[3].value`.
 *
 * @param ignored - properties, or paths below them, whose changes do not count
 */
export function differences(
    before: Properties,
    after: Properties,
    ignored: readonly string[] = [],
): Map<string, Change> {
    const found = new Map<string, Change>();
    compare("", before, after, found);
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
        for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
            compare(below(path, key), before[key], after[key], found);
        }
    } else if (JSON.stringify(comparable(before)) !== JSON.stringify(comparable(after))) {
        found.set(path, before === undefined ? "add" : after === undefined ? "delete" : "update");
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
