import type { Resource } from "../rule";
import { peek } from "./peek";

/** What an environment says about one option: `known` holds a value for each time it is set, usually one. */
export type Option =
    { readonly state: "absent" | "unknown" } | { readonly state: "known"; readonly values: readonly string[] };

/** An option and the value a rule wants. */
export interface Wanted {
    readonly namespace: string;
    readonly name: string;
    readonly value: string;
}

/** One entry of an environment's settings; what is undefined is not known in this preview. */
export interface Setting {
    readonly namespace: string | undefined;
    readonly name: string | undefined;
    /** Name of a scheduled action, and empty for everything else. */
    readonly resource: () => string | undefined;
    /** Read last: a rule reads the values that it judges. */
    readonly value: () => string | undefined;
}

/** All settings of an environment, in their order; not `complete` when some cannot be seen in this preview. */
export interface Settings {
    readonly entries: readonly Setting[];
    readonly complete: boolean;
}

const alreadyRead = new WeakMap<Resource["props"], Settings>();

/** Only `settings` count, since they beat every `.ebextensions` file and saved configuration. A rule reads several options of the same properties. */
export function readSettings(environment: Resource): Settings {
    const settings = alreadyRead.get(environment.props) ?? settingsOf(environment);
    alreadyRead.set(environment.props, settings);
    return settings;
}

function settingsOf(environment: Resource): Settings {
    const settings = peek(environment.props, "settings");
    if (settings.kind !== "known" || !Array.isArray(settings.value)) {
        return { entries: [], complete: settings.kind !== "unknown" };
    }
    const list = settings.value as readonly unknown[];
    const peeked = Array.from({ length: list.length }, (_, index) => peek(list, index));
    const entries = peeked.flatMap((entry) => (entry.kind === "known" ? [settingOf(entry.value)] : []));
    return {
        // One without a namespace sets nothing: programs empty an entry to leave it out.
        entries: entries.filter(({ namespace }) => namespace !== ""),
        complete: peeked.every(({ kind }) => kind !== "unknown"),
    };
}

/**
 * What a rule that lists settings finds when all of them are computed in this run: it sees none, which proves nothing.
 *
 * @param claim - what cannot be proven, as `no option is set twice`
 */
export function unprovenSettings(environment: Resource, claim: string): string[] {
    return peek(environment.props, "settings").kind !== "unknown"
        ? []
        : [
              `That ${claim} cannot be proven: the environment's settings are not known in this preview; wanted: a list of which no ` +
                  "more than values are computed. In this project: they always are one. In any other program: build the list " +
                  "itself outside of apply, and give computed values to its entries.",
          ];
}

/** The settings of one namespace that can be seen; their names may be unknown. */
export const readNamespace = (environment: Resource, namespace: string): readonly Setting[] =>
    readSettings(environment).entries.filter((entry) => entry.namespace === namespace);

/**
 * The option of an environment, looked up by namespace and name, its value read last: a neighbour that is not known yet
 * hides nothing.
 *
 * `unknown` when one of its values is not known yet, or when it could be behind an entry whose name is not.
 */
export function readOption(environment: Resource, namespace: string, name: string): Option {
    const { entries, complete } = readSettings(environment);
    const mayBe = (found: string | undefined, wanted: string) => found === undefined || found === wanted;
    const candidates = entries.filter((it) => mayBe(it.namespace, namespace) && mayBe(it.name, name));
    const found = candidates.filter((it) => it.namespace !== undefined && it.name !== undefined);
    const values = found.flatMap(({ value }) => value()?.trim() ?? []);
    if (values.length < found.length || (found.length === 0 && (candidates.length > 0 || !complete))) {
        return { state: "unknown" };
    }
    return values.length === 0 ? { state: "absent" } : { state: "known", values };
}

/** Whether the option is set, each time, to this value. Elastic Beanstalk reads `True` as `true`, so case does not count. */
export function isAlways(option: Option, value: string): boolean {
    return option.state === "known" && option.values.every((it) => it.toLowerCase() === value.toLowerCase());
}

/** What is wrong with an option, in words that never hold the value found, which may be secret; undefined when it is right. */
export function problemWith(environment: Resource, { namespace, name, value }: Wanted): string | undefined {
    const option = readOption(environment, namespace, name);
    return isAlways(option, value)
        ? undefined
        : `${namespace}/${name} ${stateOf(option, `"${value}"`)}; wanted: "${value}"`;
}

/** How an option that is not as wanted stands, as the rest of a sentence that begins with its name. */
export function stateOf(option: Option, wanted: string): string {
    switch (option.state) {
        case "absent":
            return "is not set";
        case "unknown":
            return `is not known in this preview, so that it is ${wanted} cannot be proven`;
        case "known":
            return option.values.length === 1
                ? `is not ${wanted}`
                : `is set ${option.values.length} times and not always ${wanted}`;
    }
}

/** How to set an option, in a program that is not this project's too. */
export function howToSet(stackFile: string, ...options: readonly Wanted[]): string {
    const entries = options.map(
        ({ namespace, name, value }) => `{namespace: "${namespace}", name: "${name}", value: "${value}"}`,
    );
    return `In this project: ${stackFile}. In any other program, in the environment's settings: ${entries.join(", ")}.`;
}

function settingOf(entry: unknown): Setting {
    const text = (key: string): string | undefined => {
        const peeked = peek(entry, key);
        return peeked.kind === "unknown" ? undefined : textOf(peeked.kind === "known" ? peeked.value : "");
    };
    return {
        namespace: text("namespace"),
        name: text("name"),
        resource: () => text("resource"),
        value: () => text("value"),
    };
}

function textOf(value: unknown): string {
    return typeof value === "string" || typeof value === "boolean" || typeof value === "number" ? String(value) : "";
}
