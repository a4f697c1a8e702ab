import { readApplication } from "../../ebextensions/lint/application";
import { managePy } from "../../ebextensions/lint/steps";
import type { Settings } from "../settings";
import { readOwnFiles } from "./own-files";

/**
 * Steps of a deployment that the application's own container commands take, and that are generated as well: both would run. That is no harm to the data,
 * but twice the time, and in an order that nobody chose.
 */
export function repeatedSteps({ app, appDirectory }: Settings, ownPaths: ReadonlySet<string>): string[] {
    if (app.platform.kind !== "python") {
        return [];
    }
    const generated = {
        migrate: app.deploy.migrate ? "app.deploy.migrate: false" : undefined,
        collectstatic: app.deploy.collectstatic === "off" ? undefined : "app.deploy.collectstatic: off",
    };
    const configs = [...ownPaths].filter((each) => /^\.ebextensions\/[^/]+\.config$/.test(each));
    const { files } = readOwnFiles(appDirectory, configs);
    return readApplication(files, "python")
        .scripts.filter(({ role }) => role === "container_command")
        .flatMap(({ file, name, commands }) =>
            Object.entries(generated).flatMap(([step, off]) =>
                off !== undefined && commands.some(({ text }) => managePy(text) === step)
                    ? [
                          `${name} in ${file} runs ${step}, which is generated too: both run. Remove it there, or set ${off}.`,
                      ]
                    : [],
            ),
        );
}
