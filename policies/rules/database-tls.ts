import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { databaseClusterType, databaseType, isReplica, isRestored } from "../read/database";
import { peekText } from "../read/peek";
import { isGiven, readList, readProperty } from "../read/properties";
import { originsOf } from "../read/related";
import type { Graph, GraphResource, Rule } from "../rule";

/** How an engine is told to refuse connections that are not encrypted. */
interface Engine {
    readonly parameter: string;
    readonly values: readonly string[];
    /** The first version, of which there is no x.10, for which AWS's default is to refuse them; undefined where there is none. */
    readonly since?: number;
    /** Whether the version that AWS takes where none is given is as new. */
    readonly newByDefault?: boolean;
}

/** By name; of SQL Server by what its editions have in common. Oracle and Db2 have options instead, which are not judged. */
const engines: ReadonlyMap<string, Engine> = new Map([
    // On by default from 15 on. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
    ["postgres", { parameter: "rds.force_ssl", values: ["1"], since: 15, newByDefault: true }],
    // On by default from 17 on. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html
    ["aurora-postgresql", { parameter: "rds.force_ssl", values: ["1"], since: 17 }],
    // Off by default. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html
    ["mysql", { parameter: "require_secure_transport", values: ["1", "ON"] }],
    // Off by default. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Security.html
    ["aurora-mysql", { parameter: "require_secure_transport", values: ["1", "ON"] }],
    // On by default from 11.8 on. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html
    ["mariadb", { parameter: "require_secure_transport", values: ["1", "ON"], since: 11.8 }],
    // Off by default. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/SQLServer.Concepts.General.SSL.Using.html
    ["sqlserver", { parameter: "rds.force_ssl", values: ["1"] }],
]);

interface GroupKind {
    readonly property: string;
    readonly type: string;
}

/** Where a database says which parameter group it has. */
const groupOf: Readonly<Record<string, GroupKind>> = {
    [databaseType]: { property: "parameterGroupName", type: "aws:rds/parameterGroup:ParameterGroup" },
    [databaseClusterType]: {
        property: "dbClusterParameterGroupName",
        type: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    },
};

export const databaseTls: Rule = {
    name: "database-tls",
    displayName: "Database over TLS only",
    description: "A database refuses connections that are not encrypted.",
    levels: everywhere,
    severity: "medium",
    framework: securityHub("RDS.38", "RDS for PostgreSQL DB instances should be encrypted in transit"),
    standards: ["RDS.39", "CKV2_AWS_69"],
    remediationSteps:
        "Give the database a parameter group with rds.force_ssl = 1, for MySQL and MariaDB require_secure_transport = 1.",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
    tags: ["database", "tls"],
    sees: "graph",
    types: [databaseType, databaseClusterType],
    judge(database, graph) {
        const kind = groupOf[database.type];
        // A replica without a group of its own takes that of its source.
        if (kind === undefined || (isReplica(database) && !isGiven(database.props, kind.property))) {
            return [];
        }
        const family = familyOf(database, graph, kind);
        const name = peekText(database.props, "engine") ?? family?.replace(/-?\d.*$/, "");
        if (name === undefined) {
            return [unknownEngine(kind)];
        }
        const engine = engines.get(name.startsWith("sqlserver-") ? "sqlserver" : name);
        const problem = engine === undefined ? undefined : problemWith({ database, engine, family }, graph, kind);
        return engine === undefined || problem === undefined
            ? []
            : [
                  `${problem}; wanted: a parameter group with ${engine.parameter} = ${engine.values[0]}. ` +
                      "In this project: nothing, its database refuses such connections. In any other program: " +
                      `${kind.property} of a group of this stack with {name: "${engine.parameter}", value: "${engine.values[0]}"}.`,
              ];
    },
};

/** A database as it is judged, with the family of its parameter group, `postgres17`, as far as that is known. */
interface Judged {
    readonly database: GraphResource;
    readonly engine: Engine;
    readonly family: string | undefined;
}

/** What a database made from a backup says nothing about, its group tells. */
function familyOf(database: GraphResource, graph: Graph, { property, type }: GroupKind): string | undefined {
    const [group] = originsOf(database, graph, [type], property);
    const name = peekText(database.props, property);
    return (
        peekText(group?.props, "family") ?? (name?.startsWith("default.") ? name.slice("default.".length) : undefined)
    );
}

const unknownEngine = ({ property }: GroupKind): string =>
    "That connections have to be encrypted cannot be proven: the engine is not set or not known in this preview; wanted: engine, and a parameter group " +
    "with rds.force_ssl = 1, for MySQL and MariaDB require_secure_transport = 1. In this project: nothing, its database refuses such connections. " +
    `In any other program: engine, and ${property} of a group of this stack with such a parameter.`;

function problemWith(judged: Judged, graph: Graph, { property, type }: GroupKind): string | undefined {
    const { database } = judged;
    const named = readProperty(database.props, property);
    const name = named.state === "known" ? (named.values[0] ?? "") : "";
    if (named.state === "absent" || name.startsWith("default.")) {
        return problemWithDefault(judged);
    }
    const groups = originsOf(database, graph, [type], property);
    if (groups.length === 0) {
        return `That connections have to be encrypted cannot be proven: the group of ${property} is not in this stack`;
    }
    return groups.map((group) => problemWithGroup(judged, group)).find((it) => it !== undefined);
}

function problemWithGroup(judged: Judged, group: GraphResource): string | undefined {
    const { parameter, values } = judged.engine;
    const unproven = `That ${parameter} is on cannot be proven: the parameters of ${group.name} are not known in this preview`;
    const parameters = readList(group.props, "parameters");
    if (parameters === "unknown") {
        return unproven;
    }
    const names = parameters.map((it) => readProperty(it, "name"));
    const found = parameters.filter((it) => peekText(it, "name") === parameter).map((it) => readProperty(it, "value"));
    if (
        found.some(({ state }) => state === "unknown") ||
        (found.length === 0 && names.some(({ state }) => state === "unknown"))
    ) {
        return unproven;
    }
    if (found.length === 0) {
        return problemWithDefault(judged);
    }
    const isOn = found.every((it) => it.state === "known" && it.values.every((each) => values.includes(each)));
    return isOn ? undefined : `${parameter} is off in ${group.name}`;
}

/** What AWS takes when nobody sets the parameter. */
function problemWithDefault({ database, engine, family }: Judged): string | undefined {
    const { parameter, since, newByDefault = false } = engine;
    const off = `${parameter} is not set, and AWS's default is off`;
    if (since === undefined) {
        return off;
    }
    const version = readProperty(database.props, "engineVersion");
    const ofFamily = Number.parseFloat(/\d.*/.exec(family ?? "")?.[0] ?? "");
    if (version.state !== "known" && !Number.isNaN(ofFamily)) {
        return ofFamily >= since ? undefined : `${off} before version ${since}`;
    }
    switch (version.state) {
        case "unknown":
            return `${off} before version ${since}; that the version is newer cannot be proven in this preview`;
        case "absent":
            // AWS takes a version that it recommends; a restored database has that of its backup.
            if (isRestored(database)) {
                return `${off} before version ${since}, and the version is the backup's`;
            }
            return newByDefault ? undefined : `${off} before version ${since}, and no version is set`;
        case "known":
            return Number.parseFloat(version.values[0] ?? "") >= since ? undefined : `${off} before version ${since}`;
    }
}
