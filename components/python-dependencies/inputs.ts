import * as fs from "node:fs";
import * as path from "node:path";
import type { Problem } from "../problem";
import { listed } from "../words";
import type { Derived } from "./derived";
import { normalName, redact } from "./names";
import { fromPipfileLock } from "./pipfile-lock";
import type { DependencyPlan } from "./plan";
import { fromPoetryLock } from "./poetry-lock";
import { fromPyproject } from "./pyproject";
import { pinnedVersion } from "./requirements-file";
import { PlacedLine, readTree } from "./requirements-tree";
import { fromUvLock } from "./uv-lock";

/** What an application says about its dependencies. */
export interface Requirements {
    /** The file that says it: `requirements.txt`, `uv.lock`. */
    readonly origin: string;
    /** Text of a requirements.txt that was derived; absent when the application brings its own. */
    readonly derived?: string;
    readonly lines: readonly PlacedLine[];
    readonly problems: readonly Problem[];
    readonly notices: readonly string[];
    /** Every file that was read, by path. */
    readonly texts: ReadonlyMap<string, string>;
}

const main = "requirements.txt";

/** In the order in which they are looked for. */
export const lockFiles = ["uv.lock", "poetry.lock", "Pipfile.lock"] as const;
const sources = [...lockFiles, "pyproject.toml"] as const;

/**
 * The application's own requirements.txt, else one derived from a lock file or pyproject.toml. The platform reads requirements.txt before a Pipfile, and
 * nothing else: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/python-configuration-requirements.html
 *
 * @returns undefined when there is nothing of the kind
 */
export function readRequirements({
    directory,
    ownPaths,
    indexUrl,
}: Pick<DependencyPlan, "directory" | "ownPaths" | "indexUrl">): Requirements | undefined {
    const read = (relative: string): string => fs.readFileSync(path.join(directory, relative), "utf8");
    if (ownPaths.has(main)) {
        const { lines, problems, texts } = readTree(main, { ownPaths, read });
        return { origin: main, lines, problems, texts, notices: disagreements(directory, lines) };
    }
    const ignored = fs.existsSync(path.join(directory, main))
        ? [`${main} is left out of the bundle by an ignore file, so it is not used.`]
        : [];
    for (const file of sources) {
        const derived = derive(directory, file);
        if (derived !== undefined) {
            const named = indexUrl === undefined ? indexProblems(file, derived) : [];
            const found = { ...derived, problems: [...derived.problems, ...named] };
            return fromDerived(file, found, ownPaths, read(file), ignored);
        }
    }
    return undefined;
}

/** requirements.txt cannot say which package comes from which index, and a lock file's indexes are not read by pip. */
const indexProblems = (file: string, { indexes }: Derived): Problem[] =>
    indexes.map((url) => ({
        where: "app.python.indexUrl",
        got: `no index, but ${file} takes packages from ${redact(url)}`,
        allowed: "the one index that has all packages, public ones too",
        remedy: "Set app.python.indexUrl to an index that also passes on the public packages; pip on the instance looks nowhere else.",
    }));

function derive(directory: string, file: (typeof sources)[number]): Derived | undefined {
    const content = contentOf(directory, file);
    if (content === undefined) {
        return undefined;
    }
    switch (file) {
        case "uv.lock":
            return fromUvLock(content);
        case "poetry.lock":
            return fromPoetryLock(content, contentOf(directory, "pyproject.toml"));
        case "Pipfile.lock":
            return fromPipfileLock(content);
        case "pyproject.toml":
            return fromPyproject(content);
    }
}

function contentOf(directory: string, file: string): string | undefined {
    const place = path.join(directory, file);
    return fs.existsSync(place) ? fs.readFileSync(place, "utf8") : undefined;
}

function fromDerived(
    file: string,
    derived: Derived,
    ownPaths: ReadonlySet<string>,
    content: string,
    notices: readonly string[],
): Requirements {
    const text = `# Written by django-beanstalk from ${file}. Change that file, not this one.\n${derived.lines.join("\n")}\n`;
    const { lines, problems } = readTree(main, { ownPaths, read: () => text });
    // A line of the derived text means nothing to the user.
    const placed = problems.map((problem) => ({ ...problem, where: file }));
    const unhashed =
        derived.unhashable.length === 0
            ? []
            : [`The hashes of ${file} are left out, because pip cannot hash ${listed(derived.unhashable)}.`];
    return {
        origin: file,
        derived: text,
        lines,
        problems: [...derived.problems, ...placed],
        notices: [...notices, ...unhashed],
        texts: new Map([[file, content]]),
    };
}

/** The platform reads requirements.txt alone; a lock file beside it that says otherwise is easily forgotten. */
function disagreements(directory: string, lines: readonly PlacedLine[]): string[] {
    for (const file of lockFiles) {
        const locked = derive(directory, file);
        if (locked !== undefined) {
            const differing = lines.flatMap((line) => {
                const own = line.kind === "named" && !line.constraint ? pinnedVersion(line.specifier) : undefined;
                const other = line.kind === "named" ? locked.pins.get(normalName(line.name)) : undefined;
                const differs = line.kind === "named" && own !== undefined && other !== undefined && own !== other;
                return differs ? [`${line.name} (${own} in ${line.file}:${line.line}, ${other} in ${file})`] : [];
            });
            return differing.length === 0
                ? []
                : [
                      `${main} and ${file} disagree about ${listed(differing)}. The platform installs ${main} and does not read ${file}.`,
                  ];
        }
    }
    return [];
}
