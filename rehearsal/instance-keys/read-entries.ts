import { entriesIn, Entry, Node, valueOf } from "../../ebextensions/lint/read-config";
import type {
    Change,
    CommandEntry,
    CommandText,
    ConfigFile,
    ContainerCommandEntry,
    FileEntry,
    PackageEntry,
    ServiceEntry,
    UserEntry,
} from "./model";
import { byName, flagIn, lastOfEach, textIn, textsIn, valueIn } from "./values";

/**
 * The entries of one file, each section in the order in which it is carried out: commands "in alphabetical order by name", files in lexicographic order;
 * all others as they are written, which is assumed.
 */
export function readEntries(file: string, section: (name: string) => readonly Entry[]): Omit<ConfigFile, "path"> {
    const written = (name: string) => lastOfEach(section(name));
    const of = <T>(name: string, read: (entry: Entry, node: Node) => T): (T & { file: string; line: number })[] =>
        written(name).map((entry) => ({ file, line: entry.line, ...read(entry, entry.value) }));
    return {
        packages: written("packages").flatMap((manager) => packagesOf(file, manager)),
        groups: of("groups", ({ key }, node) => ({ name: key, gid: textIn(valueOf(node, "gid")) })),
        users: of("users", user),
        sources: of("sources", ({ key }, node) => ({ folder: key, url: textIn(node) ?? "" })),
        files: byName(of("files", fileEntry), ({ path }) => path),
        commands: byName(of("commands", command), ({ name }) => name),
        services: written("services").flatMap((manager) => servicesOf(file, manager)),
        containerCommands: byName(of("container_commands", containerCommand), ({ name }) => name),
        resources: of("Resources", ({ key }) => ({ name: key })),
    };
}

const packagesOf = (file: string, { key: manager, value }: Entry): PackageEntry[] =>
    lastOfEach(entriesIn(value)).map((each) => ({
        file,
        line: each.line,
        manager,
        name: each.key,
        versions: textsIn(each.value),
    }));

const user = ({ key }: Entry, node: Node): Omit<UserEntry, "file" | "line"> => ({
    name: key,
    uid: textIn(valueOf(node, "uid")),
    groups: textsIn(valueOf(node, "groups")),
    homeDir: textIn(valueOf(node, "homeDir")),
});

const fileEntry = ({ key }: Entry, node: Node): Omit<FileEntry, "file" | "line"> => ({
    path: key,
    mode: textIn(valueOf(node, "mode")),
    owner: textIn(valueOf(node, "owner")),
    group: textIn(valueOf(node, "group")),
    content: contentOf(valueOf(node, "content")),
    source: textIn(valueOf(node, "source")),
    encoding: textIn(valueOf(node, "encoding")),
    authentication: textIn(valueOf(node, "authentication")),
});

/**
 * "Either a string or a properly formatted JSON object", which is written as JSON.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html#aws-resource-init-files
 */
function contentOf(node: Node | undefined): string | undefined {
    return node === undefined || node.kind === "scalar" ? textIn(node) : JSON.stringify(valueIn(node), undefined, 4);
}

const command = ({ key }: Entry, node: Node): Omit<CommandEntry, "file" | "line"> => ({
    name: key,
    command: commandText(valueOf(node, "command")),
    cwd: textIn(valueOf(node, "cwd")),
    env: environment(valueOf(node, "env")),
    test: commandText(valueOf(node, "test")),
    ignoreErrors: flagIn(valueOf(node, "ignoreErrors")) ?? false,
});

const containerCommand = (entry: Entry, node: Node): Omit<ContainerCommandEntry, "file" | "line"> => ({
    ...command(entry, node),
    leaderOnly: flagIn(valueOf(node, "leader_only")) ?? false,
});

function commandText(node: Node | undefined): CommandText | undefined {
    return node?.kind === "list" ? node.items.map((each) => textIn(each) ?? "") : textIn(node);
}

function environment(node: Node | undefined): Readonly<Record<string, string>> | undefined {
    return node === undefined
        ? undefined
        : Object.fromEntries(entriesIn(node).map(({ key, value }) => [key, textIn(value) ?? ""]));
}

const servicesOf = (file: string, { key: manager, value }: Entry): ServiceEntry[] =>
    lastOfEach(entriesIn(value)).map((each) => ({
        file,
        line: each.line,
        manager,
        name: each.key,
        enabled: flagIn(valueOf(each.value, "enabled")),
        ensureRunning: flagIn(valueOf(each.value, "ensureRunning")),
        restartAfter: changesOf(each.value),
    }));

function changesOf(node: Node): Change[] {
    const named = (key: string, kind: string) => textsIn(valueOf(node, key)).map((name) => `${kind} ${name}`);
    const packages = entriesIn(valueOf(node, "packages")).flatMap(({ key: manager, value }) =>
        textsIn(value).map((name) => `package ${manager} ${name}`),
    );
    return [...named("files", "file"), ...named("sources", "source"), ...packages, ...named("commands", "command")];
}
