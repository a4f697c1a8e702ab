import { parse } from "smol-toml";
import { Table, table, text, texts } from "../parsed-values";
import type { Problem } from "../problem";
import { firstLine } from "../words";
import { Derived, refused } from "./derived";
import { joinMarkers } from "./markers";
import { normalName } from "./names";
import { poetryConstraint, pythonMarker } from "./poetry-constraint";
import { parseRequirements, pinnedVersion } from "./requirements-file";

/**
 * The requirements of a project without a lock file: `[project] dependencies`, or those of `[tool.poetry]`. What pip's format cannot say is a problem that
 * asks for a lock file. A pyproject.toml that only configures tools gives nothing.
 *
 * https://packaging.python.org/en/latest/specifications/pyproject-toml/
 *
 * @returns undefined when the file names no dependencies at all
 */
export function fromPyproject(content: string, file = "pyproject.toml"): Derived | undefined {
    let project: Table;
    try {
        project = parse(content);
    } catch (error) {
        const got = `a file that is no TOML (${firstLine(error)})`;
        return refused({ where: file, got, remedy: "Correct the file." });
    }
    const standard = table(project["project"]);
    const poetry = table(table(table(project["tool"])["poetry"])["dependencies"]);
    const problems = [...unsupported(project, file), ...poetryProblems(poetry, file)];
    const lines = [
        ...texts(standard["dependencies"]),
        ...(standard["dependencies"] === undefined ? poetryLines(poetry) : []),
    ].sort();
    if (lines.length === 0 && problems.length === 0) {
        return undefined;
    }
    return { lines, problems, unhashable: [], indexes: [], pins: pinsOf(lines.join("\n")) };
}

/** Versions that requirements pin with `==`, by normalised name. */
function pinsOf(requirements: string): Map<string, string> {
    return new Map(
        parseRequirements(requirements).flatMap((line) => {
            const version = line.kind === "named" ? pinnedVersion(line.specifier) : undefined;
            return line.kind === "named" && version !== undefined ? [[normalName(line.name), version] as const] : [];
        }),
    );
}

function unsupported(project: Table, file: string): Problem[] {
    const standard = table(project["project"]);
    const names = new Set(texts(standard["dependencies"]).map((line) => normalName(/^[\w.-]+/.exec(line)?.[0] ?? "")));
    const placed = Object.keys(table(table(table(project["tool"])["uv"])["sources"])).filter((name) =>
        names.has(normalName(name)),
    );
    const problems: Problem[] = placed.map((name) => ({
        where: `${file}, tool.uv.sources.${name}`,
        got: "a source that only uv knows",
        remedy: "Lock it (uv lock) and keep uv.lock beside pyproject.toml: requirements.txt is then derived from the lock.",
    }));
    if (
        texts(standard["dynamic"]).includes("dependencies") &&
        Object.keys(table(table(table(project["tool"])["poetry"])["dependencies"])).length === 0
    ) {
        problems.push({
            where: `${file}, project.dynamic`,
            got: "dependencies that only the build backend knows",
            remedy: "Bring a requirements.txt, or lock the project with uv or Poetry and keep the lock file beside pyproject.toml.",
        });
    }
    return problems;
}

/** One entry of `[tool.poetry.dependencies]` or of `[package.dependencies]` in poetry.lock. */
export interface PoetryDependency {
    /** Normalised. */
    readonly name: string;
    readonly constraint: string;
    readonly extras: readonly string[];
    readonly optional: boolean;
    readonly marker?: string;
    /** A source that pip's format cannot say in general: `git`, `path`, `url`, `file`. */
    readonly source?: string;
}

/** `name = "^1"`, `name = {version = "^1", extras = […]}`, or a list of such tables. */
export function poetryDependencies(entries: Table): PoetryDependency[] {
    return Object.entries(entries)
        .filter(([name]) => name !== "python")
        .flatMap(([name, entry]) =>
            (Array.isArray(entry) ? entry : [entry]).map((one: unknown) => dependency(name, one)),
        );
}

function dependency(name: string, entry: unknown): PoetryDependency {
    const fields = table(entry);
    const python = text(fields["python"]);
    const markers = [text(fields["markers"]), python === undefined ? undefined : pythonMarker(python)].filter(
        (marker): marker is string => marker !== undefined && marker !== "",
    );
    const source = ["git", "path", "url", "file"].find((kind) => fields[kind] !== undefined);
    return {
        name: normalName(name),
        constraint: text(entry) ?? text(fields["version"]) ?? "*",
        extras: texts(fields["extras"]).map(normalName),
        optional: fields["optional"] === true,
        ...(markers.length === 0 ? {} : { marker: joinMarkers(markers, "and") }),
        ...(source === undefined ? {} : { source }),
    };
}

/** Where the ways through a poetry.lock begin. */
export function poetryRoots(project: Table): PoetryDependency[] {
    const own = poetryDependencies(table(table(table(project["tool"])["poetry"])["dependencies"]));
    const standard = parseRequirements(texts(table(project["project"])["dependencies"]).join("\n")).flatMap((line) =>
        line.kind === "named"
            ? [
                  {
                      name: normalName(line.name),
                      constraint: line.specifier,
                      extras: line.extras
                          .replace(/[[\]]/g, "")
                          .split(",")
                          .filter((extra) => extra !== "")
                          .map(normalName),
                      optional: false,
                      ...(line.marker === undefined ? {} : { marker: line.marker }),
                  },
              ]
            : [],
    );
    return [...own, ...standard].filter(({ optional }) => !optional);
}

function poetryProblems(entries: Table, file: string): Problem[] {
    return poetryDependencies(entries)
        .filter(({ optional }) => !optional)
        .filter(({ source, constraint }) => source !== undefined || poetryConstraint(constraint) === undefined)
        .map(({ name, source, constraint }) => ({
            where: `${file}, tool.poetry.dependencies.${name}`,
            got: source === undefined ? constraint : `a dependency by ${source}`,
            allowed: "version constraints that requirements.txt can say",
            remedy: "Lock it (poetry lock) and keep poetry.lock beside pyproject.toml: requirements.txt is then derived from the lock.",
        }));
}

function poetryLines(entries: Table): string[] {
    return poetryDependencies(entries)
        .filter(({ optional }) => !optional)
        .map(({ name, extras, constraint, marker }) => {
            const brackets = extras.length === 0 ? "" : `[${extras.join(",")}]`;
            return `${name}${brackets}${poetryConstraint(constraint) ?? ""}${marker === undefined ? "" : ` ; ${marker}`}`;
        });
}
