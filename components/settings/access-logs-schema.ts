import { z } from "zod";
import * as forms from "./patterns";
import { StageDefaults, text } from "./schema-parts";

/** Where a load balancer of the environment's own leaves its access logs. */
export const accessLogs = (d: StageDefaults) =>
    z.discriminatedUnion("kind", [
        z.strictObject({
            kind: z.literal("new").describe("A bucket that the stack makes for logs, into which AWS may write"),
            expireDays: z
                .int()
                .min(1)
                .max(3650)
                .default(d.logRetentionDays)
                .describe("Days after which a log is deleted. A smaller number deletes older ones within two days"),
            buckets: z
                .boolean()
                .default(false)
                .describe("Log the requests to the stack's other buckets there too, under s3/"),
        }),
        z.strictObject({
            kind: z.literal("existing").describe("A bucket that is there already"),
            bucket: text(forms.bucketName).describe(
                "A bucket in the same region into which Elastic Load Balancing may write",
            ),
            prefix: z.string().min(1).optional().describe("Prefix of the keys"),
        }),
    ]);
