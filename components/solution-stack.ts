import { literally } from "./words";

/**
 * How AWS names what an environment runs on: `64bit Amazon Linux 2023 v4.13.7 running Python 3.13`. The branch is what stands behind `running`, the
 * release is the platform version, `X.Y.Z` in numbers.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-glossary.html
 */
export interface SolutionStack {
    /** `Python 3.13`, `Docker` */
    readonly branch: string;
    /** `4.13.7` */
    readonly release: string;
}

export const nameOfStack = ({ branch, release }: SolutionStack): string =>
    `64bit Amazon Linux 2023 v${release} running ${branch}`;

/** @returns undefined for a stack of another system */
export function parseStackName(name: string): SolutionStack | undefined {
    const [, release, branch] = /^64bit Amazon Linux 2023 v(\d+\.\d+\.\d+) running (.+)$/.exec(name) ?? [];
    return release === undefined || branch === undefined ? undefined : { branch, release };
}

/** Matches every release of one branch, and no other: an unanchored `Docker` would find the retired multi-container stacks too. Of the syntax that Go and JavaScript share. */
export const releasesOf = (branch: string): string =>
    `^64bit Amazon Linux 2023 v[0-9]+\\.[0-9]+\\.[0-9]+ running ${literally(branch)}$`;

/** Matches this name alone. */
export const exactly = (name: string): string => `^${literally(name)}$`;

/** Negative when the first is older. By number: as text 4.9.1 would follow 4.13.7. */
export function compareReleases(a: string, b: string): number {
    const [left, right] = [numbers(a), numbers(b)];
    const at = left.findIndex((number, i) => number !== right[i]);
    return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

const numbers = (release: string): number[] => release.split(".").map(Number);
