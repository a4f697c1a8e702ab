import * as path from "node:path";
import { parseArgs } from "node:util";
import { containerFiles } from "../ebextensions/minimal-package/application-files";
import { ruleNames } from "../ebextensions/lint/catalogue";
import type { Finding } from "../ebextensions/lint/finding";
import { isDeploymentFile, Platform } from "../ebextensions/lint/application";
import { unusedAllowances } from "../ebextensions/lint/report";
import { nearestName } from "../components/settings/nearest";
import { droppedDeploymentFiles } from "../components/source-bundle/guards";
import { IgnoreRules } from "../components/source-bundle/ignore/ignore-rules";
import { ownFileFindings, platformOf } from "../components/source-bundle/own-files";
import { walk } from "../components/source-bundle/walk";
import { assertApplicationFolder } from "./application-folder";
import { runCommand } from "./command-line";

const help = `npm run --silent check -- APPLICATION [options]

Checks the files that an application brings for Elastic Beanstalk: .ebextensions, .platform, Procfile, cron.yaml, docker-compose.yml,
Dockerfile and Dockerrun.aws.json. It needs no stack and no AWS account;
what ignore files leave out of a bundle is not looked at. docs/checks.md lists the rules.

  APPLICATION        folder with manage.py or a container file
  --platform KIND    python or docker; default: docker for a folder with a container file and no manage.py, else python
  --allow RULE       leaves the findings of a rule out; may be given more than once (a stack file says it with app.checks.allow)
  --json             one object: directory, platform, files, errors, warnings, findings
  --help, -h         this text

Exit code: 0 with nothing but warnings; 1 for an error, or a folder without an application; 2 for a wrong option.`;

interface Options {
    readonly directory: string;
    readonly platform: Platform | undefined;
    readonly allow: readonly string[];
    readonly json: boolean;
}

export const main = (args: readonly string[]): Promise<number> =>
    runCommand(args, { help, read: readOptions, run: check });

/** @returns the options, or what is wrong with them; undefined when the help is asked for */
function readOptions(args: readonly string[]): Options | string | undefined {
    const flag = { type: "boolean", default: false } as const;
    const { values, positionals } = parseArgs({
        args: [...args],
        options: {
            platform: { type: "string" },
            allow: { type: "string", multiple: true, default: [] },
            json: flag,
            help: { ...flag, short: "h" },
        },
        allowPositionals: true,
    });
    const { help: wanted, platform, ...options } = values;
    const [directory] = positionals;
    if (wanted) {
        return undefined;
    }
    if (directory === undefined || positionals.length > 1) {
        return `One application directory, not ${positionals.length}.`;
    }
    const unknown = options.allow.find((name) => !ruleNames.includes(name));
    if (unknown !== undefined) {
        const near = nearestName(unknown, ruleNames);
        return `--allow ${unknown}: there is no such rule. ${near === undefined ? "docs/checks.md lists them." : `Did you mean ${near}?`}`;
    }
    return platform === undefined || platform === "python" || platform === "docker"
        ? { ...options, platform, directory: path.resolve(process.env["INIT_CWD"] ?? process.cwd(), directory) }
        : `--platform is python or docker, not ${platform}.`;
}

function check(options: Options): Promise<number> {
    const { directory, json } = options;
    assertApplicationFolder(directory);
    const platform = options.platform ?? platformOf(directory);
    const { entries, leftOut } = walk(directory, new IgnoreRules(directory, { exclude: [], include: [] }));
    const files = entries.map((entry) => entry.path).filter(isDeploymentFile);
    const all = ownFileFindings(directory, files, platform);
    const findings = all.filter(({ rule }) => !options.allow.includes(rule));
    const allowed = Object.fromEntries(options.allow.map((name) => [name, ""]));
    for (const notice of [
        ...(options.platform === undefined ? otherPlatform(platform, entries) : []),
        ...droppedDeploymentFiles(platform, leftOut),
        ...unusedAllowances(all, allowed).map((text) => text.replace("app.checks.allow.", "--allow ")),
    ]) {
        console.error(`! ${notice}`);
    }
    const errors = findings.filter(({ level }) => level === "error").length;
    const counts = { errors, warnings: findings.length - errors };
    if (json) {
        console.log(JSON.stringify({ directory, platform, files: files.length, ...counts, findings }, null, 2));
    } else {
        findings.forEach((finding) => {
            console.log(`${described(finding)}\n`);
        });
        console.log(summary(files, platform, counts));
    }
    return Promise.resolve(errors > 0 ? 1 : 0);
}

/** A project with a container file may be meant for either. */
const otherPlatform = (platform: Platform, entries: readonly { readonly path: string }[]): string[] =>
    platform === "python" && entries.some(({ path: each }) => containerFiles.includes(each))
        ? ["There is a container file beside manage.py: --platform docker checks for the Docker platform."]
        : [];

function described({ rule, level, file, line, found, happens, instead, source }: Finding): string {
    const lines = [
        `${file}:${line}: ${level}: ${rule}`,
        `  found    ${found}`,
        `  happens  ${happens}`,
        `  instead  ${instead}`,
    ];
    return [...lines, ...(source === undefined ? [] : [`  see      ${source}`])].join("\n");
}

function summary(
    files: readonly string[],
    platform: Platform,
    { errors, warnings }: { errors: number; warnings: number },
): string {
    const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;
    const [only = ""] = files;
    const what = files.length === 1 ? `1 file (${only})` : counted(files.length, "file");
    return `${what} checked for the ${platform} platform: ${counted(errors, "error")}, ${counted(warnings, "warning")}.`;
}
