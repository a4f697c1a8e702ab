import { databaseDeletionProtection } from "../../../policies/rules/database-deletion-protection";
import { propertyScenarios } from "../property-scenarios";
import { itJudges } from "../scenarios";

const instance = "aws:rds/instance:Instance";
const remedy = "In this project: database.deletionProtection: true, which does both. In any other program:";

describe("database-deletion-protection", () => {
    itJudges(databaseDeletionProtection, [
        ...[instance, "aws:rds/cluster:Cluster"].flatMap((type) => [
            ...propertyScenarios({
                type,
                property: "deletionProtection",
                right: [true],
                wrong: [false],
                wanted: "true",
                whenAbsent: "wrong",
                says: (state) => `deletionProtection ${state}; wanted: true. ${remedy} deletionProtection: true.`,
            }),
            ...propertyScenarios({
                type,
                property: "skipFinalSnapshot",
                right: [false],
                wrong: [true],
                wanted: "false",
                whenAbsent: "right",
                says: (state) => `skipFinalSnapshot ${state}; wanted: false. ${remedy} skipFinalSnapshot: false.`,
                beside: { deletionProtection: true },
            }),
        ]),
        {
            title: "a replica can be made again",
            stack: () => [{ type: instance, name: "it", props: { replicateSourceDb: "db", skipFinalSnapshot: true } }],
            reads: ["it.replicateSourceDb"],
        },
        { title: "is not asked of dev", stack: () => [{ type: instance, name: "it", props: {} }], stage: "dev" },
    ]);
});
