import type { Resource } from "../rule";
import { howToSet, Option, readOption, stateOf, Wanted } from "./options";

/** What the value of an option has to be, and what is said where it is not. */
export interface Expectation {
    /** The option, with a right value. */
    readonly option: Wanted;
    /** What is wanted, in words that follow "is". */
    readonly words: string;
    readonly accepts: (value: string) => boolean;
    /** How the option may stand besides. */
    readonly alsoRight?: readonly ("absent" | "unknown")[];
    /** Why, as a sentence. */
    readonly because: string;
    /** The setting of this project. */
    readonly stackFile: string;
    /** Options that have to be set with it. */
    readonly together?: readonly Wanted[];
}

/** The message about an option that is not as expected each time it is set; none when it is. */
export function judgeOption(environment: Resource, expectation: Expectation): string[] {
    const { option, words, accepts, alsoRight = [], because, stackFile, together = [] } = expectation;
    const found = readOption(environment, option.namespace, option.name);
    const right = found.state === "known" ? found.values.every(accepts) : alsoRight.includes(found.state);
    return right
        ? []
        : [
              `${option.namespace}/${option.name} ${stateOf(found, words)}; wanted: ${words}. ${because} ` +
                  howToSet(stackFile, option, ...together),
          ];
}

/** Entries of an option that is a list, for each time it is set; none when it is not known. */
export function listsIn(option: Option): readonly (readonly string[])[] {
    return option.state === "known" ? option.values.map(itemsOf) : [];
}

/** Elastic Beanstalk separates the entries of a list by commas, and may put a space after each. */
export const itemsOf = (value: string): readonly string[] =>
    value
        .split(",")
        .map((entry) => entry.trim())
        .filter((entry) => entry !== "");

/** A whole number; undefined for any other text. */
export const numberOf = (value: string): number | undefined => (/^\d{1,9}$/.test(value) ? Number(value) : undefined);
