import type { ResourceValidation, ResourceValidationPolicy } from "@pulumi/policy";
import { forTypes } from "./for-types";
import { notApplicable } from "./not-applicable";
import { environmentType } from "./read/environment";
import { peekText } from "./read/peek";
import { readList } from "./read/properties";
import type { Resource } from "./rule";

const savedType = "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate";

/**
 * Saved configurations that the stack makes. An environment has the options of the one that it names too, where its own settings do not set them:
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html#configuration-options-precedence
 */
export class SavedConfigurations {
    readonly #byName = new Map<string, Resource["props"]>();

    /** Has to come before the rules in the pack. A saved configuration passes by before the environments that name it. */
    readonly observer: ResourceValidationPolicy = {
        name: "saved-configurations",
        displayName: "Saved configurations",
        description: "Notes the saved configurations of this run, for the rules on environments; it judges nothing.",
        enforcementLevel: "advisory",
        validateResource: forTypes<ResourceValidation>([savedType], (args) => {
            const key = keyOf(args.props, "name");
            if (args.type === savedType && key !== undefined) {
                this.#byName.set(key, args.props);
            }
            notApplicable(args, "judges nothing");
        }),
    };

    /** An environment with the options of its saved configuration; anything else as it is. */
    completed<R extends Resource>(resource: R): R {
        const key = resource.type === environmentType ? keyOf(resource.props, "templateName") : undefined;
        const saved = key === undefined ? undefined : this.#byName.get(key);
        const settings = saved === undefined ? "unknown" : together(resource.props, saved);
        return settings === "unknown" ? resource : { ...resource, props: withSettings(resource.props, settings) };
    }
}

/** Names are unique within an application, whose own name may not be known yet. */
function keyOf(props: Resource["props"], property: string): string | undefined {
    const name = peekText(props, property);
    return name === undefined ? undefined : JSON.stringify([peekText(props, "application"), name]);
}

/** The settings of an environment, and those of its saved configuration that it does not set itself. */
function together(environment: Resource["props"], saved: Resource["props"]): readonly unknown[] | "unknown" {
    const own = readList(environment, "settings");
    const further = readList(saved, "settings");
    if (own === "unknown" || further === "unknown") {
        return "unknown";
    }
    const set = new Set(own.map(nameOf));
    return [...own, ...further.filter((entry) => !set.has(nameOf(entry)))];
}

const nameOf = (entry: unknown): string =>
    JSON.stringify(["namespace", "name", "resource"].map((key) => peekText(entry, key)?.trim() ?? ""));

/** Properties of which nothing is read here: an unknown one would throw. The name of the saved configuration goes, since nothing is left to learn from it. */
function withSettings(props: Resource["props"], settings: readonly unknown[]): Resource["props"] {
    return new Proxy(props, {
        get: (target, key): unknown => (key === "settings" ? settings : Reflect.get(target, key)),
        getOwnPropertyDescriptor: (target, key) =>
            key === "templateName"
                ? undefined
                : key === "settings"
                  ? { value: settings, configurable: true, enumerable: true, writable: true }
                  : Reflect.getOwnPropertyDescriptor(target, key),
    });
}
