import { ProblemError } from "../components/problem";
import { sandboxLayout } from "../sandbox/layout";
import { capture, Finished } from "../sandbox/pulumi";
import { openSandbox } from "../sandbox/sandbox";
import { knownStack } from "./known-stack";
import { repository } from "./repository";
import { cliOfSetup } from "./sandbox";
import { selectedStack } from "./selected-stack";

/** As the engine's event log, which `npm start` reads, one event a line; without this the engine gives one document without the policies. */
const streaming = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };

const previewOf = (stack: string | undefined): string[] => [
    "preview",
    "--json",
    "--non-interactive",
    ...(stack === undefined ? [] : ["--stack", stack]),
];

/** @param chosen - else the one that is selected in the sandbox */
export async function previewInSandbox(chosen: string | undefined): Promise<Finished & { readonly stack: string }> {
    const layout = sandboxLayout(repository);
    const faults = process.env["DJANGO_BEANSTALK_FAULTS"];
    const sandbox = await openSandbox({ layout, faults, ...cliOfSetup() });
    try {
        const stack = knownStack(chosen ?? selectedStack(layout), layout.project);
        console.error(`Previewing ${stack} in the sandbox: no AWS account is used.\n`);
        return { ...(await sandbox.captured(previewOf(stack), streaming)), stack };
    } finally {
        await sandbox.close();
    }
}

/** With the user's own Pulumi, backend, credentials and selection of the stack. */
export async function previewForReal(stack: string | undefined): Promise<Finished> {
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
export const noPreview = ({ code, stderr }: Finished, more: string): ProblemError =>
    new ProblemError("The preview", [
        {
            where: `pulumi preview, which ended with ${code}`,
            // What it printed on the other channel may be values.
            got: stderr.trim() === "" ? "no events of the engine" : stderr.trim(),
            remedy: `Mend what the engine names.${more}`,
        },
    ]);
