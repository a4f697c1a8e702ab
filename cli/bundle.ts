import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { ProblemError } from "../components/problem";
import { Bundle, buildBundle, BundlePlan } from "../components/source-bundle/build-bundle";
import { readPiece } from "../components/source-bundle/read-piece";
import { bundleLimitBytes, formatBytes } from "../components/source-bundle/size-guards";
import { standaloneSteps } from "../components/standalone";
import { planOf } from "./bundle-plan";
import { runCommand } from "./command-line";
import { copyWhole } from "./copy-whole";
import { progressOf } from "./progress";

const help = `npm run --silent bundle -- [APPLICATION DIRECTORY] [--output FILE] [options]

Packs a Django application as Elastic Beanstalk gets it, without an AWS account.

  APPLICATION DIRECTORY  folder with manage.py; default: the one of the stack
  --output FILE          where to put the zip; default: it stays in .cache/bundles
  --stack NAME           stack whose settings hold; default: dev
  --no-generated         application files only: no .ebextensions, hooks, Procfile
  --standalone           option settings go into the zip too, for an upload in the AWS console; prints what remains to be done
  --json                 one object: path, bytes, sha256, fingerprint, label, entries, cached, milliseconds per step, notices
  --list                 one entry a line: mode, bytes, path
  --help                 this text

Standard output carries the result alone (the zip's path without --json or --list); progress and notices go to standard error.
Exit code: 0; 1 for a problem in settings or application; 2 for a wrong option.`;

interface Options {
    readonly directory: string | undefined;
    readonly output: string | undefined;
    readonly stack: string;
    readonly generated: boolean;
    readonly standalone: boolean;
    readonly json: boolean;
    readonly list: boolean;
}

export const main = (args: readonly string[]): Promise<number> =>
    runCommand(args, { help, read: readOptions, run: bundle });

/** @returns the options, or what is wrong with them; undefined when the help is asked for */
function readOptions(args: readonly string[]): Options | string | undefined {
    if (args.includes("--help")) {
        return undefined;
    }
    const flag = { type: "boolean", default: false } as const;
    const { values, positionals } = parseArgs({
        args: [...args],
        options: {
            output: { type: "string" },
            stack: { type: "string", default: "dev" },
            "no-generated": flag,
            standalone: flag,
            json: flag,
            list: flag,
        },
        allowPositionals: true,
    });
    const options = { ...values, directory: positionals[0], output: values.output, generated: !values["no-generated"] };
    return positionals.length > 1
        ? `One application directory at a time, not ${positionals.length}.`
        : (conflict(options) ?? options);
}

function conflict({ json, list, standalone, generated }: Options): string | undefined {
    if (json && list) {
        return "--json and --list exclude each other: standard output carries one result.";
    }
    return standalone && !generated ? "--standalone adds a generated file, which --no-generated forbids." : undefined;
}

async function bundle(options: Options): Promise<number> {
    const output = options.output === undefined ? undefined : outputFile(options.output);
    const progress = progressOf(process.stderr);
    const directory = options.directory === undefined ? undefined : path.resolve(userFolder(), options.directory);
    const { plan, settings } = planOf({ ...options, directory }, progress.show);
    const made = await buildBundle(withoutOutput(plan, output)).finally(progress.end);
    const place = output === undefined ? made.file : await copyWhole(made.file, output);
    for (const notice of made.notices) {
        console.error(`! ${notice}`);
    }
    const share = ((made.bytes / bundleLimitBytes) * 100).toFixed(1);
    const state = made.cached ? "unchanged, taken from the cache" : "packed now";
    console.error(`${formatBytes(made.bytes)} (${share} % of the limit), ${made.entries} entries, ${state}`);
    if (options.standalone && settings !== undefined) {
        standaloneSteps(settings, place).forEach((step, i) => {
            console.error(`${i + 1}. ${step}`);
        });
    }
    console.log(await result(options, made, place));
    return 0;
}

/** Where the user is: npm changes to the repository. */
const userFolder = (): string => process.env["INIT_CWD"] ?? process.cwd();

function outputFile(output: string): string {
    const file = path.resolve(userFolder(), output);
    const problem = outputMistake(file);
    if (problem !== undefined) {
        throw new ProblemError("The command line", [
            {
                where: "--output",
                got: `${output}: ${problem}`,
                allowed: "a new file, or a zip to replace, in an existing folder",
                remedy: "Correct the path.",
            },
        ]);
    }
    return file;
}

/** Only a zip is replaced: a slip of the hand must not cost a source file. */
function outputMistake(file: string): string | undefined {
    if (!fs.existsSync(path.dirname(file))) {
        return "a folder that does not exist";
    }
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (stat === undefined) {
        return undefined;
    }
    if (!stat.isFile()) {
        return "a folder, link or device";
    }
    return stat.size === 0 || readPiece(file, 0, 2).toString("latin1") === "PK" ? undefined : "a file that is no zip";
}

/** A zip that is put into the application must not be a part of the next one, nor what a killed copy of it left. */
function withoutOutput(plan: BundlePlan, output: string | undefined): BundlePlan {
    if (output === undefined || !fs.existsSync(plan.directory)) {
        return plan;
    }
    const place = path.join(fs.realpathSync(path.dirname(output)), path.basename(output));
    const relative = path.relative(fs.realpathSync(plan.directory), place);
    const pattern = `/${relative
        .split(path.sep)
        .join("/")
        .replace(/[\\*?[\]! #]/g, "\\$&")}`;
    return relative.startsWith("..") ? plan : { ...plan, exclude: [...plan.exclude, pattern, `${pattern}.*.tmp`] };
}

async function result({ json, list }: Options, made: Bundle, place: string): Promise<string> {
    if (list) {
        return made
            .contents()
            .map(
                ({ mode, bytes, path, link }) =>
                    `${mode.toString(8)} ${bytes} ${path}${link === undefined ? "" : ` -> ${link}`}`,
            )
            .join("\n");
    }
    if (!json) {
        return place;
    }
    const { bytes, fingerprint, label, entries, cached, notices } = made;
    const milliseconds = Object.fromEntries(
        Object.entries(made.milliseconds).map(([step, time]) => [step, Math.round(time)]),
    );
    return JSON.stringify(
        { path: place, bytes, sha256: await sha256(place), fingerprint, label, entries, cached, milliseconds, notices },
        null,
        2,
    );
}

async function sha256(file: string): Promise<string> {
    const hash = createHash("sha256");
    await pipeline(fs.createReadStream(file), hash);
    return hash.digest("hex");
}
