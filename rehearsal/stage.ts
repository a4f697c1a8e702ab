import { databaseUse } from "./usage/database-use";
import type { Description } from "./usage/description-schema";
import { useApplication } from "./usage/use-application";
import type { Stage } from "./scenarios/scenario";
import type { World } from "./world/world";

/** What scenarios act on: the world, and a way to use the application. */
export function stageOf(world: World, description: Description | undefined): Stage {
    const { settings } = world.options;
    return {
        world,
        use: async (instance) => [
            await databaseUse(settings, tablesOf(world)),
            ...(await useApplication(
                {
                    settings,
                    target: { socketPath: instance.webSocket },
                    versionLabel: instance.version ?? "",
                    manage: (args, env) => instance.manage(args, env),
                    bucketObjects: world.services.bucketObjects,
                    staticFiles: () => instance.filesBelow(settings.app.static.root),
                    elsewhere: (url) => world.services.elsewhere(url),
                },
                description,
            )),
        ],
    };
}

/** Counts the tables in the stack's database, whatever their schema. */
function tablesOf({ services: { database } }: World): (() => Promise<number>) | undefined {
    return database === undefined
        ? undefined
        : async () => {
              const [count = "0"] = await database.query(
                  "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
              );
              return Number(count);
          };
}
