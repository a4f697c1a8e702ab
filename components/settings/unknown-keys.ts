import { nearestName } from "./nearest";
import type { Node } from "./remedies";
import { oneOf } from "./synonyms";

const most = 3;

/**
 * What to do about a key that is not known at its place: it may be a slip, or be known with another kind, at another place, or by a name that begins so.
 *
 * @param where - its path
 * @param known - the names that are known there; of two that are as near, the first is meant
 */
export function remedyForUnknown(key: string, where: string, known: readonly string[], tree: Node): string {
    const places = placesOf(tree, (name) => name === key);
    const same = sameWithMore(key, known);
    const near = nearestName(key, known) ?? same;
    // A long name that is known elsewhere is no slip for a much shorter one that is known here.
    if (near !== undefined && !(few(places) && Math.abs(near.length - key.length) > 2)) {
        return `Write ${near} instead of ${key}.`;
    }
    if (places.includes(where)) {
        return `Remove it, or choose another ${where.replace(/[^.]*$/, "kind")}, which has it.`;
    }
    if (same !== undefined && same === near) {
        const [unit] = ownUnit.exec(same) ?? [];
        const here = known.filter((name) => name === same || (unit !== undefined && name.endsWith(unit)));
        const group = here.length <= most ? here : [same];
        return `Write ${oneOf(group)} instead of ${key}, or move it to where it belongs: ${places.join(", ")}.`;
    }
    const alike = places.length > 0 || key.length < 4 ? [] : placesOf(tree, (name) => name.startsWith(key));
    // Short names are of many things.
    return few(places) && key.length > 3
        ? `Remove it, or move it to where it belongs: ${places.join(", ")}.`
        : few(alike)
          ? `Remove it. The names of these begin so: ${alike.join(", ")}.`
          : "Remove it, or move it to where it belongs.";
}

/** Names of so many things that what stands before them counts: domain.zoneName is not domain.name. */
const general: ReadonlySet<string> = new Set(["name", "kind", "type", "size"]);

/** `period` of periodSeconds, `class` of instanceClass, engineVersion of `version`, and zoneName of `zone`; not `password` of passwordVersion. */
function sameWithMore(key: string, known: readonly string[]): string | undefined {
    const lower = key.toLowerCase();
    const named = known.find((name) => name.toLowerCase() === lower.replace(/[_-]?name$/, ""));
    if (named !== undefined) {
        return named;
    }
    const [only, ...others] = known.filter((name) => {
        const [short = "", long = ""] = [lower, name.toLowerCase()].sort((a, b) => a.length - b.length);
        const isEnd = long.endsWith(short) && !general.has(short);
        return short.length >= 4 && (isEnd || (long.startsWith(short) && ownUnit.test(name)));
    });
    return others.length === 0 ? only : undefined;
}

const ownUnit = /(Ms|Seconds|Minutes|Days|Gb|GiB|Mb|MiB|Percent|Usd)$/;

const few = (places: readonly string[]): boolean => places.length > 0 && places.length <= most;

function placesOf(tree: Node, wanted: (name: string) => boolean): string[] {
    const found = new Set<string>();
    const visit = (node: Node, path: string) => {
        for (const [name, child] of Object.entries(node.properties ?? {})) {
            const at = path === "" ? name : `${path}.${name}`;
            if (wanted(name)) {
                found.add(at);
            }
            visit(child, at);
        }
        node.oneOf?.forEach((each) => {
            visit(each, path);
        });
    };
    visit(tree, "");
    return [...found].sort();
}
