import { ProblemError, Problem } from "../../components/problem";
import { Table, table } from "../../components/parsed-values";

/** What no plan tells: how much of a service is used in a month. */
export const usageKeys = {
    hours: {
        default: 730,
        unit: "hours",
        what: "of a month that the stack is up; AWS' own calculator takes 730",
    },
    requests: { default: 1_000_000, unit: "requests", what: "over HTTP to each environment" },
    dataOutGb: { default: 20, unit: "GB", what: "sent to the internet" },
    crossZoneGb: { default: 5, unit: "GB", what: "between zones, each way: instances, database, load balancer" },
    natGb: { default: 10, unit: "GB", what: "through NAT gateways" },
    natS3Percent: { default: 50, unit: "%", what: "of what goes through NAT gateways is for S3" },
    endpointGb: { default: 1, unit: "GB", what: "through each interface endpoint" },
    logsGb: { default: 1, unit: "GB", what: "of logs of each environment" },
    databaseLogsGb: { default: 0.1, unit: "GB", what: "of logs of each database" },
    mediaGb: { default: 10, unit: "GB", what: "stored in each media bucket" },
    mediaWrites: { default: 10_000, unit: "requests", what: "that write to each media bucket" },
    mediaReads: { default: 100_000, unit: "requests", what: "that read from each media bucket" },
    bucketGb: { default: 1, unit: "GB", what: "stored in every other bucket, such as that of the bundles" },
    cdnGb: { default: 20, unit: "GB", what: "sent by each CloudFront distribution" },
    cdnRequests: { default: 200_000, unit: "requests", what: "to each CloudFront distribution" },
    secretReads: { default: 10_000, unit: "requests", what: "to Secrets Manager for each secret" },
    keyRequests: { default: 10_000, unit: "requests", what: "to KMS for each key of your own" },
    backupGb: {
        default: 0,
        unit: "GB",
        what: "of backups of each database beyond its storage; as much as its storage is free",
    },
    cachedGb: { default: 0.1, unit: "GB", what: "kept by each serverless cache" },
    messages: { default: 100_000, unit: "messages", what: "through each queue" },
    emails: { default: 100, unit: "messages", what: "of each notification topic" },
    imageGb: { default: 1, unit: "GB", what: "of images in each registry" },
    instances: {
        default: 0,
        unit: "instances",
        what: "of each environment on average; 0 for what the environment's smallest size and its schedule come to",
    },
    zones: { default: 0, unit: "zones", what: "of the load balancer; 0 for the subnets that the plan shows" },
} as const satisfies Readonly<Record<string, { default: number; unit: string; what: string }>>;

export type UsageKey = keyof typeof usageKeys;
export type Usage = Readonly<Record<UsageKey, number>>;

const keys = Object.keys(usageKeys).filter((key): key is UsageKey => key in usageKeys);

export const defaultUsage: Usage = usageFrom({});

function usageFrom(given: Partial<Usage>): Usage {
    const pairs = keys.map((key): [UsageKey, number] => [key, given[key] ?? usageKeys[key].default]);
    return Object.fromEntries(pairs) as Record<UsageKey, number>;
}

/** One assumption that holds for the estimate. */
export interface Assumption {
    readonly name: UsageKey;
    readonly value: number;
    readonly unit: string;
    readonly what: string;
    readonly given: boolean;
}

export const assumptionsOf = (usage: Usage): Assumption[] =>
    keys.map((name) => {
        const { unit, what, default: usual } = usageKeys[name];
        return { name, value: usage[name], unit, what, given: usage[name] !== usual };
    });

/**
 * Reads `name: number` of a file and `name=number` of the command line, which wins.
 *
 * @param file - the parsed file; undefined without one
 * @throws ProblemError that names everything that is wrong
 */
export function readUsage(where: string, file: unknown, flags: readonly string[]): Usage {
    const pairs: [string, unknown, string][] = [
        ...Object.entries(fileTable(where, file)).map(([key, value]): [string, unknown, string] => [key, value, where]),
        ...flags.map((flag): [string, unknown, string] => {
            const [key = "", value = ""] = flag.split(/=(.*)/s);
            return [key.trim(), value.trim() === "" ? value : Number(value), "--set"];
        }),
    ];
    const problems = pairs.flatMap(([key, value, source]) => usageProblems(source, key, value));
    if (problems.length > 0) {
        throw new ProblemError("The usage", problems);
    }
    return usageFrom(Object.fromEntries(pairs.map(([key, value]) => [key, value])));
}

function fileTable(where: string, file: unknown): Table {
    if (file !== undefined && (typeof file !== "object" || file === null || Array.isArray(file))) {
        throw new ProblemError("The usage", [
            { where, got: "no object", allowed: '{"requests": 2000000}', remedy: "Write names with numbers." },
        ]);
    }
    return table(file);
}

function usageProblems(where: string, key: string, value: unknown): Problem[] {
    if (!keys.some((known) => known === key)) {
        return [
            {
                where: `${where}: ${key}`,
                got: "no such assumption",
                allowed: keys.join(", "),
                remedy: "Name one of these.",
            },
        ];
    }
    const most = key === "hours" ? 744 : key === "natS3Percent" ? 100 : 1e12;
    if (typeof value !== "number" || !(value >= 0 && value <= most)) {
        return [
            {
                where: `${where}: ${key}`,
                got: typeof value === "number" ? String(value) : typeof value,
                allowed: `a number from 0 to ${most}`,
                remedy: "Write the amount of a month.",
            },
        ];
    }
    return [];
}
