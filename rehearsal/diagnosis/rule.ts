import type { Phase, Step } from "../model";

/** What a diagnosis knows besides the failed step. */
export interface DiagnosisContext {
    /** A file of the bundle by its path in it; undefined where there is none, or where it is not a text. */
    readonly bundleFile: (path: string) => string | undefined;
    /** Values that no finding may show. */
    readonly secrets: readonly string[];
    /** Version of the Python that ran here, such as `3.12.1`. */
    readonly python: string;
}

/** What a rule read from the output; `{name}` in its sentences is filled with it. */
export type Captured = Readonly<Record<string, string>>;

/** A failure that is known. */
export interface KnownFailure {
    readonly name: string;
    /** Where it can happen. */
    readonly phases: readonly Phase[];
    /** What the sentences need of it; undefined where it is another failure. */
    readonly matches: (step: Step, context: DiagnosisContext) => Captured | undefined;
    readonly cause: string;
    readonly advice: string;
}

/** The named groups of the first of the patterns that is in the output, those that are empty excepted. */
export const inOutput =
    (...patterns: readonly RegExp[]): KnownFailure["matches"] =>
    ({ output }) => {
        for (const pattern of patterns) {
            const found = pattern.exec(output);
            if (found !== null) {
                return present(found.groups ?? {});
            }
        }
        return undefined;
    };

const present = (groups: Readonly<Record<string, string | undefined>>): Captured =>
    Object.fromEntries(Object.entries(groups).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** @throws Error for a name that the rule does not capture, which is a fault of the rule */
export function filled(sentence: string, captured: Captured): string {
    return sentence.replaceAll(/\{([a-z]+)\}/g, (_, name: string) => {
        const value = captured[name];
        if (value === undefined) {
            throw new Error(`The sentence "${sentence}" names ${name}, which was not captured.`);
        }
        return value;
    });
}
