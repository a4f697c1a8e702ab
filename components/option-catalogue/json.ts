/** JSON as a value; keys in the order of their bytes when it is written. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON in one canonical text: no white space, keys sorted, each number and string in its shortest form.
 *
 * @returns undefined when the text is no JSON, or holds a number that is too large for one
 */
export function canonicalJson(text: string): string | undefined {
    return rewrite(text, quote);
}

/**
 * JSON as Go's encoding/json writes it after reading it: like the canonical text, with `<`, `>`, `&` and two line separators escaped.
 *
 * @returns the text itself when Go cannot read a number in it; undefined when it is no JSON
 * @see https://pkg.go.dev/encoding/json#Marshal
 */
export function goJson(text: string): string | undefined {
    return parse(text) === undefined ? undefined : (rewrite(text, goQuote) ?? text);
}

function rewrite(text: string, quoted: (text: string) => string): string | undefined {
    const json = parse(text);
    return json === undefined || hasHugeNumber(json.value) ? undefined : write(json.value, quoted);
}

/** How a JSON text begins. Most values are none, and an error costs a hundred times what this look does. */
const beginsLikeJson = /^[ \t\n\r]*(?:[{["\-\d]|(?:true|false|null)[ \t\n\r]*$)/;

function parse(text: string): { readonly value: Json } | undefined {
    if (!beginsLikeJson.test(text)) {
        return undefined;
    }
    try {
        return { value: JSON.parse(text) as Json };
    } catch {
        // A value need not be JSON.
        return undefined;
    }
}

/** 1e400 is JSON, but no number of Go's float64. */
function hasHugeNumber(value: Json): boolean {
    if (typeof value === "number") {
        return !Number.isFinite(value);
    }
    return (
        typeof value === "object" && value !== null && Object.values(value).some((part: Json) => hasHugeNumber(part))
    );
}

function write(value: Json, quoted: (text: string) => string): string {
    if (value === null || typeof value === "boolean") {
        return String(value);
    }
    if (typeof value === "number") {
        // ECMAScript and Go choose the same digits and the same exponents; only the sign of zero differs.
        return Object.is(value, -0) ? "-0" : String(value);
    }
    if (typeof value === "string") {
        return quoted(value);
    }
    if (isList(value)) {
        return `[${value.map((item) => write(item, quoted)).join(",")}]`;
    }
    const pairs = Object.entries(value).map(([key, item]) => ({ key: wellFormed(key), item }));
    pairs.sort((a, b) => compareBytes(a.key, b.key));
    return `{${pairs.map(({ key, item }) => `${quoted(key)}:${write(item, quoted)}`).join(",")}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const quote = (text: string): string => JSON.stringify(wellFormed(text));

/** Go makes JSON safe for a page of HTML. */
const goQuote = (text: string): string =>
    quote(text).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Half of a pair of surrogates is no character; Go reads it as the replacement character. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");

/** The order of UTF-8, in which Go sorts; JavaScript compares UTF-16, which differs beyond the first plane. */
export const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
