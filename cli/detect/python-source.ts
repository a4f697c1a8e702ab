/**
 * Python source cut into statements of tokens, without comments: enough to tell code from what only looks like it, and no parser.
 *
 * Known limit: a formatted string that reuses its own quote inside (Python 3.12) ends early. Such a quote ends with its line, so the
 * damage does too.
 */

export interface Token {
    /** A `string` is a literal whose value is its text; formatted ones and those with escapes are `other`. */
    readonly kind: "name" | "string" | "other";
    readonly text: string;
    readonly line: number;
}

/** One logical line: everything up to a line break outside brackets, or a semicolon. */
export interface Statement {
    /** Column of the first token; 0 is module level. */
    readonly indent: number;
    readonly line: number;
    readonly tokens: readonly Token[];
}

interface Piece {
    readonly kind: Token["kind"] | "blank" | "break";
    readonly text: string;
    /** Index after the piece. */
    readonly end: number;
}

const blank = /(?:[ \t\f\r]|\\\r?\n|#[^\n]*)+/y;
const lineBreak = /\n/y;
const stringStart = /([rR][bBfFtT]?|[bBfFtT][rR]?|[uU])?("""|'''|"|')/y;
const name = /[\p{L}_][\p{L}\p{N}_]*/uy;
const other = /\d[\w.]*|==|!=|<=|>=|:=|->|[^]/y;

export function statements(source: string): readonly Statement[] {
    const result: Statement[] = [];
    let tokens: Token[] = [];
    let [line, depth, lineStart, indent] = [1, 0, 0, 0];
    const close = () => {
        if (tokens.length > 0) {
            result.push({ indent, line: tokens[0]?.line ?? line, tokens });
        }
        tokens = [];
    };
    for (let at = 0; at < source.length;) {
        const piece = nextPiece(source, at);
        if ((piece.kind === "break" && depth === 0) || (piece.text === ";" && piece.kind === "other" && depth === 0)) {
            close();
        } else if (piece.kind !== "blank" && piece.kind !== "break") {
            indent = tokens.length === 0 ? at - lineStart : indent;
            tokens.push({ kind: piece.kind, text: piece.text, line });
            depth = Math.max(0, depth + nesting(piece));
        }
        line += countBreaks(source, at, piece.end);
        lineStart = piece.kind === "break" ? piece.end : lineStart;
        at = piece.end;
    }
    close();
    return result;
}

function nextPiece(source: string, at: number): Piece {
    const blanks = match(blank, source, at);
    if (blanks !== undefined) {
        return { kind: "blank", text: "", end: at + blanks[0].length };
    }
    if (match(lineBreak, source, at) !== undefined) {
        return { kind: "break", text: "\n", end: at + 1 };
    }
    const quote = match(stringStart, source, at);
    if (quote !== undefined) {
        return stringPiece(source, at, quote[1] ?? "", quote[2] ?? "");
    }
    const word = match(name, source, at);
    if (word !== undefined) {
        return { kind: "name", text: word[0], end: at + word[0].length };
    }
    const rest = match(other, source, at)?.[0] ?? source.slice(at, at + 1);
    return { kind: "other", text: rest, end: at + rest.length };
}

function stringPiece(source: string, at: number, prefix: string, quote: string): Piece {
    const start = at + prefix.length + quote.length;
    let close = start;
    while (
        close < source.length &&
        !source.startsWith(quote, close) &&
        !(quote.length === 1 && source[close] === "\n")
    ) {
        close += source[close] === "\\" ? 2 : 1;
    }
    close = Math.min(close, source.length);
    const end = source.startsWith(quote, close) ? close + quote.length : close;
    const text = source.slice(start, close);
    const literal = /^[ru]?$/i.test(prefix) && (/r/i.test(prefix) || !text.includes("\\"));
    return literal ? { kind: "string", text, end } : { kind: "other", text: source.slice(at, end), end };
}

function nesting({ kind, text }: Piece): number {
    if (kind !== "other" || text.length !== 1) {
        return 0;
    }
    return "([{".includes(text) ? 1 : ")]}".includes(text) ? -1 : 0;
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | undefined {
    pattern.lastIndex = at;
    return pattern.exec(source) ?? undefined;
}

function countBreaks(source: string, from: number, to: number): number {
    let count = 0;
    for (let at = source.indexOf("\n", from); at !== -1 && at < to; at = source.indexOf("\n", at + 1)) {
        count += 1;
    }
    return count;
}

/** Whether a name stands in the code, outside strings and comments. */
export function usesName(source: readonly Statement[], wanted: string): boolean {
    return source.some(({ tokens }) => tokens.some(({ kind, text }) => kind === "name" && text === wanted));
}

/** The name that a statement assigns to, with or without an annotation. */
export function assignedName({ tokens }: Statement): string | undefined {
    const [target, operator] = tokens;
    return target?.kind === "name" && (operator?.text === "=" || operator?.text === ":") ? target.text : undefined;
}

/** The last module-level `NAME = "literal"`; undefined for anything computed. */
export function assignedString(source: readonly Statement[], wanted: string): Token | undefined {
    const last = source.filter((s) => s.indent === 0 && assignedName(s) === wanted).at(-1);
    const value = last?.tokens.at(-1);
    return last !== undefined && value?.kind === "string" && last.tokens.at(-2)?.text === "=" ? value : undefined;
}
