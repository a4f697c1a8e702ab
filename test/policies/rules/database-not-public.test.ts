import { databaseNotPublic } from "../../../policies/rules/database-not-public";
import { Described, secret, unknown } from "../../support/policy-runner";
import { itJudges } from "../scenarios";

const remedy =
    "In this project: nothing, its database is never public. In any other program: publiclyAccessible: false, and reach " +
    "the database from inside the VPC.";
const wrong = `publiclyAccessible is not false; wanted: false. ${remedy}`;

function database(props: Record<string, unknown>, type = "aws:rds/instance:Instance"): Described {
    return { type, name: "database", props: { engine: "postgres", ...props } };
}

describe("database-not-public", () => {
    itJudges(databaseNotPublic, [
        // As a program under mocks has it; in a preview the provider has filled in false.
        {
            title: "absent is the provider's false",
            stack: () => [database({}), database({ publiclyAccessible: true })],
            finds: [wrong],
        },
        {
            title: "null is absent",
            stack: () => [database({ publiclyAccessible: null }), database({ publiclyAccessible: true })],
            finds: [wrong],
        },
        { title: "true is wrong", stack: () => [database({ publiclyAccessible: true })], finds: [wrong] },
        { title: "the text true is wrong", stack: () => [database({ publiclyAccessible: "true" })], finds: [wrong] },
        {
            title: "false is right",
            stack: () => [database({ publiclyAccessible: false })],
            reads: ["database.publiclyAccessible"],
        },
        {
            title: "unknown is not proven",
            stack: () => [database({ publiclyAccessible: unknown })],
            finds: [`That publiclyAccessible is false cannot be proven: it is not known in this preview. ${remedy}`],
        },
        {
            title: "an unknown neighbour changes nothing",
            stack: () => [database({ dbSubnetGroupName: unknown, publiclyAccessible: true })],
            finds: [wrong],
        },
        {
            title: "a secret is not repeated",
            stack: () => [database({ publiclyAccessible: secret("hunter2") })],
            finds: [wrong],
        },
        {
            title: "an instance of a cluster is judged alike",
            stack: () => [database({ publiclyAccessible: true }, "aws:rds/clusterInstance:ClusterInstance")],
            finds: [wrong],
        },
    ]);
});
