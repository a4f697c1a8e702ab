import type { FailureCase } from "../failure-case";

export const databaseCases: readonly FailureCase[] = [
    {
        rule: "database-socket",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection is bad: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory
	Is the server running locally and accepting connections on that socket?`,
        place: ".ebextensions/10-django.config:3",
        cause: "DATABASE_URL, or the settings, name no host, so that the database is looked for on the instance itself.",
        advice: "Read the host from DATABASE_URL, or from RDS_HOSTNAME, in the settings; the stack sets DATABASE_URL (database.kind in the stack file).",
    },
    {
        rule: "database-refused",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection failed: connection to server at "127.0.0.1", port 9 failed: Connection refused
	Is the server running on that host and accepting TCP/IP connections?`,
        place: ".ebextensions/10-django.config:3",
        cause: "Nothing listens on port 9 of 127.0.0.1.",
        advice: "Look whether the database runs, and whether DATABASE_URL names its host and port.",
    },
    {
        rule: "database-host-unknown",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: failed to resolve host 'db.nothere.invalid': [Errno -2] Name or service not known`,
        place: ".ebextensions/10-django.config:3",
        cause: "The name db.nothere.invalid of the database cannot be resolved.",
        advice: "Correct the host in DATABASE_URL; a password with / @ : ? # in it has to be percent-encoded there, or a part of it is taken for the host.",
    },
    {
        rule: "database-password",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection failed: connection to server at "127.0.0.1", port 5432 failed: FATAL:  password authentication failed for user "notes"
connection to server at "127.0.0.1", port 5432 failed: FATAL:  password authentication failed for user "notes"`,
        place: ".ebextensions/10-django.config:3",
        cause: "The database refuses the password of notes, or knows no such user.",
        advice: "Correct the secret that DATABASE_URL comes from (database.urlSecretArn); special characters of a password are percent-encoded in it. After a rotation restart the application servers of the environment: instances read secrets only when they are set up, updated or restarted.",
    },
    {
        rule: "database-not-encrypted",
        also: ["database-not-allowed"],
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection failed: connection to server at "127.0.0.1", port 5432 failed: FATAL:  no pg_hba.conf entry for host "127.0.0.1", user "ssluser", database "owned", no encryption`,
        place: ".ebextensions/10-django.config:3",
        cause: "The server takes no connection without encryption from ssluser to owned: RDS has rds.force_ssl on since PostgreSQL 15.",
        advice: "Take sslmode=disable out of DATABASE_URL and of OPTIONS in the settings; sslmode=require encrypts, verify-full checks the server too (database.verifyCertificate).",
    },
    {
        rule: "database-certificate-file",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection failed: connection to server at "127.0.0.1", port 5432 failed: root certificate file "/opt/django-beanstalk/rds-certificates.pem" does not exist
Either provide the file, use the system's trusted roots with sslrootcert=system, or change sslmode to disable server certificate verification.`,
        place: ".ebextensions/10-django.config:3",
        cause: "DATABASE_URL asks for the server's certificate to be checked, and there is no /opt/django-beanstalk/rds-certificates.pem.",
        advice: "The hook 12-root-certificates fetches the certificates of RDS: give the instances a way to the internet, or set database.verifyCertificate to false. A compose file of your own mounts the file.",
    },
    {
        rule: "database-certificate-name",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection failed: connection to server at "127.0.0.1", port 5432 failed: server certificate for "db.example.com" does not match host name "127.0.0.1"`,
        place: ".ebextensions/10-django.config:3",
        cause: "DATABASE_URL reaches the server as 127.0.0.1, and its certificate is for db.example.com.",
        advice: "Name the server in DATABASE_URL as its certificate does: the endpoint of RDS, and not an address or an alias.",
    },
    {
        rule: "database-certificate",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection failed: connection to server at "127.0.0.1", port 5432 failed: SSL error: certificate verify failed`,
        place: ".ebextensions/10-django.config:3",
        cause: "The server's certificate is not signed by those that sslrootcert names.",
        advice: "Use the certificates of RDS for a database of RDS (database.verifyCertificate does so); an external server's authority has to be in the file that sslrootcert names.",
    },
    {
        rule: "too-many-connections",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection failed: connection to server at "127.0.0.1", port 5432 failed: FATAL:  remaining connection slots are reserved for non-replication superuser connections`,
        place: ".ebextensions/10-django.config:3",
        cause: "The database has no connection left: remaining connection slots are reserved for non-replication superuser connections.",
        advice: "Lower app.web.workers and app.web.threads, or the number of instances (environment.scaling.max), or CONN_MAX_AGE; or take a larger database.instanceClass.",
    },
    {
        rule: "database-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection failed: connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "nothere" does not exist`,
        place: ".ebextensions/10-django.config:3",
        cause: "The server has no database nothere.",
        advice: "Correct the name at the end of DATABASE_URL, or make the database; the stack's own is called database.name.",
    },
    {
        rule: "database-timeout",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection timeout expired`,
        place: ".ebextensions/10-django.config:3",
        cause: "The database did not answer at all (connection timeout expired): a security group or a network without a way to it drops what is sent.",
        advice: "Let the instances' security group into the database's on its port, and have both in one VPC (network in the stack file); the stack's own database has both.",
    },
    {
        rule: "database-timeout",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection is bad: connection to server at "10.9.9.2", port 5432 failed: Network is unreachable
	Is the server running on that host and accepting TCP/IP connections?`,
        place: ".ebextensions/10-django.config:3",
        cause: "The database did not answer at all (10.9.9.2): a security group or a network without a way to it drops what is sent.",
        advice: "Let the instances' security group into the database's on its port, and have both in one VPC (network in the stack file); the stack's own database has both.",
    },
    {
        rule: "database-not-allowed",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: connection failed: connection to server at "127.0.0.1", port 5432 failed: FATAL:  no pg_hba.conf entry for host "127.0.0.1", user "ssluser", database "owned", SSL encryption`,
        place: ".ebextensions/10-django.config:3",
        cause: "The server does not let ssluser into owned from 127.0.0.1.",
        advice: "Add this user, database and network to pg_hba.conf of the external server.",
    },
];
