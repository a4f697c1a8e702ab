/** Value of a variable; undefined where it is not set. */
export type Lookup = (name: string) => string | undefined;

export interface Syntax {
    /** Whether `$$` is a dollar sign, as in a compose file and in `.env`. */
    readonly doubled: boolean;
    /** Hears of each variable that has no value and no default. */
    readonly onUnset?: (name: string) => void;
}

/** A variable that has no value although the text says that it must. */
export class UnsetVariable extends Error {
    constructor(
        readonly variable: string,
        words: string,
    ) {
        super(`${variable}: ${words}`);
    }
}

/**
 * A text with the values of its variables.
 *
 * https://docs.docker.com/reference/compose-file/interpolation/
 *
 * @throws UnsetVariable
 */
export function interpolate(text: string, lookup: Lookup, syntax: Syntax): string {
    let result = "";
    for (let at = 0; at < text.length;) {
        if (syntax.doubled && text.startsWith("$$", at)) {
            result += "$";
            at += 2;
            continue;
        }
        const found = text.charAt(at) === "$" ? variableAt(text, at, lookup, syntax) : undefined;
        result += found?.value ?? text.charAt(at);
        at = found?.end ?? at + 1;
    }
    return result;
}

interface Found {
    readonly value: string;
    /** Position behind it. */
    readonly end: number;
}

/** @returns undefined where the dollar sign at this position begins no variable */
function variableAt(text: string, at: number, lookup: Lookup, syntax: Syntax): Found | undefined {
    const plain = /^\$([A-Za-z_]\w*)/.exec(text.slice(at));
    if (plain !== null) {
        return { value: lookup(plain[1] ?? "") ?? unset(plain[1] ?? "", syntax), end: at + plain[0].length };
    }
    const end = closingBrace(text, at);
    const braced = end === undefined ? null : /^([A-Za-z_]\w*)(?:(:?[-?+])([^]*))?$/.exec(text.slice(at + 2, end));
    if (end === undefined || braced === null) {
        return undefined;
    }
    const [, name = "", sign = "", rest = ""] = braced;
    const value = lookup(name);
    const isThere = sign.startsWith(":") ? (value ?? "") !== "" : value !== undefined;
    const other = () => (sign === "" ? unset(name, syntax) : interpolate(rest, lookup, syntax));
    return { value: choose(name, sign, isThere ? value : undefined, other), end: end + 1 };
}

function unset(name: string, { onUnset }: Syntax): string {
    onUnset?.(name);
    return "";
}

function choose(name: string, sign: string, value: string | undefined, other: () => string): string {
    switch (sign.slice(-1)) {
        case "+":
            return value === undefined ? "" : other();
        case "?":
            if (value === undefined) {
                throw new UnsetVariable(name, other());
            }
            return value;
        default:
            return value ?? other();
    }
}

/** Of `${…}` at a position, with braces inside. */
function closingBrace(text: string, at: number): number | undefined {
    if (!text.startsWith("${", at)) {
        return undefined;
    }
    let depth = 0;
    for (let i = at + 1; i < text.length; i++) {
        depth += text.charAt(i) === "{" ? 1 : text.charAt(i) === "}" ? -1 : 0;
        if (depth === 0) {
            return i;
        }
    }
    return undefined;
}
