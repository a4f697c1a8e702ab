import { compareReleases, parseStackName, SolutionStack } from "../../components/solution-stack";

/** What an account may make new environments with, as AWS's API tells it, unsorted. */
export interface Offers {
    /** Names of solution stacks: the current release of each branch, and older ones that the account used lately. */
    readonly solutionStacks: readonly string[];
    readonly branches: readonly Branch[];
}

export interface Branch {
    /** `Python 3.13 running on 64bit Amazon Linux 2023` */
    readonly name: string;
    /** `supported`, `beta`, `deprecated`, `retired`; AWS writes it with a capital or without. */
    readonly state: string;
}

/** One release on offer. */
export interface Platform extends SolutionStack {
    /** Of the branch; `unknown` where AWS does not list it. */
    readonly state: string;
    /** The newest of its branch. */
    readonly current: boolean;
    readonly pinned: boolean;
}

/** Branches that the settings know how to use, though perhaps not every one by name. */
const usable = /^(Python \d+\.\d+|Docker)$/;

/** The platforms for Django on Amazon Linux 2023: Python, the newest first, then Docker; within a branch the current release first. */
export function platformsOf({ solutionStacks, branches }: Offers, pin: SolutionStack): Platform[] {
    const stacks = solutionStacks
        .flatMap((name) => parseStackName(name) ?? [])
        .filter(({ branch }) => usable.test(branch));
    const states = new Map(branches.map(({ name, state }) => [name, state.toLowerCase()]));
    const newest = newestByBranch(stacks);
    return stacks
        .map(({ branch, release }) => ({
            branch,
            release,
            state: states.get(`${branch} running on 64bit Amazon Linux 2023`) ?? "unknown",
            current: newest.get(branch) === release,
            pinned: branch === pin.branch && release === pin.release,
        }))
        .sort((a, b) => compareBranches(b.branch, a.branch) || compareReleases(b.release, a.release));
}

function newestByBranch(stacks: readonly SolutionStack[]): ReadonlyMap<string, string> {
    const newest = new Map<string, string>();
    for (const { branch, release } of stacks) {
        const known = newest.get(branch);
        if (known === undefined || compareReleases(release, known) > 0) {
            newest.set(branch, release);
        }
    }
    return newest;
}

/** By number: as text 3.9 would follow 3.14. Docker comes below every Python. */
function compareBranches(a: string, b: string): number {
    const [left, right] = [a, b].map((branch) => (/\d.*/.exec(branch)?.[0] ?? "0.0").split(".").map(Number));
    return (left?.[0] ?? 0) - (right?.[0] ?? 0) || (left?.[1] ?? 0) - (right?.[1] ?? 0);
}

/** The release that a new environment of a branch should have. */
export const currentOf = (platforms: readonly Platform[], branch: string): string | undefined =>
    platforms.find((platform) => platform.branch === branch && platform.current)?.release;
