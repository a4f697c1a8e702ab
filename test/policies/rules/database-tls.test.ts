import { databaseTls } from "../../../policies/rules/database-tls";
import { Described, secret, unknown } from "../../support/policy-runner";
import { itJudges, Scenario } from "../scenarios";

const remedyFor = (property: string, parameter: string) =>
    `; wanted: a parameter group with ${parameter} = 1. In this project: nothing, its database refuses such connections. ` +
    `In any other program: ${property} of a group of this stack with {name: "${parameter}", value: "1"}.`;
const says = (problem: string) => problem + remedyFor("parameterGroupName", "rds.force_ssl");
const unproven = says(
    "That rds.force_ssl is on cannot be proven: the parameters of group are not known in this preview",
);
const elsewhere = says(
    "That connections have to be encrypted cannot be proven: the group of parameterGroupName is not in this stack",
);
const noEngine = (property = "parameterGroupName") =>
    "That connections have to be encrypted cannot be proven: the engine is not set or not known in this preview; wanted: engine, and a parameter group " +
    "with rds.force_ssl = 1, for MySQL and MariaDB require_secure_transport = 1. In this project: nothing, its database refuses such connections. " +
    `In any other program: engine, and ${property} of a group of this stack with such a parameter.`;
const off = "rds.force_ssl is not set, and AWS's default is off";
const database = (props: Record<string, unknown>): Described => ({
    type: "aws:rds/instance:Instance",
    name: "db",
    props: { engine: "postgres", ...props },
    from: { parameterGroupName: ["group"] },
});
const group = (parameters: unknown, name: unknown = unknown): Described => ({
    type: "aws:rds/parameterGroup:ParameterGroup",
    name: "group",
    props: { name, ...(parameters === undefined ? {} : { parameters }) },
});
const inFamily = (family: string, parameters: unknown): Described => {
    const it = group(parameters);
    return { ...it, props: { ...it.props, family } };
};
const on = { name: "rds.force_ssl", value: "1" };
const grouped = (parameters: unknown, engineVersion: unknown = "14.9") => [
    database({ engineVersion, parameterGroupName: unknown }),
    group(parameters),
];
const wrong: [string, Described[], string][] = [
    ["no group before 15", [database({ engineVersion: "14.9" })], says(`${off} before version 15`)],
    [
        "a default group before 15",
        [database({ engineVersion: "14", parameterGroupName: "default.postgres14" })],
        says(`${off} before version 15`),
    ],
    [
        "an unknown version",
        [database({ engineVersion: unknown })],
        says(`${off} before version 15; that the version is newer cannot be proven in this preview`),
    ],
    [
        "the version of a snapshot",
        [database({ snapshotIdentifier: "s" })],
        says(`${off} before version 15, and the version is the backup's`),
    ],
    ["a group that says 0", grouped([{ ...on, value: "0" }]), says("rds.force_ssl is off in group")],
    ["a group that says both", grouped([on, { ...on, value: 0 }]), says("rds.force_ssl is off in group")],
    ["0 in spite of the default", grouped([{ ...on, value: "0" }], "17"), says("rds.force_ssl is off in group")],
    ["a secret", grouped([{ ...on, value: secret("hunter2") }]), says("rds.force_ssl is off in group")],
    ["a group without the parameter", grouped([{ name: "log", value: "1" }]), says(`${off} before version 15`)],
    ["a group without parameters", grouped(undefined), says(`${off} before version 15`)],
    ["unknown parameters", grouped(unknown), unproven],
    ["an unknown value", grouped([{ ...on, value: unknown }]), unproven],
    ["an unknown name", grouped([{ name: unknown, value: "1" }], "17"), unproven],
    ["a group of another stack", [database({ engineVersion: "17", parameterGroupName: "shared" })], elsewhere],
    [
        "MySQL without a group",
        [database({ engine: "mysql" })],
        "require_secure_transport is not set, and AWS's default is off" +
            remedyFor("parameterGroupName", "require_secure_transport"),
    ],
    [
        "Aurora without a group",
        [{ type: "aws:rds/cluster:Cluster", name: "db", props: { engine: "aurora-postgresql", engineVersion: "16" } }],
        `${off} before version 17` + remedyFor("dbClusterParameterGroupName", "rds.force_ssl"),
    ],
    [
        "Aurora MySQL without a group",
        [database({ engine: "aurora-mysql" })],
        "require_secure_transport is not set, and AWS's default is off" +
            remedyFor("parameterGroupName", "require_secure_transport"),
    ],
    [
        "MariaDB of 11.4",
        [database({ engine: "mariadb", engineVersion: "11.4.5" })],
        "require_secure_transport is not set, and AWS's default is off before version 11.8" +
            remedyFor("parameterGroupName", "require_secure_transport"),
    ],
    [
        "Aurora of the version that AWS takes, which may be 16",
        [{ type: "aws:rds/cluster:Cluster", name: "db", props: { engine: "aurora-postgresql" } }],
        `${off} before version 17, and no version is set` + remedyFor("dbClusterParameterGroupName", "rds.force_ssl"),
    ],
    ["SQL Server", [database({ engine: "sqlserver-se", engineVersion: "16.00" })], says(off)],
    ["an unknown engine", [database({ engine: unknown })], noEngine()],
    ["a backup of nobody knows what", [database({ engine: undefined, snapshotIdentifier: "s" })], noEngine()],
    [
        "a backup whose group is of MySQL",
        [
            database({ engine: undefined, snapshotIdentifier: "s", parameterGroupName: unknown }),
            inFamily("mysql8.4", [{ name: "require_secure_transport", value: "0" }]),
        ],
        "require_secure_transport is off in group" + remedyFor("parameterGroupName", "require_secure_transport"),
    ],
    [
        "a backup with a default group of an old version",
        [database({ engine: undefined, snapshotIdentifier: "s", parameterGroupName: "default.postgres14" })],
        says(`${off} before version 15`),
    ],
    ["a name that is none of an engine's own", [database({ engine: unknown, parameterGroupName: "mine" })], noEngine()],
];
const right: [string, Described[], string][] = [
    ["AWS's default since 15", [database({ engineVersion: "15.4" })], "db.engineVersion"],
    ["a number for a version", [database({ engineVersion: 17 })], "db.engineVersion"],
    ["a new database of the version that AWS takes", [database({})], "db.engine"],
    ["a group that says 1", grouped([on]), "group.parameters.0.value"],
    ["a number", grouped([{ ...on, value: 1 }]), "group.parameters.0.value"],
    ["beside something unknown", grouped([{ name: "log", value: unknown }, on]), "group.parameters.1.value"],
    [
        "a group by its name",
        [{ ...database({ parameterGroupName: "mine" }), from: {} }, group([on], "mine")],
        "group.parameters.0.value",
    ],
    ["a group that leaves the default since 15", grouped([], "17"), "db.engineVersion"],
    ["a replica without a group", [database({ replicateSourceDb: "db" })], "db.replicateSourceDb"],
    [
        "MySQL",
        [
            database({ engine: "mysql", parameterGroupName: unknown }),
            group([{ name: "require_secure_transport", value: "ON" }]),
        ],
        "group.parameters.0.value",
    ],
    [
        "Aurora of 17",
        [
            {
                type: "aws:rds/cluster:Cluster",
                name: "db",
                props: { engine: "aurora-postgresql", engineVersion: "17.4" },
            },
        ],
        "db.engineVersion",
    ],
    ["MariaDB of 11.8", [database({ engine: "mariadb", engineVersion: "11.8.3" })], "db.engineVersion"],
    [
        "SQL Server with a group",
        [database({ engine: "sqlserver-ex", parameterGroupName: unknown }), group([on])],
        "group.parameters.0.value",
    ],
    [
        "a backup whose group is of a version with the default",
        [
            database({ engine: undefined, snapshotIdentifier: "s", parameterGroupName: unknown }),
            inFamily("postgres17", []),
        ],
        "group.family",
    ],
    ["an engine of an object's own name", [database({ engine: "toString" })], "db.engine"],
    ["an engine that is not known here", [database({ engine: "oracle-ee" })], "db.engine"],
];

// CKV2_AWS_69 passes a database without a group.
describe("database-tls", () => {
    itJudges(databaseTls, [
        ...wrong.map(([title, stack, message]): Scenario => ({ title, stack: () => stack, finds: [message] })),
        ...right.map(([title, stack, read]): Scenario => ({ title, stack: () => stack, reads: [read] })),
    ]);
});
