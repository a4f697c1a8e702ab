import { connectionProblems } from "../database/connection-budget";
import { replicaIdentifier, serverIdentifier } from "../database/plan-logs";
import { hasTwoUsers, longestMasterUser } from "../database/plan-users";
import { staticParameterProblems } from "../database/static-parameters";
import { classProblems, versionProblems } from "../database/supported";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { windowProblems } from "./database-windows";

type Postgres = Extract<Settings["database"], { kind: "postgres" }>;

/** Storage from which gp3 has four volumes, and takes numbers of its own. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage */
const striped = { gb: 400, iops: 12000 };

/** What RDS would refuse of the database's settings together, and more connections than it takes. */
export function databaseCheck(settings: Settings): Problem[] {
    const { database } = settings;
    if (database.kind !== "postgres") {
        return [];
    }
    const place = [...classProblems(database), ...versionProblems(database)];
    return [
        ...place,
        ...storage(database),
        ...windowProblems(database),
        ...names(database),
        ...parameters(database),
        ...staticParameterProblems(database),
        ...users(database),
        ...twins(database, `${settings.applicationName}-database`),
        ...(place.length === 0 ? connectionProblems(settings) : []),
    ];
}

function storage(database: Postgres): Problem[] {
    const { storageGb, maxStorageGb, iops = striped.iops, throughputMibps = 0 } = database;
    const problems: Problem[] = [];
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
    const least = Math.ceil((storageGb * 11) / 10);
    if (maxStorageGb < least) {
        problems.push({
            where: "database.maxStorageGb",
            got: String(maxStorageGb),
            allowed: `at least ${least}, 10 % more than database.storageGb`,
            remedy: "Raise maxStorageGb; RDS storage cannot shrink.",
        });
    }
    for (const name of ["iops", "throughputMibps"] as const) {
        const value = database[name];
        if (value !== undefined && storageGb < striped.gb) {
            problems.push({
                where: `database.${name}`,
                got: `${value}, with ${storageGb} GB of storage`,
                allowed: `nothing below database.storageGb: ${striped.gb}; such storage has 3,000 operations and 125 MiB a second`,
                remedy: `Remove it, or create the database with ${striped.gb} GB or more.`,
            });
        }
    }
    if (storageGb >= striped.gb && throughputMibps > iops / 4) {
        problems.push({
            where: "database.throughputMibps",
            got: `${throughputMibps}, with ${iops} operations a second`,
            allowed: `at most a quarter of database.iops (${iops / 4})`,
            remedy: "Lower throughputMibps, or raise iops.",
        });
    }
    return problems;
}

/** Names that PostgreSQL or RDS keep for themselves. AWS publishes no list; these are refused by all accounts. */
const reserved = { name: ["rdsadmin", "template0", "template1"], username: ["admin", "rdsadmin"] };

const names = (database: Postgres): Problem[] =>
    (["name", "username"] as const)
        .filter(
            (key) => reserved[key].includes(database[key]) || (key === "username" && database[key].startsWith("pg_")),
        )
        .map((key) => ({
            where: `database.${key}`,
            got: `${database[key]}, which RDS keeps for itself`,
            allowed: `any other name than ${reserved[key].join(", ")}${key === "username" ? " and those with pg_ in front" : ""}`,
            remedy: "Choose another name.",
        }));

/** What two users in turn do not go with. */
const users = (database: Postgres): Problem[] => [
    ...(hasTwoUsers(database) && database.proxy !== undefined
        ? [
              {
                  where: "database.rotation",
                  got: "two-users, with database.proxy",
                  allowed: "one-user with RDS Proxy: it logs in with the password of one user",
                  remedy: "Remove one of the two.",
              },
          ]
        : []),
    ...(hasTwoUsers(database) && database.username.length > longestMasterUser
        ? [
              {
                  where: "database.username",
                  got: `${database.username}, ${database.username.length} characters, with rotation: two-users`,
                  allowed: `at most ${longestMasterUser}: the names of the two users are made of it, and PostgreSQL keeps 63`,
                  remedy: "Choose a shorter name, or rotation: one-user where the server is there already.",
              },
          ]
        : []),
];

/** RDS has each name once in an account and region. */
function twins(database: Postgres, component: string): Problem[] {
    const name = serverIdentifier(component, database);
    if (database.replica === undefined || replicaIdentifier(component, database) !== name) {
        return [];
    }
    // Without names of their own the two differ, so one of them is in the stack file.
    const [where, other] =
        database.replica.identifier === undefined
            ? ["database.identifier", "replica"]
            : ["database.replica.identifier", "server"];
    return [
        {
            where,
            got: `${name}, which is the ${other}'s name too`,
            allowed: `another name than the ${other}'s`,
            remedy: "Give server and replica names of their own: database.identifier and database.replica.identifier.",
        },
    ];
}

/** Parameters that have a setting, or that a promise of the program rests on. */
const owned: Readonly<Record<string, string>> = {
    "rds.force_ssl": "Remove it: the server takes encrypted connections only.",
    log_min_duration_statement: "Remove it, and set database.slowQueryMs.",
};

const parameters = (database: Postgres): Problem[] =>
    Object.keys(database.parameters).flatMap((name) => {
        const remedy = owned[name];
        return remedy === undefined
            ? []
            : [
                  {
                      where: `database.parameters.${name}`,
                      got: "a parameter that the program sets",
                      allowed: "any other parameter",
                      remedy,
                  },
              ];
    });
