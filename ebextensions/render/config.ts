import type {
    CommandEntry,
    ConfigPart,
    ContainerCommandEntry,
    FileEntry,
    OutputEntry,
    PackageEntry,
    ServiceEntry,
    UserEntry,
} from "../model";
import { present } from "./present";

type Table = Readonly<Record<string, unknown>>;
type Of<K extends ConfigPart["kind"]> = Extract<ConfigPart, { kind: K }>;

/** The parts of a `.config` file under the keys of Elastic Beanstalk, in the order in which it works through them. */
export function configDocument(parts: readonly ConfigPart[]): Table {
    const of = <K extends ConfigPart["kind"]>(kind: K): readonly Of<K>[] =>
        parts.filter((part): part is Of<K> => part.kind === kind);
    return present({
        packages: grouped(of("package")),
        groups: table(of("group"), ({ name, gid }) => [name, gid === undefined ? {} : { gid: String(gid) }]),
        users: table(of("user"), userEntry),
        sources: table(of("source"), ({ folder, url }) => [folder, url]),
        files: table(of("file"), fileEntry),
        commands: table(of("command"), commandEntry),
        services: services(of("service")),
        container_commands: table(of("container-command"), containerCommandEntry),
        Resources: table(of("resource"), ({ logicalId, type, properties }) => [
            logicalId,
            { Type: type, Properties: properties },
        ]),
        Outputs: table(of("output"), outputEntry),
    });
}

/** By manager and name. */
function grouped(entries: readonly PackageEntry[]): Table | undefined {
    const of = (manager: PackageEntry["manager"]) =>
        table(
            entries.filter((each) => each.manager === manager),
            (entry) => [entry.name, entry.manager === "rpm" ? entry.url : entry.versions],
        );
    return orNothing(present({ rpm: of("rpm"), yum: of("yum"), rubygems: of("rubygems") }));
}

const userEntry = ({ name, uid, groups, homeDir }: UserEntry): [string, Table] => [
    name,
    present({ uid: uid === undefined ? undefined : String(uid), groups: orNothing(groups), homeDir }),
];

function fileEntry({ path, mode, owner, group, from }: FileEntry): [string, Table] {
    switch (from.kind) {
        case "link":
            return [path, { mode, content: from.target }];
        case "url":
            return [path, present({ mode, owner, group, source: from.url, authentication: from.authentication })];
        case "content": {
            const encoding = from.encoding === "base64" ? from.encoding : undefined;
            return [path, present({ mode, owner, group, encoding, content: from.content })];
        }
    }
}

const commandEntry = ({ name, test, ...entry }: CommandEntry, i: number): [string, Table] => [
    numbered(name, i),
    present({ ...common(entry), test }),
];

const containerCommandEntry = ({ name, when, ...entry }: ContainerCommandEntry, i: number): [string, Table] => [
    numbered(name, i),
    present({
        ...common(entry),
        leader_only: when === "leader" ? true : undefined,
        test: typeof when === "object" ? when.test : undefined,
    }),
];

const common = ({
    command,
    cwd,
    env,
    ignoreErrors,
}: Pick<CommandEntry, "command" | "cwd" | "env" | "ignoreErrors">) => ({
    command,
    cwd,
    env,
    ignoreErrors: ignoreErrors ? true : undefined,
});

const numbered = (name: string, i: number) => `${String(i + 1).padStart(2, "0")}_${name}`;

function services(entries: readonly ServiceEntry[]): Table | undefined {
    const sysvinit = table(entries, ({ name, enabled, ensureRunning, files, packages }) => [
        name,
        present({ enabled, ensureRunning, files: orNothing(files), packages: orNothing(packages) }),
    ]);
    return sysvinit === undefined ? undefined : { sysvinit };
}

const outputEntry = ({ name, value, description, exportName }: OutputEntry): [string, Table] => [
    name,
    present({
        Description: description,
        Value: value,
        Export: exportName === undefined ? undefined : { Name: exportName },
    }),
];

/** Nothing for no entries, so that no empty key is written. */
function table<T>(entries: readonly T[], entry: (each: T, i: number) => [string, unknown]): Table | undefined {
    return entries.length === 0 ? undefined : Object.fromEntries(entries.map(entry));
}

const orNothing = <T extends object>(value: T): T | undefined => (Object.keys(value).length === 0 ? undefined : value);
