import { during } from "../during";
import { inOutput, type KnownFailure } from "../rule";

const phases = during.application;

/** What ends `manage.py migrate`. https://docs.djangoproject.com/en/stable/topics/migrations/ */
export const migrationRules: readonly KnownFailure[] = [
    {
        name: "migrations-with-two-ends",
        phases,
        matches: inOutput(/multiple leaf nodes in the migration graph: \((?<migrations>[^)]+)\)/),
        cause: "Two migrations follow the same one: {migrations}.",
        advice: "Run manage.py makemigrations --merge, look at what it joins, and commit it.",
    },
    {
        name: "inconsistent-history",
        phases,
        matches: inOutput(
            /InconsistentMigrationHistory: Migration (?<migration>\S+) is applied before its dependency (?<dependency>\S+)/,
        ),
        cause: "The database has had {migration}, and not {dependency}, on which it depends: migrations were written anew after they had run.",
        advice: "Put the old migration files back. Where the tables are right as they are, record the missing one with manage.py migrate --fake.",
    },
    {
        name: "migration-file-missing",
        phases,
        matches: inOutput(
            /NodeNotFoundError: Migration (?<migration>\S+) dependencies reference nonexistent parent node (?<parent>\([^)]+\))/,
        ),
        cause: "{migration} depends on {parent}, which is not in the bundle.",
        advice: "Commit the migration, and look whether an ignore file leaves it out; or install the version of the package that has it.",
    },
    {
        name: "schema-permission",
        phases,
        matches: inOutput(/permission denied for schema (?<schema>\w+)/),
        cause: "The user of the database may not make tables in the schema {schema}: since PostgreSQL 15 only the owner of the database may.",
        advice: "Make the user of DATABASE_URL the owner of the database, or run GRANT CREATE ON SCHEMA {schema} as the owner. The stack's own database has this user as its owner.",
    },
    {
        name: "extension-missing",
        phases,
        matches: inOutput(
            /extension "(?<extension>[^"]+)" is not available/,
            /permission denied to create extension "(?<extension>[^"]+)"/,
        ),
        cause: "A migration makes the extension {extension}, which the server does not have, or lets only a superuser make.",
        advice: "Look whether RDS offers it for this version (database.version), and let a user with the role rds_superuser make it.",
    },
    {
        name: "column-exists",
        phases,
        matches: inOutput(
            /column "(?<column>[^"]+)" of relation "(?<table>[^"]+)" already exists/,
            /duplicate column name: (?<column>\w+)(?<table>)/,
        ),
        cause: "The column {column} is in the database already, and the migration that adds it is not recorded as run: an earlier deployment ended half-way, or someone added it by hand.",
        advice: "If it is as the migration would make it, record the migration with manage.py migrate --fake; otherwise drop the column.",
    },
    {
        name: "table-exists",
        phases,
        matches: inOutput(
            /(?<!of )relation "(?<table>[^"]+)" already exists/,
            /table "(?<table>[^"]+)" already exists/,
        ),
        cause: "The table {table} is in the database already, and the migration that makes it is not recorded as run: migrations were written anew, or two applications share a database.",
        advice: "If it is the same table, run manage.py migrate --fake-initial once; otherwise give the application a database of its own.",
    },
    {
        name: "column-missing",
        phases,
        matches: inOutput(
            /column "?(?<column>[\w.]+)"? (?:of relation "\w+" )?does not exist/,
            /no such column: (?<column>[\w.]+)/,
        ),
        cause: "The code reads the column {column}, which the database does not have: its migration has not run, or the running version is older than the database.",
        advice: "Commit the migration (manage.py makemigrations --check finds what lacks one) and keep app.deploy.migrate on. Take a column away one version after the code that reads it.",
    },
    {
        name: "table-missing",
        phases,
        matches: inOutput(/relation "(?<table>[^"]+)" does not exist/, /no such table: (?<table>[\w.]+)/),
        cause: "The code reads the table {table}, which the database does not have: its migration has not run, or code reads the database while it is imported.",
        advice: "Commit the migration and keep app.deploy.migrate on. Queries at import (in urls, forms, class bodies) belong into functions.",
    },
    {
        name: "null-values",
        phases,
        matches: inOutput(/column "(?<column>[^"]+)" of relation "(?<table>[^"]+)" contains null values/),
        cause: "A migration forbids null in {column} of {table}, where rows have it.",
        advice: "Fill the rows in a migration before that one (RunPython), or give the field a default.",
    },
    {
        name: "lock-timeout",
        phases,
        matches: inOutput(/canceling statement due to (?<kind>lock|statement) timeout/, /(?<kind>deadlock) detected/),
        cause: "A migration waited for a table that others use, and was ended ({kind}).",
        advice: "Deploy again at a quieter time; make indexes by AddIndexConcurrently, and change large tables in small steps.",
    },
    {
        name: "migrations-locked-out",
        phases,
        matches: inOutput(/Another instance has been migrating the database for (?<seconds>\d+) seconds/),
        cause: "Another instance held the lock of the migrations for {seconds} seconds.",
        advice: "Look into its log; pg_stat_activity tells who holds the lock. Raise app.platform.migrationWaitSeconds in the stack file if the migration only takes long.",
    },
];
