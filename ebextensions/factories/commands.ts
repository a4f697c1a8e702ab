import type { CommandBase, CommandEntry, ContainerCommandEntry } from "../model";
import { must, mustBeAbsolute, mustBeText } from "./model-error";

interface Wanted {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly ignoreErrors?: boolean;
}

/**
 * A command before the application is extracted: as root, in `/`, on every instance.
 *
 * @param name - lower-case words with underscores; numbers are the renderer's, so that the order in the file is the order of running
 * @param command - a line for a shell, several lines, or a program with its arguments
 */
export function command(
    name: string,
    what: CommandBase["command"],
    { test, ...rest }: Wanted & { readonly test?: string } = {},
): CommandEntry {
    return { kind: "command", ...base(name, what, rest), test };
}

/**
 * A command in the staging folder, after the application is extracted and before it goes live.
 *
 * @throws ModelError for `leaderOnly` with `test`: the leader ignores the test without a word
 */
export function containerCommand(
    name: string,
    what: CommandBase["command"],
    { leaderOnly = false, test, ...rest }: Wanted & { readonly leaderOnly?: boolean; readonly test?: string } = {},
): ContainerCommandEntry {
    must(!(leaderOnly && test !== undefined), `${name} runs on the leader only or by a test`, { leaderOnly, test });
    const when = leaderOnly ? "leader" : test === undefined ? "always" : { test };
    return { kind: "container-command", ...base(name, what, rest), when };
}

function base(name: string, what: CommandBase["command"], { cwd, env, ignoreErrors = false }: Wanted): CommandBase {
    must(
        /^[a-z][a-z0-9_]*$/.test(name),
        "A command is named by lower-case words and underscores, and is numbered by its place",
        name,
    );
    const words = typeof what === "string" ? [what] : what;
    must(words.length > 0 && words[0]?.trim() !== "", `${name} has a command`, what);
    words.forEach((word) => {
        mustBeText("A command", word);
    });
    if (cwd !== undefined) {
        mustBeAbsolute("The working folder of a command", cwd);
    }
    Object.entries(env ?? {}).forEach(([variable, value]) => {
        must(/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable), "A variable has a name of letters, digits and _", variable);
        mustBeText("The value of a variable", value);
    });
    return { name, command: what, cwd, env, ignoreErrors };
}
