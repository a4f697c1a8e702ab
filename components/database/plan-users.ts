import type { Settings } from "../settings";
import type { PostgresSettings } from "./plan-server";

export const hasTwoUsers = (database: Settings["database"]): database is PostgresSettings =>
    database.kind === "postgres" && database.rotation === "two-users";

/** What two users in turn add to the master user's name. */
const suffixes = { odd: "_a", even: "_b", owner: "_owner" };

/** Longest name of a master user whose name the others can be made from: PostgreSQL keeps 63 bytes of a name. */
export const longestMasterUser = 63 - Math.max(...Object.values(suffixes).map(({ length }) => length));

type Users = Pick<PostgresSettings, "username" | "rotation" | "passwordVersion">;

/** The user that the application connects as: the master user, or one of two that take turns with each version of the password. */
export const applicationUser = ({ username, rotation, passwordVersion }: Users): string =>
    rotation === "one-user" ? username : username + (passwordVersion % 2 === 1 ? suffixes.odd : suffixes.even);

export interface DatabaseUsers extends Users {
    readonly host: string;
    readonly port: number;
    readonly name: string;
    readonly masterPassword: string;
    readonly password: string;
}

/** What the hook on the instances reads: how to log in as the master user, and which user the application has. */
export const usersDocument = (users: DatabaseUsers): string =>
    JSON.stringify({
        engine: "postgres",
        host: users.host,
        port: users.port,
        dbname: users.name,
        username: users.username,
        password: users.masterPassword,
        owner: users.username + suffixes.owner,
        application: { username: applicationUser(users), password: users.password },
    });
