import { z } from "zod";
import { deploymentPolicies } from "../option-catalogue/values";
import { common } from "./defaults";
import * as forms from "./patterns";
import { seconds, StageDefaults, text } from "./schema-parts";

const batch = z.discriminatedUnion("type", [
    z.strictObject({
        type: z.literal("percent").describe("A share of the instances"),
        size: z.int().min(1).max(100).default(common.batchPercent).describe("Percent of the instances in a batch"),
    }),
    z.strictObject({
        type: z.literal("fixed").describe("A number of instances"),
        size: z.int().min(1).max(10000).describe("Instances in a batch, at most environment.scaling.max"),
    }),
]);

const trafficSplitting = z.strictObject({
    percent: z
        .int()
        .min(1)
        .max(100)
        .default(common.splitPercent)
        .describe("Share of the requests that the new version gets at first"),
    minutes: z
        .int()
        .min(3)
        .max(600)
        .default(common.splitMinutes)
        .describe("Minutes for which the new version has to stay healthy before it gets everything"),
});

export const deploymentSchema = (d: StageDefaults) =>
    z.strictObject({
        policy: z
            .enum(deploymentPolicies)
            .default(d.deploymentPolicy)
            .describe("How a new version reaches the instances"),
        timeoutSeconds: seconds(60, 3600)
            .default(common.commandTimeoutSeconds)
            .describe("Seconds that the commands of one deployment may take on an instance"),
        batch: batch.prefault({ type: "percent" }),
        ignoreHealth: z
            .boolean()
            .default(false)
            .describe("Go on with the next batch although the last one is not healthy; nothing is rolled back then"),
        trafficSplitting: trafficSplitting.prefault({}),
    });

/**
 * How instances are exchanged when a setting needs new ones. AWS's default is none of this: all are ended at once.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rollingupdates.html
 */
const batches = {
    maxBatchSize: z
        .int()
        .min(1)
        .max(10000)
        .optional()
        .describe("Instances exchanged at a time; without it a third of the smallest number"),
    minInService: z
        .int()
        .min(0)
        .max(9999)
        .optional()
        .describe("Instances that keep serving; without it the smallest number, or one less than the largest"),
};

export const rollingUpdatesSchema = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("health").describe("In batches, each waiting until the last one is healthy"),
        ...batches,
        timeoutMinutes: z
            .int()
            .min(5)
            .max(60)
            .default(common.rollingMinutes)
            .describe("Minutes to wait for a batch before everything is put back"),
    }),
    z.strictObject({
        kind: z.literal("time").describe("In batches, with a pause between them, healthy or not"),
        ...batches,
        pauseMinutes: z.int().min(1).max(59).describe("Minutes between two batches"),
    }),
    z.strictObject({
        kind: z
            .literal("immutable")
            .describe("A second group of instances first; the old one ends when all are healthy"),
    }),
    z.strictObject({ kind: z.literal("off").describe("All at once, with an outage") }),
]);

export const managedUpdatesSchema = (d: StageDefaults) =>
    z.strictObject({
        enabled: z
            .boolean()
            .default(true)
            .describe(
                "Let Elastic Beanstalk bring newer platform releases in the window. When off, the release in the stack file is deployed by `pulumi up`",
            ),
        level: z.enum(["patch", "minor"]).default("minor").describe("Which platform updates are applied"),
        window: text(forms.updateWindow).default(d.updateWindow).describe("Start of the two-hour window, in UTC"),
        refreshInstances: z
            .boolean()
            .default(false)
            .describe("Exchange the instances in each week's window, even without a platform update"),
    });
