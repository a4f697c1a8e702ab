import { Table, table, text } from "../parsed-values";
import type { Problem } from "../problem";
import type { PostgresSettings } from "./plan-server";

/** Logs that a server sends to CloudWatch. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html */
export const exportedLogs = ["postgresql", "upgrade"] as const;

type Named = Pick<PostgresSettings, "identifier" | "replica">;

/**
 * Names of the servers in RDS. They are known before there is a server, since groups of logs are called by them, and RDS makes what is not there.
 *
 * @param component - name of the database's component, such as `notes-prod-database`
 */
export const serverIdentifier = (component: string, { identifier }: Named): string => identifier ?? component;
export const replicaIdentifier = (component: string, { replica }: Named): string =>
    replica?.identifier ?? `${component}-replica`;

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html */
export const logGroupName = (identifier: string, log: (typeof exportedLogs)[number]): string =>
    `/aws/rds/instance/${identifier}/${log}`;

/** What the state keeps of the last update. */
export interface LastUpdate {
    readonly settings: unknown;
    /** Of the server: `identifier.….rds.amazonaws.com:5432`; nothing where the update failed before the server was ready. */
    readonly endpoint: unknown;
}

/**
 * Another identifier would rename a server that runs, and with it the address under which everything knows it. So it would one that an update has begun and not seen
 * ready: that has the name which the settings of that update gave it.
 *
 * @param component - name of the database's component, such as `notes-prod-database`
 */
export function renamedServer(component: string, last: LastUpdate, settings: Named): Problem[] {
    const wanted = serverIdentifier(component, settings);
    const [is = ""] = text(last.endpoint)?.split(".") ?? [];
    const asked = is === "" ? askedFor(component, table(last.settings)) : undefined;
    const name = asked ?? is;
    if (name === "" || name === wanted) {
        return [];
    }
    const now = settings.identifier === undefined ? `nothing, which makes it ${wanted}` : wanted;
    return [
        {
            where: "database.identifier",
            got: `${now}, while ${asked === undefined ? "the server is called" : "an update that failed has begun to make the server as"} ${name}`,
            allowed:
                "the name that the server has: it is a part of its address, and of the names of its groups of logs",
            remedy: asked === undefined ? keepName(name, settings) : keepOrBeginAnew(name),
        },
    ];
}

const askedFor = (component: string, settings: Table): string | undefined =>
    settings["kind"] === "postgres" ? (text(settings["identifier"]) ?? component) : undefined;

const andReplica = ", and database.replica.identifier to the replica's name, or another replica takes its place";

const keepName = (name: string, { replica }: Named): string =>
    `Set database.identifier: ${name}${replica === undefined || replica.identifier !== undefined ? "" : andReplica}. The groups of its logs, where RDS has made them, come into the stack by the steps in docs/database.md, Logs.`;

const keepOrBeginAnew = (name: string): string =>
    `Set database.identifier: ${name}. For a server with another name, which has no data yet: set database: {kind: none}, up, and set it back with the other name.`;
