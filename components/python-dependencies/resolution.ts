/** What a resolver said. */
export type Resolution =
    | { readonly kind: "resolved"; readonly resolver: "uv" | "pip"; readonly packages: readonly ResolvedPackage[] }
    /** The requirements contradict each other, or ask for what does not exist. */
    | { readonly kind: "conflict"; readonly explanation: string }
    /** The resolver cannot read the requirements. */
    | { readonly kind: "unreadable"; readonly explanation: string }
    /** Nothing was found out: no network, a refusing index, a package that does not build on this machine. */
    | { readonly kind: "unchecked"; readonly reason: string }
    /** This resolver is not there or too old; the next one may be. */
    | { readonly kind: "unusable" };

/** What the last resolver said that could be asked. */
export type Answer = Exclude<Resolution, { kind: "unusable" }>;

export interface ResolvedPackage {
    readonly name: string;
    readonly version?: string;
    readonly marker?: string;
    /** Only those that fit the instance. */
    readonly wheels: readonly Artifact[];
    readonly sdist?: Artifact;
    /** Not from an index: `-e ./libs/x`, an archive's URL, or a repository. */
    readonly direct?: DirectSource;
}

export interface Artifact {
    /** Name of the file. */
    readonly file: string;
    /** `sha256:…`, when the index gives it. */
    readonly hash?: string;
}

export type DirectSource =
    | { readonly kind: "local"; readonly path: string }
    | { readonly kind: "archive"; readonly url: string; readonly hash?: string }
    | { readonly kind: "repository"; readonly url: string };

/** No wheel fits the instance, so it is built there. */
export const isSourceOnly = (item: ResolvedPackage): boolean => item.wheels.length === 0 && item.sdist !== undefined;
