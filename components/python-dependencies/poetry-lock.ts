import { parse } from "smol-toml";
import { Table, table, tables, text, texts } from "../parsed-values";
import { firstLine } from "../words";
import { Derived, derivedFrom, Pin, refused } from "./derived";
import { Edge, reachable } from "./lock-graph";
import { joinMarkers } from "./markers";
import { normalName } from "./names";
import { pythonMarker } from "./poetry-constraint";
import { poetryDependencies, poetryRoots } from "./pyproject";

/**
 * The main group of a poetry.lock. Poetry 2 writes groups and markers beside each package; for a lock of Poetry 1 they follow from the ways that lead from
 * pyproject.toml to the package, so that file is needed too. Extras of the project are left out. Hashes are kept.
 *
 * The format has no page of its own; what is read here is what Poetry's locker writes:
 * https://github.com/python-poetry/poetry/blob/main/src/poetry/packages/locker.py
 *
 * @param pyproject - text of pyproject.toml, where there is one
 */
export function fromPoetryLock(content: string, pyproject: string | undefined, file = "poetry.lock"): Derived {
    let lock: Table;
    let project: Table | undefined;
    try {
        lock = parse(content);
        project = pyproject === undefined ? undefined : parse(pyproject);
    } catch (error) {
        return failed(file, `a file that is no TOML (${firstLine(error)})`, "Write it anew: poetry lock.");
    }
    const packages = tables(lock["package"]);
    const grouped = packages.some((item) => item["groups"] !== undefined);
    if (!grouped && packages.length > 0 && project === undefined) {
        return failed(
            file,
            "a lock of Poetry 1 without pyproject.toml",
            "Put pyproject.toml beside it, or lock anew with Poetry 2.",
        );
    }
    const metadata = table(table(lock["metadata"])["files"]);
    const found = grouped ? mainGroup(packages) : fromProject(packages, project ?? {});
    return derivedFrom(found.map(([item, marker]) => pin(item, marker, metadata)));
}

const failed = (file: string, got: string, remedy: string): Derived =>
    refused({ where: file, got, allowed: "a poetry.lock of Poetry 1 or 2", remedy });

type Found = readonly [Table, string | undefined];

/** `markers` is one text for all groups of a package, or one for each. */
function mainGroup(packages: readonly Table[]): Found[] {
    return packages
        .filter((item) => texts(item["groups"]).includes("main") && item["optional"] !== true)
        .map((item) => [item, text(item["markers"]) ?? text(table(item["markers"])["main"])] as const);
}

function fromProject(packages: readonly Table[], project: Table): Found[] {
    const byKey = new Map(packages.map((item, index) => [String(index), item]));
    const target = ({ name, marker, extras }: { name: string; marker?: string; extras: readonly string[] }): Edge[] =>
        [...byKey]
            .filter(([, item]) => normalName(text(item["name"]) ?? "") === name)
            .map(([to, item]) => ({ to, extras, ...joined(withoutExtra(marker), ownMarker(item, packages)) }));
    const found = reachable(poetryRoots(project).flatMap(target), (key, extra) => {
        const item = byKey.get(key) ?? {};
        const wanted = extra === undefined ? undefined : optionalNames(item, extra);
        return poetryDependencies(table(item["dependencies"]))
            .filter(({ name, optional }) => (wanted === undefined ? !optional : wanted.has(name)))
            .flatMap(target);
    });
    return [...found].map(([key, marker]) => [byKey.get(key) ?? {}, marker] as const);
}

/** Poetry says of an optional dependency which extra asks for it; on the way through that extra this holds, and pip would take it for false. */
const withoutExtra = (marker: string | undefined): string | undefined =>
    marker?.replace(/\s+and\s+extra == (["'])[^"']*\1|extra == (["'])[^"']*\2(\s+and\s+)?/g, "");

/** A name that is locked in several versions is told apart by the Pythons that each is for. */
function ownMarker(item: Table, packages: readonly Table[]): string | undefined {
    const twins = packages.filter((other) => other["name"] === item["name"]);
    return twins.length < 2 ? undefined : pythonMarker(text(item["python-versions"]) ?? "*");
}

function joined(first: string | undefined, second: string | undefined): { marker?: string } {
    const both = [first, second].filter((marker): marker is string => marker !== undefined && marker !== "");
    return both.length === 0 ? {} : { marker: joinMarkers(both, "and") };
}

/** `[package.extras]` lists what an extra adds, as `PySocks (>=1.5.6)`. */
function optionalNames(item: Table, extra: string): ReadonlySet<string> {
    const entry = Object.entries(table(item["extras"])).find(([name]) => normalName(name) === extra);
    return new Set(texts(entry?.[1]).map((line) => normalName(/^[\w.-]+/.exec(line)?.[0] ?? "")));
}

function pin(item: Table, marker: string | undefined, metadata: Table): Pin {
    const name = text(item["name"]) ?? "";
    const version = text(item["version"]);
    const source = table(item["source"]);
    const url = text(source["url"]) ?? "";
    const common = { name, ...(marker === undefined ? {} : { marker }) };
    // Poetry up to 1.2 kept the files of all packages in one table.
    const hashes = tables(item["files"] ?? metadata[name]).flatMap((artifact) => text(artifact["hash"]) ?? []);
    switch (source["type"]) {
        case "directory":
        case "file":
            return { ...common, path: url, editable: item["develop"] === true };
        case "git": {
            const commit = text(source["resolved_reference"]) ?? text(source["reference"]) ?? "HEAD";
            const folder = text(source["subdirectory"]);
            return { ...common, url: `git+${url}@${commit}${folder === undefined ? "" : `#subdirectory=${folder}`}` };
        }
        case "url":
            return { ...common, url, hashes };
        case "legacy":
            return { ...common, ...(version === undefined ? {} : { version }), index: url, hashes };
        default:
            return { ...common, ...(version === undefined ? {} : { version }), hashes };
    }
}
