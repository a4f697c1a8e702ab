import { parseArgs } from "node:util";
import { ProblemError } from "../components/problem";
import { sandboxLayout } from "../sandbox/layout";
import { capture, Finished } from "../sandbox/pulumi";
import { openSandbox } from "../sandbox/sandbox";
import { formatChanges } from "./changes/format";
import { Changes, planChanges } from "./changes/plan";
import { runCommand } from "./command-line";
import { parseEvents, PreviewEvents } from "./engine-events";
import { knownStack } from "./known-stack";
import { repository } from "./repository";
import { cliOfSetup } from "./sandbox";
import { selectedStack } from "./selected-stack";

const help = `npm run --silent changes -- [--stack NAME] [--sandbox] [--json]

Tells what the next update would do to the service that runs: change in place, restart, new instances, replacement, or nothing AWS allows.
It runs a preview, which changes nothing. Values of environment properties and secrets are not shown.

  --stack NAME  the stack to preview; default: the one that is selected
  --sandbox     ask the sandbox instead of your AWS account
  --json        the table as JSON, for programs
  --help        this text

Exit code: 0; 1 when the preview fails or something in it is impossible; 2 for a wrong option.`;

export const main = (args: readonly string[]): Promise<number> =>
    runCommand(args, { help, read: readOptions, run: showChanges });

interface Options {
    readonly stack: string | undefined;
    readonly sandbox: boolean;
    readonly json: boolean;
}

/** @returns undefined when the help is asked for */
function readOptions(args: readonly string[]): Options | undefined {
    const flag = { type: "boolean", default: false } as const;
    const { values } = parseArgs({
        args: [...args],
        options: { stack: { type: "string" }, sandbox: flag, json: flag, help: flag },
    });
    return values.help ? undefined : { stack: values.stack, sandbox: values.sandbox, json: values.json };
}

async function showChanges(options: Options): Promise<number> {
    const preview = await (options.sandbox ? previewInSandbox : previewForReal)(options.stack);
    const events = parseEvents(preview.stdout);
    if (events.steps.length === 0 && events.errors.length === 0) {
        throw noPreview(preview);
    }
    const changes = planChanges(events.steps, events.errors);
    console.log(options.json ? jsonOf(changes, events, preview) : textOf(changes, events, preview));
    const isPossible = changes.rows.every(({ effect }) => effect.kind !== "impossible");
    return preview.code === 0 && isPossible ? 0 : 1;
}

/** As the engine's event log, which `npm start` reads, one event a line; without this the engine gives one document without the policies. */
const streaming = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };

const previewOf = (stack: string | undefined): string[] => [
    "preview",
    "--json",
    "--non-interactive",
    ...(stack === undefined ? [] : ["--stack", stack]),
];

async function previewInSandbox(chosen: string | undefined): Promise<Finished> {
    const layout = sandboxLayout(repository);
    const faults = process.env["DJANGO_BEANSTALK_FAULTS"];
    const sandbox = await openSandbox({ layout, faults, ...cliOfSetup() });
    try {
        const stack = knownStack(chosen ?? selectedStack(layout), layout.project);
        console.error(`Previewing ${stack} in the sandbox: no AWS account is used.\n`);
        return await sandbox.captured(previewOf(stack), streaming);
    } finally {
        await sandbox.close();
    }
}

/** With the user's own Pulumi, backend, credentials and selection of the stack. */
async function previewForReal(stack: string | undefined): Promise<Finished> {
    const { cli, ownLanguageHost } = cliOfSetup();
    if (ownLanguageHost) {
        throw new ProblemError("The preview", [
            {
                where: cli,
                got: "no pulumi of 3.219 or newer on PATH; this one, which was built for the sandbox, cannot run a program outside of it",
                remedy: "Install Pulumi (https://www.pulumi.com/docs/install/), or add --sandbox.",
            },
        ]);
    }
    console.error(`Previewing ${stack ?? "the selected stack"} in your AWS account: nothing is changed.\n`);
    const env = { ...process.env, ...streaming, PULUMI_SKIP_UPDATE_CHECK: "true" };
    return capture({ cli, cwd: repository, env }, previewOf(stack));
}

/** The engine stopped before it began: there is no such stack, or no login. */
const noPreview = ({ code, stderr }: Finished): ProblemError =>
    new ProblemError("The preview", [
        {
            where: `pulumi preview, which ended with ${code}`,
            // What it printed on the other channel may be values.
            got: stderr.trim() === "" ? "no events of the engine" : stderr.trim(),
            remedy: "Mend what the engine names. --sandbox asks the sandbox instead of your account.",
        },
    ]);

function textOf(changes: Changes, { errors }: PreviewEvents, { code }: Finished): string {
    const table = formatChanges(changes, code === 0);
    const failure =
        code === 0
            ? []
            : ["The preview failed, so the table may not be complete.", ...errors.map(({ message }) => message)];
    return [table.join("\n"), ...failure].filter((part) => part !== "").join("\n\n");
}

const jsonOf = (changes: Changes, { errors }: PreviewEvents, { code }: Finished): string =>
    JSON.stringify({ complete: code === 0, ...changes, errors }, undefined, 2);
