import type { Planned } from "./charge";
import { cheaper } from "./cheaper";
import { estimate } from "./estimate";
import type { Prices } from "./prices/price";
import type { Usage } from "./usage";

/** A change that makes the stack cheaper. */
export interface Suggestion {
    readonly what: string;
    /** In the stack file. */
    readonly how: string;
    /** What is given up. */
    readonly lost: string;
    /** US dollars a month. */
    readonly saved: number;
}

/** Below this nobody would change anything. */
const worthwhile = 0.05;

/**
 * Each change is tried by itself: the graph is altered and estimated anew, so that what it costs elsewhere counts too. Sums may overlap.
 * Where an altered graph has something without a price, nothing can be said of the change.
 */
export function suggestionsFor(graph: readonly Planned[], prices: Prices, usage: Usage): Suggestion[] {
    const before = estimate(graph, prices, usage);
    return cheaper
        .flatMap(({ alter, ...words }) => {
            const altered = alter({ graph, usage });
            const after = altered === undefined ? undefined : estimate(altered.graph, prices, altered.usage);
            return after === undefined || after.notEstimated.length > before.notEstimated.length
                ? []
                : [{ ...words, saved: before.total - after.total }];
        })
        .filter(({ saved }) => saved >= worthwhile)
        .sort((a, b) => b.saved - a.saved);
}
