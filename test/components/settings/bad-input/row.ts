import { Problem } from "../../../../components/problem";

/** What someone typed into a stack file, and what they are told. */
export interface BadInput {
    /** Completes the sentence "refuses …"; no two rows have the same. */
    readonly name: string;
    /**
     * What the stack file has under `django-beanstalk:`, as YAML. Settings of `app` and `environment` are added to those of the smallest right stack, other
     * keys take the place of its own. Where the file has a secret, the word `hunter2` is in it.
     */
    readonly text: string;
    /** Undefined for us-east-1. */
    readonly region?: string;
    readonly problems: readonly Problem[];
}

/** Where, got, allowed, remedy. */
type Told = readonly [string, string, string, string];

export const refuse = (name: string, text: string, ...told: readonly Told[]): BadInput => ({
    name,
    text,
    problems: told.map(([where, got, allowed, remedy]) => ({ where, got, allowed, remedy })),
});
