import { entriesIn, Entry, Node, ReadFile, readConfig, ScalarNode, textOf, valueOf } from "./read-config";
import { codeLines, Command, commandsOf, Line, statements } from "./shell-lines";

export type Platform = "python" | "docker";

/** The files of an application that Elastic Beanstalk reads, taken apart for the rules. */
export interface Application {
    readonly platform: Platform;
    /** Text by path. */
    readonly files: ReadonlyMap<string, string>;
    readonly configs: readonly ConfigFile[];
    readonly options: readonly OptionSetting[];
    /** Everything that a shell runs, and the other texts that reach an instance. */
    readonly scripts: readonly Script[];
}

/** `.ebextensions/<name>.config` */
export interface ConfigFile extends ReadFile {
    readonly path: string;
}

/** An entry of `option_settings`, in either form. */
export interface OptionSetting {
    readonly file: string;
    readonly line: number;
    readonly namespace: string;
    readonly name: string;
    readonly value: ScalarNode | undefined;
}

export interface Script {
    readonly file: string;
    /** Line of its key or its first line. */
    readonly line: number;
    /**
     * `command` and `container_command` of a `.config` file; `hook` of `.platform`; `shell` for a script that `files:` writes or that lies in
     * `.ebextensions`; `text` for what is none.
     */
    readonly role: "command" | "container_command" | "hook" | "shell" | "text";
    /** What it is called in a message: `container_commands.01_migrate`, or the path that `files:` writes. */
    readonly name: string;
    readonly text: string;
    /** Without comments, here-documents included. */
    readonly lines: readonly Line[];
    readonly statements: readonly Line[];
    readonly commands: readonly Command[];
    /** The entry's own keys: `leader_only`, `test`; undefined for a file. */
    readonly entry?: Node;
}

/** Whether a path is one that the rules read. */
export const isDeploymentFile = (path: string): boolean =>
    /^(\.(ebexten[st]ions?|platforms?)\/.+|Procfile|cron\.yaml|Dockerrun\.aws\.json|Dockerfile|\.dockerignore|docker-compose\.yml|\.env)$/.test(
        path,
    );

/** What cannot be read as text tells a rule nothing, and `.env` is no business of theirs beyond its being there. */
export const isReadByRules = (path: string): boolean => isDeploymentFile(path) && path !== ".env";

export function readApplication(files: ReadonlyMap<string, string>, platform: Platform): Application {
    const paths = [...files.keys()].sort();
    const configs = paths
        .filter((path) => /^\.ebextensions\/[^/]+\.config$/.test(path))
        .map((path): ConfigFile => ({ path, ...readConfig(files.get(path) ?? "") }));
    return {
        platform,
        files,
        configs,
        options: configs.flatMap(optionsIn),
        scripts: [...configs.flatMap(scriptsIn), ...paths.flatMap((path) => ownScript(path, files.get(path) ?? ""))],
    };
}

const defaultNamespace = "aws:elasticbeanstalk:application:environment";

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions-optionsettings.html: a list, or a map by namespace. */
function optionsIn({ path: file, root }: ConfigFile): OptionSetting[] {
    const all = entriesIn(root).filter(({ key }) => key === "option_settings");
    return all.flatMap(({ value }) => [
        ...entriesIn(value).flatMap(({ key: namespace, value: options }) =>
            entriesIn(options).map(({ key: name, line, value: each }): OptionSetting => ({
                file,
                line,
                namespace,
                name,
                value: each.kind === "scalar" ? each : undefined,
            })),
        ),
        ...(value.kind === "list" ? value.items : []).map((item): OptionSetting => {
            const value = valueOf(item, "value");
            return {
                file,
                line: item.line,
                namespace: textOf(valueOf(item, "namespace")) ?? defaultNamespace,
                name: textOf(valueOf(item, "option_name")) ?? "",
                value: value?.kind === "scalar" ? value : undefined,
            };
        }),
    ]);
}

/** The entries of a section, of each time that it is there. */
export const section = ({ root }: ConfigFile, name: string): readonly Entry[] =>
    entriesIn(root)
        .filter(({ key }) => key === name)
        .flatMap(({ value }) => entriesIn(value));

function scriptsIn(config: ConfigFile): Script[] {
    const commands = (["command", "container_command"] as const).flatMap((role) =>
        section(config, `${role}s`).flatMap((entry) => commandScript(config, role, entry)),
    );
    const files = section(config, "files").flatMap(({ key, line, value }) => {
        const content = valueOf(value, "content");
        const text = textOf(content) ?? "";
        const role = /^#!.*\b(ba|da|z|k)?sh\b/.test(text) ? "shell" : "text";
        return [script({ file: config.path, line, role, name: key, ...placed(content, line), entry: value })];
    });
    return [...commands, ...files];
}

function commandScript(
    config: ConfigFile,
    role: "command" | "container_command",
    { key, line, value }: Entry,
): Script[] {
    const command = valueOf(value, "command");
    const words = command?.kind === "list" ? command.items.map((item) => textOf(item) ?? "").join(" ") : undefined;
    const place = words === undefined ? placed(command, line) : { text: words, first: command?.line ?? line };
    return [script({ file: config.path, line, role, name: `${role}s.${key}`, ...place, entry: value })];
}

/** A text and the line of its first line. The lines of a folded text are joined. */
function placed(node: Node | undefined, line: number): { text: string; first: number } {
    return node?.kind === "scalar" ? { text: node.text, first: node.textLine } : { text: "", first: line };
}

function ownScript(path: string, text: string): Script[] {
    if (/^\.platform\/(config)?hooks\//.test(path)) {
        return [script({ file: path, line: 1, role: "hook", name: path, text, first: 1 })];
    }
    if (path.startsWith(".ebextensions/") && !path.endsWith(".config")) {
        const role = path.endsWith(".sh") || /^#!.*sh\b/.test(text) ? "shell" : "text";
        return [script({ file: path, line: 1, role, name: path, text, first: 1 })];
    }
    return [];
}

function script({
    text,
    first,
    ...rest
}: Omit<Script, "lines" | "statements" | "commands"> & { first: number }): Script {
    const joined = rest.role === "text" ? [] : statements(text, first);
    return { ...rest, text, lines: codeLines(text, first), statements: joined, commands: commandsOf(joined) };
}

/** `prebuild`, `predeploy` or `postdeploy` of a hook. */
export const phaseOf = ({ file }: Script): string => file.split("/")[2] ?? "";

/** Whether a script runs before the new version is in /var/app/current. */
export const runsBeforeDeployment = (script: Script): boolean =>
    script.role === "container_command" || (script.role === "hook" && /^pre/.test(phaseOf(script)));
