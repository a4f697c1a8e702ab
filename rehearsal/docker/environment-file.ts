import { interpolate } from "./variables";

export type Variables = Readonly<Record<string, string>>;

/**
 * `.env` as the platform writes it: a dollar sign is doubled, so that Docker Compose takes it literally.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/create_deploy_docker.container.console.html
 *
 * Assumed: names in alphabetical order, no quotes but around values of several lines.
 */
export const environmentFile = (variables: Variables): string =>
    Object.entries(variables)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}=${written(value.replaceAll("$", "$$$$"))}\n`)
        .join("");

const written = (value: string): string =>
    value.includes("\n") ? `"${value.replaceAll(/[\\"]/g, (sign) => `\\${sign}`)}"` : value;

/** A line that Docker Compose refuses; it is named by its number, since it may hold a secret. */
export class WrongLine extends Error {
    constructor(readonly line: number) {
        super(`line ${line}`);
    }
}

/**
 * What Docker Compose reads of such a file. Quotes around a value and a comment behind it are no part of it.
 * https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 *
 * @param outer - values for variables that the file itself does not have
 */
export function readEnvironmentFile(text: string, outer: Variables = {}): Variables {
    const found = new Map<string, string>();
    const lookup = (name: string) => outer[name] ?? found.get(name);
    for (let at = 0; at < text.length;) {
        const rest = text.slice(at);
        const empty = /^[^\S\n]*(?:#[^\n]*)?(?:\n|$)/.exec(rest);
        if (empty !== null) {
            at += Math.max(1, empty[0].length);
            continue;
        }
        const [head, name = "", sign] =
            /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)[^\S\n]*([=:]|(?=\n|$))[^\S\n]*/.exec(rest) ?? [];
        if (head === undefined) {
            throw new WrongLine(text.slice(0, at).split("\n").length);
        }
        const { value, length } = sign === "" ? { value: outer[name], length: 0 } : valueAt(rest.slice(head.length));
        if (length === undefined) {
            throw new WrongLine(text.slice(0, at).split("\n").length);
        }
        if (value !== undefined) {
            found.set(name, typeof value === "string" ? value : interpolate(value.text, lookup, { doubled: true }));
        }
        at += head.length + length;
    }
    return Object.fromEntries(found);
}

interface Value {
    /** As it is, or with variables in it. */
    readonly value: string | { readonly text: string };
    /** Undefined for a quote that is not closed. */
    readonly length: number | undefined;
}

function valueAt(rest: string): Value {
    const [single, literal = ""] = /^'((?:\\[^]|[^'\\])*)'/.exec(rest) ?? [];
    if (single !== undefined) {
        return { value: literal.replaceAll("\\'", "'"), length: single.length };
    }
    const [double, quoted = ""] = /^"((?:\\[^]|[^"\\])*)"/.exec(rest) ?? [];
    if (double !== undefined) {
        return { value: { text: unescaped(quoted) }, length: double.length };
    }
    const line = rest.split("\n", 1)[0] ?? "";
    return {
        value: { text: (line.split(" #", 1)[0] ?? "").trimEnd() },
        length: /^['"]/.test(rest) ? undefined : line.length,
    };
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", $: "$$" };

const unescaped = (text: string): string =>
    text.replaceAll(/\\([^])/g, (whole, sign: string) => escapes[sign] ?? whole);
