import { text } from "../../../components/parsed-values";
import type { Charge, ChargesOf, Planned } from "../charge";
import type { Usage } from "../usage";
import { daysOfMonth, monthsOf } from "./months";

/** In words of the price list. */
const engines: Readonly<Record<string, string>> = { postgres: "PostgreSQL", mysql: "MySQL", mariadb: "MariaDB" };

const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** An RDS instance, a read replica too. */
export const databaseCharges: ChargesOf = (resource, { graph, usage }) => {
    const { inputs } = resource;
    const className = text(inputs["instanceClass"]) ?? "a class that is not known";
    const multiAz = inputs["multiAz"] === true;
    const prefix = `AmazonRDS/${engines[text(inputs["engine"]) ?? "postgres"] ?? text(inputs["engine"]) ?? ""}/`;
    const charges: Charge[] = [
        {
            group: "database",
            what: multiAz ? `${className} in two zones` : className,
            quantity: usage.hours,
            key: `${prefix}${multiAz ? "Multi-AZUsage" : "InstanceUsage"}:${className}`,
            because: multiAz ? "multiAz: a standby in another zone is billed too" : "one instance, without a standby",
        },
        ...storageCharges(resource, graph, `${prefix}RDS:`, multiAz, usage),
        {
            group: "database",
            what: "backups beyond its storage",
            quantity: usage.backupGb,
            key: `${prefix}RDS:ChargedBackupUsage`,
            because: "assumption backupGb",
        },
        ...insightCharges(inputs, className, multiAz, usage),
        ...databaseLogs(inputs, graph, usage),
    ];
    return charges.filter(({ quantity }) => quantity > 0);
};

/** gp3 has 3,000 IOPS and 125 MiB/s, from 400 GB on 12,000 and 500. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
function storageCharges(
    { inputs }: Planned,
    graph: readonly Planned[],
    prefix: string,
    multiAz: boolean,
    usage: Usage,
): Charge[] {
    const own = numberOf(inputs["allocatedStorage"]);
    const size = own ?? largestOf(graph);
    const type = text(inputs["storageType"]) ?? "gp2";
    const kind = type === "gp3" ? "GP3" : type === "gp2" ? "GP2" : "PIOPS";
    const zones = multiAz ? "Multi-AZ-" : "";
    const isGp3 = kind === "GP3";
    const iops = (numberOf(inputs["iops"]) ?? 0) - (isGp3 ? (size >= 400 ? 12_000 : 3000) : 0);
    const throughput = (numberOf(inputs["storageThroughput"]) ?? 0) - (size >= 400 ? 500 : 125);
    const part = (what: string, quantity: number, name: string, because: string): Charge => ({
        group: "database",
        what,
        quantity: Math.max(0, quantity) * monthsOf(usage),
        key: `${prefix}${zones}${name}`,
        because,
    });
    const most = numberOf(inputs["maxAllocatedStorage"]);
    const grows = most === undefined || most <= size ? "" : `; may grow to ${most} GB`;
    return [
        part(
            `storage, ${type}`,
            size,
            `${kind}-Storage`,
            own === undefined ? "as much as the largest other database" : `${size} GB are allocated${grows}`,
        ),
        part("IOPS that are bought", iops, isGp3 ? "GP3-PIOPS" : "PIOPS", "iops above what comes with the storage"),
        part(
            "throughput that is bought",
            isGp3 ? throughput : 0,
            "GP3-Throughput",
            "above what comes with the storage",
        ),
    ];
}

const largestOf = (graph: readonly Planned[]): number =>
    Math.max(
        20,
        ...graph.flatMap(({ type, inputs }) =>
            type === "aws:rds:Instance" ? (numberOf(inputs["allocatedStorage"]) ?? []) : [],
        ),
    );

/** The last 7 days are free. https://aws.amazon.com/rds/performance-insights/pricing/ */
function insightCharges(inputs: Planned["inputs"], className: string, multiAz: boolean, usage: Usage): Charge[] {
    const cpus = cpusOf(className) * (multiAz ? 2 : 1);
    const days = numberOf(inputs["performanceInsightsRetentionPeriod"]) ?? 7;
    const isAdvanced = inputs["databaseInsightsMode"] === "advanced";
    const isKept = inputs["performanceInsightsEnabled"] === true && days > 7 && !isAdvanced;
    return [
        {
            group: "database",
            what: "Performance Insights",
            quantity: isKept ? cpus * monthsOf(usage) : 0,
            key: "AmazonRDS/PerformanceInsights",
            because: `kept for ${days} days; 7 are free`,
        },
        {
            group: "database",
            what: "Database Insights, advanced",
            quantity: isAdvanced ? cpus * usage.hours : 0,
            key: "AmazonCloudWatch/DatabaseInsights",
            because: "databaseInsightsMode: advanced; standard is free",
        },
    ];
}

function databaseLogs(inputs: Planned["inputs"], graph: readonly Planned[], usage: Usage): Charge[] {
    const exported = inputs["enabledCloudwatchLogsExports"];
    const isExported =
        (Array.isArray(exported) && exported.length > 0) || Number(inputs["monitoringInterval"] ?? 0) > 0;
    const days = retentionOf(text(inputs["identifier"]), graph);
    return [
        {
            group: "logs",
            what: "database logs taken in",
            quantity: isExported ? usage.databaseLogsGb : 0,
            key: "AmazonCloudWatch/DataProcessing-Bytes",
            because: "assumption databaseLogsGb",
        },
        {
            group: "logs",
            what: "database logs kept",
            quantity: isExported ? usage.databaseLogsGb * ((days ?? 365) / daysOfMonth) : 0,
            key: "AmazonCloudWatch/TimedStorage-ByteHrs",
            because: days === undefined ? "RDS keeps them for ever; after a year, assumed" : `${days} days`,
        },
    ];
}

/** Days that the groups of a server's logs keep them, where the stack has such groups. */
function retentionOf(identifier: string | undefined, graph: readonly Planned[]): number | undefined {
    const groups = graph.filter(
        ({ type, inputs }) =>
            type === "aws:cloudwatch:LogGroup" &&
            text(inputs["name"])?.startsWith(`/aws/rds/instance/${identifier ?? ""}/`) === true,
    );
    const days = groups.map(({ inputs }) => numberOf(inputs["retentionInDays"]) ?? 0);
    return days.length === 0 || days.includes(0) ? undefined : Math.max(...days);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html */
export function cpusOf(className: string): number {
    const size = className.split(".").pop() ?? "";
    const times = /^(\d*)xlarge$/.exec(size)?.[1];
    return times === undefined ? 2 : 4 * Number(times === "" ? "1" : times);
}

/** Per vCPU of the databases behind it, at least 2. https://aws.amazon.com/rds/proxy/pricing/ */
export const proxyCharges: ChargesOf = (_, { graph, usage }) => {
    const primaries = graph.filter(
        ({ type, inputs }) => type === "aws:rds:Instance" && inputs["replicateSourceDb"] === undefined,
    );
    const cpus = primaries.reduce((sum, { inputs }) => sum + cpusOf(text(inputs["instanceClass"]) ?? ""), 0);
    return [
        {
            group: "database",
            what: "RDS Proxy",
            quantity: Math.max(2, cpus) * usage.hours,
            key: "AmazonRDS/PostgreSQL/RDS:ProxyUsage",
            because: `${Math.max(2, cpus)} vCPUs of the databases behind it, 2 at least`,
        },
    ];
};
