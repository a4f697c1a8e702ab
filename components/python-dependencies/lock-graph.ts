import { joinMarkers } from "./markers";

/** An arrow of a lock file: one package needs another, under a condition, with extras. */
export interface Edge {
    /** Key of the package in its lock file. */
    readonly to: string;
    /** Normalised names of extras; each brings edges of its own. */
    readonly extras: readonly string[];
    readonly marker?: string;
}

/** What a package needs: with no extra (`undefined`), or what one of its extras adds. */
export type EdgesOf = (key: string, extra: string | undefined) => readonly Edge[];

/** Either always (empty list) or under any of these conditions, each a set of markers that must all hold. */
type Condition = readonly (readonly string[])[];

/**
 * Every package that is reached from the roots, with the marker under which it is: conditions along a way are joined with `and`, several ways with `or`.
 * A package that one way reaches without a condition has none.
 */
export function reachable(roots: readonly Edge[], edgesOf: EdgesOf): Map<string, string | undefined> {
    const states = new Map<string, { key: string; extra: string | undefined; condition: Condition }>();
    const waiting: { edge: Edge; from: readonly string[] }[] = roots.map((edge) => ({ edge, from: [] }));
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const { edge, from } = next;
        const way = edge.marker === undefined ? from : [...new Set([...from, edge.marker])].sort();
        for (const extra of [undefined, ...edge.extras]) {
            const id = `${edge.to}\n${extra ?? ""}`;
            const known = states.get(id)?.condition ?? [];
            if (!known.some((other) => implies(way, other))) {
                const condition = [...known.filter((other) => !implies(other, way)), way];
                states.set(id, { key: edge.to, extra, condition });
                waiting.push(...edgesOf(edge.to, extra).map((further) => ({ edge: further, from: way })));
            }
        }
    }
    const found = new Map<string, Condition>();
    for (const { key, condition } of states.values()) {
        found.set(key, [...(found.get(key) ?? []), ...condition]);
    }
    return new Map([...found].map(([key, condition]) => [key, markerOf(condition)]));
}

/** Whoever fulfils all of `way` fulfils all of `other`. */
const implies = (way: readonly string[], other: readonly string[]): boolean =>
    other.every((marker) => way.includes(marker));

function markerOf(condition: Condition): string | undefined {
    const shortest = condition.filter(
        (way, index) =>
            !condition.some(
                (other, place) =>
                    place !== index && implies(way, other) && (other.length < way.length || place < index),
            ),
    );
    if (shortest.some((way) => way.length === 0)) {
        return undefined;
    }
    return joinMarkers(shortest.map((way) => joinMarkers(way, "and")).sort(), "or");
}
