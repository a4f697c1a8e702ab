import { z } from "zod";
import { healthThresholds, retentionDays } from "../option-catalogue/values";
import * as forms from "./patterns";
import { StageDefaults, text } from "./schema-parts";

export const logsSchema = (d: StageDefaults) =>
    z.strictObject({
        stream: z.boolean().default(true).describe("Send the instances' logs to CloudWatch Logs"),
        streamHealth: z.boolean().default(true).describe("Send changes of health to CloudWatch Logs"),
        retentionDays: z.literal(retentionDays).default(d.logRetentionDays).describe("Days that CloudWatch keeps them"),
        deleteOnTerminate: z.boolean().default(false).describe("Delete the log groups together with the environment"),
        publishToS3: z
            .boolean()
            .default(false)
            .describe("Copy rotated logs to Elastic Beanstalk's own bucket each hour, where they stay"),
    });

const metrics = z
    .record(
        z.string().regex(/^[A-Z][A-Za-z0-9]+$/, "the name of a metric, such as ApplicationRequests5xx"),
        z.literal(60),
        "metrics by name",
    )
    .default({});

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-rules.html */
export const healthSchema = z.strictObject({
    successThreshold: z
        .enum(healthThresholds)
        .default("Ok")
        .describe("Health that an instance has to reach for a deployment to go on"),
    ignoreApplication4xx: z
        .boolean()
        .default(false)
        .describe("Leave 4xx answers of the application out of the health: users' mistakes, not the application's"),
    ignoreLoadBalancer4xx: z
        .boolean()
        .default(false)
        .describe("Leave 4xx answers of the load balancer out of the health"),
    environmentMetrics: metrics.describe(
        "Custom CloudWatch metrics of the environment, billed, each with 60 for its seconds: InstancesSevere, ApplicationLatencyP99 …",
    ),
    instanceMetrics: metrics.describe(
        "Custom CloudWatch metrics of each instance, billed, each with 60 for its seconds: RootFilesystemUtil, LoadAverage1min …",
    ),
});

export const notificationsSchema = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("endpoint").describe("A topic that Elastic Beanstalk makes, with one subscriber"),
        endpoint: z.string().min(1, "an address").describe("Where events go: an e-mail address, a URL, a queue's ARN"),
        protocol: z
            .enum(["email", "email-json", "http", "https", "sqs"])
            .default("email")
            .describe("Protocol of the subscription; e-mail has to be confirmed"),
        topicName: z
            .string()
            .regex(/^[\w-]{1,256}$/, "up to 256 letters, digits, underscores and hyphens")
            .optional()
            .describe("Name of the topic; without it one that is made up"),
    }),
    z.strictObject({
        kind: z.literal("topic").describe("A topic of yours"),
        topicArn: text(forms.topicArn).describe(
            "Its ARN; the service role publishes to it, which its own policy has to allow in another account",
        ),
    }),
]);
