import { securityHub } from "../frameworks";
import { advisoryInDev } from "../levels";
import { clusterInstanceType, databaseClusterType, databaseType } from "../read/database";
import { problemWithProperty } from "../read/properties";
import type { Rule } from "../rule";

export const databaseMinorUpgrades: Rule = {
    name: "database-minor-upgrades",
    displayName: "Minor upgrades of the database",
    description: "A database takes minor versions, which mend security problems, in its maintenance window.",
    levels: advisoryInDev,
    severity: "medium",
    framework: securityHub("RDS.13", "RDS automatic minor version upgrades should be enabled"),
    standards: ["CT.RDS.PR.5"],
    remediationSteps: "Set autoMinorVersionUpgrade to true, or leave it out: the provider's default is true.",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
    tags: ["database"],
    sees: "resource",
    types: [databaseType, databaseClusterType, clusterInstanceType],
    judge(database) {
        const problem = problemWithProperty(database, {
            name: "autoMinorVersionUpgrade",
            value: "true",
            isDefault: true,
        });
        return problem === undefined
            ? []
            : [
                  `${problem}. In this project: database.minorUpgrades: true. ` +
                      "In any other program: autoMinorVersionUpgrade: true, or leave it out.",
              ];
    },
};
