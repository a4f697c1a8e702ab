import { parse } from "smol-toml";
import { Table, table, tables, text, texts } from "../parsed-values";
import { firstLine } from "../words";
import { Derived, derivedFrom, Pin, refused } from "./derived";
import { Edge, reachable } from "./lock-graph";

/**
 * The packages that `uv export --frozen --no-dev --no-emit-project` would list, read from uv.lock itself: the answer does not depend on whether and which
 * uv is installed. Development groups are left out, extras of the project too. Markers are those along the way to a package.
 *
 * https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile
 */
export function fromUvLock(content: string, file = "uv.lock"): Derived {
    let lock: Table;
    try {
        lock = parse(content);
    } catch (error) {
        return failed(file, `a file that is no TOML (${firstLine(error)})`);
    }
    const packages = tables(lock["package"]);
    const roots = packages.filter((item) => isProject(table(item["source"])));
    const root = roots[0];
    if (lock["version"] !== 1 || root === undefined || roots.length > 1) {
        const got =
            lock["version"] !== 1
                ? `lock version ${String(lock["version"])}`
                : `${roots.length} packages with the source "."`;
        return failed(file, got);
    }
    const byKey = new Map(packages.map((item) => [keyOf(item), item]));
    const edges = (item: Table, extra: string | undefined): Edge[] =>
        tables(extra === undefined ? item["dependencies"] : table(item["optional-dependencies"])[extra]).map((to) =>
            edge(to, packages),
        );
    const found = reachable(edges(root, undefined), (key, extra) => edges(byKey.get(key) ?? {}, extra));
    const needed = [...found].filter(([key]) => key !== keyOf(root));
    return derivedFrom(needed.map(([key, marker]) => pin(byKey.get(key) ?? {}, marker)));
}

function failed(file: string, got: string): Derived {
    const remedy =
        "Write it anew with a current uv (uv lock), or bring a requirements.txt (uv export --no-dev --no-emit-project -o requirements.txt).";
    return refused({ where: file, got, allowed: "a lock of version 1 for one project", remedy });
}

/** The project itself lies in the lock's own folder. */
const isProject = (source: Table): boolean => [source["virtual"], source["editable"]].includes(".");

/** A name may be locked in several versions, for different platforms. */
const keyOf = (item: Table): string =>
    `${text(item["name"]) ?? ""} ${text(item["version"]) ?? ""} ${JSON.stringify(item["source"])}`;

function edge(to: Table, packages: readonly Table[]): Edge {
    const target = packages.find(
        (item) =>
            item["name"] === to["name"] &&
            (to["version"] === undefined || item["version"] === to["version"]) &&
            (to["source"] === undefined || JSON.stringify(item["source"]) === JSON.stringify(to["source"])),
    );
    const marker = text(to["marker"]);
    return { to: keyOf(target ?? to), extras: texts(to["extra"]), ...(marker === undefined ? {} : { marker }) };
}

function pin(item: Table, marker: string | undefined): Pin {
    const source = table(item["source"]);
    const common = { name: text(item["name"]) ?? "", ...(marker === undefined ? {} : { marker }) };
    const folder =
        text(source["editable"]) ?? text(source["directory"]) ?? text(source["virtual"]) ?? text(source["path"]);
    if (folder !== undefined) {
        return { ...common, path: folder, editable: source["editable"] !== undefined };
    }
    const git = text(source["git"]);
    if (git !== undefined) {
        return { ...common, url: gitUrl(git) };
    }
    const artifacts = [table(item["sdist"]), ...tables(item["wheels"])];
    const hashes = artifacts.flatMap((artifact) => text(artifact["hash"]) ?? []);
    const url = text(source["url"]);
    const version = text(item["version"]);
    const index = text(source["registry"]);
    const from = index === undefined ? {} : { index };
    return {
        ...common,
        ...from,
        ...(url === undefined ? (version === undefined ? {} : { version }) : { url }),
        hashes,
    };
}

/** `https://host/repository?rev=main#<commit>` with the commit in pip's place. */
function gitUrl(source: string): string {
    const [, repository = source, query = "", commit = ""] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(source) ?? [];
    const folder = new URLSearchParams(query).get("subdirectory");
    return `git+${repository}${commit === "" ? "" : `@${commit}`}${folder === null ? "" : `#subdirectory=${folder}`}`;
}
