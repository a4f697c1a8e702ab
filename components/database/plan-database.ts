/** PostgreSQL listens here. */
export const postgresPort = 5432;

export interface DatabaseUrlParts {
    readonly scheme: string;
    readonly username: string;
    readonly password: string;
    readonly host: string;
    readonly port: number;
    readonly name: string;
    /** File of certificates by which the server is known; undefined when the connection is only encrypted. */
    readonly rootCertificates?: string | undefined;
}

/** DATABASE_URL with credentials percent-encoded, TLS demanded. https://www.postgresql.org/docs/current/libpq-ssl.html */
export function databaseUrl(parts: DatabaseUrlParts): string {
    const { scheme, username, password, host, port, name, rootCertificates } = parts;
    const tls =
        rootCertificates === undefined ? "sslmode=require" : `sslmode=verify-full&sslrootcert=${rootCertificates}`;
    return `${scheme}://${encodeURIComponent(username)}:${encodeURIComponent(password)}@${host}:${port}/${encodeURIComponent(name)}?${tls}`;
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
