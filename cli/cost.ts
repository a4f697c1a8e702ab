import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { ProblemError } from "../components/problem";
import { runCommand } from "./command-line";
import { atLargestSize } from "./cost/altered";
import { budgetNotes } from "./cost/budget-notes";
import { estimate } from "./cost/estimate";
import { Graph, graphOfPreview, graphOfState } from "./cost/graph";
import type { Prices } from "./cost/prices/price";
import { readPriceList } from "./cost/prices/price-list";
import { builtInPrices, knownRegions } from "./cost/prices/price-table";
import { reportJson, reportText } from "./cost/report";
import { suggestionsFor } from "./cost/suggestions";
import { readUsage } from "./cost/usage";
import { noPreview, previewInSandbox } from "./preview";

const help = `npm run --silent cost -- [STATE] [options]

Estimates what a stack costs in a month, resource by resource, with the assumptions and with changes that would make it cheaper.
It previews the stack in the sandbox: no AWS account is used. docs/cost.md tells what is counted, and where the prices come from.

  STATE               a file that pulumi stack export wrote, in place of a preview
  --stack NAME        the stack to preview; default: the one selected in the sandbox, at first dev
  --region NAME       prices of another region than the stack's own
  --prices FILE       prices of AWS' price list, over those here: what aws pricing get-products printed, or a service's index.json; may be repeated
  --usage FILE        assumptions as JSON: {"requests": 2000000, "dataOutGb": 50}
  --set NAME=NUMBER   one assumption, over the file's; may be repeated
  --explain           also why it is more than estimates of 30 to 40 USD, what is free, and the source and date of each price
  --json              all of it as JSON, for programs
  --help              this text

Exit code: 0; 1 when the preview fails or a file cannot be read; 2 for a wrong option.`;

export const main = (args: readonly string[]): Promise<number> =>
    runCommand(args, { help, read: readOptions, run: showCost });

interface Options {
    readonly state: string | undefined;
    readonly stack: string | undefined;
    readonly region: string | undefined;
    readonly prices: readonly string[];
    readonly usage: string | undefined;
    readonly set: readonly string[];
    readonly explain: boolean;
    readonly json: boolean;
}

/** @returns the options, or what is wrong with them; undefined when the help is asked for */
function readOptions(args: readonly string[]): Options | string | undefined {
    const [flag, one] = [{ type: "boolean", default: false } as const, { type: "string" } as const];
    const many = { type: "string", multiple: true, default: [] as string[] } as const;
    const { values, positionals } = parseArgs({
        args: [...args],
        options: {
            stack: one,
            region: one,
            prices: many,
            usage: one,
            set: many,
            explain: flag,
            json: flag,
            help: flag,
        },
        allowPositionals: true,
    });
    const { help: wanted, ...options } = values;
    if (wanted) {
        return undefined;
    }
    const [state] = positionals;
    if (positionals.length > 1 || (state !== undefined && options.stack !== undefined)) {
        return "One exported stack, or --stack, not both.";
    }
    const unset = options.set.find((each) => !each.includes("="));
    return unset === undefined
        ? { state, stack: options.stack, region: options.region, usage: options.usage, ...listsOf(options) }
        : `--set takes NAME=NUMBER, not ${unset}.`;
}

const listsOf = ({ prices, set, explain, json }: Pick<Options, "prices" | "set" | "explain" | "json">) => ({
    prices,
    set,
    explain,
    json,
});

async function showCost(options: Options): Promise<number> {
    const usage = readUsage(options.usage ?? "", parsedFile("The usage", options.usage), options.set);
    const { graph, of, notes } = await graphFor(options);
    const region = options.region ?? graph.region ?? "";
    const prices = pricesFor(region, options.prices);
    const expected = estimate(graph.resources, prices, usage);
    const result = {
        of,
        region,
        usage,
        estimate: expected,
        atMost: estimate(atLargestSize(graph.resources), prices, usage).total,
        suggestions: suggestionsFor(graph.resources, prices, usage),
        notes: [...notes, ...budgetNotes(graph.resources, expected.total)],
    };
    console.log(options.json ? reportJson(result) : reportText(result, options.explain));
    return 0;
}

interface Found {
    readonly graph: Graph;
    readonly of: string;
    readonly notes: readonly string[];
}

async function graphFor({ state, stack }: Options): Promise<Found> {
    if (state !== undefined) {
        const file = absolute(state);
        return { graph: graphOfState(file, contentOf("The exported stack", file)), of: path.basename(file), notes: [] };
    }
    const preview = await previewInSandbox(stack);
    const graph = graphOfPreview(preview.stdout);
    if (preview.code !== 0 || graph.resources.length === 0) {
        throw noPreview(preview, " npm start shows the whole preview.");
    }
    return { graph, of: preview.stack, notes: notesOf(graph) };
}

/** The sandbox has a default VPC of three zones; that of us-east-1 has six. */
const notesOf = ({ resources }: Graph): string[] =>
    resources.some(({ type }) => type === "aws:ec2:Vpc")
        ? []
        : [
              "What the stack looks up is the sandbox's, as its default VPC of 3 zones. --set zones=6 counts six, as us-east-1 has.",
          ];

function pricesFor(region: string, files: readonly string[]): Prices {
    const lists = files.map((file) => readPriceList(file, parsedFile("The price list", file), region));
    const known = builtInPrices(region);
    if (known === undefined && lists.length === 0) {
        throw new ProblemError("The prices", [
            {
                where: "region",
                got: region === "" ? "none: neither the stack nor its provider names one" : region,
                allowed: knownRegions.join(", "),
                remedy: "Give --region for the prices of one of these, or --prices with files of AWS' price list.",
            },
        ]);
    }
    return new Map([...(known ?? []), ...lists.flatMap((list) => [...list])]);
}

const absolute = (file: string): string => path.resolve(process.env["INIT_CWD"] ?? process.cwd(), file);

function parsedFile(subject: string, file: string | undefined): unknown {
    if (file === undefined) {
        return undefined;
    }
    try {
        return JSON.parse(contentOf(subject, absolute(file)));
    } catch (error) {
        throw error instanceof ProblemError
            ? error
            : new ProblemError(subject, [
                  { where: file, got: "no JSON", allowed: "JSON", remedy: "Write it as JSON." },
              ]);
    }
}

/** An offer file of all of EC2 has gigabytes, which no text here can hold. */
const mostBytes = 500_000_000;

function contentOf(subject: string, file: string): string {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat?.isFile() !== true || stat.size > mostBytes) {
        throw new ProblemError(subject, [
            {
                where: file,
                got: stat === undefined ? "no such file" : stat.isFile() ? `${stat.size} bytes` : "no file",
                allowed: `a file of at most ${mostBytes} bytes`,
                remedy: "Name a file that is there; of a large price list ask only for the products that are needed.",
            },
        ]);
    }
    return fs.readFileSync(file, "utf8");
}
