import { containerCommand } from "../factories/commands";
import { configFile } from "../factories/config-file";
import { file } from "../factories/files";
import type { ConfigFile } from "../model";
import { systemdUnit } from "../systemd";

/** A long-running process beside the web server. It runs as webapp, in the application's folder, on every instance. */
export type Process = CeleryWorker | CeleryBeat | OtherCommand;

interface CeleryWorker {
    readonly kind: "celeryWorker";
    readonly app: string;
    /** Without it one for each core. */
    readonly concurrency?: number | undefined;
    /** None are those of the application's settings. */
    readonly queues: readonly string[];
    /** How long running tasks get to end. */
    readonly stopSeconds: number;
}

interface CeleryBeat {
    readonly kind: "celeryBeat";
    readonly app: string;
    /** Without it Celery's own, which keeps its schedule in a file. */
    readonly scheduler?: string | undefined;
}

interface OtherCommand {
    readonly kind: "command";
    readonly command: string;
}

/** Celery logs to standard error, which the platform keeps as `<name>.stdout.log`. https://docs.celeryq.dev/en/stable/reference/cli.html */
export function processCommand(name: string, process: Process): string {
    switch (process.kind) {
        case "celeryWorker": {
            const { app, concurrency, queues } = process;
            return [
                `celery --app ${app} worker --loglevel INFO`,
                // Celery adds the instance's name: of two nodes with one name each would take the other's answers.
                `--hostname ${name}@`,
                ...(concurrency === undefined ? [] : [`--concurrency ${concurrency}`]),
                ...(queues.length === 0 ? [] : [`--queues ${queues.join(",")}`]),
            ].join(" ");
        }
        case "celeryBeat": {
            const { app, scheduler } = process;
            const keeper =
                scheduler === undefined ? `--schedule ${stateFolder}/${name}-schedule` : `--scheduler ${scheduler}`;
            return `celery --app ${app} beat --loglevel INFO ${keeper}`;
        }
        case "command":
            return process.command;
    }
}

/** The application's folder is laid anew by each deployment, and a schedule in it would forget what has run. */
const stateFolder = "/var/lib/django-beanstalk";

/** What processes need besides their line in the Procfile. */
export function processParts(processes: readonly (readonly [string, Process])[]): ConfigFile[] {
    const stops = processes.flatMap(([name, each]) =>
        each.kind === "celeryWorker" ? [stopOf(name, each.stopSeconds)] : [],
    );
    const keepsSchedule = processes.some(([, each]) => each.kind === "celeryBeat" && each.scheduler === undefined);
    const parts = [...stops, ...(keepsSchedule ? [makeStateFolder] : [])];
    return parts.length === 0
        ? []
        : [configFile("15-processes", "lets Celery end its tasks, and keeps its schedule", parts)];
}

/**
 * systemd ends a unit by SIGTERM to each of its processes, on which those of Celery's pool end in the middle of a task (measured with 5.7). With `mixed`
 * the main process alone gets it, takes no more tasks, and waits for the running ones. The platform makes a unit of each process, called like it.
 *
 * https://docs.celeryq.dev/en/stable/userguide/workers.html#stopping-the-worker
 */
const stopOf = (name: string, seconds: number) =>
    file(`/etc/systemd/system/${name}.service.d/django-beanstalk.conf`, {
        content: systemdUnit({ Service: { KillMode: "mixed", TimeoutStopSec: String(seconds) } }),
    });

const makeStateFolder = containerCommand("beat_folder", [
    "install",
    ...["-d", "-m", "0750", "-o", "webapp", "-g", "webapp"],
    stateFolder,
]);
