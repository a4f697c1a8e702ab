import { splitWords } from "./words";

type Variables = Record<string, string>;

const name = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The variables of one `Environment=` line. What is no assignment is told. */
export function parseAssignments(text: string, ignored: (word: string) => void): Variables {
    const words = splitWords(text);
    if (words === undefined) {
        ignored(text);
    }
    const variables: Variables = {};
    for (const word of words ?? []) {
        const equals = word.indexOf("=");
        if (name.test(word.slice(0, Math.max(equals, 0)))) {
            variables[word.slice(0, equals)] = word.slice(equals + 1);
        } else {
            ignored(word);
        }
    }
    return variables;
}

/**
 * The variables of an `EnvironmentFile=`. A dollar sign means nothing in it; a value in quotes may have several lines.
 *
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile=
 */
export function parseEnvironmentFile(text: string): Variables {
    const variables: Variables = {};
    let rest = text;
    while (rest !== "") {
        const start = /^[^\S\n]*(?:([#;])|([^=\n]*)=)?/.exec(rest);
        const key = start?.[2]?.trim();
        if (key === undefined) {
            rest = rest.slice(lineEnd(rest, 0, start?.[1] !== undefined));
            continue;
        }
        const { value, length } = fileValue(rest.slice(start?.[0].length ?? 0));
        if (name.test(key)) {
            variables[key] = value;
        }
        rest = rest.slice((start?.[0].length ?? 0) + length);
    }
    return variables;
}

/** Where the next line begins; a comment goes on after a backslash at its end. */
function lineEnd(text: string, from: number, comment: boolean): number {
    const end = text.indexOf("\n", from);
    return end < 0 ? text.length : comment && text[end - 1] === "\\" ? lineEnd(text, end + 1, comment) : end + 1;
}

const blank = /[ \t\r]/;

function fileValue(text: string): { value: string; length: number } {
    let value = "";
    /** Length of the value up to which nothing is taken off its end. */
    let solid = 0;
    let at = /^[ \t\r]*/.exec(text)?.[0].length ?? 0;
    let quote = '"' === text[at] || "'" === text[at] ? text[at++] : "";
    for (; at < text.length; at++) {
        const char = text.charAt(at);
        if (quote === "" && char === "\n") {
            break;
        }
        if (char === quote) {
            quote = "";
            solid = value.length;
        } else if (char === "\\" && quote !== "'") {
            at += 1;
            value += afterBackslash(text.charAt(at), quote === '"');
            solid = value.length;
        } else {
            value += char;
            solid = quote !== "" || !blank.test(char) ? value.length : solid;
        }
    }
    return { value: value.slice(0, solid), length: Math.min(at + 1, text.length) };
}

function afterBackslash(char: string, quoted: boolean): string {
    return char === "\n" ? "" : quoted && !'"\\`$'.includes(char) ? `\\${char}` : char;
}
