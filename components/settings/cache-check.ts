import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { dayMinutes, overlap, spanOf } from "./windows";

/** What ElastiCache would refuse of the cache's settings together. */
export const cacheCheck = ({ cache }: Settings): Problem[] =>
    cache.kind === "none" ? [] : [...windows(cache), ...apart(cache)];

type Server = Exclude<Settings["cache"], { kind: "none" }>;

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/maintenance-window.html */
function windows(cache: Server): Problem[] {
    return (["snapshotWindow", "maintenanceWindow"] as const).flatMap((name) => {
        const got = cache[name];
        const { minutes } = spanOf(got);
        return minutes >= 60 && minutes <= dayMinutes
            ? []
            : [
                  {
                      where: `cache.${name}`,
                      got: `${JSON.stringify(got)}, ${minutes} minutes`,
                      allowed: "60 minutes to 24 hours",
                      remedy: "End it an hour after its start, or later.",
                  },
              ];
    });
}

/** AWS documents it of RDS; of ElastiCache it is assumed. A snapshot that is taken while a node restarts is of no use either way. */
function apart({ snapshotDays, snapshotWindow, maintenanceWindow }: Server): Problem[] {
    return snapshotDays === 0 || !overlap(spanOf(maintenanceWindow), spanOf(snapshotWindow))
        ? []
        : [
              {
                  where: "cache.snapshotWindow",
                  got: `${JSON.stringify(snapshotWindow)}, in which maintenanceWindow (${JSON.stringify(maintenanceWindow)}) lies`,
                  allowed: "windows that do not overlap",
                  remedy: "Move one of them.",
              },
          ];
}
