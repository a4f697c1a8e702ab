import type { Problem } from "../problem";
import { dayMinutes, overlap, Span, spanOf } from "./windows";

interface Windows {
    readonly maintenanceWindow: string;
    readonly backupWindow: string;
}

const least = 30;

/**
 * What RDS demands of both windows, and of them together.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
 */
export function windowProblems({ maintenanceWindow, backupWindow }: Windows): Problem[] {
    const maintenance = spanOf(maintenanceWindow);
    const backup = spanOf(backupWindow);
    const lengths = [
        ...lengthProblems("database.maintenanceWindow", maintenanceWindow, maintenance),
        ...lengthProblems("database.backupWindow", backupWindow, backup),
    ];
    return lengths.length > 0 || !overlap(maintenance, backup)
        ? lengths
        : [
              {
                  where: "database.backupWindow",
                  got: `${backupWindow}, which overlaps database.maintenanceWindow (${maintenanceWindow})`,
                  allowed: "a time of every day apart from the maintenance window",
                  remedy: "Move one of the two.",
              },
          ];
}

function lengthProblems(where: string, got: string, { minutes }: Span): Problem[] {
    const tooLong = minutes >= dayMinutes;
    return minutes >= least && !tooLong
        ? []
        : [
              {
                  where,
                  got: `${got}, ${minutes} minutes`,
                  allowed: `${least} minutes or more, less than 24 hours`,
                  remedy: `Move its ${tooLong ? "end nearer to its start" : "end away from its start"}.`,
              },
          ];
}
