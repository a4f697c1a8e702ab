import { nearestOf } from "./nearest";
import { peek, peekText } from "./read/peek";
import type { Resource } from "./rule";

/** A finding that the team has decided to live with, until a day. */
export interface Exemption {
    /** Name or URN of the resource; `*` stands for any text. */
    readonly resource: string;
    readonly rule: string;
    readonly reason: string;
    /** The last day on which it holds, YYYY-MM-DD, in UTC. */
    readonly expires: string;
    /** The stack for which it is, `*` stands for any text; every one when left out. One configuration often serves several stacks. */
    readonly stack?: string;
}

const required: readonly (keyof Exemption)[] = ["resource", "rule", "reason", "expires"];
const keys: readonly (keyof Exemption)[] = [...required, "stack"];

/** Exemptions of one run, with what became of them. */
export class Exemptions {
    readonly #used = new Set<Exemption>();
    #given: readonly Exemption[] = [];

    /** @param today - the day of the run, YYYY-MM-DD, in UTC */
    constructor(private readonly today: () => string) {}

    /**
     * Takes those of a configuration that are for the stack of the run; one that says the same as before keeps what became of it. Those for another stack
     * are neither used nor unused here.
     */
    take(given: readonly Exemption[], stack: string): void {
        const before = new Map(this.#given.map((it) => [textOf(it), it]));
        const here = given.filter((it) => it.stack === undefined || patternOf(it.stack).test(stack));
        this.#given = here.map((it) => before.get(textOf(it)) ?? it);
    }

    /** Whether findings of a rule on a resource are exempt; notes that the exemption was needed. */
    covers(rule: string, resource: Resource): boolean {
        const covering = this.#given.filter((it) => it.rule === rule && fits(it, resource) && !this.#isOver(it));
        for (const exemption of covering) {
            this.#used.add(exemption);
        }
        return covering.length > 0;
    }

    /** What is to be done about them at the end of a run. */
    findings(): string[] {
        return this.#given.flatMap((exemption) => {
            const { rule, resource, reason, expires } = exemption;
            const title = `The exemption of ${resource} from ${rule} (${reason})`;
            if (this.#isOver(exemption)) {
                return [`${title} expired on ${expires}. Mend what it was for, or give it a later day and a reason.`];
            }
            return this.#used.has(exemption) ? [] : [`${title} was not needed in this run. Take it out.`];
        });
    }

    #isOver({ expires }: Exemption): boolean {
        return expires < this.today();
    }
}

/**
 * Reads the exemptions of a configuration.
 *
 * @param rules - names of all rules
 * @returns those that can be understood, and what is wrong with the others, which are not applied
 */
export function readExemptions(
    given: unknown,
    rules: readonly string[],
): { readonly exemptions: readonly Exemption[]; readonly problems: readonly string[] } {
    if (given === undefined) {
        return { exemptions: [], problems: [] };
    }
    if (!Array.isArray(given)) {
        return {
            exemptions: [],
            problems: ["exemptions is not a list; wanted: a list of {resource, rule, reason, expires, stack?}."],
        };
    }
    const read = given.map((each: unknown, index) => ({
        each,
        problems: problemsOf(each, `exemptions[${index}]`, rules),
    }));
    return {
        exemptions: read.filter(({ problems }) => problems.length === 0).map(({ each }) => each as Exemption),
        problems: read.flatMap(({ problems }) => problems),
    };
}

function problemsOf(each: unknown, where: string, rules: readonly string[]): string[] {
    if (typeof each !== "object" || each === null || Array.isArray(each)) {
        return [`${where} is not an object; wanted: {resource, rule, reason, expires, stack?}.`];
    }
    const given = keys.filter((key) => required.includes(key) || Object.hasOwn(each, key));
    const texts = given.filter((key) => (peekText(each, key) ?? "").trim() === "");
    const others = Object.keys(each).filter((key) => !(keys as readonly string[]).includes(key));
    const rule = peekText(each, "rule");
    const expires = peekText(each, "expires");
    return [
        ...texts.map((key) => `${where}.${key} is ${stateOf(each, key)}; wanted: ${wanted[key]}.`),
        ...others.map((key) => `${where}.${key} is not known${nearestOf(key, keys)}; wanted: ${keys.join(", ")}.`),
        ...(rule === undefined || rule.trim() === "" || rules.includes(rule)
            ? []
            : [`${where}.rule names no rule of this pack${nearestOf(rule, rules)}; docs/policies.md lists them.`]),
        ...(expires === undefined || expires.trim() === "" || isDay(expires)
            ? []
            : [`${where}.expires is not a day; wanted: ${wanted.expires}.`]),
    ];
}

function stateOf(each: object, key: string): string {
    if (peek(each, key).kind === "absent") {
        return "missing";
    }
    return peekText(each, key) === undefined ? "not a text" : "empty";
}

const wanted: Readonly<Record<keyof Exemption, string>> = {
    resource: "a resource's name or URN, * for any text",
    rule: "the name of a rule",
    reason: "why the team lives with the finding",
    expires: "the last day on which it holds, as in 2027-01-31",
    stack: "the name of a stack, * for any text, or nothing for every stack",
};

/** A day of the calendar: 2027-02-30 is none. */
function isDay(text: string): boolean {
    const day = new Date(`${text}T00:00:00Z`);
    return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}

function fits({ resource }: Exemption, { name, urn }: Resource): boolean {
    const pattern = patternOf(resource);
    return pattern.test(name) || pattern.test(urn);
}

/** The whole of a text, with `*` for any text. */
function patternOf(text: string): RegExp {
    const words = text.split("*").map((word) => word.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${words.join(".*")}$`, "s");
}

const textOf = (exemption: Exemption): string => JSON.stringify(keys.map((key) => exemption[key]));
