/**
 * What an instance of Elastic Beanstalk can be told by files in the bundle, as data. A recipe builds files of this model with the factories, `render.ts`
 * turns them into text. Only what an instance alone can do belongs here; options are set on the environment.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.html
 */
import type { ComposeFile } from "./compose-model";
import type { Dockerfile } from "./dockerfile-model";

/** A file of the bundle that is not the application's own. */
export type InstanceFile =
    ConfigFile | HookScript | ProxyFile | Procfile | CronFile | ComposeFile | Dockerfile | PlainFile;

export interface Explained {
    /** Why the file is there, in one sentence; printed beside its path. */
    readonly reason: string;
}

/** `.ebextensions/<name>.config`. Files are applied in alphabetical order of their names. */
export interface ConfigFile extends Explained {
    readonly kind: "config";
    /** Two digits, a hyphen, and lower-case words: `10-django`. */
    readonly name: string;
    readonly parts: readonly ConfigPart[];
}

/** One entry of a `.config` file. Elastic Beanstalk works through them by kind, in the order of this list, and not in the order of a file. */
export type ConfigPart =
    | PackageEntry
    | GroupEntry
    | UserEntry
    | SourceEntry
    | FileEntry
    | CommandEntry
    | ServiceEntry
    | ContainerCommandEntry
    | ResourceEntry
    | OutputEntry;

/** A package of the distribution, of Ruby, or an rpm at a URL. `python` would be that of Python 2.7, which Amazon Linux 2023 has not. */
export type PackageEntry =
    | {
          readonly kind: "package";
          readonly manager: "yum" | "rubygems";
          readonly name: string;
          /** None is the newest; an older version than the installed one fails the deployment. */
          readonly versions: readonly string[];
      }
    | { readonly kind: "package"; readonly manager: "rpm"; readonly name: string; readonly url: string };

/** A group of the system. It may exist already only when no id is given. */
export interface GroupEntry {
    readonly kind: "group";
    readonly name: string;
    readonly gid: number | undefined;
}

/** A user of the system; the shell is always /sbin/nologin. */
export interface UserEntry {
    readonly kind: "user";
    readonly name: string;
    readonly uid: number | undefined;
    readonly groups: readonly string[];
    readonly homeDir: string;
}

/** A public archive, unpacked into a folder. */
export interface SourceEntry {
    readonly kind: "source";
    readonly folder: string;
    readonly url: string;
}

/** Written before the application is extracted, in order of the paths; an existing file is kept as `<path>.bak`. */
export interface FileEntry {
    readonly kind: "file";
    readonly path: string;
    /** Six digits, `000644`; of a link `120777`. */
    readonly mode: string;
    readonly owner: string;
    readonly group: string;
    readonly from:
        | { readonly kind: "content"; readonly content: string; readonly encoding: "plain" | "base64" }
        | { readonly kind: "url"; readonly url: string; readonly authentication: string | undefined }
        | { readonly kind: "link"; readonly target: string };
}

/** What commands of both kinds have in common. One given as a list is run without a shell. */
export interface CommandBase {
    /** Lower-case words; the renderer puts its number in front. */
    readonly name: string;
    readonly command: string | readonly string[];
    readonly cwd: string | undefined;
    /** Replaces the environment of `commands`. */
    readonly env: Readonly<Record<string, string>> | undefined;
    readonly ignoreErrors: boolean;
}

/** Runs as root in `/`, before the application is extracted. */
export interface CommandEntry extends CommandBase {
    readonly kind: "command";
    /** A command whose failure skips this one. */
    readonly test: string | undefined;
}

/** Runs as root in the staging folder, after the application is extracted and before it goes live. */
export interface ContainerCommandEntry extends CommandBase {
    readonly kind: "container-command";
    /** On every instance; on those where a test succeeds; or on the one that leads a deployment, which instances that are added later never are. */
    readonly when: "always" | "leader" | { readonly test: string };
}

/** A service that is to run or not; restarted when one of the named things changes. */
export interface ServiceEntry {
    readonly kind: "service";
    readonly name: string;
    readonly enabled: boolean;
    readonly ensureRunning: boolean;
    readonly files: readonly string[];
    readonly packages: Readonly<Record<string, readonly string[]>>;
}

/** A CloudFormation resource merged into the environment's stack: a new one, or changes of one that Elastic Beanstalk makes. */
export interface ResourceEntry {
    readonly kind: "resource";
    readonly logicalId: string;
    readonly type: string;
    readonly properties: Readonly<Record<string, unknown>>;
}

export interface OutputEntry {
    readonly kind: "output";
    readonly name: string;
    readonly value: unknown;
    readonly description: string | undefined;
    readonly exportName: string | undefined;
}

/**
 * `.platform/hooks/<phase>/<name>.sh`, and the same in `.platform/confighooks` when a change of configuration needs it too.
 * A non-zero exit ends the deployment.
 */
export interface HookScript extends Explained {
    readonly kind: "hook";
    readonly phase: "prebuild" | "predeploy" | "postdeploy";
    /** Two digits, a hyphen, and lower-case words: `10-check-variables`. */
    readonly name: string;
    /** Lines after the common head, see `shell.ts`. */
    readonly body: string;
    /** `only`: deployments have another way to do the same. */
    readonly onConfigurationChange: boolean | "only";
}

/**
 * `.platform/nginx/conf.d/<name>.conf`, included in nginx's http block, or the like for Apache; with place `server` in the folder `elasticbeanstalk` below
 * it, which is included in the server block, and where a file named like one of the platform's own takes its place.
 */
export interface ProxyFile extends Explained {
    readonly kind: "nginx" | "httpd";
    readonly place: "http" | "server";
    readonly name: string;
    readonly content: string;
}

/** `Procfile`: long-running processes; `web` is the one nginx talks to. */
export interface Procfile extends Explained {
    readonly kind: "procfile";
    readonly processes: Readonly<Record<string, string>>;
}

/** `cron.yaml` of the worker tier. */
export interface CronFile extends Explained {
    readonly kind: "cron";
    readonly tasks: readonly { readonly name: string; readonly url: string; readonly schedule: string }[];
}

/** A text that another generated file uses: a script, a unit, an entry point. */
export interface PlainFile extends Explained {
    readonly kind: "plain";
    /** Path in the bundle. */
    readonly path: string;
    readonly content: string;
    readonly executable: boolean;
}

/** A finished file for the bundle. */
export interface GeneratedFile {
    /** Path in the bundle, with forward slashes. */
    readonly path: string;
    readonly content: string;
    readonly executable: boolean;
    readonly reason: string;
}
