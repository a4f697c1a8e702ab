import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { databaseClusterType, databaseType, isReplica } from "../read/database";
import { readProperty } from "../read/properties";
import type { Rule } from "../rule";

const name = "backupRetentionPeriod";

/** What AWS and the provider take when nothing is said, in days. An instance made through the API has no backups. */
const defaults: Readonly<Record<string, number>> = { [databaseType]: 0, [databaseClusterType]: 1 };

export const databaseBackups: Rule = {
    name: "database-backups",
    displayName: "Database backups",
    description: "A database is backed up automatically: 7 days or more are kept, 1 or more in a dev stack.",
    levels: everywhere,
    severity: "high",
    framework: securityHub("RDS.11", "RDS instances should have automatic backups enabled"),
    standards: ["CT.RDS.PR.8"],
    remediationSteps: "Set backupRetentionPeriod to 7 or more, in a dev stack to 1 or more.",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
    tags: ["database"],
    sees: "resource",
    types: [databaseType, databaseClusterType],
    judge(database, _, stage) {
        if (isReplica(database)) {
            return [];
        }
        const least = stage === "dev" ? 1 : 7;
        const found = readProperty(database.props, name);
        const days = found.state === "known" ? Number(found.values[0]) : (defaults[database.type] ?? 0);
        if (found.state !== "unknown" && days >= least) {
            return [];
        }
        const state = {
            absent: `is not set, which keeps ${days === 0 ? "none" : "1 day"}`,
            unknown: `is not known in this preview, so that it is ${least} or more cannot be proven`,
            known: `is not ${least} or more`,
        }[found.state];
        return [
            `${name} ${state}; wanted: ${least} days or more. In this project: database.backupDays: ${least}. ` +
                `In any other program: ${name}: ${least}.`,
        ];
    },
};
