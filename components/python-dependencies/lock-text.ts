import type { Problem } from "../problem";
import { requirementText } from "./derived";
import type { Requirements } from "./inputs";
import { normalName } from "./names";
import type { ResolvedPackage } from "./resolution";

/** Options of the application's own file that say where packages come from; a lock without them would look elsewhere. */
const kept = new Set(["--index-url", "--extra-index-url", "--find-links", "--no-index", "--trusted-host"]);

/** @returns lines such as `--extra-index-url https://…`, once each */
export function indexOptions({ lines }: Requirements): string[] {
    return [
        ...new Set(
            lines.flatMap((line) =>
                line.kind === "option" && kept.has(line.name)
                    ? [`${line.name}${line.value === "" ? "" : ` ${line.value}`}`]
                    : [],
            ),
        ),
    ];
}

/** Hashes that the application itself lists, by normalised name. They win over the index's: what a team once trusted is not replaced in silence. */
export function ownHashes({ lines }: Requirements): Map<string, readonly string[]> {
    const found = new Map<string, readonly string[]>();
    for (const line of lines) {
        if (line.kind === "named" && !line.constraint && line.hashes.length > 0) {
            const name = normalName(line.name);
            found.set(name, [...(found.get(name) ?? []), ...line.hashes]);
        }
    }
    return found;
}

export interface Lock {
    /** `name==version` with hashes, one package after the other. */
    readonly pins: string;
    readonly problems: readonly Problem[];
}

/**
 * Every package pinned and hashed, for `pip install --require-hashes`, which pip turns on by itself when it sees a hash.
 *
 * https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode
 *
 * @param setting - the setting that asks for it, for problems
 */
export function lockPackages(packages: readonly ResolvedPackage[], requirements: Requirements, setting: string): Lock {
    const own = ownHashes(requirements);
    const texts: string[] = [];
    const problems: Problem[] = [];
    for (const item of packages) {
        const hashes = own.get(normalName(item.name)) ?? hashesOf(item);
        const got = item.direct?.kind === "local" || item.direct?.kind === "repository" ? unhashable(item) : undefined;
        if (got === undefined && hashes.length > 0) {
            const { name, version, marker, direct } = item;
            const place = direct?.kind === "archive" ? { url: direct.url } : version === undefined ? {} : { version };
            texts.push(requirementText({ name, ...place, ...(marker === undefined ? {} : { marker }), hashes }));
        } else {
            problems.push({
                where: setting,
                got: got ?? `${item.name}, for which the index gives no SHA-256`,
                allowed: "packages from an index, or archives by URL",
                remedy: `Install it from an index, move its code into the application, or leave ${setting} out.`,
            });
        }
    }
    return { pins: texts.join("\n"), problems };
}

const unhashable = ({ name, direct }: ResolvedPackage): string =>
    direct?.kind === "local"
        ? `${name}, a package in the folder ${direct.path}, which pip cannot hash`
        : `${name}, which comes from a repository and pip cannot hash`;

function hashesOf({ wheels, sdist, direct }: ResolvedPackage): string[] {
    const archive = direct?.kind === "archive" && direct.hash !== undefined ? [direct.hash] : [];
    return [...[...wheels, ...(sdist === undefined ? [] : [sdist])].flatMap(({ hash }) => hash ?? []), ...archive];
}
