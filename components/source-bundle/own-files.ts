import * as fs from "node:fs";
import * as path from "node:path";
import { containerFiles } from "../../ebextensions/minimal-package/application-files";
import { isReadByRules } from "../../ebextensions/lint/application";
import type { Finding } from "../../ebextensions/lint/finding";
import { lintApplication } from "../../ebextensions/lint/lint-application";
import { LintReport, lintReport } from "../../ebextensions/lint/report";
import type { Settings } from "../settings";
import type { PlatformKind } from "./platform-guards";
import { readPiece } from "./read-piece";

/** A hook may be a program of any size; its beginning tells what it is. */
const most = 1024 * 1024;

/**
 * What is wrong with an application's own `.ebextensions`, `.platform` and Procfile.
 *
 * @param paths - of the application's files that go into the bundle
 */
export function ownFileFindings(directory: string, paths: Iterable<string>, platform: PlatformKind): Finding[] {
    const { files, unreadable } = readOwnFiles(directory, paths);
    return [...unreadable, ...lintApplication(files, platform)];
}

/** Texts of the files that the rules read, empty of all others; what cannot be read is a finding of its own. */
export function readOwnFiles(directory: string, paths: Iterable<string>) {
    const unreadable: Finding[] = [];
    const files = new Map<string, string>();
    for (const each of paths) {
        const read = isReadByRules(each) ? readText(path.join(directory, each)) : { text: "" };
        if (read.text !== undefined) {
            files.set(each, read.text);
        } else {
            unreadable.push(notRead(each, read.reason));
        }
    }
    return { files, unreadable };
}

/** The same as a deployment tells it. That `.env` is there is told with the container files. */
export function ownFileReport({ app, appDirectory }: Settings, ownPaths: ReadonlySet<string>): LintReport {
    const paths = [...ownPaths].filter((each) => each !== ".env");
    return lintReport(ownFileFindings(appDirectory, paths, app.platform.kind), app.checks.allow);
}

/** Of a folder for which no stack has settings: a project with a container file may still run on the Python platform, and mostly does. */
export function platformOf(directory: string): PlatformKind {
    const has = (name: string) => fs.existsSync(path.join(directory, name));
    return !has("manage.py") && containerFiles.some(has) ? "docker" : "python";
}

function readText(file: string): { readonly text: string } | { readonly text?: undefined; readonly reason: string } {
    try {
        return { text: readPiece(file, 0, Math.min(most, fs.statSync(file).size)).toString("utf8") };
    } catch (error) {
        return { reason: error instanceof Error && "code" in error ? String(error.code) : String(error) };
    }
}

const notRead = (file: string, reason: string): Finding => ({
    rule: "unreadable-file",
    level: "error",
    file,
    line: 1,
    found: `an error when reading it (${reason})`,
    happens: "It cannot be checked, and it cannot be packed.",
    instead: "Give yourself the right to read it, or add it to the ignore file.",
});
