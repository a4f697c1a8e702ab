import type { Table } from "../../components/parsed-values";
import type { PriceKey } from "./prices/price";
import type { Usage } from "./usage";

/** A resource of the planned graph. */
export interface Planned {
    readonly urn: string;
    /** As the program names it: `aws:rds:Instance`. */
    readonly type: string;
    readonly name: string;
    readonly inputs: Table;
}

/** What a charge belongs to on the bill, and in the comparison with other estimates. */
export type Group =
    | "instances"
    | "volumes"
    | "public IPv4"
    | "load balancer"
    | "NAT"
    | "endpoints"
    | "data transfer"
    | "database"
    | "cache"
    | "S3"
    | "CDN"
    | "secrets"
    | "monitoring"
    | "logs"
    | "other";

/** How much of what a resource uses in a month; its price is looked up later. */
export interface Charge {
    readonly group: Group;
    readonly what: string;
    readonly quantity: number;
    readonly key: PriceKey;
    /** What of the price is paid, where it is not all: the price of another key is multiplied in. */
    readonly share?: PriceKey;
    /** No more than this for one unit. */
    readonly cap?: number;
    /** Why the quantity is what it is. */
    readonly because: string;
}

/** What a planner may look at besides the resource. */
export interface Surroundings {
    readonly graph: readonly Planned[];
    readonly usage: Usage;
}

/** Its charges, or why it has none. */
export type ChargesOf = (resource: Planned, around: Surroundings) => readonly Charge[] | string;
