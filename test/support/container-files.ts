import * as assert from "node:assert/strict";
import { planGeneratedFiles } from "../../components/generated-files";
import type { GeneratedFile } from "../../ebextensions/model";
import { minimalRaw, testSettings } from "./settings";

/** What is generated for an application on the Docker platform, by path. */
export function containerFiles(
    platform: Readonly<Record<string, unknown>> = {},
    app: Readonly<Record<string, unknown>> = {},
    ownPaths: readonly string[] = ["manage.py", "requirements.txt"],
    others: Readonly<Record<string, unknown>> = {},
): ReadonlyMap<string, GeneratedFile> {
    const settings = testSettings({
        ...others,
        app: { ...minimalRaw.app, healthPath: "/health/", ...app, platform: { kind: "docker", ...platform } },
    });
    return new Map(planGeneratedFiles(settings, new Set(ownPaths)).map((file) => [file.path, file]));
}

export const textOf = (files: ReadonlyMap<string, GeneratedFile>, path: string): string =>
    files.get(path)?.content ?? assert.fail(`no ${path}`);
