import { securityHub } from "../frameworks";
import { notInDev } from "../levels";
import { databaseClusterType, databaseType, isReplica } from "../read/database";
import { problemWithProperty, WantedProperty } from "../read/properties";
import type { Rule } from "../rule";

const wanted: readonly WantedProperty[] = [
    { name: "deletionProtection", value: "true", isDefault: false },
    { name: "skipFinalSnapshot", value: "false", isDefault: true },
];

export const databaseDeletionProtection: Rule = {
    name: "database-deletion-protection",
    displayName: "Database protected from deletion",
    description: "AWS refuses to delete a database, and takes a last snapshot once that is lifted.",
    levels: notInDev,
    severity: "high",
    framework: securityHub("RDS.8", "RDS DB instances should have deletion protection enabled"),
    standards: ["RDS.7", "CT.RDS.PR.3", "CT.RDS.PR.13"],
    remediationSteps: "Set deletionProtection to true, and skipFinalSnapshot to false with a finalSnapshotIdentifier.",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    tags: ["database"],
    sees: "resource",
    types: [databaseType, databaseClusterType],
    judge(database) {
        // A replica can be made again, and AWS takes no last snapshot of it.
        if (isReplica(database)) {
            return [];
        }
        return wanted.flatMap((each) => {
            const problem = problemWithProperty(database, each);
            return problem === undefined
                ? []
                : [
                      `${problem}. In this project: database.deletionProtection: true, which does both. ` +
                          `In any other program: ${each.name}: ${each.value}.`,
                  ];
        });
    },
};
