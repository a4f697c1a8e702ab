import { databaseMultiAz } from "../../../policies/rules/database-multi-az";
import { propertyScenarios } from "../property-scenarios";
import { itJudges } from "../scenarios";

const type = "aws:rds/instance:Instance";

describe("database-multi-az", () => {
    itJudges(databaseMultiAz, [
        ...propertyScenarios({
            type,
            property: "multiAz",
            right: [true, "true"],
            wrong: [false],
            wanted: "true",
            whenAbsent: "wrong",
            says: (state) =>
                `multiAz ${state}; wanted: true. Without a standby, maintenance and a failed zone are outages. ` +
                "In this project: database.multiAz: true. In any other program: multiAz: true.",
        }),
        {
            title: "a replica needs no standby",
            stack: () => [{ type, name: "it", props: { replicateSourceDb: "db" } }],
            reads: ["it.replicateSourceDb"],
        },
        { title: "is not asked of dev", stack: () => [{ type, name: "it", props: {} }], stage: "dev" },
    ]);
});
