import * as path from "node:path";
import { Problem } from "../problem";
import { BundleEntry } from "./entry";
import { describeRule, Rule } from "./ignore/ignore-rules";
import { parsePatterns } from "./ignore/ignore-file";
import { bytesOf } from "./ignore/wildmatch";
import type { Outcome } from "./packer/threads";
import type { PlatformKind } from "./platform-guards";
import type { LeftOut } from "./walk";

/** The Python platform runs manage.py at the bundle's root; for Docker an application may be nothing but its compose file. */
export function missingFiles(
    platform: PlatformKind,
    directory: string,
    entries: readonly BundleEntry[],
    leftOut: readonly LeftOut[],
): Problem[] {
    const hasManage = entries.some(({ path }) => path === "manage.py");
    if (hasManage || (platform === "docker" && entries.length > 0)) {
        return [];
    }
    const rule = leftOut.find((each) => each.path === "manage.py")?.rule;
    const state =
        entries.length === 0
            ? "holds no file that is not left out"
            : rule === undefined
              ? "has no manage.py"
              : `has its manage.py left out by ${describeRule(rule)}`;
    return [
        {
            where: "app.directory",
            got: `${directory}, which ${state}`,
            allowed: "the folder of a Django project, with manage.py in it",
            remedy: "Point app.directory (or --app) at the folder that holds manage.py, and look whether an ignore file drops it.",
        },
    ];
}

/** Two origins of one path: the application's file is never overwritten. */
export function clashes(own: readonly BundleEntry[], generated: readonly BundleEntry[]): Problem[] {
    const owned = new Set(own.map(({ path }) => path));
    return generated
        .filter(({ path }) => owned.has(path))
        .map(({ path }) => ({
            where: path,
            got: "a file of the application's under the name of a generated one",
            allowed: "any other name",
            remedy: path.endsWith("/00_application.conf")
                ? "Remove it: waits, limits and headers have settings (app.proxy, environment.loadBalancer.idleTimeoutSeconds). Other directives may stand in a file of another name there, without a location /."
                : "Rename the application's file, or remove it if the generated one does its work.",
        }));
}

/** Names by which Elastic Beanstalk tells what an application wants of it, on each platform. */
const deploymentFile: Readonly<Record<PlatformKind, RegExp>> = {
    python: /^(\.(ebextensions|platform)\/.*|Procfile|Buildfile|requirements\.txt|cron\.yaml|env\.yaml)$/,
    docker: /^(\.(ebextensions|platform)\/.*|Procfile|Buildfile|Dockerfile|Dockerrun\.aws\.json|docker-compose\.yml|cron\.yaml|env\.yaml)$/,
};

/** What the platform's own caches and editors leave in those folders is no loss. */
const noise = /(~|\.bak|\.swp|\.pyc|\.DS_Store|__pycache__\/)$/;

/** An ignore file that drops deployment files is the quietest way to a broken deployment, so it is said loudly. */
export function droppedDeploymentFiles(platform: PlatformKind, leftOut: readonly LeftOut[]): string[] {
    return leftOut
        .filter(({ path }) => deploymentFile[platform].test(path) && !noise.test(path))
        .map(
            ({ path, rule }) =>
                `${path} IS LEFT OUT by ${describeRule(rule)}: Elastic Beanstalk will not see it. ` +
                `Remove that line, or add the path to app.package.include.`,
        );
}

/** A file that changed while it was packed, or that could not be read. */
export function readProblems(entries: readonly BundleEntry[], outcomes: readonly (Outcome | undefined)[]): Problem[] {
    return entries.flatMap(({ path }, i) => {
        const failure = outcomes[i]?.failure;
        if (failure === undefined) {
            return [];
        }
        return failure === "changed"
            ? [
                  {
                      where: path,
                      got: "a file that changed while the bundle was made",
                      allowed: "files at rest",
                      remedy: "End what writes to it, or add it to the ignore file; then run the command again.",
                  },
              ]
            : [
                  {
                      where: path,
                      got: `an error when reading it (${failure})`,
                      allowed: "readable files",
                      remedy: "Give yourself the right to read it, or add it to the ignore file.",
                  },
              ];
    });
}

/**
 * Files that hold secrets. Everyone who may read the bucket, an instance's disk or a backup of either can read them.
 *
 * @param allow - patterns of files that may be packed all the same
 */
export function secretProblems(
    entries: readonly BundleEntry[],
    outcomes: readonly (Outcome | undefined)[],
    allow: readonly string[],
): Problem[] {
    const allowed = parsePatterns(allow);
    return entries.flatMap(({ path: each }, i) => {
        const finding = outcomes[i]?.finding;
        const name = bytesOf(path.posix.basename(each));
        if (finding === undefined || allowed.some(({ matches }) => matches(bytesOf(each), name))) {
            return [];
        }
        return [
            {
                where: finding.line === undefined ? each : `${each}:${finding.line}`,
                got: finding.kind,
                allowed: "no secrets in a bundle",
                remedy: `Move it into \`secrets\` of the stack file and add ${each} to the ignore file; or, if it is harmless, to app.package.allow.`,
            },
        ];
    });
}

/** @returns one notice for the files whose carriage returns were taken out */
export function conversionNotice(
    entries: readonly BundleEntry[],
    outcomes: readonly (Outcome | undefined)[],
): string[] {
    const converted = entries.filter((_entry, i) => outcomes[i]?.converted === true).map(({ path }) => path);
    return converted.length === 0
        ? []
        : [`Packed with plain line feeds, since carriage returns break them on the instance: ${converted.join(", ")}.`];
}

/** The files that Git has, but the ignore rules drop. Git itself goes on tracking such a file, so its loss would surprise. */
export function trackedNotice(dropped: readonly { readonly path: string; readonly rule: Rule }[]): string[] {
    const most = 5;
    if (dropped.length === 0) {
        return [];
    }
    const named = dropped.slice(0, most).map(({ path, rule }) => `${path} (${describeRule(rule)})`);
    const more = dropped.length > most ? ` and ${dropped.length - most} more` : "";
    const [subject, verb] = dropped.length === 1 ? ["A file", "is"] : [`${dropped.length} files`, "are"];
    return [
        `${subject} that Git tracks ${verb} left out, since an ignore rule matches: ${named.join(", ")}${more}. ` +
            "Take the rule back, or remove them from Git (git rm --cached).",
    ];
}
