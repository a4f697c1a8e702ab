import { parse } from "smol-toml";
import { Table, table, tables, text } from "../parsed-values";
import { redact } from "./names";
import type { Artifact, DirectSource, ResolvedPackage } from "./resolution";

/**
 * The packages of a pylock.toml. uv lists in it only the wheels that fit the platform it was asked for.
 *
 * https://packaging.python.org/en/latest/specifications/pylock-toml/
 *
 * @throws Error when the text is no TOML
 */
export function parsePylock(content: string): ResolvedPackage[] {
    return tables(parse(content)["packages"]).map(resolvedPackage);
}

function resolvedPackage(item: Table): ResolvedPackage {
    const version = text(item["version"]);
    const marker = text(item["marker"]);
    const direct = directSource(item);
    return {
        name: text(item["name"]) ?? "",
        ...(version === undefined ? {} : { version }),
        ...(marker === undefined ? {} : { marker }),
        wheels: tables(item["wheels"]).map(artifact),
        ...(item["sdist"] === undefined ? {} : { sdist: artifact(table(item["sdist"])) }),
        ...(direct === undefined ? {} : { direct }),
    };
}

function artifact(entry: Table): Artifact {
    const place = text(entry["url"]) ?? text(entry["path"]) ?? "";
    const hash = hashOf(entry);
    return { file: text(entry["name"]) ?? fileName(place), ...(hash === undefined ? {} : { hash }) };
}

function hashOf(entry: Table): string | undefined {
    const sha256 = text(table(entry["hashes"])["sha256"]);
    return sha256 === undefined ? undefined : `sha256:${sha256}`;
}

const fileName = (place: string): string => decodeURIComponent(place.replace(/[#?].*$/, "").replace(/^.*\//, ""));

function directSource(item: Table): DirectSource | undefined {
    const archive = table(item["archive"]);
    const url = text(archive["url"]);
    const local = text(table(item["directory"])["path"]) ?? text(archive["path"]);
    if (local !== undefined) {
        return { kind: "local", path: local };
    }
    if (url !== undefined) {
        const hash = hashOf(archive);
        return { kind: "archive", url: redact(url), ...(hash === undefined ? {} : { hash }) };
    }
    const vcs = table(item["vcs"]);
    return item["vcs"] === undefined ? undefined : { kind: "repository", url: redact(text(vcs["url"]) ?? "") };
}
