import type { Charge } from "../charge";

interface Hours {
    readonly instanceType: string;
    /** Hours of all instances together. */
    readonly onDemand: number;
    readonly spot: number;
    /** USD an hour; undefined is the price on demand. */
    readonly maxPrice: number | undefined;
    readonly because: string;
    /** What else is to be said of Spot. */
    readonly bound?: string;
}

/** What instances run, on demand and on Spot. */
export function instanceHours({ instanceType, onDemand, spot, maxPrice, because, bound = "" }: Hours): Charge[] {
    const key = `AmazonEC2/BoxUsage:${instanceType}`;
    return [
        { group: "instances", what: `${instanceType} on demand`, quantity: onDemand, key, because },
        {
            group: "instances",
            what: `${instanceType} Spot`,
            quantity: spot,
            key,
            share: "AmazonEC2/SpotShare",
            ...(maxPrice === undefined ? {} : { cap: maxPrice }),
            because: `${because}; a Spot price as it was once${bound}`,
        },
    ];
}
