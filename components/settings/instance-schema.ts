import { z } from "zod";
import { calendarWords, inUtc, isCalendar } from "./calendar";
import { common } from "./defaults";
import type { Form } from "./patterns";
import { seconds, text } from "./schema-parts";

/** Its name is a part of a unit's and of a file's. */
const jobName: Form = {
    pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    allowed: "the name of a job: lower-case words with hyphens",
};

const managementCommand: Form = {
    pattern: /^[A-Za-z_]\w*$/,
    allowed: "the name of a management command; its arguments are a list of their own",
};

/** What systemd can hold on a line, and a process takes as an argument. */
const argument: Form = {
    // eslint-disable-next-line no-control-regex -- control characters are what is refused
    pattern: /^[^\u0000-\u001f\u007f]*$/,
    allowed: "a text of one line",
};

/** In a folder of its own, so that the folder can belong to the application's user without opening /var/log. */
const logFile: Form = {
    pattern:
        /^\/var\/log\/(?!(amazon|audit|chrony|eb-docker|httpd|journal|nginx|private|sa|sssd|tuned)\/)(?!\.)[\w.-]+(\/(?!\.)[\w.-]+)+$/,
    allowed:
        "the path of a file in a folder of the application's own below /var/log, such as /var/log/notes/app.log, without wildcards; not in one of the system's or the platform's",
};

export const jobsSchema = z
    .record(
        text(jobName).max(40),
        z.strictObject({
            command: text(managementCommand).describe("Management command of Django, without manage.py"),
            arguments: z
                .array(text(argument))
                .default([])
                .describe("Arguments of the command, one an entry; no shell reads them"),
            schedule: z
                .string()
                .refine(isCalendar, calendarWords)
                .transform(inUtc)
                .describe(
                    "When, as OnCalendar of systemd writes it, with UTC or a zone such as Europe/Berlin behind it; UTC when nothing is said",
                ),
            timeoutSeconds: seconds(1, 86400)
                .default(common.jobTimeoutSeconds)
                .describe("Seconds after which the command is ended"),
        }),
        "jobs by name",
    )
    .default({})
    .describe(
        "Management commands by the clock, each run by one instance, whichever comes first: a lock in the PostgreSQL database keeps the others out. Python platform",
    );

export const appLogsSchema = z
    .array(text(logFile))
    .default([])
    .describe(
        "Log files that the application writes on the instance: they are rotated, come with the logs that are asked for, and stream to CloudWatch with the others. On the Python platform their folders are made for it. What goes to standard output needs no file",
    );

const packageName: Form = {
    pattern: /^[A-Za-z0-9][A-Za-z0-9+._-]*$/,
    allowed: "the name of a package of Amazon Linux 2023",
};

const packageVersion: Form = {
    pattern: /^[A-Za-z0-9][A-Za-z0-9+._~:-]*$/,
    allowed: '"latest" or a version in quotes, such as "15.0-2.amzn2023.0.1"',
};

/** What an instance has besides its platform. */
export const systemSettings = {
    swapMb: z
        .int()
        .min(0)
        .max(16384)
        .default(common.swapMb)
        .describe(
            "MiB of a swap file on the root volume, so that a small instance does not run out of memory while it installs or compiles packages; 0 for none",
        ),
    packages: z
        .record(text(packageName), text(packageVersion), "packages by name")
        .default({})
        .describe(
            "Packages of Amazon Linux 2023 that are installed before the application, by name: latest, or a version, which may not be older than the installed one",
        ),
};
