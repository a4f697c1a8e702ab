import { bytesOf, literalLength, wildmatch } from "./wildmatch";

/** One line that says something about paths. */
export interface Pattern {
    /** The line as it was written. */
    readonly text: string;
    /** Line in its file, from 1. */
    readonly line: number;
    /** It begins with `!`: what it matches is not ignored. */
    readonly negated: boolean;
    /** It ends in `/`: it is about folders alone, links to folders not among them. */
    readonly directoryOnly: boolean;
    /** It holds a slash before its end: it is about the path from its file's folder, not about names at any depth. */
    readonly anchored: boolean;
    /** The pattern alone: without `!`, without a leading and a trailing slash. */
    readonly body: string;
    /** @param path - from the folder of the pattern's file, in the form of `bytesOf`; `name` is its last part */
    readonly matches: (path: string, name: string) => boolean;
}

/** Reads the text of an ignore file as Git does: a byte order mark, carriage returns and trailing spaces do not count. */
export function parseIgnoreFile(text: string): Pattern[] {
    return text
        .replace(/^\ufeff/, "")
        .split("\n")
        .flatMap((line, i) =>
            line === "" || line.startsWith("#") ? [] : parsePattern(line.replace(/\r$/, ""), i + 1),
        );
}

/** Patterns of a list that is no file, such as one of the settings. A leading `#` or `!` keeps the meaning it has in a file. */
export const parsePatterns = (lines: readonly string[]): Pattern[] =>
    lines.flatMap((line, i) => (line.startsWith("#") ? [] : parsePattern(line, i + 1)));

function parsePattern(raw: string, line: number): Pattern[] {
    const text = withoutTrailingSpaces(raw);
    const negated = text.startsWith("!");
    const pattern = bytesOf(negated ? text.slice(1) : text);
    const directoryOnly = pattern.endsWith("/");
    const path = directoryOnly ? pattern.slice(0, -1) : pattern;
    const anchored = path.includes("/");
    const body = anchored && path.startsWith("/") ? path.slice(1) : path;
    return body === ""
        ? []
        : [{ text, line, negated, directoryOnly, anchored, body, matches: matcher(body, anchored) }];
}

/** A backslash keeps the space after it. */
function withoutTrailingSpaces(line: string): string {
    const kept = /^(?:\\.|[^\\ ]| +(?! *$))*\\?/s.exec(line);
    return kept === null ? line : kept[0];
}

/** What a pattern begins with literally is compared first; the rest is matched as a pattern of its own, as Git does. */
function matcher(body: string, anchored: boolean): Pattern["matches"] {
    const literal = body.slice(0, literalLength(body));
    if (literal === body) {
        return anchored ? (path) => path === body : (_path, name) => name === body;
    }
    if (!anchored) {
        const ending = body.slice(1);
        if (body.startsWith("*") && literalLength(ending) === ending.length) {
            return (_path, name) => name.endsWith(ending);
        }
        const whole = wildmatch(body);
        return (_path, name) => whole?.test(name) === true;
    }
    const rest = wildmatch(body.slice(literal.length));
    return (path) => path.startsWith(literal) && rest?.test(path.slice(literal.length)) === true;
}
