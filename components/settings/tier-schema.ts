import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import { seconds, StageDefaults, text } from "./schema-parts";

const cronTask = z.strictObject({
    path: text(forms.urlPath).describe("Path to which the message is posted; it names the task for the application"),
    schedule: text(forms.cron).describe("When, as crontab writes it, in UTC"),
});

const cronTasks = z
    .record(
        z.string().regex(/^[A-Za-z0-9][\w -]{0,63}$/, "up to 64 letters, digits, spaces, underscores and hyphens"),
        cronTask,
        "periodic tasks by name",
    )
    .default({})
    .describe("Periodic tasks, written into cron.yaml: one instance, the leader, puts each into the queue");

const web = z.strictObject({ kind: z.literal("web").describe("Serves HTTP requests") });

/** How long the daemon waits, and the queue keeps. */
const times = (d: StageDefaults) => ({
    connectTimeoutSeconds: seconds(1, 60)
        .default(common.workerConnectSeconds)
        .describe("Seconds to reach the application"),
    inactivityTimeoutSeconds: seconds(1, 36000)
        .default(d.workerInactivitySeconds)
        .describe(
            "Seconds that the application may take for a message; without it 299, or 9 more than app.web.timeoutSeconds",
        ),
    visibilityTimeoutSeconds: seconds(0, 43200)
        .default(d.workerVisibilitySeconds)
        .describe(
            "Seconds for which a message is hidden from others once it is taken; without it one more than the inactivity time, which is the least",
        ),
    errorVisibilityTimeoutSeconds: seconds(0, 43200)
        .default(common.workerErrorSeconds)
        .describe("Seconds until a message whose work failed is tried again"),
    retentionSeconds: seconds(60, 1209600)
        .default(common.workerRetentionSeconds)
        .describe("Seconds for which a message is kept"),
});

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-tiers.html */
const worker = (d: StageDefaults) =>
    z.strictObject({
        kind: z
            .literal("worker")
            .describe(
                "Takes messages from an SQS queue: a daemon on each instance posts them to the application at localhost",
            ),
        queueUrl: text(forms.queueUrl)
            .optional()
            .describe(
                "A queue of yours in the same region; without it Elastic Beanstalk makes one, with a dead-letter queue, and deletes both with the environment. Dead letters of your own queue are its redrive policy's matter",
            ),
        path: text(forms.urlPath).default(common.workerPath).describe("Path to which messages are posted"),
        mimeType: z
            .string()
            .regex(/^[\w.+-]+\/[\w.+-]+$/, "a media type, such as application/json")
            .default(common.workerMimeType)
            .describe("Content-Type of the posts"),
        connections: z
            .int()
            .min(1)
            .max(100)
            .default(common.workerConnections)
            .describe("Messages that an instance works on at the same time; more than Gunicorn has threads wait"),
        ...times(d),
        maxRetries: z
            .int()
            .min(1)
            .max(100)
            .default(common.workerRetries)
            .describe("Attempts after which a message goes to the dead-letter queue"),
        cron: cronTasks,
    });

export const tierSchema = (d: StageDefaults) => z.discriminatedUnion("kind", [web, worker(d)]);
