import { Table, table, tables, text, texts } from "../parsed-values";
import type { Problem } from "../problem";
import { firstLine } from "../words";
import { Derived, derivedFrom, Pin, publicIndex, refused } from "./derived";
import { credentialProblem } from "./requirements-tree";

/**
 * The default packages of a Pipfile.lock, with markers, extras and hashes. Its first index becomes `--index-url`, further ones `--extra-index-url`: pip
 * has no index for a single package.
 *
 * https://pipenv.pypa.io/en/latest/pipfile.html
 */
export function fromPipfileLock(content: string, file = "Pipfile.lock"): Derived {
    let lock: Table;
    try {
        lock = table(JSON.parse(content));
    } catch (error) {
        const remedy = "Write it anew: pipenv lock.";
        const got = `a file that is no JSON (${firstLine(error)})`;
        return refused({ where: file, got, remedy });
    }
    const pins = Object.entries(table(lock["default"])).map(([name, entry]) => pin(name, table(entry)));
    const { options, problems } = indexes(tables(table(lock["_meta"])["sources"]), file);
    return derivedFrom(pins, options, problems);
}

function pin(name: string, entry: Table): Pin {
    const extras = texts(entry["extras"]);
    const marker = text(entry["markers"]);
    const common = {
        name,
        ...(extras.length === 0 ? {} : { extras: `[${extras.join(",")}]` }),
        ...(marker === undefined ? {} : { marker }),
    };
    const path = text(entry["path"]) ?? localFile(text(entry["file"]));
    if (path !== undefined) {
        return { ...common, path, editable: entry["editable"] === true };
    }
    const git = text(entry["git"]);
    if (git !== undefined) {
        const ref = text(entry["ref"]);
        const folder = text(entry["subdirectory"]);
        const address = /^[a-z+]+:\/\//i.test(git) ? git : `ssh://${git.replace(":", "/")}`;
        return {
            ...common,
            url: `git+${address}${ref === undefined ? "" : `@${ref}`}${folder === undefined ? "" : `#subdirectory=${folder}`}`,
        };
    }
    const url = text(entry["file"]);
    const version = text(entry["version"])?.replace(/^={2,3}/, "");
    return {
        ...common,
        ...(url === undefined ? (version === undefined ? {} : { version }) : { url }),
        hashes: texts(entry["hashes"]),
    };
}

const localFile = (file: string | undefined): string | undefined =>
    file === undefined || /^[a-z+]+:\/\//i.test(file) ? undefined : file;

function indexes(sources: readonly Table[], file: string): { options: string[]; problems: Problem[] } {
    const urls = sources.flatMap((source) => text(source["url"]) ?? []);
    const problems = urls.flatMap((url) => credentialProblem(url, `${file}, _meta.sources`));
    if (urls.every((url) => publicIndex.test(url))) {
        return { options: [], problems };
    }
    return {
        options: urls.map((url, index) => `${index === 0 ? "--index-url" : "--extra-index-url"} ${url}`),
        problems,
    };
}
