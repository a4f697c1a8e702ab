import type { Problem } from "../problem";
import { listed } from "../words";
import type { Requirements } from "./inputs";
import { ownHashes } from "./lock-text";
import { normalName } from "./names";
import type { ResolvedPackage } from "./resolution";

/** One hash anywhere turns pip's hash checking on for everything, so a requirement without one fails on the instance. */
export function unhashedProblems({ lines }: Requirements): Problem[] {
    const installed = lines.flatMap((line) =>
        !line.constraint && (line.kind === "named" || line.kind === "path" || line.kind === "url") ? [line] : [],
    );
    if (!installed.some(({ hashes }) => hashes.length > 0)) {
        return [];
    }
    return installed
        .filter(({ hashes }) => hashes.length === 0)
        .map((line) => ({
            where: `${line.file}:${line.line}`,
            got: `${line.kind === "named" ? line.name : line.kind === "path" ? line.path : "a URL"} without a hash, beside requirements with hashes`,
            allowed: "hashes for all requirements, or for none",
            remedy: "Add its hash (uv pip compile --generate-hashes), or set app.python.lock and keep the plain requirements.",
        }));
}

/** What hash checking would refuse on the instance although the versions agree. */
export function hashProblems(packages: readonly ResolvedPackage[], requirements: Requirements): Problem[] {
    const own = ownHashes(requirements);
    if (own.size === 0) {
        return [];
    }
    const missing = packages.filter(({ name }) => !own.has(normalName(name))).map(({ name }) => name);
    const unfit = packages.filter(({ name, wheels, sdist }) => {
        const listedHashes = own.get(normalName(name));
        const offered = [...wheels, ...(sdist === undefined ? [] : [sdist])].flatMap(({ hash }) => hash ?? []);
        return listedHashes !== undefined && offered.length > 0 && !offered.some((hash) => listedHashes.includes(hash));
    });
    return [
        ...(missing.length === 0
            ? []
            : [
                  {
                      where: requirements.origin,
                      got: `hashes, but no line for ${listed(missing)}, which others of its packages need`,
                      allowed: "a pinned line with hashes for every package that is installed",
                      remedy: "Write the file anew with all packages (uv pip compile --generate-hashes), or set app.python.lock.",
                  },
              ]),
        ...unfit.map(({ name, version = "" }) => ({
            where: requirements.origin,
            got: `hashes of ${name} ${version} that fit none of its files for the instance`,
            allowed: "the hash of a wheel for the instance's Python and processor, or of the source package",
            remedy: "Lock for all platforms, or for the instance's (uv pip compile --generate-hashes --python-platform linux).",
        })),
    ];
}
