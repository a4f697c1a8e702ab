import { parseArgs } from "node:util";
import type { Finished } from "../sandbox/pulumi";
import { formatChanges } from "./changes/format";
import { Changes, planChanges } from "./changes/plan";
import { runCommand } from "./command-line";
import { parseEvents, PreviewEvents } from "./engine-events";
import { noPreview, previewForReal, previewInSandbox } from "./preview";

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
        throw noPreview(preview, " --sandbox asks the sandbox instead of your account.");
    }
    const changes = planChanges(events.steps, events.errors);
    console.log(options.json ? jsonOf(changes, events, preview) : textOf(changes, events, preview));
    const isPossible = changes.rows.every(({ effect }) => effect.kind !== "impossible");
    return preview.code === 0 && isPossible ? 0 : 1;
}

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
