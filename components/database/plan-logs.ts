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

/**
 * Another identifier would rename a server that runs, and with it the address under which everything knows it.
 *
 * @param endpoint - of the server, as the state keeps it: `identifier.….rds.amazonaws.com:5432`
 * @param wanted - the identifier that the settings give it
 */
export function renamedServer(endpoint: unknown, wanted: string, { identifier, replica }: Named): Problem[] {
    const [is] = typeof endpoint === "string" ? endpoint.split(".") : [];
    if (is === undefined || is === "" || is === wanted) {
        return [];
    }
    const andReplica =
        replica === undefined || replica.identifier !== undefined
            ? ""
            : ", and database.replica.identifier to the replica's name, or another replica takes its place";
    return [
        {
            where: "database.identifier",
            got: `${identifier === undefined ? `nothing, which makes it ${wanted}` : wanted}, while the server is called ${is}`,
            allowed:
                "the name that the server has: it is a part of its address, and of the names of its groups of logs",
            remedy: `Set database.identifier: ${is}${andReplica}. The groups of its logs, where RDS has made them, come into the stack by the steps in docs/database.md, Logs.`,
        },
    ];
}
