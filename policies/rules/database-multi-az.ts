import { securityHub } from "../frameworks";
import { notInDev } from "../levels";
import { databaseType, isReplica } from "../read/database";
import { problemWithProperty } from "../read/properties";
import type { Rule } from "../rule";

export const databaseMultiAz: Rule = {
    name: "database-multi-az",
    displayName: "Database in several zones",
    description: "A database has a standby in another zone, which takes over when the first one fails.",
    levels: notInDev,
    severity: "medium",
    framework: securityHub("RDS.5", "RDS DB instances should be configured with multiple Availability Zones"),
    remediationSteps: "Set multiAz to true.",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html",
    tags: ["database", "availability"],
    sees: "resource",
    types: [databaseType],
    judge(database) {
        if (isReplica(database)) {
            return [];
        }
        const problem = problemWithProperty(database, { name: "multiAz", value: "true", isDefault: false });
        return problem === undefined
            ? []
            : [
                  `${problem}. Without a standby, maintenance and a failed zone are outages. ` +
                      "In this project: database.multiAz: true. In any other program: multiAz: true.",
              ];
    },
};
