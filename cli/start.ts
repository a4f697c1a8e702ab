import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { buildBundle } from "../components/source-bundle/build-bundle";
import { planBundle } from "../components/source-bundle/plan-bundle";
import { sandboxLayout } from "../sandbox/layout";
import { openSandbox, Sandbox } from "../sandbox/sandbox";
import { stackFile } from "../sandbox/stack-files";
import { AppOverride, appOverride } from "./app-override";
import { runCommand } from "./command-line";
import { readEvents } from "./engine-events";
import { knownStack } from "./known-stack";
import { policyConfigOf } from "./policies/config-file";
import { configOf, settingsOfFile } from "./raw-settings";
import { repository } from "./repository";
import { cliOfSetup } from "./sandbox";
import { selectedStack } from "./selected-stack";
import { showFiles } from "./show-files";
import { formatSummary, SummaryParts } from "./summary";

const help = `npm start -- [--stack NAME] [--app DIRECTORY] [--show-files]

Previews a stack in the sandbox with the policy pack: no AWS account, nothing leaves this machine. The pack is configured by policy-config.STACK.json,
else policy-config.json, beside Pulumi.yaml, where there is one.

  --stack NAME      the stack to preview; default: the one selected in the sandbox, at first dev
  --app DIRECTORY   preview with another Django application instead of the stack's own
  --show-files      print every generated file as the bundle holds it, and preview nothing
  --help            this text

Exit code: that of the preview; 1 for a problem in settings or application; 2 for a wrong option.`;

export const main = (args: readonly string[]): Promise<number> =>
    runCommand(args, { help, read: readOptions, run: preview });

interface Options {
    readonly stack: string | undefined;
    readonly app: string | undefined;
    readonly showFiles: boolean;
}

/** @returns undefined when the help is asked for */
function readOptions(args: readonly string[]): Options | undefined {
    const { values } = parseArgs({
        args: [...args],
        options: {
            stack: { type: "string" },
            app: { type: "string" },
            "show-files": { type: "boolean", default: false },
            help: { type: "boolean", default: false },
        },
    });
    const { stack, app } = values;
    return values.help ? undefined : { stack, app, showFiles: values["show-files"] };
}

async function preview(options: Options): Promise<number> {
    const override =
        options.app === undefined
            ? undefined
            : overrideFor(options.app, options.stack ?? selectedStack(sandboxLayout(repository)));
    override?.findings.forEach((line) => {
        console.log(line);
    });
    const layout = sandboxLayout(repository, override?.sandbox);
    const faults = process.env["DJANGO_BEANSTALK_FAULTS"];
    const sandbox = await openSandbox({ layout, overrides: override?.config ?? {}, faults, ...cliOfSetup() });
    try {
        const stack = knownStack(options.stack ?? selectedStack(layout), layout.project);
        const settings = settingsOfFile(stackFile(layout.project, stack), stack, repository);
        if (options.showFiles) {
            console.log(await showFiles(await buildBundle(planBundle(settings, repository))));
            return 0;
        }
        const policyConfig = await checkedPolicyConfig(stack);
        const application = override?.name ?? path.relative(repository, settings.appDirectory);
        console.log(`Previewing ${stack} with ${application} in the sandbox: no AWS account is used.\n`);
        // Before the engine starts: a mistake shows in half a second, and the engine then finds the archive ready.
        const bundle = await buildBundle(planBundle(settings, repository));
        return await previewAndSummarise(
            sandbox,
            { stack, bundle, otherApp: override?.sandbox !== undefined },
            policyConfig,
        );
    } finally {
        await sandbox.close();
    }
}

function overrideFor(application: string, stack: string): AppOverride {
    const file = stackFile(repository, stack);
    const config = fs.existsSync(file) ? configOf(file) : {};
    return appOverride(path.resolve(process.env["INIT_CWD"] ?? process.cwd(), application), config, repository);
}

/** @returns arguments of the engine for the stack's policy configuration, once nothing in it is misspelt */
async function checkedPolicyConfig(stack: string): Promise<string[]> {
    const file = policyConfigOf(stack, repository);
    if (file === undefined) {
        return [];
    }
    // Loaded only where there is a file: the check needs the whole pack.
    const { checkPolicyConfig } = await import("./policies/check-config.js");
    checkPolicyConfig(file);
    return ["--policy-pack-config", file];
}

async function previewAndSummarise(
    sandbox: Sandbox,
    known: Pick<SummaryParts, "stack" | "bundle" | "otherApp">,
    policyConfig: readonly string[],
): Promise<number> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-"));
    try {
        const log = path.join(folder, "events.json");
        const pack = path.join(repository, "policies");
        const code = await sandbox.run([
            "preview",
            "--stack",
            known.stack,
            "--policy-pack",
            pack,
            ...policyConfig,
            "--event-log",
            log,
        ]);
        console.log(`\n${formatSummary({ ...known, events: readEvents(log), code })}`);
        return code;
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}
