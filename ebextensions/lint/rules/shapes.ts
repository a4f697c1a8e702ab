import type { ConfigFile } from "../application";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { entriesIn, Entry, textOf, valueOf } from "../read-config";
import { source } from "../sources";

/** The last four are CloudFormation's. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-resources.html */
export const topLevel: readonly string[] = [
    "option_settings",
    "packages",
    "groups",
    "users",
    "sources",
    "files",
    "commands",
    "services",
    "container_commands",
    "Resources",
    "Parameters",
    "Outputs",
    "Mappings",
    "Conditions",
];

export const wrongShape: FileRule = rule(
    {
        name: "wrong-shape",
        level: "error",
        what: "lists for maps, commands without a command, files with content and source",
        happens: "Elastic Beanstalk cannot use the section: it ignores the file, or the deployment ends.",
        instead: "Give it the shape that is named.",
        source: source.instanceKeys,
    },
    ({ configs }) => configs.flatMap(wrongShapes),
);

function wrongShapes({ path: file, root }: ConfigFile): Hit[] {
    return entriesIn(root)
        .filter(({ key }) => topLevel.includes(key))
        .flatMap(({ key: section, value, line }): Hit[] => {
            if (value.kind === "list" ? section !== "option_settings" : value.kind === "scalar" && value.text !== "") {
                const instead = `Entries with names: ${section}: {name: …}.`;
                return [{ file, line, found: `a ${value.kind} under ${section}`, instead }];
            }
            return entriesIn(value).flatMap((entry) => {
                const wrong = shapes[section]?.(entry);
                return wrong === undefined ? [] : [{ file, line: entry.line, found: wrong[0], instead: wrong[1] }];
            });
        });
}

/** What is found, and what to write instead. */
type Wrong = readonly [string, string] | undefined;

const managers = ["yum", "rubygems", "python", "rpm"];

const shapes: Readonly<Record<string, (entry: Entry) => Wrong>> = {
    commands: (entry) => withoutCommand("commands", entry),
    container_commands: (entry) => withoutCommand("container_commands", entry),
    files: ({ key, value }) =>
        valueOf(value, "content") !== undefined && valueOf(value, "source") !== undefined
            ? [`content and source of ${key}`, "One of the two."]
            : key.startsWith("/")
              ? undefined
              : [key, "An absolute path."],
    packages: ({ key }) =>
        managers.includes(key)
            ? undefined
            : [`packages.${key}`, `One of ${managers.join(", ")}; yum is right for dnf's packages.`],
    option_settings: ({ key, value }) =>
        value.kind === "scalar"
            ? [`option_settings.${key} without a namespace`, "Indent it below its namespace, aws:…."]
            : undefined,
};

function withoutCommand(section: string, { key, value }: Entry): Wrong {
    const command = valueOf(value, "command");
    return command?.kind === "list" || (textOf(command) ?? "") !== ""
        ? undefined
        : [`${section}.${key} without a command`, "command: with a text, or a list of words."];
}
