/**
 * Where AWS is with a platform branch: state of August 2026. Data and not a comparison with today's date, because a plan reads no clock: the same
 * stack file gives the same plan on any day, and a branch changes its state here, with a version of this project.
 */
export type Lifecycle =
    | { readonly state: "supported" }
    /** Still supported, with a published end. */
    | { readonly state: "ending"; readonly date: string }
    /** No new environments, no updates. */
    | { readonly state: "retired"; readonly date: string; readonly system: "Amazon Linux 2023" | "Amazon Linux 2" };

const supported = { state: "supported" } as const;

/**
 * Branches of the Python platform, by version. Every branch of Amazon Linux 2 is retired since 2026-08-06.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-schedule.html
 */
const python = {
    "3.8": { state: "retired", date: "2026-08-06", system: "Amazon Linux 2" },
    "3.9": { state: "retired", date: "2026-07-31", system: "Amazon Linux 2023" },
    "3.11": supported,
    "3.12": supported,
    "3.13": supported,
    "3.14": supported,
} as const satisfies Readonly<Record<string, Lifecycle>>;

type PythonVersion = keyof typeof python;

/** A branch that new environments can have, `3.13`. */
export type PythonBranch = {
    [V in PythonVersion]: (typeof python)[V]["state"] extends "retired" ? never : V;
}[PythonVersion];

const isOpen = (version: PythonVersion): version is PythonBranch => python[version].state !== "retired";

/** Oldest first. */
export const pythonBranches: readonly PythonBranch[] = (Object.keys(python) as PythonVersion[]).filter(isOpen);

/** Branches that new environments can have, as AWS names them, with the state of each. */
export const openBranches: ReadonlyMap<string, Lifecycle> = new Map<string, Lifecycle>([
    ...pythonBranches.map((version): [string, Lifecycle] => [`Python ${version}`, python[version]]),
    ["Docker", supported],
]);

/** Why a version of Python cannot be chosen, and what can; undefined for one that AWS never had, or has. */
export function retiredPython(version: string): string | undefined {
    const lifecycle: Lifecycle | undefined = isKnown(version) ? python[version] : undefined;
    const newest = pythonBranches.at(-1) ?? "";
    return lifecycle?.state === "retired"
        ? `AWS retired Python ${version} on ${lifecycle.system} on ${lifecycle.date}. Choose a branch that is supported; ${newest} lasts longest.`
        : undefined;
}

const isKnown = (version: string): version is PythonVersion => Object.hasOwn(python, version);

/** What to tell of a branch whose end is published. */
export function endingBranch(
    branch: string,
    lifecycle: Lifecycle | undefined = openBranches.get(branch),
): string | undefined {
    return lifecycle?.state === "ending"
        ? `AWS retires ${branch} on ${lifecycle.date}: no updates and no new environments after that. Move to a newer branch before, by blue/green.`
        : undefined;
}
