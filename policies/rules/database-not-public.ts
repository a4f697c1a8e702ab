import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { peek } from "../read/peek";
import type { Rule } from "../rule";

export const databaseNotPublic: Rule = {
    name: "database-not-public",
    displayName: "Database not public",
    description: "A database has no public address.",
    levels: everywhere,
    severity: "critical",
    framework: securityHub(
        "RDS.2",
        "RDS DB Instances should prohibit public access, as determined by the PubliclyAccessible configuration",
    ),
    remediationSteps: "Set publiclyAccessible to false, or leave it out: the provider's default is false.",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    tags: ["database"],
    sees: "resource",
    types: ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"],
    judge({ props }) {
        const found = peek(props, "publiclyAccessible");
        const remedy =
            "In this project: nothing, its database is never public. In any other program: publiclyAccessible: false, " +
            "and reach the database from inside the VPC.";
        switch (found.kind) {
            case "absent":
                // The provider fills in false, whatever the subnet group is.
                return [];
            case "unknown":
                return [
                    `That publiclyAccessible is false cannot be proven: it is not known in this preview. ${remedy}`,
                ];
            case "known":
                return found.value === false || found.value === "false"
                    ? []
                    : [`publiclyAccessible is not false; wanted: false. ${remedy}`];
        }
    },
};
