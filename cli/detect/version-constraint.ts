/**
 * Version constraints as Python projects write them: PEP 440 specifiers (https://packaging.python.org/en/latest/specifications/version-specifiers/)
 * and Poetry's own signs (https://python-poetry.org/docs/dependency-specification/). Suffixes of pre-releases are dropped: a platform
 * branch never is one.
 */

type Version = readonly number[];

interface Clause {
    readonly operator: string;
    readonly version: Version;
    /** `3.12.*` stands for every version that starts so. */
    readonly prefix: boolean;
}

/** Alternatives, each a list of clauses that hold together. */
export type Constraint = readonly (readonly Clause[])[];

const separator = /[\s,]*/y;
const clause =
    /(~=|===|==|!=|<=|>=|<|>|\^|~|=)?\s*v?(?:(\d+(?:\.\d+)*)(\.[*xX])?(?:[-_.]?(?:alpha|beta|dev|post|rc|a|b|c)[-_.]?\d*)*|(\*))(?=[\s,]|$)/y;

/** @returns undefined when the text is no constraint */
export function parseConstraint(text: string): Constraint | undefined {
    const alternatives = text.split(/\|\|?/).map(parseClauses);
    return alternatives.every((clauses) => clauses !== undefined) ? alternatives : undefined;
}

function parseClauses(text: string): readonly Clause[] | undefined {
    const clauses: Clause[] = [];
    for (let at = skip(text, 0); at < text.length; at = skip(text, clause.lastIndex)) {
        clause.lastIndex = at;
        const [whole, operator = "==", digits = "", wildcard, any] = clause.exec(text) ?? [];
        const version = any === undefined ? digits.split(".").map(Number) : [];
        if (whole === undefined || (operator === "~=" && version.length < 2)) {
            return undefined;
        }
        clauses.push({ operator, version, prefix: any !== undefined || wildcard !== undefined });
    }
    return clauses.length > 0 ? clauses : undefined;
}

function skip(text: string, at: number): number {
    separator.lastIndex = at;
    return at + (separator.exec(text)?.[0].length ?? 0);
}

export function satisfies(constraint: Constraint, version: Version): boolean {
    return constraint.some((clauses) => clauses.every((one) => holds(one, version)));
}

/** Far beyond the last release of any branch. */
const patchesTried = 50;

/** Whether some release of a branch satisfies a constraint; which one an instance has, the platform decides. */
export function admits(constraint: Constraint, branch: string): boolean {
    const [major = 0, minor = 0] = branch.split(".").map(Number);
    return Array.from({ length: patchesTried }, (_, patch) => patch).some((patch) =>
        satisfies(constraint, [major, minor, patch]),
    );
}

function holds({ operator, version, prefix }: Clause, actual: Version): boolean {
    const order = compare(actual, version);
    switch (operator) {
        case "!=":
            return prefix ? !startsWith(actual, version) : order !== 0;
        case "<":
            return order < 0;
        case "<=":
            return order <= 0;
        case ">":
            return order > 0;
        case ">=":
            return order >= 0;
        case "~=":
            return order >= 0 && startsWith(actual, version.slice(0, -1));
        case "~":
            return order >= 0 && startsWith(actual, version.slice(0, 2));
        case "^":
            return order >= 0 && startsWith(actual, caretPrefix(version));
        default:
            return prefix ? startsWith(actual, version) : order === 0;
    }
}

/** Everything up to the first part that is not zero stays. */
function caretPrefix(version: Version): Version {
    const first = version.findIndex((part) => part !== 0);
    return version.slice(0, first === -1 ? version.length : first + 1);
}

/** Missing parts count as zero. */
function compare(a: Version, b: Version): number {
    for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
        const difference = (a[i] ?? 0) - (b[i] ?? 0);
        if (difference !== 0) {
            return difference;
        }
    }
    return 0;
}

function startsWith(version: Version, prefix: Version): boolean {
    return prefix.every((part, i) => (version[i] ?? 0) === part);
}
