import { repeated } from "../../../components/words";
import { nearestName } from "../../../components/settings/nearest";
import type { Application, ConfigFile } from "../application";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { entriesIn, Entry, Node, readConfig } from "../read-config";
import { source } from "../sources";
import { cronYaml } from "./cron-yaml";
import { topLevel, wrongShape } from "./shapes";

/** Files that Elastic Beanstalk does not read, or not as they were meant. */
export const readingRules: readonly FileRule[] = [
    rule(
        {
            name: "unreadable-file",
            level: "error",
            what: "files that are no YAML 1.1 or JSON",
            happens:
                "Elastic Beanstalk cannot read the file. On a running environment it goes on without it; the launch of a new one can fail for good.",
            instead: "Correct the line; indent with spaces.",
            source: source.classes,
        },
        ({ configs, files }) => [...configs, ...otherYaml(files)].flatMap(unreadable),
    ),
    rule(
        {
            name: "duplicate-key",
            level: "error",
            what: "a key that is in one map twice",
            happens: "Only one of the two is kept, and nothing says which was dropped.",
            instead: "Put what belongs to the key under one key.",
            source: source.classes,
        },
        ({ configs }) =>
            configs.flatMap(({ path, root }) =>
                duplicates(root).map((entry) => ({ file: path, line: entry.line, found: entry.key })),
            ),
    ),
    rule(
        {
            name: "unknown-key",
            level: "error",
            what: "top-level keys that .ebextensions do not have",
            happens:
                "Elastic Beanstalk ignores the WHOLE file for an invalid key, with no more than a warning among the events.",
            instead: "Correct the key, or put it where it belongs.",
            source: source.instanceKeys,
        },
        ({ configs }) => configs.flatMap(unknownKeys),
    ),
    rule(
        {
            name: "unknown-entry-key",
            level: "error",
            what: "keys that a command, file, service, user or source does not have",
            happens:
                "Elastic Beanstalk ignores the WHOLE file for an invalid key, with no more than a warning among the events.",
            instead: "Correct the key, or remove it.",
            source: source.instanceKeys,
        },
        ({ configs }) => configs.flatMap(unknownEntryKeys),
    ),
    wrongShape,
    rule(
        {
            name: "file-not-read",
            level: "warning",
            what: "configuration in .ebextensions that is in no .config file there, or in a folder of almost that name",
            happens: "Elastic Beanstalk reads .ebextensions/*.config and nothing else; the file does nothing.",
            instead: "Name it NN-name.config, directly in .ebextensions.",
            source: source.classes,
        },
        filesNotRead,
    ),
    cronYaml,
];

/** `cron.yaml` and `Dockerrun.aws.json`. */
const otherYaml = (files: ReadonlyMap<string, string>): ConfigFile[] =>
    [...files]
        .filter(([path]) => /^(cron\.yaml|Dockerrun\.aws\.json)$/.test(path))
        .map(([path, text]) => ({ path, ...readConfig(text) }));

function unreadable({ path, root, problem }: ConfigFile): Hit[] {
    if (problem !== undefined) {
        const tab = /tab/i.test(problem.message);
        const found = tab ? "a tab as indentation" : problem.message;
        const instead = /UTF-8/.test(found) ? { instead: "Save it as text in UTF-8." } : {};
        return [{ file: path, line: problem.line, found, ...instead }];
    }
    const isEmpty = root === undefined || (root.kind === "scalar" && root.text === "");
    return isEmpty || root.kind === "map"
        ? []
        : [{ file: path, line: root.line, found: `a ${root.kind} instead of keys` }];
}

/** Entries whose key their map has already. */
export function duplicates(node: Node | undefined): Entry[] {
    if (node?.kind === "list") {
        return node.items.flatMap(duplicates);
    }
    const entries = entriesIn(node);
    const twice = new Set(repeated(entries.map(({ key }) => key)));
    const seen = new Set<string>();
    const own = entries.filter(({ key }) => {
        const again = seen.has(key);
        seen.add(key);
        return again && twice.has(key) && key !== "<<";
    });
    return [...own, ...entries.flatMap(({ value }) => duplicates(value))];
}

function unknownKeys({ path, root }: ConfigFile): Hit[] {
    return entriesIn(root)
        .filter(({ key }) => !topLevel.includes(key) && key !== "<<")
        .map(({ key, line }) => ({ file: path, line, found: JSON.stringify(key), ...advice(key) }));
}

function advice(key: string): Pick<Hit, "instead"> {
    const near = nearestName(key, topLevel);
    return key.startsWith("aws:")
        ? { instead: "Indent the namespace below option_settings:." }
        : near === undefined
          ? { instead: `One of ${topLevel.join(", ")}.` }
          : { instead: `Did you mean ${near}?` };
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html */
const entryKeys: Readonly<Record<string, readonly string[]>> = {
    commands: ["command", "cwd", "env", "test", "ignoreErrors", "waitAfterCompletion"],
    container_commands: ["command", "cwd", "env", "test", "ignoreErrors", "leader_only"],
    files: ["mode", "owner", "group", "content", "source", "encoding", "authentication", "context"],
    users: ["uid", "groups", "homeDir"],
    groups: ["gid"],
};

const serviceKeys = ["enabled", "ensureRunning", "files", "sources", "packages", "commands"];

function unknownEntryKeys({ path, root }: ConfigFile): Hit[] {
    const of = (place: string, allowed: readonly string[], value: Node): Hit[] =>
        entriesIn(value)
            .filter(({ key }) => !allowed.includes(key) && key !== "<<")
            .map(({ key, line }) => {
                const near = nearestName(key, allowed);
                const instead = near === undefined ? `One of ${allowed.join(", ")}.` : `Did you mean ${near}?`;
                return { file: path, line, found: `${place}.${key}`, instead };
            });
    return entriesIn(root).flatMap(({ key: section, value }) => {
        if (section === "services") {
            return entriesIn(value).flatMap(({ value: manager }) =>
                entriesIn(manager).flatMap((each) => of(`services.${each.key}`, serviceKeys, each.value)),
            );
        }
        const allowed = entryKeys[section];
        return allowed === undefined
            ? []
            : entriesIn(value).flatMap((each) => of(`${section}.${each.key}`, allowed, each.value));
    });
}

/** A file that a command or another file names is in use; folders of other tools and notes are no configuration. */
function filesNotRead({ files, scripts }: Application): Hit[] {
    const isNamed = (path: string) =>
        scripts.some(({ file, text }) => file !== path && text.includes(path.slice(path.lastIndexOf("/") + 1)));
    return [...files.keys()]
        .filter((path) => misnamed.test(path) || (configuration.test(path) && !isRead.test(path) && !isNamed(path)))
        .map((path) => ({ file: path, line: 1, found: path }));
}

const misnamed = /^\.(ebextension|ebextention|ebextentions|platforms)\/.+/;
const configuration = /^\.ebextensions\/(.+\/)?[^/]+\.(ya?ml|json|conf|config|config\..+|txt)$/i;
/** The proxy's folders have a rule of their own. */
const isRead = /^\.ebextensions\/([^/]+\.config|(nginx|httpd)\/.*)$/;
