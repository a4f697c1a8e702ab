import { z } from "zod";
import { common, Stage } from "./defaults";
import * as forms from "./monitoring-patterns";
import { alarmIds } from "../monitoring/alarm-kinds";
import { StageDefaults, text } from "./schema-parts";

/** https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html */
const subscriber = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("email").describe("A person or a list; nothing is sent until the address is confirmed"),
        address: text(forms.emailAddress).describe(
            "The address, to which AWS sends a link. Who does not follow it within two days has to be subscribed again",
        ),
    }),
    z.strictObject({
        kind: z.literal("https").describe("A service that takes SNS's messages, such as one that wakes people"),
        // Its form is checked where no message shows it: it may hold a key.
        endpoint: z
            .string()
            .min(1, forms.httpsUrl.allowed)
            .describe(
                "Its address, which has to answer SNS's request for confirmation. It stands in the stack file as it is; the state keeps it as a secret",
            ),
    }),
    z.strictObject({
        kind: z
            .literal("slack")
            .describe("A channel of Slack, through Amazon Q Developer in chat applications (once AWS Chatbot)"),
        workspaceId: text(forms.slackWorkspace).describe(
            "Id of the workspace, which someone has to authorize in AWS's console once",
        ),
        channelId: text(forms.slackChannel).describe("Id of the channel; into a private one @Amazon Q is invited"),
    }),
]);

/** Everything else of an alarm is the program's. */
const alarm = z.strictObject({
    enabled: z
        .boolean()
        .optional()
        .describe("Whether the stack has it; docs/monitoring.md says which it has by itself"),
    threshold: z.number().optional().describe("Value at which it goes off, in the unit of docs/monitoring.md"),
    periodSeconds: z.int().optional().describe("Seconds that one datapoint is made of: a multiple of 60, up to a day"),
    evaluationPeriods: z.int().min(1).optional().describe("Last datapoints that are looked at"),
    datapointsToAlarm: z
        .int()
        .min(1)
        .optional()
        .describe("How many of them have to be bad; without it as many as by default, or all that are looked at"),
});

const errorLog = z.strictObject({
    file: text(forms.logFile)
        .optional()
        .describe(
            "Log file whose lines are counted, as it is called on the instances; without it /var/log/web.stdout.log on the Python platform, and none on Docker, where the name depends on your containers",
        ),
    pattern: z
        .string()
        .min(1, "a filter pattern of CloudWatch Logs")
        .max(1024)
        .default(common.errorPattern)
        .describe("Lines that count as errors, as a filter pattern of CloudWatch Logs"),
});

/** https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html */
const budget = z.strictObject({
    monthlyUsd: z
        .number()
        .min(1)
        .max(10000000)
        .describe("What the stack is expected to cost in a month, in US dollars"),
    costAllocationTag: z
        .string()
        .min(1)
        .optional()
        .describe(
            "Key of a tag of this stack that is activated for cost allocation, which takes a day to show; costs without it are left out. Without this setting the budget is of the whole account",
        ),
});

export const monitoringSchema = (d: StageDefaults) =>
    z.discriminatedUnion("kind", [
        z.strictObject({
            kind: z.literal("alarms").describe("Alarms, a dashboard, and word of failed deployments"),
            subscribers: z
                .array(subscriber)
                .max(50)
                .default([])
                .describe("Who is told. With nobody, alarms show on the dashboard only"),
            customerKey: z
                .boolean()
                .default(d.topicKey)
                .describe(
                    "Encrypt the topic with a key of the stack's own; CloudWatch cannot publish to one with AWS's key",
                ),
            dashboard: z.boolean().default(true).describe("Make a dashboard, billed beyond the account's third"),
            failedDeployments: z
                .boolean()
                .default(true)
                .describe("Tell when Elastic Beanstalk could not create or update the environment"),
            minimumRequests: z
                .int()
                .min(0)
                .max(1000000)
                .default(common.minimumRequests)
                .describe("Requests in a period below which its share of errors does not count"),
            errorLog: errorLog.prefault({}),
            alarms: z
                .record(text(forms.alarmId(alarmIds)), alarm, "alarms by name")
                .default({})
                .describe("What differs from the program's own alarms, by name"),
            budget: budget.optional().describe("Tells at 80 % of a month's cost, and when more than 100 % is forecast"),
        }),
        z.strictObject({ kind: z.literal("none").describe("Nothing of it") }),
    ]);

/** What a stack has when it says nothing. */
export const monitoringOf = (stage: Stage, d: StageDefaults) =>
    monitoringSchema(d).prefault(stage === "prod" ? { kind: "alarms" } : { kind: "none" });
