import type { Requirements } from "./inputs";
import { normalName } from "./names";
import { pinnedVersion } from "./requirements-file";
import type { Answer } from "./resolution";

/** A package that the application gets, as far as that is known. */
export interface KnownPackage {
    /** Normalised. */
    readonly name: string;
    readonly version?: string;
}

/** What the files name themselves; what those packages need in turn is not among it, unless it is pinned too. */
export const declaredPackages = ({ lines }: Requirements): KnownPackage[] =>
    lines.flatMap((line) =>
        line.kind === "named" && !line.constraint ? [known(line.name, pinnedVersion(line.specifier))] : [],
    );

/** Everything that was resolved, else what is declared. */
export const knownPackages = (requirements: Requirements, answer: Answer): KnownPackage[] =>
    answer.kind === "resolved"
        ? answer.packages.map(({ name, version }) => known(name, version))
        : declaredPackages(requirements);

const known = (name: string, version: string | undefined): KnownPackage => ({
    name: normalName(name),
    ...(version === undefined ? {} : { version }),
});
