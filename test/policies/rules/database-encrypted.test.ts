import { databaseEncrypted } from "../../../policies/rules/database-encrypted";
import { unknown } from "../../support/policy-runner";
import { propertyScenarios } from "../property-scenarios";
import { itJudges } from "../scenarios";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const says = (state: string) =>
    `storageEncrypted ${state}; wanted: true. It cannot be changed later: the data would have to move by an encrypted copy ` +
    "of a snapshot. In this project: nothing, its database is always encrypted. In any other program: storageEncrypted: true.";
const inherits = [
    { replicateSourceDb: unknown },
    { snapshotIdentifier: "snapshot" },
    { restoreToPointInTime: { useLatestRestorableTime: true } },
    { replicationSourceIdentifier: "arn" },
];

describe("database-encrypted", () => {
    itJudges(databaseEncrypted, [
        ...[instance, cluster].flatMap((type) =>
            propertyScenarios({
                type,
                property: "storageEncrypted",
                right: [true, "true"],
                wrong: [false, "no", {}],
                wanted: "true",
                whenAbsent: "wrong",
                says,
            }),
        ),
        ...inherits.map((props) => ({
            title: `${Object.keys(props).join()} takes it from elsewhere`,
            stack: () => [{ type: instance, name: "it", props }],
            reads: Object.keys(props).map((key) => `it.${key}`),
        })),
        {
            title: "Aurora Serverless v1 is always encrypted",
            stack: () => [{ type: cluster, name: "it", props: { engineMode: "serverless" } }],
            reads: ["it.engineMode"],
        },
    ]);
});
