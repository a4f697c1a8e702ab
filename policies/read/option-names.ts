import type { Resource } from "../rule";
import { peek, peekText } from "./peek";

/** An option that an environment sets, whatever to. */
export interface OptionName {
    readonly namespace: string;
    readonly name: string;
}

/** The options that an environment sets, in their order; entries whose names are not known yet are not among them. */
export function optionNames({ props }: Resource): readonly OptionName[] {
    const settings = peek(props, "settings");
    if (settings.kind !== "known" || !Array.isArray(settings.value)) {
        return [];
    }
    return Array.from(settings.value.keys(), (index) => peek(settings.value, index)).flatMap((entry) => {
        const found = entry.kind === "known" ? entry.value : undefined;
        const [namespace, name] = [peekText(found, "namespace"), peekText(found, "name")];
        return namespace === undefined || name === undefined ? [] : [{ namespace, name }];
    });
}

/** Namespaces with a beginning of which an environment sets an option, each once. */
export function namespacesOf(environment: Resource, beginning: string): readonly string[] {
    const namespaces = optionNames(environment).map(({ namespace }) => namespace);
    return [...new Set(namespaces)].filter((namespace) => namespace.startsWith(beginning));
}
