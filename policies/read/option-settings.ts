import { parseConfig } from "./config-yaml";
import type { TextFile } from "./archive";
import { peek, peekText } from "./peek";
import { wordOf } from "./word";

/** An option as an environment's `settings` would have it. */
export interface OptionSetting {
    readonly namespace: string;
    readonly name: string;
    readonly resource: string;
    readonly value: string;
}

/** Namespace of an entry that names none. */
const properties = "aws:elasticbeanstalk:application:environment";

/**
 * The `option_settings` of a file of `.ebextensions`: a table of namespaces, or a list of entries; none of a file that cannot be read.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions-optionsettings.html
 */
export async function optionSettingsOf({ text }: TextFile): Promise<readonly OptionSetting[]> {
    const parsed = await parseConfig(text);
    const found = peek(parsed?.content, "option_settings");
    if (found.kind !== "known" || typeof found.value !== "object" || found.value === null) {
        return [];
    }
    return Array.isArray(found.value)
        ? found.value.map(settingOf).filter(({ name }) => name !== "")
        : Object.entries(found.value).flatMap(([namespace, options]) => settingsIn(namespace, options));
}

const settingOf = (entry: unknown): OptionSetting => {
    const value = peek(entry, "value");
    return {
        namespace: peekText(entry, "namespace") ?? properties,
        name: peekText(entry, "option_name") ?? "",
        resource: "",
        value: value.kind === "known" ? wordOf(value.value) : "",
    };
};

/** The name of a namespace may carry that of a resource: `aws:autoscaling:scheduledaction/night`. */
const settingsIn = (key: string, options: unknown): OptionSetting[] =>
    typeof options === "object" && options !== null
        ? Object.entries(options).map(([name, value]) => ({
              namespace: key.split("/")[0] ?? key,
              name,
              resource: key.split("/")[1] ?? "",
              value: wordOf(value),
          }))
        : [];
