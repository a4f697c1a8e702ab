/** An error breaks the deployment, loses something or shows a secret; a warning is of no effect, or works until something else changes. */
export type Level = "error" | "warning";

/** Something wrong in a file that the application brings for the platform. Texts are whole sentences, and never hold a value that may be a secret. */
export interface Finding {
    /** Name of the rule, which `app.checks.allow` and docs/checks.md use. */
    readonly rule: string;
    readonly level: Level;
    /** Path in the application, with forward slashes. */
    readonly file: string;
    /** From 1. */
    readonly line: number;
    /** What is there: `container_commands.01_migrate`, `WSGIPath`. No sentence. */
    readonly found: string;
    /** What comes of it on the instance. */
    readonly happens: string;
    /** What to write instead. */
    readonly instead: string;
    /** Page that says so. */
    readonly source?: string;
}

/** Where a rule found something. What it does not say itself, its rule says. */
export interface Hit extends Pick<Finding, "file" | "line" | "found"> {
    readonly happens?: string;
    readonly instead?: string;
}

/** A rule over what `Subject` is: an application's files here, a compose file or a Dockerfile elsewhere. */
export interface Rule<Subject> extends Pick<Finding, "level" | "happens" | "instead" | "source"> {
    /** Lower-case words and hyphens. */
    readonly name: string;
    /** What it looks for, in a few words, for the list of rules. */
    readonly what: string;
    readonly find: (subject: Subject) => readonly Hit[];
}

/** Every finding of some rules, in the order of files and lines. */
export function findAll<Subject>(rules: readonly Rule<Subject>[], subject: Subject): Finding[] {
    return rules
        .flatMap(({ name, level, happens, instead, source, find }) =>
            find(subject).map((hit): Finding => ({
                rule: name,
                level,
                happens,
                instead,
                ...hit,
                ...(source === undefined ? {} : { source }),
            })),
        )
        .sort(byPlace);
}

/** Order of findings; by code unit, so that it is the same in every locale. */
export const byPlace = (a: Finding, b: Finding): number =>
    compare(a.file, b.file) || a.line - b.line || compare(a.rule, b.rule) || compare(a.found, b.found);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
