/**
 * A small reader of shell scripts: comments, continuations, here-documents, quotes and the signs between commands. It is no parser; what it cannot tell,
 * it passes on as it stands, and the rules look for plain signs only.
 */
export interface Line {
    readonly text: string;
    readonly line: number;
}

/** One command between `;`, `|`, `&&`, `||` and the like, also one inside `$(…)`. */
export interface Command extends Line {
    /** The sign that ended it; empty at the end of its line. */
    readonly end: string;
    /** Number of its statement in the script. */
    readonly statement: number;
    /** Inside `$(…)` or back-quotes. */
    readonly substituted: boolean;
    /** First of its statement, and none of `if`, `while`, `until` or `!` before it. */
    readonly alone: boolean;
}

/** Lines without comments; here-documents included, since they become files. */
export function codeLines(text: string, firstLine = 1): Line[] {
    return text
        .split(/\r?\n/)
        .map((each, i) => ({ text: withoutComment(each), line: firstLine + i }))
        .filter((each) => each.text.trim() !== "");
}

/** What the shell runs: lines joined where they continue, without here-documents. */
export function statements(text: string, firstLine = 1): Line[] {
    const found: Line[] = [];
    let open: Line | undefined;
    let until: string[] = [];
    for (const [i, raw] of text.split(/\r?\n/).entries()) {
        if (until.length > 0) {
            until = raw.trim() === until[0] ? until.slice(1) : until;
            continue;
        }
        const code = withoutComment(raw).trim();
        if (code === "") {
            continue;
        }
        const joined: Line =
            open === undefined ? { text: code, line: firstLine + i } : { ...open, text: `${open.text} ${code}` };
        until = [...code.matchAll(/(?<!<)<<-?\s*(["']?)([A-Za-z_]\w*)\1/g)].map(([, , word = ""]) => word);
        open = continues(code) ? { ...joined, text: joined.text.replace(/\s*\\$/, "") } : undefined;
        if (open === undefined) {
            found.push(joined);
        }
    }
    return open === undefined ? found : [...found, open];
}

const continues = (code: string): boolean => /(^|[^\\])\\$|(&&|\|\||\|)$/.test(code);

/** A `#` starts a comment at the start of a word outside quotes. */
function withoutComment(line: string): string {
    let quote = "";
    for (let i = 0; i < line.length; i++) {
        const sign = line.charAt(i);
        if (sign === "\\" && quote !== "'") {
            i++;
        } else if (quote !== "") {
            quote = sign === quote ? "" : quote;
        } else if (sign === "'" || sign === '"') {
            quote = sign;
        } else if (sign === "#" && /^$|[\s;&|(]/.test(line.charAt(i - 1))) {
            return line.slice(0, i);
        }
    }
    return line;
}

/** Every command of a script, without the words before it that change nothing of what it does. */
export function commandsOf(lines: readonly Line[]): Command[] {
    return lines.flatMap(({ text, line }, statement) => {
        const pieces = split(text).filter((piece) => piece.text !== "" || piece.end !== "");
        return pieces.flatMap((piece, i): Command[] => {
            const bare = withoutPrefix(piece.text);
            const alone = i === 0 && !/^(if|while|until|elif|!)\s/.test(piece.text);
            return bare === "" ? [] : [{ ...piece, text: bare, line, statement, alone }];
        });
    });
}

interface Piece {
    readonly text: string;
    readonly end: string;
    readonly substituted: boolean;
}

/** Splits at signs outside of quotes. What stands in `$(…)` is a piece of its own, before the one that it is a part of. */
function split(text: string): Piece[] {
    const pieces: Piece[] = [];
    const outer: { text: string; quote: string }[] = [];
    let now = { text: "", quote: "" };
    const close = (end: string) => {
        pieces.push({ text: now.text.trim(), end, substituted: outer.length > 0 });
        now = { text: "", quote: now.quote };
    };
    for (let i = 0; i < text.length; i++) {
        const sign = text.charAt(i);
        const sep = now.quote === "" ? separator(text, i) : "";
        if (sign === "\\" && now.quote !== "'") {
            now.text += text.slice(i, i + 2);
            i++;
        } else if (text.startsWith("$((", i) && now.quote !== "'") {
            const end = text.indexOf("))", i);
            now.text += text.slice(i, end < 0 ? text.length : end + 2);
            i = end < 0 ? text.length : end + 1;
        } else if (text.startsWith("$(", i) && now.quote !== "'") {
            outer.push({ text: `${now.text}$()`, quote: now.quote });
            now = { text: "", quote: "" };
            i++;
        } else if (sign === ")" && now.quote === "" && outer.length > 0) {
            close(")");
            now = outer.pop() ?? now;
        } else if (sep !== "") {
            close(sep);
            i += sep.length - 1;
        } else {
            now.quote = now.quote === "" ? (/["'`]/.test(sign) ? sign : "") : sign === now.quote ? "" : now.quote;
            now.text += sign;
        }
    }
    close("");
    return pieces;
}

function separator(text: string, at: number): string {
    const two = text.slice(at, at + 2);
    if (two === "&&" || two === "||" || two === ";;") {
        return two;
    }
    const sign = text.charAt(at);
    // `2>&1` and `&>file` are redirections, `${x}` is no group.
    if (sign === "&") {
        return text.charAt(at - 1) === ">" || text.charAt(at + 1) === ">" ? "" : sign;
    }
    return /[;|()]/.test(sign) && text.charAt(at - 1) !== "$" ? sign : "";
}

const prefix =
    /^(?:(?:if|then|else|elif|while|until|do|!|\{|sudo(?:\s+-(?:[ug]\s+\S+|[A-Za-z]+))*|exec|nohup|time|command|env|timeout\s+\S+|su\s+(?:-\S*\s+)*\w+\s+-c|(?:ba)?sh\s+-\w*c|[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*))(?:\s+|$)|["'])+/;

const withoutPrefix = (text: string): string => text.replace(prefix, "").trim();
