import type { Settings } from "../../components/settings";
import type { Use } from "../model";
import { failed, judged, ok, skipped } from "./judged";

/**
 * Whether the application keeps its data in the stack's database. One that goes on with SQLite deploys and answers, and loses its data with each
 * deployment, since the folder of the application is laid anew.
 *
 * @param tables - counts those of the stack's database; undefined where the stack has none
 */
export const databaseUse = (
    { app }: Pick<Settings, "app">,
    tables: (() => Promise<number>) | undefined,
): Promise<Use> =>
    judged("data in the stack's database", "count its tables", async () => {
        if (tables === undefined || !app.deploy.migrate) {
            return skipped(tables === undefined ? "The stack has no database." : "The deployment does not migrate.");
        }
        const count = await tables();
        return count > 0
            ? ok(`${count} tables`)
            : failed(
                  "no tables",
                  "The migrations went elsewhere, and a file of SQLite is lost with each deployment: let DATABASES read DATABASE_URL (dj_database_url.config()), or set database: {kind: none} in the stack file.",
              );
    });
