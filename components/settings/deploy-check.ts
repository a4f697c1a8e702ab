import { probeSeconds } from "../probe-seconds";
import type { Problem } from "../problem";
import type { Settings } from "../settings";

/** What processes and steps of a deployment do not allow. */
export const deployCheck = (settings: Settings): Problem[] => [...beats(settings), ...waits(settings)];

/** Two clocks send each task twice. A scheduler that holds a lock is the exception. */
function beats({ app, environment }: Settings): Problem[] {
    const { max } = environment.scaling;
    return Object.entries(app.processes).flatMap(([name, process]) =>
        process.kind !== "celeryBeat" ||
        process.onEveryInstance ||
        process.scheduler?.startsWith("redbeat.") === true ||
        max === 1
            ? []
            : [
                  {
                      where: `app.processes.${name}`,
                      got: `a Celery beat on up to ${max} instances, each of which would send every periodic task`,
                      allowed: "one instance, or a scheduler that holds a lock",
                      remedy: "Set scheduler: redbeat.RedBeatScheduler (package celery-redbeat), or environment.scaling.max to 1; or accept it with onEveryInstance: true.",
                  },
              ],
    );
}

/** Elastic Beanstalk gives up on a deployment that takes longer than its time-out, and the probe's own words would never be seen. */
function waits(settings: Settings): Problem[] {
    const { app, environment } = settings;
    const { timeoutSeconds } = environment.deployment;
    const asking = probeSeconds(settings);
    const stops = Object.values(app.processes).flatMap((each) =>
        each.kind === "celeryWorker" ? [each.stopSeconds] : [],
    );
    const stopping = Math.max(0, ...stops);
    const together = asking + stopping;
    const extended =
        asking === app.deploy.probeSeconds
            ? ""
            : `, extended to ${asking} by app.platform.databaseWaitSeconds and migrationWaitSeconds`;
    return together < timeoutSeconds
        ? []
        : [
              {
                  where: "app.deploy.probeSeconds",
                  got: `${app.deploy.probeSeconds}${extended}${stopping === 0 ? "" : `, after up to ${stopping} in which Celery workers stop`}`,
                  allowed: `together less than environment.deployment.timeoutSeconds (${timeoutSeconds})`,
                  remedy: "Lower them, or raise environment.deployment.timeoutSeconds.",
              },
          ];
}
