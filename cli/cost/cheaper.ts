import type { Surroundings } from "./charge";
import { cacheChanges } from "./cheaper/cache";
import { databaseChanges } from "./cheaper/database";
import { environmentChanges } from "./cheaper/environment";
import { networkChanges } from "./cheaper/network";

/** A change that might make a stack cheaper. */
export interface CheaperChange {
    readonly what: string;
    readonly how: string;
    readonly lost: string;
    /** undefined where the graph has nothing to change */
    readonly alter: (before: Surroundings) => Surroundings | undefined;
}

export const cheaper: readonly CheaperChange[] = [
    ...environmentChanges,
    ...networkChanges,
    ...databaseChanges,
    ...cacheChanges,
];
