import { databaseLogs } from "../../../policies/rules/database-logs";
import { secret, unknown } from "../../support/policy-runner";
import { itJudges, Scenario } from "../scenarios";

const instance = "aws:rds/instance:Instance";
const property = "enabledCloudwatchLogsExports";
const remedy = "In this project: nothing, it is always set. In any other program:";
const says = (state: string, list = '["postgresql","upgrade"]') =>
    `${property} ${state}; wanted: ${list}. ${remedy} ${property}: ${list}.`;
const postgres = (value?: unknown, engine = "postgres", type = instance) => [
    { type, name: "it", props: { engine, ...(value === undefined ? {} : { [property]: value }) } },
];
const unproven = "is not known in this preview, so that it has them cannot be proven";
const wrong: [string, unknown, string][] = [
    ["absent", undefined, "is not set"],
    ["an empty list", [], "is not set"],
    ["no list", "postgresql", "is not set"],
    ["one of two", ["postgresql"], "has no upgrade"],
    ["another one", [secret("hunter2")], "has no postgresql and no upgrade"],
    ["an unknown list", unknown, unproven],
    ["a list with something unknown", ["postgresql", unknown], unproven],
];

describe("database-logs", () => {
    itJudges(databaseLogs, [
        ...wrong.map(([title, value, state]): Scenario => ({
            title,
            stack: () => postgres(value),
            finds: [says(state)],
        })),
        { title: "both are right", stack: () => postgres(["upgrade", "postgresql"]), reads: [`it.${property}`] },
        {
            title: "Aurora has no upgrade log",
            stack: () => postgres(["postgresql"], "aurora-postgresql", "aws:rds/cluster:Cluster"),
            reads: [`it.${property}`],
        },
        { title: "any log of another engine", stack: () => postgres(["error"], "mysql"), reads: [`it.${property}`] },
        {
            title: "no log of another engine",
            stack: () => postgres(undefined, "mysql"),
            finds: [
                `${property} is not set; wanted: the logs of the engine. ${remedy} ${property} with the logs of the engine.`,
            ],
        },
        { title: "is not asked of dev", stack: () => postgres(), stage: "dev" },
    ]);
});
