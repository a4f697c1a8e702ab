import type { Group } from "./charge";
import { byGroup, Line } from "./estimate";

/** One line of a comparison with an estimate of 30 to 40 US dollars a month that circulates for a stack like this one. */
export interface Comparison {
    readonly group: Group;
    /** undefined for what that estimate leaves out */
    readonly there: number | undefined;
    readonly here: number;
    readonly why: string;
}

/** An instance of t3.small, a load balancer and the bundles in S3; data transfer "variable". */
const there: Partial<Readonly<Record<Group, number>>> = { instances: 15, "load balancer": 16, S3: 1 };

export const totalThere = "30 to 40";

/** Why the two differ, for what either of them has. */
const reasons: Readonly<Record<Group, string>> = {
    instances: "one t3.small there; here by the stack's own types, number, Spot share and schedule",
    "load balancer": "its hours there; here its capacity units too, and nothing for a single instance or a shared one",
    "public IPv4":
        "left out there; since February 2024 each address costs 3.65 in a month, one for each zone of the load balancer",
    database: "left out there, although the application had one: instance, standby, storage",
    volumes: "left out there: each instance has a root volume",
    S3: "bundles there; here media, and what is written and read",
    "data transfer": "variable there; here by assumption",
    NAT: "left out there: instances had public addresses",
    endpoints: "left out there",
    secrets: "left out there: each secret and key is billed",
    monitoring: "left out there: alarms, dashboards, metrics",
    logs: "left out there: CloudWatch takes them in by the GB",
    cache: "left out there: the application had none",
    CDN: "left out there: the application had none",
    other: "left out there",
};

const groupNames = Object.keys(reasons) as readonly Group[];

/** Line by line; a group that neither has is no line. */
export function compare(lines: readonly Line[]): Comparison[] {
    const here = byGroup(lines);
    return groupNames
        .filter((group) => here.has(group) || there[group] !== undefined)
        .map((group) => ({ group, there: there[group], here: here.get(group) ?? 0, why: reasons[group] }));
}
