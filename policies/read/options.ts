import type { Resource } from "../rule";
import { peek, peekText } from "./peek";

/** What an environment says about one option: `known` holds a value for each time it is set, usually one. */
export type Option =
    { readonly state: "absent" | "unknown" } | { readonly state: "known"; readonly values: readonly string[] };

/** An option and the value a rule wants. */
export interface Wanted {
    readonly namespace: string;
    readonly name: string;
    readonly value: string;
}

/**
 * The option of an environment, looked up by namespace and name, its value read last: a neighbour that is not known yet
 * hides nothing. Only `settings` count, since they beat every `.ebextensions` file and saved configuration.
 *
 * `unknown` when one of its values is not known yet, or when it could be behind an entry whose name is not.
 */
export function readOption(environment: Resource, namespace: string, name: string): Option {
    const settings = peek(environment.props, "settings");
    if (settings.kind !== "known" || !Array.isArray(settings.value)) {
        return { state: settings.kind === "unknown" ? "unknown" : "absent" };
    }
    const values: string[] = [];
    let hidden = false;
    let nameless = false;
    for (let index = 0; index < settings.value.length; index++) {
        const entry = peek(settings.value, index);
        if (entry.kind !== "known") {
            nameless ||= entry.kind === "unknown";
            continue;
        }
        const match = matches(entry.value, namespace, name);
        nameless ||= match === "unknown";
        if (match === "yes") {
            const value = peek(entry.value, "value");
            hidden ||= value.kind === "unknown";
            values.push(value.kind === "known" ? textOf(value.value) : "");
        }
    }
    if (hidden || (values.length === 0 && nameless)) {
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

function matches(entry: unknown, namespace: string, name: string): "yes" | "no" | "unknown" {
    const found = [peek(entry, "namespace"), peek(entry, "name")];
    if (found.some((it) => it.kind === "unknown")) {
        return "unknown";
    }
    return peekText(entry, "namespace") === namespace && peekText(entry, "name") === name ? "yes" : "no";
}

function textOf(value: unknown): string {
    return typeof value === "string" || typeof value === "boolean" || typeof value === "number"
        ? String(value).trim()
        : "";
}
