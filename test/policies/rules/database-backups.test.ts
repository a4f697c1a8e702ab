import { databaseBackups } from "../../../policies/rules/database-backups";
import { propertyScenarios } from "../property-scenarios";
import { itJudges } from "../scenarios";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const property = "backupRetentionPeriod";
const says = (least: number) => (state: string) =>
    `${property} ${state}; wanted: ${least} days or more. In this project: database.backupDays: ${least}. ` +
    `In any other program: ${property}: ${least}.`;

// CKV_AWS_133 passes an unset one, which is none for an instance.
describe("database-backups", () => {
    itJudges(databaseBackups, [
        ...propertyScenarios({
            type: instance,
            property,
            right: [7, 35, "14"],
            wrong: [0, 1, 6, "many", {}],
            wanted: "7 or more",
            whenAbsent: "wrong",
            absent: "is not set, which keeps none",
            says: says(7),
        }),
        ...propertyScenarios({
            type: cluster,
            property,
            right: [7],
            wrong: [0, 1],
            wanted: "7 or more",
            whenAbsent: "wrong",
            absent: "is not set, which keeps 1 day",
            says: says(7),
        }),
        ...propertyScenarios({
            type: instance,
            property,
            right: [1, 7],
            wrong: [0],
            wanted: "1 or more",
            whenAbsent: "wrong",
            absent: "is not set, which keeps none",
            says: says(1),
            stage: "dev",
        }),
        ...propertyScenarios({
            type: cluster,
            property,
            right: [1],
            wrong: [0],
            wanted: "1 or more",
            whenAbsent: "right",
            says: says(1),
            stage: "dev",
        }),
        {
            title: "a replica has its source's",
            stack: () => [{ type: instance, name: "it", props: { replicateSourceDb: "db", [property]: 0 } }],
            reads: ["it.replicateSourceDb"],
        },
    ]);
});
