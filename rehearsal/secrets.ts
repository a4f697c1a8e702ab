import { table } from "../components/parsed-values";
import { literally } from "../components/words";

/** What stands for a secret; Pulumi's own word. */
const blank = "[secret]";

/** Shorter values are found in ordinary words and numbers: they are blanked as whole words alone, and as they are. */
const shortest = 4;

/**
 * Blanks secrets in texts: as they are, in a URL, in JSON or another quoted form, in base64, and each line of one that has several.
 * Of secrets that hold one another the longest is blanked whole.
 */
export function secretBlanker(secrets: Iterable<string>): (text: string) => string {
    const parts = [...new Set([...secrets].flatMap(partsOf))].filter((part) => part.trim() !== "");
    const long = parts.filter(isLong).flatMap(encodings);
    const short = parts.filter((part) => !isLong(part)).map((part) => part.trim());
    // What is blank already stays as it is, also where a secret is a part of the word.
    const patterns = [
        ...patternOf(long, (any) => new RegExp(`${literally(blank)}|${any}`, "g")),
        ...patternOf(short, (any) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, "gu")),
    ];
    return (text) => patterns.reduce((rest, pattern) => rest.replace(pattern, blank), text);
}

const isLong = (part: string): boolean => part.trim().length >= shortest;

const patternOf = (forms: readonly string[], build: (any: string) => RegExp): RegExp[] =>
    forms.length === 0
        ? []
        : [
              build(
                  [...new Set(forms)]
                      .sort((a, b) => b.length - a.length)
                      .map(literally)
                      .join("|"),
              ),
          ];

/** The value itself, and what of it is secret on its own. */
function partsOf(secret: string): string[] {
    const values = [secret, ...fieldsOf(secret)];
    const lines = values.flatMap((value) => value.split(/\r?\n/)).map((line) => line.trim());
    return [...values, ...[...lines, ...values.flatMap(passwordsIn)].filter(isLong)];
}

/**
 * A secret of Secrets Manager may be a JSON object, of which an application reads single fields. Those of a database that only say which it is would blank its messages.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html
 */
function fieldsOf(secret: string): string[] {
    try {
        return Object.entries(table(JSON.parse(secret)))
            .filter(([name]) => !/^(engine|host|username|dbname|.*Identifier)$/i.test(name))
            .map(([, value]) => value)
            .filter((value): value is string => typeof value === "string" && isLong(value));
    } catch {
        return [];
    }
}

/** A database's URL is a secret for its password, which is told by some on its own: as it stands there, as a parser writes it, and decoded. */
function passwordsIn(secret: string): string[] {
    const [, written = ""] = /^[a-z][a-z0-9+.-]*:\/\/[^:@/]*:([^@]*)@/i.exec(secret) ?? [];
    const parsed = URL.canParse(secret) ? new URL(secret).password : "";
    return [written, parsed].flatMap((password) => [password, ...decoded(password)]);
}

function decoded(password: string): string[] {
    try {
        return [decodeURIComponent(password)];
    } catch {
        return [];
    }
}

function encodings(value: string): string[] {
    // Half a surrogate pair, which no URL can hold, becomes the replacement character.
    const url = encodeURIComponent(Buffer.from(value).toString());
    // Python's quote() keeps the slash and encodes these five as well.
    const python = url.replaceAll(/[!'()*]/g, percent);
    const quoted = JSON.stringify(value).slice(1, -1);
    const inUrls = [url, python, python.replaceAll("%2F", "/"), python.replaceAll("%20", "+")];
    return [value, quoted, Buffer.from(value).toString("base64"), ...inUrls, ...inUrls.map(lowerHex)];
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

const lowerHex = (url: string): string => url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
