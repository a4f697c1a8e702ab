const escapes: Readonly<Record<string, string>> = {
    a: "\x07",
    b: "\b",
    f: "\f",
    n: "\n",
    r: "\r",
    t: "\t",
    v: "\v",
    s: " ",
    "\\": "\\",
    '"': '"',
    "'": "'",
};

/** Stands for a semicolon that ends a command; no word can hold it. */
export const endOfCommand = "\0";

/**
 * Words of a value, quotes and escapes taken off.
 *
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html#Quoting
 *
 * @param commands - whether a semicolon alone, without quotes, ends a command
 * @returns undefined where a quote is not closed or a lone backslash ends the text
 */
export function splitWords(text: string, commands = false): string[] | undefined {
    const words: string[] = [];
    let rest = text.trimStart();
    while (rest !== "") {
        const [all, escape] = /^(\\?);(?=\s|$)/.exec(commands ? rest : "") ?? [];
        if (all !== undefined) {
            words.push(escape === "" ? endOfCommand : ";");
            rest = rest.slice(all.length).trimStart();
            continue;
        }
        const found = firstWord(rest);
        if (found === undefined) {
            return undefined;
        }
        words.push(found.word);
        rest = found.rest.trimStart();
    }
    return words;
}

function firstWord(text: string): { word: string; rest: string } | undefined {
    let word = "";
    let quote = "";
    let at = 0;
    while (at < text.length) {
        const char = text.charAt(at);
        if (char === "\\") {
            const { value, length } = unescaped(text.slice(at));
            word += value;
            at += length;
        } else {
            if (quote === "" && /\s/.test(char)) {
                break;
            }
            if (char === quote) {
                quote = "";
            } else if (quote === "" && (char === '"' || char === "'")) {
                quote = char;
            } else {
                word += char;
            }
            at += 1;
        }
    }
    return quote === "" ? { word, rest: text.slice(at) } : undefined;
}

/** One escape at the beginning of the text. One that is not known stays as it is, as systemd leaves it with a warning. */
function unescaped(text: string): { value: string; length: number } {
    const simple = escapes[text.charAt(1)];
    if (simple !== undefined) {
        return { value: simple, length: 2 };
    }
    const code = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{3}))/i.exec(text);
    if (code === null) {
        return { value: text.slice(0, 2), length: 2 };
    }
    const hex = code[1] ?? code[2] ?? code[3];
    const point = hex === undefined ? parseInt(code[4] ?? "", 8) : parseInt(hex, 16);
    return { value: String.fromCodePoint(point), length: code[0].length };
}
