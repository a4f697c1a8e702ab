import { Effect, Effects, secret, variable } from "./effect";

const urls = [secret("CACHE_URL"), secret("REDIS_URL"), variable("SECRETS_VERSION")];
const older: Effect = {
    does: ["inPlace"],
    note: "At once, with seconds of broken connections. An older one, or Redis OSS after Valkey, is refused.",
};

/**
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html
 */
export const cacheEffects: Effects = {
    "cache.kind": {
        does: ["restart", "newVersion"],
        note: "To `none` the cache is deleted, which `environment.protect` refuses. From `redis` to `valkey` AWS changes the engine in place; back is refused.",
        options: urls,
    },
    "cache.version": older,
    "cache.nodeType": {
        does: ["inPlace"],
        note: "At once: the data moves to other nodes, with seconds of broken connections.",
    },
    "cache.replicas": {
        does: ["inPlace"],
        note: "The first copy turns failover on. What connects by the URLs does not notice.",
    },
    "cache.purpose": { does: ["inPlace"], note: "AWS applies another eviction at once." },
    "cache.snapshotDays": { does: ["inPlace"] },
    "cache.snapshotWindow": { does: ["inPlace"] },
    "cache.maintenanceWindow": { does: ["inPlace"] },
    "cache.finalSnapshot": { does: ["inPlace"] },
};
