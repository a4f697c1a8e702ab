import { during } from "../during";
import { inOutput, type KnownFailure } from "../rule";

const phases = during.application;

/** Why the database is not reached. https://www.postgresql.org/docs/current/client-authentication-problems.html */
export const databaseRules: readonly KnownFailure[] = [
    {
        name: "database-socket",
        phases,
        matches: inOutput(/connection to server on socket "(?<socket>[^"]+)" failed/),
        cause: "DATABASE_URL, or the settings, name no host, so that the database is looked for on the instance itself.",
        advice: "Read the host from DATABASE_URL, or from RDS_HOSTNAME, in the settings; the stack sets DATABASE_URL (database.kind in the stack file).",
    },
    {
        name: "database-refused",
        phases,
        matches: inOutput(
            /connection to server at "(?<host>[^"]+)"[^\n]*, port (?<port>\d+) failed: Connection refused/,
        ),
        cause: "Nothing listens on port {port} of {host}.",
        advice: "Look whether the database runs, and whether DATABASE_URL names its host and port.",
    },
    {
        name: "database-timeout",
        phases,
        matches: inOutput(
            /connection to server at "(?<host>[^"]+)"[^\n]* failed: (?:Connection timed out|timeout expired|Network is unreachable)/,
            /(?:OperationalError|ConnectionTimeout): (?<host>connection timeout expired)/,
        ),
        cause: "The database did not answer at all ({host}): a security group or a network without a way to it drops what is sent.",
        advice: "Let the instances' security group into the database's on its port, and have both in one VPC (network in the stack file); the stack's own database has both.",
    },
    {
        name: "database-host-unknown",
        phases,
        matches: inOutput(
            /failed to resolve host '(?<host>[^']+)'/,
            /could not translate host name "(?<host>[^"]+)" to address/,
        ),
        cause: "The name {host} of the database cannot be resolved.",
        advice: "Correct the host in DATABASE_URL; a password with / @ : ? # in it has to be percent-encoded there, or a part of it is taken for the host.",
    },
    {
        name: "database-password",
        phases,
        matches: inOutput(/password authentication failed for user "(?<user>[^"]+)"/),
        cause: "The database refuses the password of {user}, or knows no such user.",
        advice: "Correct the secret that DATABASE_URL comes from (database.urlSecretArn); special characters of a password are percent-encoded in it. After a rotation restart the application servers of the environment: instances read secrets only when they are set up, updated or restarted.",
    },
    {
        name: "database-not-encrypted",
        phases,
        matches: inOutput(
            /no pg_hba\.conf entry for host "(?<host>[^"]+)", user "(?<user>[^"]+)", database "(?<database>[^"]+)", (?:no encryption|SSL off)/,
        ),
        cause: "The server takes no connection without encryption from {user} to {database}: RDS has rds.force_ssl on since PostgreSQL 15.",
        advice: "Take sslmode=disable out of DATABASE_URL and of OPTIONS in the settings; sslmode=require encrypts, verify-full checks the server too (database.verifyCertificate).",
    },
    {
        name: "database-not-allowed",
        phases,
        matches: inOutput(
            /no pg_hba\.conf entry for host "(?<host>[^"]+)", user "(?<user>[^"]+)", database "(?<database>[^"]+)"/,
        ),
        cause: "The server does not let {user} into {database} from {host}.",
        advice: "Add this user, database and network to pg_hba.conf of the external server.",
    },
    {
        name: "database-certificate-file",
        phases,
        matches: inOutput(/root certificate file "(?<file>[^"]+)" does not exist/),
        cause: "DATABASE_URL asks for the server's certificate to be checked, and there is no {file}.",
        advice: "The hook 12-root-certificates fetches the certificates of RDS: give the instances a way to the internet, or set database.verifyCertificate to false. A compose file of your own mounts the file.",
    },
    {
        name: "database-certificate-fetch",
        phases: during.shell,
        matches: inOutput(/^(?<url>\S+) cannot be had, or holds no certificates, and DATABASE_URL asks for them/m),
        cause: "The certificates of RDS could not be fetched from {url}.",
        advice: "Give the instances a way to the internet (network.nat in the stack file), or set database.verifyCertificate to false.",
    },
    {
        name: "database-certificate-name",
        phases,
        matches: inOutput(/server certificate for "(?<name>[^"]+)"[^\n]* does not match host name "(?<host>[^"]+)"/),
        cause: "DATABASE_URL reaches the server as {host}, and its certificate is for {name}.",
        advice: "Name the server in DATABASE_URL as its certificate does: the endpoint of RDS, and not an address or an alias.",
    },
    {
        name: "database-certificate",
        phases,
        matches: inOutput(/SSL error: (?<reason>certificate verify failed)/),
        cause: "The server's certificate is not signed by those that sslrootcert names.",
        advice: "Use the certificates of RDS for a database of RDS (database.verifyCertificate does so); an external server's authority has to be in the file that sslrootcert names.",
    },
    {
        name: "too-many-connections",
        phases,
        matches: inOutput(
            /FATAL: {1,2}(?<reason>sorry, too many clients already|remaining connection slots are reserved[^\n]*|too many connections for role[^\n]*)/,
        ),
        cause: "The database has no connection left: {reason}.",
        advice: "Lower app.web.workers and app.web.threads, or the number of instances (environment.scaling.max), or CONN_MAX_AGE; or take a larger database.instanceClass.",
    },
    {
        name: "database-missing",
        phases,
        matches: inOutput(/FATAL: {1,2}database "(?<database>[^"]+)" does not exist/),
        cause: "The server has no database {database}.",
        advice: "Correct the name at the end of DATABASE_URL, or make the database; the stack's own is called database.name.",
    },
    {
        name: "database-waited-for",
        phases,
        matches: inOutput(/The database did not answer within (?<seconds>\d+) seconds: (?<reason>[^\n]+)/),
        cause: "The container waited {seconds} seconds for the database: {reason}.",
        advice: "Look whether it runs, whether its security group lets the instances in, and whether DATABASE_URL is right; app.platform.databaseWaitSeconds is how long it waits.",
    },
];
