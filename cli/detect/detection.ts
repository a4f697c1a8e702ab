import type { PythonBranch } from "../../components/platform-branches";
import type { Problem } from "../../components/problem";

/** What reading an application told. */
export interface Finding {
    /**
     * `found`: a file says so. `assumed`: the likeliest of what the files allow. `attention`: the preview goes ahead, but a deployment would
     * fail, or run something unwanted, until a person has looked.
     */
    readonly kind: "found" | "assumed" | "attention";
    readonly what: string;
    readonly value: string;
    /** The file and line, or the reason; for `attention` also what to do. */
    readonly because: string;
}

/** A Django application as its files describe it. */
export interface DetectedApp {
    /** Absolute path of the folder that holds manage.py, the root of the bundle. */
    readonly directory: string;
    /** Module and callable, `config.wsgi:application`. */
    readonly wsgi: string;
    /** DJANGO_SETTINGS_MODULE of a production process. */
    readonly settingsModule: string;
    readonly python: PythonBranch;
    /** File that the platform installs from, relative to `directory`. It may be missing; a finding then says how to make it. */
    readonly requirements: string;
    /** Path of a health route, with slashes as the route has them; undefined when the root URLconf names none. */
    readonly healthPath: string | undefined;
    readonly findings: readonly Finding[];
}

/** What keeps a preview from being built: where, what was found, what is allowed, and the setting that answers it. */
export type DetectionProblem = Required<Problem>;

export type Detection =
    | { readonly kind: "detected"; readonly app: DetectedApp }
    | { readonly kind: "problems"; readonly problems: readonly DetectionProblem[] };

/** Values that the settings give already. Each wins over the files and silences its question. */
export interface DetectionAnswers {
    /** Folder that holds manage.py, absolute or relative to the directory searched. */
    readonly directory?: string | undefined;
    readonly wsgi?: string | undefined;
    readonly settingsModule?: string | undefined;
    readonly python?: PythonBranch | undefined;
    readonly requirements?: string | undefined;
    readonly healthPath?: string | undefined;
}

/** A value with what led to it. */
export interface Known<T> {
    readonly kind: "known";
    readonly value: T;
    readonly findings: readonly Finding[];
}

/** A value that only a person can give. */
export interface Open {
    readonly kind: "open";
    readonly problem: DetectionProblem;
}

/** The outcome for one value. */
export type Answer<T> = Known<T> | Open;

export function known<T>(value: T, ...findings: readonly Finding[]): Known<T> {
    return { kind: "known", value, findings };
}

export function open(problem: DetectionProblem): Open {
    return { kind: "open", problem };
}

/** A value that the settings gave. */
export function given<T extends string>(what: string, value: T, setting: string): Known<T> {
    return known(value, { kind: "found", what, value, because: `the setting ${setting}` });
}

/** @param example - the setting as it stands in a stack file */
export function setInStackFile(setting: string, example: string): string {
    return `Set ${setting} in the stack file, for example app: {${example}}`;
}
