import type { FailureCase } from "../failure-case";

export const migrationsCases: readonly FailureCase[] = [
    {
        rule: "migrations-with-two-ends",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `CommandError: Conflicting migrations detected; multiple leaf nodes in the migration graph: (0002_a, 0002_b in notes).
To fix them run 'python manage.py makemigrations --merge'`,
        place: ".ebextensions/10-django.config:3",
        cause: "Two migrations follow the same one: 0002_a, 0002_b in notes.",
        advice: "Run manage.py makemigrations --merge, look at what it joins, and commit it.",
    },
    {
        rule: "inconsistent-history",
        step: {
            phase: "container commands",
            file: ".ebextensions/10-django.config",
            line: 3,
            bundle: { "notes/migrations/0001_initial.py": "" },
        },
        log: `django.db.migrations.exceptions.InconsistentMigrationHistory: Migration notes.0001_initial is applied before its dependency notes.0000_first on database 'default'.`,
        place: "notes/migrations/0001_initial.py",
        cause: "The database has had notes.0001_initial, and not notes.0000_first, on which it depends: migrations were written anew after they had run.",
        advice: "Put the old migration files back. Where the tables are right as they are, record the missing one with manage.py migrate --fake.",
    },
    {
        rule: "migration-file-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.migrations.exceptions.NodeNotFoundError: Migration notes.0001_initial dependencies reference nonexistent parent node ('notes', '0000_first')`,
        place: ".ebextensions/10-django.config:3",
        cause: "notes.0001_initial depends on ('notes', '0000_first'), which is not in the bundle.",
        advice: "Commit the migration, and look whether an ignore file leaves it out; or install the version of the package that has it.",
    },
    {
        rule: "schema-permission",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.migrations.exceptions.MigrationSchemaMissing: Unable to create the django_migrations table (permission denied for schema public
LINE 1: CREATE TABLE "django_migrations" ("id" bigint NOT NULL PRIMA...
                     ^)`,
        place: ".ebextensions/10-django.config:3",
        cause: "The user of the database may not make tables in the schema public: since PostgreSQL 15 only the owner of the database may.",
        advice: "Make the user of DATABASE_URL the owner of the database, or run GRANT CREATE ON SCHEMA public as the owner. The stack's own database has this user as its owner.",
    },
    {
        rule: "extension-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.NotSupportedError: extension "vector" is not available
DETAIL:  Could not open extension control file "/usr/share/postgresql/15/extension/vector.control": No such file or directory.
HINT:  The extension must first be installed on the system where PostgreSQL is running.`,
        place: ".ebextensions/10-django.config:3",
        cause: "A migration makes the extension vector, which the server does not have, or lets only a superuser make.",
        advice: "Look whether RDS offers it for this version (database.version), and let a user with the role rds_superuser make it.",
    },
    {
        rule: "extension-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.ProgrammingError: permission denied to create extension "file_fdw"
HINT:  Must be superuser to create this extension.`,
        place: ".ebextensions/10-django.config:3",
        cause: "A migration makes the extension file_fdw, which the server does not have, or lets only a superuser make.",
        advice: "Look whether RDS offers it for this version (database.version), and let a user with the role rds_superuser make it.",
    },
    {
        rule: "column-exists",
        step: {
            phase: "container commands",
            file: ".ebextensions/10-django.config",
            line: 3,
            bundle: { "notes/migrations/0002_a.py": "" },
        },
        log: `Running migrations:
  Applying notes.0001_initial... OK
  Applying notes.0002_a...Traceback (most recent call last):
django.db.utils.ProgrammingError: column "title2" of relation "notes_note" already exists`,
        place: "notes/migrations/0002_a.py",
        cause: "The column title2 is in the database already, and the migration that adds it is not recorded as run: an earlier deployment ended half-way, or someone added it by hand.",
        advice: "If it is as the migration would make it, record the migration with manage.py migrate --fake; otherwise drop the column.",
    },
    {
        rule: "table-exists",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.ProgrammingError: relation "notes_note" already exists`,
        place: ".ebextensions/10-django.config:3",
        cause: "The table notes_note is in the database already, and the migration that makes it is not recorded as run: migrations were written anew, or two applications share a database.",
        advice: "If it is the same table, run manage.py migrate --fake-initial once; otherwise give the application a database of its own.",
    },
    {
        rule: "column-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.ProgrammingError: column notes_note.colour does not exist
LINE 1: select notes_note.colour from notes_note`,
        place: ".ebextensions/10-django.config:3",
        cause: "The code reads the column notes_note.colour, which the database does not have: its migration has not run, or the running version is older than the database.",
        advice: "Commit the migration (manage.py makemigrations --check finds what lacks one) and keep app.deploy.migrate on. Take a column away one version after the code that reads it.",
    },
    {
        rule: "table-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.ProgrammingError: relation "notes_tag" does not exist
LINE 1: select * from notes_tag`,
        place: ".ebextensions/10-django.config:3",
        cause: "The code reads the table notes_tag, which the database does not have: its migration has not run, or code reads the database while it is imported.",
        advice: "Commit the migration and keep app.deploy.migrate on. Queries at import (in urls, forms, class bodies) belong into functions.",
    },
    {
        rule: "null-values",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.IntegrityError: column "must" of relation "notes_note" contains null values`,
        place: ".ebextensions/10-django.config:3",
        cause: "A migration forbids null in must of notes_note, where rows have it.",
        advice: "Fill the rows in a migration before that one (RunPython), or give the field a default.",
    },
    {
        rule: "lock-timeout",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `django.db.utils.OperationalError: canceling statement due to lock timeout`,
        place: ".ebextensions/10-django.config:3",
        cause: "A migration waited for a table that others use, and was ended (lock).",
        advice: "Deploy again at a quieter time; make indexes by AddIndexConcurrently, and change large tables in small steps.",
    },
];
