import type { Option } from "../../components/beanstalk-environment/options";
import { readConfigFiles } from "../instance-keys/read-config-files";
import type { ReadBundle } from "../platform/target";

/** What a deployment takes from the environment. */
export interface EnvironmentSettings {
    readonly options: readonly Option<string>[];
    /** Properties and secrets. */
    readonly variables: Readonly<Record<string, string>>;
}

const properties = "aws:elasticbeanstalk:application:environment";

/**
 * Adds the option settings of a bundle's `.ebextensions` where the environment itself has none: what is set on the environment beats them, and of two
 * files the later one counts. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html#configuration-options-precedence
 */
export function withBundleSettings(
    { texts }: Pick<ReadBundle, "texts">,
    { options, variables }: EnvironmentSettings,
): EnvironmentSettings {
    const { optionSettings } = readConfigFiles([...texts].map(([path, text]) => ({ path, text })));
    const keyOf = ({ namespace, name }: Pick<Option<string>, "namespace" | "name">) => `${namespace}\n${name}`;
    const taken = new Set(options.filter(({ resource }) => resource === "").map(keyOf));
    const added = new Map(
        optionSettings
            .filter((each) => !taken.has(keyOf(each)))
            .map(({ namespace, name, value }) => [
                keyOf({ namespace, name }),
                { namespace, name, value, resource: "" },
            ]),
    );
    const own = [...added.values()].filter(({ namespace }) => namespace === properties);
    return {
        options: [...options, ...added.values()],
        variables: { ...Object.fromEntries(own.map(({ name, value }) => [name, value])), ...variables },
    };
}
