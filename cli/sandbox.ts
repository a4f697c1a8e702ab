import * as path from "node:path";
import { sandboxLayout } from "../sandbox/layout";
import { openSandbox } from "../sandbox/sandbox";
import { reportProblems } from "./report-problems";
import { repository } from "./repository";

const help = `npm run sandbox -- <pulumi arguments>

Runs any Pulumi command against the sandbox: the real engine, with stand-ins for AWS. For example
  npm run sandbox -- preview --policy-pack policies
  npm run sandbox -- up --yes
  npm run sandbox -- stack select prod
  npm run sandbox -- stack output
  npm run sandbox -- destroy --yes
Everything it keeps is in .sandbox/, which may be deleted at any time.

Environment
  DJANGO_BEANSTALK_SANDBOX  another folder for what it keeps
  DJANGO_BEANSTALK_FAULTS   faults of the pretended AWS; see sandbox/stand-in/faults.ts
  DJANGO_BEANSTALK_MAINTENANCE=passed
                            maintenance windows have passed since the last run: a database's changes that wait are made
  DJANGO_BEANSTALK_SSH_HOST a machine that stands for workers; see sandbox/stand-in/ssh-host.ts`;

/** Options of the engine that take a path: relative to where the user is, not to the generated project. */
const pathOptions = [
    "--policy-pack",
    "--policy-pack-config",
    "--file",
    "--save-plan",
    "--plan",
    "--event-log",
    "--import-file",
];

export async function main(args: readonly string[]): Promise<number> {
    if (args.length === 0 || args[0] === "--help") {
        console.log(help);
        return 0;
    }
    return reportProblems(async () => {
        const sandbox = await openSandbox({
            layout: sandboxLayout(repository),
            faults: process.env["DJANGO_BEANSTALK_FAULTS"],
            ...cliOfSetup(),
        });
        try {
            const code = await sandbox.run(withAbsolutePaths(args, process.env["INIT_CWD"] ?? process.cwd()));
            if (code !== 0 && args[0] === "destroy") {
                console.error(
                    "\nIf a resource was protected: set environment: {protect: false} in the stack file, run up, then destroy again.",
                );
            }
            return code;
        } finally {
            await sandbox.close();
        }
    });
}

export function withAbsolutePaths(args: readonly string[], folder: string): string[] {
    return args.map((arg, i) => {
        const [option, value] = arg.split(/=(.*)/s);
        if (value !== undefined && option !== undefined && pathOptions.includes(option)) {
            return `${option}=${path.resolve(folder, value)}`;
        }
        return pathOptions.includes(args[i - 1] ?? "") ? path.resolve(folder, arg) : arg;
    });
}

/** The set-up passes on which CLI it found, and where. */
export function cliOfSetup(): { cli: string; ownLanguageHost: boolean } {
    const cli = process.env["DJANGO_BEANSTALK_PULUMI"];
    if (cli === undefined) {
        throw new Error("The set-up gave no Pulumi CLI.");
    }
    return { cli, ownLanguageHost: process.env["DJANGO_BEANSTALK_PULUMI_ORIGIN"] === "built" };
}
