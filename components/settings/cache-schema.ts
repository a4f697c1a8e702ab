import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import { StageDefaults, text } from "./schema-parts";
import { dailyWindow, weeklyWindow } from "./window-forms";

/** What both engines have. */
const server = (d: StageDefaults) => ({
    nodeType: text(forms.cacheNodeType)
        .default(d.cacheNodeType)
        .describe(
            "ElastiCache node type. Changing it moves the data to other nodes, with seconds of broken connections",
        ),
    replicas: z
        .int()
        .min(0)
        .max(5)
        .default(d.cacheReplicas)
        .describe(
            "Copies in other zones, of which one takes over when the first node fails; without any, a failed node takes its data with it",
        ),
    purpose: z
        .enum(["cache", "queue", "both"])
        .default(common.cachePurpose)
        .describe(
            "What goes when memory is full. cache: whatever was not read for longest; queue: nothing, new entries are refused; both: of the entries with an expiry, whatever was not read for longest. Changes at once",
        ),
    snapshotDays: z
        .int()
        .min(0)
        .max(35)
        .default(d.cacheSnapshotDays)
        .describe("Days that daily snapshots are kept; 0 takes none"),
    snapshotWindow: text(dailyWindow)
        .default(common.cacheSnapshotWindow)
        .describe("When a snapshot begins, in UTC; at least an hour"),
    maintenanceWindow: text(weeklyWindow)
        .default(common.cacheMaintenanceWindow)
        .describe("When AWS mends and exchanges nodes, in UTC; at least an hour"),
    finalSnapshot: z
        .boolean()
        .default(d.cacheFinalSnapshot)
        .describe("Take a snapshot before the cache is deleted, which stays when the stack goes"),
});

export const cacheSchema = (d: StageDefaults) =>
    z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("none").describe("No cache") }),
        z.strictObject({
            kind: z.literal("valkey").describe("ElastiCache for Valkey, the free successor of Redis"),
            version: text(forms.valkeyVersion)
                .default(common.valkeyVersion)
                .describe("Valkey version, quoted. An older one is refused, because it would replace the cache"),
            ...server(d),
        }),
        z.strictObject({
            kind: z
                .literal("redis")
                .describe("ElastiCache for Redis OSS, dearer than Valkey; it can become Valkey later, and not back"),
            version: text(forms.redisVersion)
                .default(common.redisVersion)
                .describe("Redis OSS version, quoted. An older one is refused, because it would replace the cache"),
            ...server(d),
        }),
    ]);
