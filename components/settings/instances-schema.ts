import { z } from "zod";
import {
    spotAllocations,
    triggerMeasures,
    triggerStatistics,
    triggerUnits,
    zoneCounts,
} from "../option-catalogue/values";
import { common } from "./defaults";
import { systemSettings } from "./instance-schema";
import * as forms from "./patterns";
import { StageDefaults, text } from "./schema-parts";

const keyPair = z.strictObject({
    name: z.string().min(1, "the name of a key pair").describe("Name of an EC2 key pair of the region"),
    source: text(forms.cidr).describe("Addresses from which SSH is allowed; the whole world is refused"),
});

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html (aws:autoscaling:launchconfiguration) */
const rootVolume = z.strictObject({
    sizeGb: z.int().min(10).max(16384).optional().describe("GiB of the root volume, gp3; without it the image's own"),
    iops: z
        .int()
        .min(3000)
        .max(16000)
        .optional()
        .describe("Operations a second, at most 500 for each GiB; without it 3,000"),
    throughputMibps: z.int().min(125).max(1000).optional().describe("MiB a second; without it 125"),
});

export const instancesSchema = z.strictObject({
    imageId: text(forms.imageId)
        .optional()
        .describe(
            "An image of your own in place of the platform's, with an encrypted root volume for example; managed updates then no longer bring a newer system",
        ),
    keyPair: keyPair
        .optional()
        .describe("SSH with a key pair; without it there is no SSH, and Session Manager opens a shell"),
    rootVolume: rootVolume.prefault({}),
    ...systemSettings,
    detailedMonitoring: z
        .boolean()
        .default(false)
        .describe("CloudWatch metrics of instances each minute, billed, instead of every five minutes"),
    propagateTags: z
        .boolean()
        .default(false)
        .describe("Give the launch template's tags to instances, volumes and network interfaces when they start"),
    encryptVolumesInRegion: z
        .boolean()
        .default(false)
        .describe(
            "Turn on EBS encryption by default. It affects the whole account in this region, other stacks included: Elastic Beanstalk has no option for its own volumes",
        ),
});

export const spotSchema = z.strictObject({
    onDemandBase: z
        .int()
        .min(0)
        .max(10000)
        .default(common.spotOnDemandBase)
        .describe("Instances that are always on demand"),
    onDemandPercent: z
        .int()
        .min(0)
        .max(100)
        .default(common.spotOnDemandPercent)
        .describe("Share of on-demand instances above the base, in percent"),
    maxPrice: z
        .number()
        .min(0.001)
        .max(20)
        .optional()
        .describe("US dollars for an instance hour; without it the on-demand price"),
    allocation: z
        .enum(spotAllocations)
        .default(common.spotAllocation)
        .describe("How the pools are chosen from which instances come"),
    rebalance: z
        .boolean()
        .default(true)
        .describe("Start a new instance when AWS announces that it will take one away, before it does"),
});

const threshold = z.number().min(0).max(20000000).optional();

const trigger = z.strictObject({
    measure: z.enum(triggerMeasures).default(common.triggerMeasure).describe("Metric by which the environment scales"),
    statistic: z.enum(triggerStatistics).default("Average").describe("Statistic of the metric"),
    unit: z.enum(triggerUnits).optional().describe("Unit of the thresholds; without it the metric's own"),
    lower: threshold.describe("Below it instances are removed; for CPUUtilization 20 (percent) when nothing is said"),
    upper: threshold.describe("Above it instances are added; for CPUUtilization 70 (percent) when nothing is said"),
    remove: z.int().min(1).max(100).default(1).describe("Instances that are removed at a time"),
    add: z.int().min(1).max(100).default(1).describe("Instances that are added at a time"),
    periodMinutes: z.int().min(1).max(600).default(common.triggerMinutes).describe("Minutes of one measurement"),
    evaluationPeriods: z
        .int()
        .min(1)
        .max(600)
        .default(1)
        .describe("Measurements in a row that have to be beyond a threshold"),
});

const scheduledAction = z.strictObject({
    start: text(forms.timestamp).optional().describe("First time, in UTC"),
    end: text(forms.timestamp).optional().describe("Last time, in UTC"),
    recurrence: text(forms.cron)
        .optional()
        .describe("When it is repeated, as crontab writes it, in UTC; without it the action runs once, at its start"),
    min: z.int().min(0).max(10000).optional().describe("New smallest number of instances"),
    max: z.int().min(0).max(10000).optional().describe("New largest number of instances"),
    desired: z.int().min(0).max(10000).optional().describe("New number of instances"),
    suspend: z
        .boolean()
        .default(false)
        .describe(
            "Leave the action out of use. Do this instead of removing it: no request to Elastic Beanstalk removes one action",
        ),
});

export const scalingSchema = (d: StageDefaults) =>
    z.strictObject({
        min: z.int().min(1).max(10000).default(d.minInstances).describe("Smallest number of instances"),
        max: z.int().min(1).max(10000).default(d.maxInstances).describe("Largest number of instances"),
        cooldownSeconds: z
            .int()
            .min(0)
            .max(10000)
            .default(common.cooldownSeconds)
            .describe("Seconds between two scaling activities"),
        zones: z
            .enum(zoneCounts)
            .default("Any")
            .describe("In how many of the subnets' availability zones instances run"),
        zoneNames: z
            .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "the name of a zone, such as us-east-1a"))
            .min(1)
            .optional()
            .describe("Availability zones by name, among those of the subnets"),
        trigger: trigger.prefault({}),
        schedule: z
            .record(
                z.string().regex(/^[A-Za-z0-9][\w-]{0,63}$/, "up to 64 letters, digits, underscores and hyphens"),
                scheduledAction,
                "scheduled actions by name",
            )
            .default({})
            .describe("Sizes by the clock"),
    });
