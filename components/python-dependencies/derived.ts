import type { Problem } from "../problem";
import { normalName } from "./names";

/** Requirements read from another file than requirements.txt. */
export interface Derived {
    /** In pip's format, sorted by name; options first. */
    readonly lines: readonly string[];
    readonly problems: readonly Problem[];
    /** Packages that pip cannot hash; because of them the lines have no hashes at all. */
    readonly unhashable: readonly string[];
    /** Indexes besides the public one that packages were locked from. */
    readonly indexes: readonly string[];
    /** Versions by normalised name, as far as the file pins them. */
    readonly pins: ReadonlyMap<string, string>;
}

/** One package of a lock file. */
export interface Pin {
    /** As the file writes it. */
    readonly name: string;
    readonly version?: string;
    /** With brackets, or empty. */
    readonly extras?: string;
    /** In place of a version: `git+https://…@commit`, an archive's URL. */
    readonly url?: string;
    /** In place of a version: a folder or archive of the application, relative to it. */
    readonly path?: string;
    readonly editable?: boolean;
    readonly marker?: string;
    /** URL of the index that it was locked from, where the file tells. */
    readonly index?: string;
    /** `sha256:…` */
    readonly hashes?: readonly string[];
}

export const publicIndex = /^https:\/\/pypi\.(python\.)?org\/simple\/?$/;

/** The requirements of a lock file. One requirement without a hash beside others with hashes would be refused by pip, so then all lose theirs. */
export function derivedFrom(
    found: readonly Pin[],
    options: readonly string[] = [],
    problems: readonly Problem[] = [],
): Derived {
    const pins = [...found].sort(byName);
    const hashed = pins.some(({ hashes = [] }) => hashes.length > 0);
    const unhashable = hashed ? pins.filter(({ hashes = [] }) => hashes.length === 0).map(({ name }) => name) : [];
    const written = unhashable.length === 0 ? pins : pins.map((pin) => ({ ...pin, hashes: [] }));
    return {
        lines: [...options, ...written.map(requirementText)],
        problems,
        unhashable,
        indexes: [
            ...new Set(pins.flatMap(({ index }) => (index === undefined || publicIndex.test(index) ? [] : [index]))),
        ],
        pins: new Map(
            pins.flatMap(({ name, version }) => (version === undefined ? [] : [[normalName(name), version]])),
        ),
    };
}

/** A file that gives no requirements. */
export const refused = (problem: Problem): Derived => ({
    lines: [],
    problems: [problem],
    unhashable: [],
    indexes: [],
    pins: new Map(),
});

/** A pin in pip's format; its hashes follow on lines of their own, sorted, so that the text depends on the content alone. */
export function requirementText(pin: Pin): string {
    const marker = pin.marker === undefined || pin.marker === "" ? "" : ` ; ${pin.marker}`;
    const hashes = [...new Set(pin.hashes ?? [])].sort().map((hash) => ` \\\n    --hash=${hash}`);
    return `${subject(pin)}${marker}${hashes.join("")}`;
}

function subject({ name, extras = "", version, url, path, editable = false }: Pin): string {
    if (path !== undefined) {
        const place =
            path === "." || path.startsWith("./") || path.startsWith("../") || path.startsWith("/")
                ? path
                : `./${path}`;
        return `${editable ? "-e " : ""}${place}${extras}`;
    }
    return url === undefined
        ? `${name}${extras}${version === undefined ? "" : `==${version}`}`
        : `${name}${extras} @ ${url}`;
}

const byName = (a: Pin, b: Pin): number =>
    a.name === b.name ? compare(a.version ?? "", b.version ?? "") : compare(a.name, b.name);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
