import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import type { Form } from "./patterns";
import { seconds, StageDefaults, text } from "./schema-parts";

/**
 * The platform makes a unit of systemd of each process, under its name, so those of its own units are not to be had.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.build-proc.html
 */
const processName: Form = {
    pattern: /^(?!(?:web|nginx|httpd|healthd|cfn-hup|sqsd|xray|rsyslog|sshd|crond)$)[a-z][a-z0-9-]{0,31}$/,
    allowed:
        "the name of a process: lower-case letters, digits and hyphens, and not that of a process of the platform (web, nginx, sqsd …)",
};

export const asgi: Form = { pattern: forms.wsgi.pattern, allowed: "a module and a callable, package.module:callable" };

const celeryApp: Form = {
    pattern: /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(:[A-Za-z_]\w*)?$/,
    allowed: "a dotted Python module, or module:attribute",
};

const queueName: Form = {
    pattern: /^[A-Za-z0-9_.-]{1,80}$/,
    allowed: "the name of a queue: letters, digits, dots, underscores and hyphens",
};

const commandLine: Form = { pattern: /^(?!\s)[^\n\r\0]+$/, allowed: "a command of one line" };

const app = text(celeryApp).describe("Module of the Celery application, as after `celery --app`");

export const processesSchema = z
    .record(
        text(processName),
        z.discriminatedUnion("kind", [
            z.strictObject({
                kind: z.literal("celeryWorker").describe("A Celery worker on every instance"),
                app,
                concurrency: z
                    .int()
                    .min(1)
                    .max(64)
                    .optional()
                    .describe("Processes that work at the same time; without it one for each core"),
                queues: z
                    .array(text(queueName))
                    .default([])
                    .describe("Queues that it serves; without them those of Celery's settings"),
                stopSeconds: seconds(1, 900)
                    .default(common.workerStopSeconds)
                    .describe("Seconds that running tasks get to end when a deployment stops the worker"),
            }),
            z.strictObject({
                kind: z.literal("celeryBeat").describe("Celery's clock, which sends periodic tasks"),
                app,
                scheduler: text(celeryApp)
                    .optional()
                    .describe(
                        "Class of the scheduler; without it Celery's own. redbeat.RedBeatScheduler holds a lock, so that it may run on several instances",
                    ),
                onEveryInstance: z
                    .boolean()
                    .default(false)
                    .describe("Let it run on several instances, each of which sends every task"),
            }),
            z.strictObject({
                kind: z.literal("command").describe("Any other process that does not end"),
                command: text(commandLine).describe(
                    "What bash runs in the application's folder, as the application's user",
                ),
            }),
        ]),
        "processes by name",
    )
    .default({})
    .describe(
        "Processes besides the web server, on every instance; on the Docker platform each in a container of its own, where those are generated",
    );

/** How the web server runs. */
export const webSchema = (d: StageDefaults) =>
    z.strictObject({
        workers: z
            .union([z.int().min(1).max(64), z.literal("cores")], "a whole number from 1 to 64, or cores")
            .default(d.webWorkers)
            .describe(
                "Gunicorn worker processes on each instance; cores: twice its cores and one, at most twelve, as Gunicorn advises",
            ),
        threads: z
            .int()
            .min(1)
            .max(128)
            .default(common.webThreads)
            .describe("Threads of each Gunicorn worker; those that serve `asgi` have none"),
        timeoutSeconds: seconds(1, 36000)
            .default(d.webTimeoutSeconds)
            .describe(
                "Seconds after which Gunicorn ends a silent worker; less than environment.loadBalancer.idleTimeoutSeconds, and in the worker tier (default 290) than environment.tier.inactivityTimeoutSeconds",
            ),
        maxRequests: z
            .int()
            .min(100)
            .max(1000000)
            .optional()
            .describe(
                "Requests, and up to a tenth more, after which a worker is replaced: a help against leaks of memory",
            ),
    });
