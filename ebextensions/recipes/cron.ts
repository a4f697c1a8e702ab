import type { CronFile } from "../model";

/** When a periodic task of a worker runs, and the path to which its message is posted. */
export interface CronTask {
    readonly path: string;
    readonly schedule: string;
}

/**
 * Periodic tasks of the worker tier: the leader among the instances puts a message into the queue at each time, so that a task runs once, whatever their number.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-tiers.html#worker-periodictasks
 *
 * @returns nothing when there are no tasks
 */
export function cron(tasks: Readonly<Record<string, CronTask>>): CronFile[] {
    const entries = Object.entries(tasks).sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.length === 0
        ? []
        : [
              {
                  kind: "cron",
                  reason: "names the worker's periodic tasks",
                  tasks: entries.map(([name, { path, schedule }]) => ({ name, url: path, schedule })),
              },
          ];
}
