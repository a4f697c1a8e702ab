import { randomBytes } from "node:crypto";
import { databaseUrl, DatabaseUrlParts, postgresPort, secretDocument } from "../../components/database/plan-database";
import { applicationUser, hasTwoUsers, usersDocument } from "../../components/database/plan-users";
import { rootCertificates } from "../../components/database/root-certificates";
import type { Settings } from "../../components/settings";
import { usersVariable } from "../../ebextensions/recipes/database-users";
import type { RehearsedSecret } from "./resolve";

/** Where the database of the rehearsal is, as instances see it. User and password are the master user's. */
export interface RehearsedDatabase extends DatabaseUrlParts {
    /** What the application connects with. */
    readonly application: DatabaseUrlParts;
    readonly url: string;
}

/** The name that RDS would give, in the stack's Region. */
const databaseHost = ({ environmentName, region }: Settings): string =>
    `${environmentName}-database.c0000rehearse.${region}.rds.amazonaws.com`;

const random = (): string => randomBytes(20).toString("hex");

export function databaseOf(settings: Settings): RehearsedDatabase | undefined {
    const { database } = settings;
    if (database.kind === "none") {
        return undefined;
    }
    const master = {
        ...(database.kind === "postgres"
            ? { scheme: database.urlScheme, username: database.username, name: database.name }
            : { scheme: "postgresql", username: "app", name: "app" }),
        password: random(),
        host: databaseHost(settings),
        port: postgresPort,
        rootCertificates: rootCertificates(settings)?.path,
    };
    const application = hasTwoUsers(database)
        ? { ...master, username: applicationUser(database), password: random() }
        : master;
    return { ...master, application, url: databaseUrl(application) };
}

/** Plain properties, where the stack makes the database. */
export function databaseProperties(
    settings: Settings,
    database: RehearsedDatabase | undefined,
    arnOf: (name: string) => string,
): Record<string, string> {
    if (settings.database.kind !== "postgres" || database === undefined) {
        return {};
    }
    const { host, port, name, username } = database;
    return {
        ...(settings.database.replica === undefined ? {} : { RDS_REPLICA_HOSTNAME: host }),
        RDS_HOSTNAME: host,
        RDS_PORT: String(port),
        RDS_DB_NAME: name,
        ...(hasTwoUsers(settings.database) ? { [usersVariable]: arnOf("users") } : { RDS_USERNAME: username }),
    };
}

export function databaseSecrets(
    settings: Settings,
    database: RehearsedDatabase | undefined,
    arnOf: (name: string) => string,
): RehearsedSecret[] {
    if (database === undefined) {
        return [];
    }
    const { url, application } = database;
    if (settings.database.kind !== "postgres") {
        const arn = settings.database.kind === "external" ? settings.database.urlSecretArn : arnOf("database");
        const variables = { DATABASE_URL: { reference: arn, value: url } };
        return [{ name: "DATABASE_URL", service: "secretsmanager", arn, stored: url, variables }];
    }
    const arn = arnOf("database");
    const two = hasTwoUsers(settings.database);
    const variables = {
        DATABASE_URL: { reference: `${arn}:url`, value: url },
        RDS_PASSWORD: { reference: `${arn}:password`, value: application.password },
        ...(two ? { RDS_USERNAME: { reference: `${arn}:username`, value: application.username } } : {}),
    };
    return [
        { name: "database", service: "secretsmanager", arn, stored: secretDocument(application), variables },
        ...(two ? [usersSecret(settings.database, database, arnOf("users"))] : []),
    ];
}

/** What only the hook reads that makes the application's user. */
const usersSecret = (
    settings: Extract<Settings["database"], { kind: "postgres" }>,
    { host, port, password, application }: RehearsedDatabase,
    arn: string,
): RehearsedSecret => ({
    name: "users",
    service: "secretsmanager",
    arn,
    stored: usersDocument({ ...settings, host, port, masterPassword: password, password: application.password }),
    variables: {},
});
