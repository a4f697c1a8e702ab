import { Application, readApplication } from "../../ebextensions/lint/application";
import { entriesIn, readConfig } from "../../ebextensions/lint/read-config";
import { readingRules } from "../../ebextensions/lint/rules/reading";
import { readEntries } from "./read-entries";
import type { ConfigFile, IgnoredFile, InstanceConfig, OptionSetting } from "./model";
import { merged, textIn } from "./values";

/**
 * Reads the `.config` files of `.ebextensions`, in alphabetical order of their names, which is the order in which they are applied.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html#configuration-options-precedence
 *
 * Each file becomes a configuration of its own and is carried out as a whole before the next: two files may have a command of the same name, and both
 * run. AWS documents no more than the order of files; the log of every instance says it, as `Running config prebuild_0_…`, `prebuild_1_…`.
 *
 * @param texts of files by their path in the bundle; those that Elastic Beanstalk does not read are passed over
 */
export function readConfigFiles(texts: readonly { readonly path: string; readonly text: string }[]): InstanceConfig {
    const application = readApplication(new Map(texts.map(({ path, text }) => [path, text])), "python");
    const ignored = ignoredFiles(application);
    const isRead = (file: string) => !ignored.some((each) => each.file === file);
    const read = application.configs.filter(({ path }) => isRead(path));
    return {
        files: read.map(({ path }) => configFile(path, application.files.get(path) ?? "")),
        ignored,
        optionSettings: application.options.filter(({ file }) => isRead(file)).map(optionSetting),
    };
}

/**
 * The settings of one namespace by name, such as `aws:elasticbeanstalk:application:environment`. What is set on the environment itself beats them.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html#configuration-options-precedence
 */
export const optionSettingsOf = (
    { optionSettings }: InstanceConfig,
    namespace: string,
): Readonly<Record<string, string>> =>
    Object.fromEntries(
        optionSettings.filter((each) => each.namespace === namespace).map(({ name, value }) => [name, value]),
    );

/** "Elastic Beanstalk ignores a configuration file that contains validation errors, like an invalid key": that page, and the rules for such files. */
const invalid = ["unreadable-file", "unknown-key", "unknown-entry-key"];

function ignoredFiles(application: Application): IgnoredFile[] {
    const rules = readingRules.filter(({ name }) => invalid.includes(name));
    const hits = rules.flatMap((rule) =>
        rule.find(application).map(({ file, line, found }): IgnoredFile => {
            const reason = rule.name === "unreadable-file" ? `no YAML 1.1 or JSON: ${found}` : `invalid key ${found}`;
            return { file, line, reason };
        }),
    );
    const first = application.configs.flatMap(({ path }) => hits.filter(({ file }) => file === path).slice(0, 1));
    return first;
}

/** More aliases are in no file that people write. */
const aliases = 100;

function configFile(path: string, text: string): ConfigFile {
    const { root } = readConfig(text, aliases);
    const whole = root === undefined ? undefined : merged(root);
    const section = (name: string) =>
        entriesIn(whole)
            .filter(({ key }) => key === name)
            .flatMap(({ value }) => entriesIn(value));
    return { path, ...readEntries(path, section) };
}

function optionSetting({ file, line, namespace, name, value }: Application["options"][number]): OptionSetting {
    return { file, line, namespace, name, value: textIn(value) ?? "" };
}
