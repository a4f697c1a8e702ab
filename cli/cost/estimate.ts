import { chargesOf } from "./catalogue";
import type { Charge, Group, Planned } from "./charge";
import { whyFree } from "./free-types";
import type { Price, Prices, Source } from "./prices/price";
import type { Usage } from "./usage";

/** One line of the bill. */
export interface Line {
    readonly resource: string;
    readonly type: string;
    readonly group: Group;
    readonly what: string;
    readonly quantity: number;
    readonly unit: string;
    readonly unitPrice: number;
    /** US dollars a month. */
    readonly usd: number;
    readonly because: string;
    readonly source: Source;
}

/** Something that costs nothing, and why. */
export interface Free {
    readonly type: string;
    readonly reason: string;
    readonly count: number;
}

/** Something that may cost, of which no figure can be given. */
export interface NotEstimated {
    readonly resource: string;
    readonly type: string;
    readonly why: string;
}

export interface Estimate {
    readonly lines: readonly Line[];
    readonly free: readonly Free[];
    readonly notEstimated: readonly NotEstimated[];
    readonly total: number;
}

/** What a planned graph costs in a month. */
export function estimate(graph: readonly Planned[], prices: Prices, usage: Usage): Estimate {
    const [lines, notEstimated]: [Line[], NotEstimated[]] = [[], []];
    const free = new Map<string, Free>();
    for (const resource of graph) {
        const { name, type } = resource;
        const charges = chargesOf(type)?.(resource, { graph, usage }) ?? whyFree(type);
        if (charges === undefined) {
            notEstimated.push({ resource: name, type, why: "no price is known of this type of resource" });
        } else if (typeof charges === "string") {
            const key = `${type} ${charges}`;
            free.set(key, { type, reason: charges, count: (free.get(key)?.count ?? 0) + 1 });
        } else {
            for (const charge of charges) {
                const line = lineOf(resource, charge, prices);
                if ("why" in line) {
                    notEstimated.push(line);
                } else {
                    lines.push(line);
                }
            }
        }
    }
    const total = lines.reduce((sum, { usd }) => sum + usd, 0);
    return { lines, free: [...free.values()], notEstimated, total };
}

function lineOf({ name, type }: Planned, charge: Charge, prices: Prices): Line | NotEstimated {
    const price = prices.get(charge.key);
    const share = charge.share === undefined ? undefined : prices.get(charge.share);
    const missing = price === undefined ? charge.key : share === undefined ? charge.share : undefined;
    if (price === undefined || missing !== undefined) {
        return { resource: name, type, why: `${charge.what}: no price of ${missing ?? charge.key}` };
    }
    const unitPrice = Math.min(price.usd * (share?.usd ?? 1), charge.cap ?? Infinity);
    const { group, what, quantity, because } = charge;
    const source = sourceOf(price, share);
    return {
        resource: name,
        type,
        group,
        what,
        quantity,
        unit: price.unit,
        unitPrice,
        usd: quantity * unitPrice,
        because,
        source,
    };
}

/** A line stands on the weaker of its two prices. */
const sourceOf = (price: Price, share: Price | undefined): Source =>
    share?.source.assumed === true ? share.source : price.source;

/** US dollars by what they are for. */
export function byGroup(lines: readonly Line[]): ReadonlyMap<Group, number> {
    const sums = new Map<Group, number>();
    for (const { group, usd } of lines) {
        sums.set(group, (sums.get(group) ?? 0) + usd);
    }
    return sums;
}
