import { text as textOf } from "../../components/parsed-values";
import { interpolate, type Lookup } from "./variables";

/**
 * Words of an instruction, without quotes and with the values of variables; none are replaced in single quotes.
 * https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function dockerWords(text: string, lookup: Lookup): string[] {
    const pieces = text.match(/(?:'[^']*'|"(?:\\[^]|[^"\\])*"|\\[^]|[^\s'"\\])+/g) ?? [];
    return pieces.map((piece) => withoutQuotes(piece, lookup));
}

const withoutQuotes = (word: string, lookup: Lookup): string =>
    (word.match(/'[^']*'|"(?:\\[^]|[^"\\])*"|\\[^]|[^'"\\]+/g) ?? [])
        .map((piece) =>
            piece.startsWith("'")
                ? piece.slice(1, -1)
                : piece.startsWith('"')
                  ? inDoubleQuotes(piece.slice(1, -1), lookup)
                  : piece.startsWith("\\")
                    ? piece.slice(1)
                    : interpolate(piece, lookup, { doubled: false }),
        )
        .join("");

const inDoubleQuotes = (text: string, lookup: Lookup): string =>
    (text.match(/\\[^]|[^\\]+/g) ?? [])
        .map((piece) => (/^\\["$\\]/.test(piece) ? piece.slice(1) : interpolate(piece, lookup, { doubled: false })))
        .join("");

/** `NAME=value …`, or the old `NAME value`. */
export function assignments(text: string, lookup: Lookup): [string, string][] {
    const [first = ""] = text.split(/\s/, 1);
    if (!first.includes("=")) {
        return [[first, dockerWords(text.slice(first.length), lookup).join(" ")]];
    }
    return dockerWords(text, lookup).map((word) => {
        const [name = "", ...value] = word.split("=");
        return [name, value.join("=")];
    });
}

/** The JSON form; undefined for the shell form. */
export function jsonWords(text: string): string[] | undefined {
    try {
        const read: unknown = JSON.parse(text);
        return Array.isArray(read) && read.every((each) => textOf(each) !== undefined)
            ? read.map((each) => String(each))
            : undefined;
    } catch {
        return undefined;
    }
}

/** What ENTRYPOINT, CMD or a health check starts: words, or a line for a shell. */
export const commandOf = (text: string): string[] => jsonWords(text) ?? ["/bin/sh", "-c", text];
