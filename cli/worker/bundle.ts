import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { ProblemError } from "../../components/problem";
import { formatBytes } from "../../components/source-bundle/size-guards";
import { buildWorkerBundle } from "../../components/worker/bundle/build";
import { planWorkerBundle } from "../../components/worker/plan-worker";
import { copyWhole } from "../copy-whole";
import { repository } from "../repository";
import { stackWorkers } from "./stack-workers";

export interface BundleOptions {
    readonly stack: string;
    readonly worker: string | undefined;
    readonly output: string | undefined;
    readonly json: boolean;
}

/** @returns the options, or what is wrong with them */
export function readBundleOptions(args: readonly string[]): BundleOptions {
    const { values } = parseArgs({
        args: [...args],
        options: {
            stack: { type: "string", default: "dev" },
            worker: { type: "string" },
            output: { type: "string" },
            json: { type: "boolean", default: false },
        },
    });
    return { worker: undefined, output: undefined, ...values };
}

/** Packs one worker as an update would: the file that delivery over a URL needs, and its SHA-256. */
export async function bundle({ stack, worker, output, json }: BundleOptions): Promise<number> {
    const target = output === undefined ? undefined : outputFile(output);
    const { settings, workers } = stackWorkers(stack, worker);
    const [plan, ...more] = workers;
    if (plan === undefined || more.length > 0) {
        const names = workers.map(({ name }) => name);
        const remedy = "Name one of them with --worker.";
        throw new ProblemError("The command line", [
            { where: "--worker", got: "nothing", allowed: names.join(", "), remedy },
        ]);
    }
    const made = await buildWorkerBundle(planWorkerBundle(plan, settings, repository));
    const place = target === undefined ? made.path : await copyWhole(made.path, target);
    for (const notice of made.notices) {
        console.error(`! ${notice}`);
    }
    console.error(`${formatBytes(made.bytes)}, ${made.entries} entries, SHA-256 ${made.sha256}`);
    const { sha256, bytes } = made;
    console.log(json ? JSON.stringify({ version: 1, worker: plan.name, path: place, bytes, sha256 }, null, 2) : place);
    return 0;
}

/** How archives of the three kinds begin. https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1 */
const beginnings = ["1f8b", "fd377a585a00", "28b52ffd"];

/** Only an earlier bundle is replaced: a slip of the hand must not cost a source file. */
function outputFile(output: string): string {
    const file = path.resolve(process.env["INIT_CWD"] ?? process.cwd(), output);
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    const isFree = stat === undefined ? fs.existsSync(path.dirname(file)) : stat.isFile() && isBundle(file);
    if (!isFree) {
        throw new ProblemError("The command line", [
            {
                where: "--output",
                got: `${output}: ${stat === undefined ? "a folder that does not exist" : "something else than a bundle"}`,
                allowed: "a new file, or a bundle to replace, in an existing folder",
                remedy: "Correct the path.",
            },
        ]);
    }
    return file;
}

function isBundle(file: string): boolean {
    const begin = fs.readFileSync(file).subarray(0, 6).toString("hex");
    return begin === "" || beginnings.some((each) => begin.startsWith(each));
}
