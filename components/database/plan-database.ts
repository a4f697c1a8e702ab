/** PostgreSQL listens here. */
export const postgresPort = 5432;

/** RDS names a parameter family by the major version: `postgres17` for 17 and 17.4. */
export function parameterFamily(version: string): string {
    return `postgres${version.split(".")[0] ?? version}`;
}

export interface DatabaseUrlParts {
    readonly scheme: string;
    readonly username: string;
    readonly password: string;
    readonly host: string;
    readonly port: number;
    readonly name: string;
}

/** DATABASE_URL with credentials percent-encoded, TLS demanded. */
export function databaseUrl({ scheme, username, password, host, port, name }: DatabaseUrlParts): string {
    return `${scheme}://${encodeURIComponent(username)}:${encodeURIComponent(password)}@${host}:${port}/${encodeURIComponent(name)}?sslmode=require`;
}

/** The document kept in Secrets Manager; the keys are those that RDS itself and AWS's rotation functions use, and `url`. */
export function secretDocument(parts: DatabaseUrlParts): string {
    const { username, password, host, port, name } = parts;
    return JSON.stringify({
        engine: "postgres",
        host,
        port,
        dbname: name,
        username,
        password,
        url: databaseUrl(parts),
    });
}
