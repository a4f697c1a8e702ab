/**
 * What an instance of Elastic Beanstalk can be told by files in the bundle, as data. A recipe returns files of this model,
 * `render.ts` turns them into text. Only what an instance alone can do belongs here; options are set on the environment.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.html
 */

/** A file of the bundle that is not the application's own. */
export type InstanceFile = ConfigFile | HookScript | ProxyFile | Procfile | CronFile;

interface Explained {
    /** Why the file is there, in one sentence; printed beside its path. */
    readonly reason: string;
}

/** `.ebextensions/<name>.config`. Files are applied in alphabetical order of their names. */
export interface ConfigFile extends Explained {
    readonly kind: "config";
    /** Two digits, a hyphen, and lower-case words: `10-django`. */
    readonly name: string;
    readonly files?: Readonly<Record<string, FileEntry>>;
    readonly containerCommands?: readonly ContainerCommand[];
    /** CloudFormation resources merged into the environment's stack, by logical id. */
    readonly resources?: Readonly<Record<string, CloudFormationResource>>;
}

/** Written before the application is extracted; an existing file is kept as `<path>.bak`. */
export interface FileEntry {
    /** Six digits, `000644`. */
    readonly mode: string;
    readonly owner: string;
    readonly group: string;
    readonly content: string;
}

/** Runs as root in the staging folder, after the application is extracted and before it goes live, in the order given. */
export interface ContainerCommand {
    readonly name: string;
    readonly command: string;
    /** Only on the instance that leads the deployment; not on instances that are added later. */
    readonly leaderOnly?: boolean;
}

export interface CloudFormationResource {
    readonly Type: string;
    readonly Properties: Readonly<Record<string, unknown>>;
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
    readonly onConfigurationChange: boolean;
}

/** `.platform/nginx/conf.d/<name>.conf`, included in nginx's http block, or the like for Apache. */
export interface ProxyFile extends Explained {
    readonly kind: "nginx" | "httpd";
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

/** A finished file for the bundle. */
export interface GeneratedFile {
    /** Path in the bundle, with forward slashes. */
    readonly path: string;
    readonly content: string;
    readonly executable: boolean;
    readonly reason: string;
}
