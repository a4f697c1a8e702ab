import { plainFile } from "../../factories/scripts";
import type { PlainFile } from "../../model";
import { entrypointScript } from "./entrypoint-script";
import { appFolder, type BuiltImage, ourFolder } from "./plan";

/** The entry point in the image, and what it goes by. */
export function entrypoint({ startup, gunicorn }: BuiltImage, port: number): PlainFile[] {
    const { required, optional, healthPath, healthHost, ...steps } = startup;
    const settings = {
        required: [...required].sort(),
        optional: [...optional].sort(),
        ...steps,
        workersOfCores: gunicorn.workers === "cores",
        health: { port, path: healthPath, host: healthHost },
    };
    return [
        plainFile(`${ourFolder}/entrypoint.py`, {
            reason: "waits for the database, migrates it under a lock and collects static files before a container's process starts",
            content: entrypointScript,
        }),
        plainFile(`${ourFolder}/entrypoint.json`, {
            reason: "tells the entry point what to check and how long to wait",
            content: `${JSON.stringify(settings, null, 2)}\n`,
        }),
    ];
}

/** The command that starts it in the image. */
export const entrypointCommand: readonly string[] = ["python", `${appFolder}/${ourFolder}/entrypoint.py`];
