import { text } from "../../../components/parsed-values";
import type { Charge, ChargesOf } from "../charge";

const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

const engineOf = (value: unknown): string =>
    value === "valkey" ? "Valkey" : value === "memcached" ? "Memcached" : "Redis";

const nodes = (engine: unknown, nodeType: unknown, count: number, hours: number, because: string): Charge => ({
    group: "cache",
    what: `${text(nodeType) ?? "node type that is not known"}, ${engineOf(engine)}`,
    quantity: count * hours,
    key: `AmazonElastiCache/${engineOf(engine)}/NodeUsage:${text(nodeType) ?? "unknown"}`,
    because,
});

export const replicationGroupCharges: ChargesOf = ({ inputs }, { usage }) => {
    const shards = numberOf(inputs["numNodeGroups"]);
    const replicas = numberOf(inputs["replicasPerNodeGroup"]) ?? 0;
    const count = shards === undefined ? (numberOf(inputs["numCacheClusters"]) ?? 1) : shards * (replicas + 1);
    return [
        nodes(inputs["engine"], inputs["nodeType"], count, usage.hours, `${count} ${count === 1 ? "node" : "nodes"}`),
    ];
};

export const cacheClusterCharges: ChargesOf = ({ inputs }, { usage }) => {
    if (inputs["replicationGroupId"] !== undefined) {
        return "its node is counted with its replication group";
    }
    const count = numberOf(inputs["numCacheNodes"]) ?? 1;
    return [
        nodes(inputs["engine"], inputs["nodeType"], count, usage.hours, `${count} ${count === 1 ? "node" : "nodes"}`),
    ];
};

/** At least 100 MB of Valkey and 1 GB of the others are billed. https://aws.amazon.com/elasticache/pricing/ */
export const serverlessCacheCharges: ChargesOf = ({ inputs }, { usage }) => {
    const engine = engineOf(inputs["engine"]);
    const least = engine === "Valkey" ? 0.1 : 1;
    return [
        {
            group: "cache",
            what: `serverless, ${engine}`,
            quantity: Math.max(least, usage.cachedGb) * usage.hours,
            key: `AmazonElastiCache/${engine}/CachedData`,
            because: `assumption cachedGb, ${least} GB at least; requests are left out`,
        },
    ];
};
