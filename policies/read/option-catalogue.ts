import data from "../data/options.json";
import { nearestOf } from "../nearest";
import type { LoadBalancer, Tier } from "./environment-kind";
import type { Platform } from "./platform";

/** The environments in which something is valid; what is left out is valid in all. */
export interface Validity {
    readonly tiers?: readonly Tier[];
    readonly platforms?: readonly Exclude<Platform, "other">[];
    readonly loadBalancers?: readonly LoadBalancer[];
    /** Needs an environment that may have more than one instance. */
    readonly scalable?: boolean;
}

/** What is known of an option. */
export interface OptionData extends Validity {
    readonly type: "boolean" | "json" | "enum" | "number" | "list" | "text";
    readonly values?: readonly string[];
    readonly whole?: boolean;
    readonly min?: number;
    readonly max?: number;
    /** Of a text, or of each item of a list. */
    readonly pattern?: string;
    readonly allowed?: string;
    readonly maxItems?: number;
    readonly itemMaxLength?: number;
    /** Values that are valid in some environments only. */
    readonly limited?: readonly (Validity & { readonly values: readonly string[] })[];
}

/** By name; `*` stands for each name of a user's own. */
export type NamespaceData = Readonly<Record<string, OptionData>>;

/**
 * Made from the catalogue of options by `npm run policy-options`.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 */
const namespaces = new Map(Object.entries(data as Readonly<Record<string, NamespaceData>>));

/** Namespaces with a part of the user's own: a port, or a name. */
const templates = [...namespaces.keys()].flatMap((namespace) => {
    const [prefix, part] = namespace.split("{");
    return part === undefined ? [] : [{ namespace, prefix: prefix!, isPort: part.endsWith("port}") }];
});

/** The options of a namespace; undefined when there is no such namespace. */
function optionsOf(namespace: string): NamespaceData | undefined {
    if (namespace.includes("{")) {
        return undefined;
    }
    const template = templates.find(
        ({ prefix, isPort }) => namespace.startsWith(prefix) && isPart(namespace.slice(prefix.length), isPort),
    );
    return namespaces.get(namespace) ?? (template === undefined ? undefined : namespaces.get(template.namespace));
}

const isPart = (text: string, isPort: boolean): boolean =>
    isPort ? /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65535 : /^[^\s:]+$/.test(text);

/** Options of platforms other than Python and Docker, of which nothing is known here. */
export const isOfOtherPlatform = (namespace: string): boolean =>
    namespace.startsWith("aws:elasticbeanstalk:container:") && !namespaces.has(namespace);

/** An option, or words for what does not exist, with what may have been meant. */
export function findOption(namespace: string, name: string | undefined): OptionData | string | undefined {
    const options = optionsOf(namespace);
    if (options === undefined) {
        return `is in a namespace that Elastic Beanstalk does not have${nearNamespace(namespace)}`;
    }
    if (name === undefined) {
        return undefined;
    }
    const found = Object.hasOwn(options, name) ? options[name] : options["*"];
    return found ?? `is not an option of its namespace${nearOption(options, name)}`;
}

/** Names longer than any that exists are not compared: that takes time for nothing. */
const longest = 100;

function nearNamespace(namespace: string): string {
    const last = namespace.slice(namespace.lastIndexOf(":") + 1);
    if (templates.some(({ prefix, isPort }) => isPort && namespace === prefix + last && /^(\d+|\{.*)$/.test(last))) {
        return " (its end is a port, 1 to 65535)";
    }
    const known = [...namespaces.keys()].map((each) => each.replace(/\{\w+\}$/, last)).filter(optionsOf);
    return namespace.length > longest ? "" : nearestOf(namespace, known);
}

/** A name like it in the namespace, else the same name elsewhere. */
function nearOption(options: NamespaceData, name: string): string {
    const near = name.length > longest ? "" : nearestOf(name, Object.keys(options));
    const elsewhere = [...namespaces].find(([, each]) => Object.hasOwn(each, name));
    return near === "" && elsewhere !== undefined ? ` (${elsewhere[0]}/${name}?)` : near;
}
