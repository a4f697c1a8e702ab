/** Where a price was read. */
export interface Source {
    /** The page or file; of what nobody could look up, why it is believed. */
    readonly where: string;
    /** The date that the source itself gives. */
    readonly date: string;
    /** Not read in a source: carried over from what is known of the service or of another region. */
    readonly assumed?: true;
}

/** The price of one unit. */
export interface Price {
    readonly usd: number;
    readonly unit: string;
    readonly source: Source;
}

/**
 * A price has the name that AWS bills it by: service code, what tells two products of one usage type apart, and usage type without the region.
 * `AmazonEC2/BoxUsage:t3.small`, `AmazonRDS/PostgreSQL/InstanceUsage:db.t4g.micro`.
 */
export type PriceKey = string;

export type Prices = ReadonlyMap<PriceKey, Price>;

/** Prices of one unit and source, by the rest of their key. */
export interface PriceGroup {
    readonly prefix: string;
    readonly unit: string;
    readonly source: Source;
    readonly usd: Readonly<Record<string, number>>;
}

/** A later group wins. */
export const pricesOf = (groups: readonly PriceGroup[]): Prices =>
    new Map(
        groups.flatMap(({ prefix, unit, source, usd }) =>
            Object.entries(usd).map(([name, each]): [string, Price] => [prefix + name, { usd: each, unit, source }]),
        ),
    );
