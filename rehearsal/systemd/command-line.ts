import { endOfCommand, splitWords } from "./words";

/** One command of an `Exec…=` line, before variables are put in. */
export interface ExecCommand {
    /** As written, for messages. */
    readonly text: string;
    readonly words: readonly string[];
    /** `-`: a failure counts as success. */
    readonly mayFail: boolean;
    /** `+` or `!`: runs as root, whatever `User=` says. */
    readonly privileged: boolean;
    /** `:`: no variable is put in. */
    readonly literal: boolean;
    /** `@`: the second word is the program's own name. */
    readonly named: boolean;
}

/**
 * The commands of one line, several with `;` between them.
 *
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines
 *
 * @returns undefined where a quote is not closed, a command is empty or its program is a variable
 */
export function parseExec(text: string): ExecCommand[] | undefined {
    const words = splitWords(text, true);
    if (words === undefined) {
        return undefined;
    }
    const commands: string[][] = [[]];
    for (const word of words) {
        if (word === endOfCommand) {
            commands.push([]);
        } else {
            commands.at(-1)?.push(word);
        }
    }
    const parsed = (commands.at(-1)?.length === 0 ? commands.slice(0, -1) : commands).map((each) => command(each));
    return parsed.length > 0 && parsed.every((each) => each !== undefined) ? parsed : undefined;
}

function command([first = "", ...others]: readonly string[]): ExecCommand | undefined {
    const prefixes = /^[-@:+!]*/.exec(first)?.[0] ?? "";
    const program = first.slice(prefixes.length);
    return program === "" || program.startsWith("$")
        ? undefined
        : {
              text: [program, ...others].join(" "),
              words: [program, ...others],
              mayFail: prefixes.includes("-"),
              privileged: /[+!]/.test(prefixes),
              literal: prefixes.includes(":"),
              named: prefixes.includes("@"),
          };
}

/**
 * A command's arguments with variables put in: `${NAME}` within a word, `$NAME` as a word of its own for as many words as its value has. In the middle of
 * a word `$NAME` stays, for a shell.
 */
export function expandCommand(command: ExecCommand, variables: Readonly<Record<string, string>>): string[] {
    const [program = "", ...others] = command.words;
    const rest = command.named ? others.slice(1) : others;
    return command.literal ? [program, ...rest] : [program, ...rest.flatMap((word) => expandWord(word, variables))];
}

function expandWord(word: string, variables: Readonly<Record<string, string>>): string[] {
    const alone = /^\$(?![{$])(.*)$/s.exec(word)?.[1];
    if (alone !== undefined && alone !== "") {
        return splitWords(variables[alone] ?? "") ?? [];
    }
    return [
        word.replaceAll(/\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name?: string) =>
            name === undefined ? "$" : (variables[name] ?? ""),
        ),
    ];
}
