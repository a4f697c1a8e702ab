/**
 * Git's patterns as regular expressions. They are matched byte by byte, as Git does: text is given in the form of `bytesOf`.
 *
 * https://git-scm.com/docs/gitignore#_pattern_format
 */

/** One character for each byte of the UTF-8 text, so that `?` and ranges mean what they mean to Git. */
export const bytesOf = (text: string): string =>
    // eslint-disable-next-line no-control-regex -- the range of ASCII is what is asked for
    /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text, "utf8").toString("latin1");

/** Position of the first character that is not taken literally, or the pattern's length. */
export function literalLength(pattern: string): number {
    const special = pattern.search(/[*?[\\]/);
    return special === -1 ? pattern.length : special;
}

/**
 * @param pattern - without a leading `!` or `/` and without a trailing `/`, in the form of `bytesOf`
 * @returns an expression for the whole text, or undefined for a pattern that matches nothing, such as one with an open bracket
 */
export function wildmatch(pattern: string): RegExp | undefined {
    let source = "";
    for (let at = 0; at < pattern.length;) {
        const piece = nextPiece(pattern, at);
        if (piece === undefined) {
            return undefined;
        }
        source += piece.source;
        at = piece.end;
    }
    return new RegExp(`^${source}$`, "s");
}

interface Piece {
    readonly source: string;
    /** Where the next piece begins. */
    readonly end: number;
}

function nextPiece(pattern: string, at: number): Piece | undefined {
    const character = pattern.charAt(at);
    switch (character) {
        case "*":
            return stars(pattern, at);
        case "?":
            return { source: "[^/]", end: at + 1 };
        case "[":
            return bracket(pattern, at);
        case "\\":
            return at + 1 < pattern.length ? { source: escape(pattern, at + 1), end: at + 2 } : undefined;
        default:
            return { source: escape(character, 0), end: at + 1 };
    }
}

/** Two stars or more cross folders only where they fill the whole place between slashes; elsewhere they are one star. */
function stars(pattern: string, at: number): Piece {
    let end = at + 1;
    while (pattern[end] === "*") {
        end += 1;
    }
    const alone = (at === 0 || pattern[at - 1] === "/") && /^(\/|\\\/|$)/.test(pattern.slice(end));
    if (end === at + 1 || !alone) {
        return { source: "[^/]*", end };
    }
    return pattern[end] === "/" ? { source: "(?:.*/)?", end: end + 1 } : { source: ".*", end };
}

const classes: Readonly<Record<string, string>> = {
    alnum: "0-9A-Za-z",
    alpha: "A-Za-z",
    blank: " \\t",
    cntrl: "\\x00-\\x1f\\x7f",
    digit: "0-9",
    graph: "\\x21-\\x7e",
    lower: "a-z",
    print: "\\x20-\\x7e",
    punct: "\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e",
    space: " \\t\\n\\v\\f\\r",
    upper: "A-Z",
    xdigit: "0-9A-Fa-f",
};

/** A set in brackets: `[a-z_]`, `[!0-9]`, `[[:alpha:]]`. A slash is never in it, whatever it says. */
function bracket(pattern: string, start: number): Piece | undefined {
    let at = start + 1;
    const negated = pattern[at] === "!" || pattern[at] === "^";
    if (negated) {
        at += 1;
    }
    let members = "";
    let previous: string | undefined;
    // The first character belongs to the set even when it is the closing bracket.
    for (let first = true; first || pattern[at] !== "]"; first = false) {
        const member = setMember(pattern, at, previous);
        if (member === undefined) {
            return undefined;
        }
        members += member.source;
        previous = member.last;
        at = member.end;
    }
    const set = members === "" ? "[]" : `[${members}]`;
    const source = negated ? `(?!${set})[^/]` : `(?!/)${set}`;
    return { source, end: at + 1 };
}

interface Member extends Piece {
    /** What a following dash would make a range from; nothing after a range or a class. */
    readonly last: string | undefined;
}

function setMember(pattern: string, at: number, previous: string | undefined): Member | undefined {
    const next = pattern[at + 1];
    if (pattern[at] === "-" && previous !== undefined && next !== undefined && next !== "]") {
        const to = character(pattern, at + 1);
        return to && { source: range(previous, to.text), end: to.end, last: undefined };
    }
    if (pattern[at] === "[" && next === ":") {
        const named = namedClass(pattern, at);
        if (named !== "none") {
            return named;
        }
        return { source: escape(pattern, at), end: at + 1, last: "[" };
    }
    const one = character(pattern, at);
    return one && { source: escape(one.text, 0), end: one.end, last: one.text };
}

/** One character of a set, which a backslash may precede. */
function character(pattern: string, at: number): { readonly text: string; readonly end: number } | undefined {
    const place = pattern[at] === "\\" ? at + 1 : at;
    const text = pattern[place];
    return text === undefined ? undefined : { text, end: place + 1 };
}

/** @returns undefined when the pattern can match nothing, `none` when this is no class but a plain bracket */
function namedClass(pattern: string, at: number): Member | "none" | undefined {
    const close = pattern.indexOf("]", at + 2);
    if (close === -1) {
        return undefined;
    }
    if (close === at + 2 || pattern[close - 1] !== ":") {
        return "none";
    }
    const source = classes[pattern.slice(at + 2, close - 1)];
    return source === undefined ? undefined : { source, end: close + 1, last: undefined };
}

const range = (from: string, to: string): string => (from <= to ? `${escape(from, 0)}-${escape(to, 0)}` : "");

/** Written as a code, a character has no other meaning anywhere in an expression. */
const escape = (text: string, at: number): string => `\\x${text.charCodeAt(at).toString(16).padStart(2, "0")}`;
