import { appsOf, migrationAfter } from "./django-app";
import { diesWith } from "./dying-process";
import { nothingToRehearse } from "./left";
import { overFirst } from "./over-first";
import { expectation, RunScenario } from "./scenario";

/** A column that must not be null, over rows that have none: what tests with an empty database do not find. */
const statements = [
    "CREATE TABLE rehearsal_rows (value integer)",
    "INSERT INTO rehearsal_rows VALUES (NULL)",
    "ALTER TABLE rehearsal_rows ALTER COLUMN value SET NOT NULL",
];

/** A migration fails: the old version goes on, with the database as it was, since PostgreSQL takes back a migration that fails. */
export const failingMigration: RunScenario = async (stage) => {
    const { bundle, settings } = stage.world.options;
    const { database } = stage.world.services;
    const [app] = appsOf(bundle);
    if (app === undefined || database === undefined || !settings.app.deploy.migrate) {
        return nothingToRehearse("The deployment migrates no database.");
    }
    const operation = `migrations.RunSQL(${JSON.stringify(statements)})`;
    const { path, text } = migrationAfter(app, "rehearsal_not_null", operation);
    const asBefore = async () => {
        const tables = await database.query("SELECT to_regclass('rehearsal_rows')");
        const recorded = await database.query("SELECT name FROM django_migrations WHERE name LIKE '9999_%'");
        const isAsBefore = tables.join("") === "" && recorded.length === 0;
        return [
            expectation(
                "the database is as before",
                isAsBefore,
                isAsBefore ? "nothing of the migration" : "a part of the migration",
                "The migration that failed should have been taken back.",
            ),
        ];
    };
    const changes = { [path]: text };
    // A container migrates when it starts, and that is after the flip.
    return settings.app.platform.kind === "docker"
        ? diesWith(stage, changes, asBefore)
        : overFirst(stage, { phase: "container commands", changes, left: asBefore });
};
