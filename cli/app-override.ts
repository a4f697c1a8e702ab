import { createHash } from "node:crypto";
import * as path from "node:path";
import { Problem, ProblemError } from "../components/problem";
import { detectDjangoApp } from "./detect";

/** Settings for an application that has none of its own yet. */
export interface AppOverride {
    readonly name: string;
    /** Name of the sandbox: another application must not show as a change of the first. */
    readonly sandbox: string;
    readonly config: Readonly<Record<string, unknown>>;
    /** What was found and assumed, a line each. */
    readonly findings: readonly string[];
}

/** @throws ProblemError when no Django application is found, or more than one answer fits */
export function appOverride(directory: string): AppOverride {
    const detection = detectDjangoApp(directory);
    if (detection.kind === "problems") {
        throw new ProblemError(directory, detection.problems satisfies readonly Problem[]);
    }
    const { app } = detection;
    const name = appName(app.directory);
    return {
        name,
        sandbox: `${name}-${createHash("sha256").update(app.directory).digest("hex").slice(0, 8)}`,
        config: {
            "django-beanstalk:app": {
                name,
                directory: app.directory,
                platform: { kind: "python", version: app.python },
                wsgi: app.wsgi,
                settingsModule: app.settingsModule,
                ...(app.healthPath === undefined ? {} : { healthPath: app.healthPath }),
            },
        },
        findings: app.findings.map(
            ({ kind, what, value, because }) => `${kind.padEnd(9)} ${what}: ${value} (${because})`,
        ),
    };
}

/** A folder's name in the form that app.name has. */
export function appName(directory: string): string {
    const words = path
        .basename(directory)
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^[^a-z]+|-+$/g, "");
    const cut = words.slice(0, 20).replace(/-+$/, "");
    return cut.length >= 2 ? cut : "app";
}
