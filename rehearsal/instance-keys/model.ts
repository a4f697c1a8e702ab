/** What `.ebextensions/*.config` asks of an instance. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html */

/** Where an entry is written. */
export interface Place {
    readonly file: string;
    readonly line: number;
}

export interface PackageEntry extends Place {
    readonly manager: string;
    readonly name: string;
    /** Versions, or the URL of an rpm; none for the newest. */
    readonly versions: readonly string[];
}

export interface GroupEntry extends Place {
    readonly name: string;
    readonly gid: string | undefined;
}

export interface UserEntry extends Place {
    readonly name: string;
    readonly uid: string | undefined;
    readonly groups: readonly string[];
    readonly homeDir: string | undefined;
}

export interface SourceEntry extends Place {
    readonly folder: string;
    readonly url: string;
}

export interface FileEntry extends Place {
    readonly path: string;
    readonly mode: string | undefined;
    readonly owner: string | undefined;
    readonly group: string | undefined;
    /** A text; what is a map or a list there is its JSON. */
    readonly content: string | undefined;
    readonly source: string | undefined;
    readonly encoding: string | undefined;
    readonly authentication: string | undefined;
}

/** A line for a shell, or a program and its arguments. */
export type CommandText = string | readonly string[];

export interface CommandEntry extends Place {
    readonly name: string;
    readonly command: CommandText | undefined;
    readonly cwd: string | undefined;
    readonly env: Readonly<Record<string, string>> | undefined;
    readonly test: CommandText | undefined;
    readonly ignoreErrors: boolean;
}

export interface ContainerCommandEntry extends CommandEntry {
    readonly leaderOnly: boolean;
}

export interface ServiceEntry extends Place {
    readonly manager: string;
    readonly name: string;
    /** As it is without one: undefined. */
    readonly enabled: boolean | undefined;
    readonly ensureRunning: boolean | undefined;
    /** What restarts it when the same file's keys brought it. */
    readonly restartAfter: readonly Change[];
}

/** Something that the keys of one file did: `file /etc/x.conf`, `source /opt/x`, `package yum cronie`, `command 01_x`. */
export type Change = string;

/** A file of `.ebextensions` that is read. */
export interface ConfigFile {
    readonly path: string;
    readonly packages: readonly PackageEntry[];
    readonly groups: readonly GroupEntry[];
    readonly users: readonly UserEntry[];
    readonly sources: readonly SourceEntry[];
    readonly files: readonly FileEntry[];
    readonly commands: readonly CommandEntry[];
    readonly services: readonly ServiceEntry[];
    readonly containerCommands: readonly ContainerCommandEntry[];
    /** Names of CloudFormation's resources. */
    readonly resources: readonly (Place & { readonly name: string })[];
}

export interface OptionSetting extends Place {
    readonly namespace: string;
    readonly name: string;
    readonly value: string;
}

/** A file that Elastic Beanstalk goes on without. */
export interface IgnoredFile extends Place {
    readonly reason: string;
}

export interface InstanceConfig {
    /** In the order in which they are applied. */
    readonly files: readonly ConfigFile[];
    readonly ignored: readonly IgnoredFile[];
    /** In the order in which they are applied: the last one of a name counts. */
    readonly optionSettings: readonly OptionSetting[];
}
