/**
 * One file in pip's requirements format, read without touching the disk. Only what this check needs is understood; anything else is left to the resolver.
 *
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export type RequirementLine = NamedLine | PathLine | UrlLine | IncludeLine | OptionLine;

interface Placed {
    /** The first of the lines that a statement spans, counted from 1. */
    readonly line: number;
}

/** `requests[socks]>=2 ; python_version < "4" --hash=sha256:…`, or `name @ url`. */
export interface NamedLine extends Placed {
    readonly kind: "named";
    readonly name: string;
    /** `[socks]`, or empty. */
    readonly extras: string;
    /** `>=2,<3`, without blanks; empty with a URL. */
    readonly specifier: string;
    readonly url?: string;
    readonly marker?: string;
    /** `sha256:…` */
    readonly hashes: readonly string[];
}

/** `-e .`, `./libs/x`, `./wheels/x-1.0-py3-none-any.whl` */
export interface PathLine extends Placed {
    readonly kind: "path";
    /** As written, without extras. */
    readonly path: string;
    readonly editable: boolean;
    readonly hashes: readonly string[];
}

/** `https://…/x.whl`, `-e git+https://…` */
export interface UrlLine extends Placed {
    readonly kind: "url";
    readonly url: string;
    readonly editable: boolean;
    readonly hashes: readonly string[];
}

/** `-r base.txt`, `-c constraints.txt` */
export interface IncludeLine extends Placed {
    readonly kind: "include";
    readonly path: string;
    readonly constraint: boolean;
}

/** Another option of pip, under its long name. */
export interface OptionLine extends Placed {
    readonly kind: "option";
    readonly name: string;
    readonly value: string;
}

export function parseRequirements(text: string): RequirementLine[] {
    return logicalLines(text).flatMap(({ line, content }) => statement(line, content));
}

interface LogicalLine {
    readonly line: number;
    readonly content: string;
}

/** Joins what a backslash at the end continues, then drops comments: as in pip, a `#` begins one at the start or after a blank. */
function logicalLines(text: string): LogicalLine[] {
    const lines: LogicalLine[] = [];
    let started: LogicalLine | undefined;
    for (const [index, raw] of text
        .replace(/^\uFEFF/, "")
        .split(/\r\n|\r|\n/)
        .entries()) {
        const comment = /^\s*#/.test(raw);
        const continues = !comment && raw.endsWith("\\");
        const piece = continues ? raw.slice(0, -1) : raw;
        started = { line: started?.line ?? index + 1, content: `${started?.content ?? ""}${comment ? "" : piece}` };
        if (!continues) {
            lines.push(started);
            started = undefined;
        }
    }
    return [...lines, ...(started === undefined ? [] : [started])]
        .map(({ line, content }) => ({ line, content: content.replace(/(^|\s+)#.*$/, "").trim() }))
        .filter(({ content }) => content !== "");
}

const longNames: Readonly<Record<string, string>> = {
    "-r": "--requirement",
    "-c": "--constraint",
    "-e": "--editable",
    "-i": "--index-url",
    "--pypi-url": "--index-url",
    "-f": "--find-links",
};

/** Options that stand alone; every other one of a line takes the value after it. */
const flags = new Set(["--no-index", "--pre", "--prefer-binary", "--require-hashes"]);

function statement(line: number, content: string): RequirementLine[] {
    if (!content.startsWith("-")) {
        return [requirement(line, content, false)];
    }
    const [, written = "", rest = ""] = /^(--[a-z-]+|-[a-z])(?:\s*=\s*|\s*)(.*)$/s.exec(content) ?? [content, content];
    const name = longNames[written] ?? written;
    if (flags.has(name)) {
        const option: OptionLine = { kind: "option", line, name, value: "" };
        return rest === "" ? [option] : [option, ...statement(line, rest)];
    }
    switch (name) {
        case "--requirement":
        case "--constraint":
            return [{ kind: "include", line, path: unquoted(rest), constraint: name === "--constraint" }];
        case "--editable":
            return [requirement(line, rest, true)];
        default:
            return [{ kind: "option", line, name, value: unquoted(rest) }];
    }
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, "$2");

function requirement(line: number, content: string, editable: boolean): NamedLine | PathLine | UrlLine {
    const { body, hashes } = withoutOptions(content);
    const [plain = "", marker] = splitMarker(body);
    const place = unquoted(plain);
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(place) && !/^file:/i.test(place)) {
        return { kind: "url", line, url: place, editable, hashes };
    }
    if (editable || isPath(place)) {
        return { kind: "path", line, path: place.replace(/\[[^\]]*\]$/, ""), editable, hashes };
    }
    const [, name = plain, extras = "", rest = ""] = /^([A-Za-z0-9][\w.-]*)\s*(\[[^\]]*\])?\s*(.*)$/s.exec(plain) ?? [];
    const url = /^@\s*(\S+)$/.exec(rest)?.[1];
    const specifier = url === undefined ? rest.replace(/^\((.*)\)$/, "$1").replace(/\s+/g, "") : "";
    return {
        kind: "named",
        line,
        name,
        extras: extras.replace(/\s+/g, ""),
        specifier,
        ...(url === undefined ? {} : { url }),
        ...(marker === undefined ? {} : { marker }),
        hashes,
    };
}

/** Options of one requirement come last: `--hash`, `--config-settings`. */
function withoutOptions(content: string): { body: string; hashes: string[] } {
    const start = content.search(/\s--[a-z]/);
    const hashes = [...content.matchAll(/\s--hash[=\s]+(\S+)/g)].map(([, hash = ""]) => hash);
    return { body: (start < 0 ? content : content.slice(0, start)).trim(), hashes };
}

/** In a URL a semicolon may be part of it, so there the marker needs a blank before it. */
function splitMarker(body: string): [string, string?] {
    const [, plain, marker] = /^(.*?)(?:\s+;|;)\s*(.+)$/s.exec(body) ?? [];
    if (plain === undefined || marker === undefined || (/:\/\//.test(plain) && !/\s;/.test(body))) {
        return [body];
    }
    return [plain.trim(), marker.trim()];
}

/** What pip takes for a path: a leading dot or slash, a slash in what is not a URL, or the name of an archive. */
function isPath(place: string): boolean {
    return (
        /^file:/i.test(place) ||
        /^\.{0,2}\//.test(place) ||
        /^\.{1,2}(\[|$)/.test(place) ||
        /^[\w.-]+\/[^@;<>=]*$/.test(place) ||
        /^[^@;<>=\s]+\.(whl|zip|tar\.gz|tgz|tar\.bz2)$/i.test(place)
    );
}

/** The version that `==` asks for. */
export function pinnedVersion(specifier: string): string | undefined {
    return /^={2,3}([^,*=]+)$/.exec(specifier)?.[1];
}
