import { listed } from "../../components/words";
import type { RunOptions, StepEnd, StepStart } from "../model";
import type { CommandEntry, CommandText } from "./model";
import { isFilledIn, log, Site, refused, Task } from "./task";

/**
 * "The specified commands run as the root user, and are processed in alphabetical order by name. By default, commands run in the root directory."
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-commands
 *
 * Environment properties are not among their variables: "the secrets environment variables are available to ebextension container commands and platform
 * hooks", says https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html; that the other properties are not either is assumed.
 */
export const commandTasks = (entries: readonly CommandEntry[], { shell, changes, absent }: Site): Task[] =>
    entries.map((entry) => ({
        start: commandStart("commands", entry),
        work: async () => {
            const end = await runCommand(entry, { shell, absent }, { cwd: "/" });
            if (end.verdict === "ok") {
                changes.add(`command ${entry.name}`);
            }
            return end;
        },
    }));

export const commandStart = (phase: StepStart["phase"], { name, file, line }: CommandEntry): StepStart => ({
    phase,
    name,
    file,
    line,
    log: log.commands,
});

/** Runs the test, and the command where the test ends with 0. */
export async function runCommand(
    entry: CommandEntry,
    { shell, absent }: Pick<Site, "shell" | "absent">,
    options: RunOptions,
): Promise<StepEnd> {
    const { name, command, test, ignoreErrors } = entry;
    if (command === undefined || command.length === 0) {
        return refused(`${name} does not specify the 'command' attribute, which is required`);
    }
    if (test !== undefined) {
        const { code, output } = await shell.run(wordsOf(test, entry), options);
        if (code !== 0) {
            return { verdict: "skipped", exitCode: code, output, note: `Its test ended with ${code}.` };
        }
    }
    const { code, output } = await shell.run(wordsOf(command, entry), options);
    if (code === 0) {
        const note = isFilledIn(typeof command === "string" ? command : command.join(" ")) ? { note: unresolved } : {};
        return { verdict: "ok", exitCode: 0, output, ...note };
    }
    if (ignoreErrors) {
        return { verdict: "ok", exitCode: code, output, note: `Ended with ${code}, and ignoreErrors is set.` };
    }
    const missing = code === notFound && absent.length > 0 ? `. Not installed here: ${listed(absent)}` : "";
    return { verdict: "failed", exitCode: code, output, note: `Command ${name} failed${missing}` };
}

/** Of a shell whose command is nowhere. */
const notFound = 127;

const unresolved = "Ran with CloudFormation's functions as they stand: only AWS fills them in.";

/**
 * A text is a line for /bin/sh, which is bash on Amazon Linux: `source` is a command there, unlike in the shell that Debian has for it. A folder that is not
 * there fails the command. The environment: "this property overwrites, rather than appends, the existing environment", HOME and PATH included.
 */
function wordsOf(command: CommandText, { cwd, env }: Pick<CommandEntry, "cwd" | "env">): readonly string[] {
    const words = typeof command === "string" ? ["bash", "--posix", "-c", command] : command;
    const variables = Object.entries(env ?? {}).map(([name, value]) => `${name}=${value}`);
    const alone = env === undefined ? words : ["env", "-i", "--", ...variables, ...words];
    return cwd === undefined ? alone : ["bash", "-c", 'cd -- "$0" && exec "$@"', cwd, ...alone];
}
