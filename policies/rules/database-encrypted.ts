import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { databaseClusterType, databaseType, isReplica, isRestored } from "../read/database";
import { peekText } from "../read/peek";
import { problemWithProperty } from "../read/properties";
import type { Rule } from "../rule";

export const databaseEncrypted: Rule = {
    name: "database-encrypted",
    displayName: "Database encrypted",
    description: "The storage of a database is encrypted, and with it its backups and replicas.",
    levels: everywhere,
    severity: "high",
    framework: securityHub("RDS.3", "RDS DB instances should have encryption at-rest enabled"),
    standards: ["RDS.27"],
    remediationSteps: "Set storageEncrypted to true when the database is created; it cannot be changed afterwards.",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    tags: ["database"],
    sees: "resource",
    types: [databaseType, databaseClusterType],
    judge(database) {
        // A copy is encrypted as what it is made from.
        if (isReplica(database) || isRestored(database)) {
            return [];
        }
        // Aurora Serverless v1 is always encrypted. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless.html
        const isDefault = peekText(database.props, "engineMode") === "serverless";
        const problem = problemWithProperty(database, { name: "storageEncrypted", value: "true", isDefault });
        return problem === undefined
            ? []
            : [
                  `${problem}. It cannot be changed later: the data would have to move by an encrypted copy of a snapshot. ` +
                      "In this project: nothing, its database is always encrypted. In any other program: storageEncrypted: true.",
              ];
    },
};
