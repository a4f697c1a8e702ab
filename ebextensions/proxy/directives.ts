/** A directive that stands at the top of a file of nginx, with its words; what a block holds is not looked into. */
export type Directive = readonly string[];

/**
 * The directives at the top level of a file, as far as nginx's quoting goes.
 * https://nginx.org/en/docs/beginners_guide.html#conf_structure
 */
export function topDirectives(text: string): Directive[] {
    const found: Directive[] = [];
    let words: string[] = [];
    let depth = 0;
    for (const token of text.match(tokens) ?? []) {
        if (token.startsWith("#")) {
            continue;
        }
        if (token !== ";" && token !== "{" && token !== "}") {
            words.push(unquoted(token));
            continue;
        }
        if (depth === 0 && words.length > 0) {
            found.push(words);
        }
        depth += token === "{" ? 1 : token === "}" ? -1 : 0;
        words = [];
    }
    return found;
}

/** Comments, quoted words, signs, and words, in which a variable may have braces. */
const tokens =
    /#[^\n]*|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|[;{}]|(?:\$\{[^}]*\}|\\[\s\S]|[^\s;{}"'#\\])(?:\$\{[^}]*\}|\\[\s\S]|[^\s;{}\\])*/g;

const unquoted = (token: string): string =>
    /^(".*"|'.*')$/s.test(token) ? token.slice(1, -1).replaceAll(/\\(["'\\])/g, "$1") : token;
