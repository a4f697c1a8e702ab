import type { Option } from "../../components/beanstalk-environment/options";
import type { EngineHost } from "../docker/engine-host";
import type { Containers, ContainerService, Spawner } from "../docker/model";
import type { Outcome, Recorder, Shell } from "../model";

/** The Python of this machine that stands for the platform's. */
export interface Python {
    /** Path of the interpreter, which the instance sees too. */
    readonly program: string;
    /** Such as `3.12.1`. */
    readonly version: string;
    /** Folder of its installation. */
    readonly prefix: string;
}

/** systemd, as far as a deployment needs it. */
export interface ServiceManager {
    /** Does what `systemctl` with these arguments does. */
    systemctl(args: readonly string[]): Promise<Outcome>;
}

/** An instance on which bundles are deployed. */
export interface Target {
    /** Such as `i-1`. */
    readonly name: string;
    readonly shell: Shell;
    /** Runs programs of this machine for the same deployment. */
    readonly machine: Shell;
    /** Whether users other than root exist; where not, the proxy starts as its own user. */
    readonly manyUsers: boolean;
    readonly services: ServiceManager;
    readonly python: Python;
    /** Keeps virtual environments for later rehearsals; undefined builds each anew. */
    readonly environments: EnvironmentCache | undefined;
    /** There on the Docker platform. */
    readonly docker: DockerHost | undefined;
}

/** What Docker has on an instance, from one deployment to the next. */
export interface DockerHost {
    /** The instance itself: its containers outlive the deployment that starts them. */
    readonly instance: Shell & Spawner;
    /** Undefined where containers are processes of the instance. */
    readonly engine: EngineHost | undefined;
    /** That of the newest deployment that came so far. */
    project: { readonly containers: Containers; readonly services: readonly ContainerService[] } | undefined;
}

/** Virtual environments by what they were made of. The instance sees the folder under `inside`. */
export interface EnvironmentCache {
    readonly inside: string;
    has(key: string): boolean;
    /** Keeps what the instance has below its path. */
    keep(key: string, place: string): Promise<void>;
}

/** What Elastic Beanstalk brings to an instance. */
export interface Deployment {
    readonly bundle: ReadBundle;
    /** Environment properties and secrets. */
    readonly variables: Readonly<Record<string, string>>;
    readonly options: readonly Option<string>[];
    /** Runs what is for one instance only. */
    readonly leader: boolean;
    /** Path that has to answer, with the codes that count as healthy; undefined for a check of the process alone. */
    readonly health: { readonly path: string; readonly codes: readonly string[] } | undefined;
    readonly recorder: Recorder;
}

/** A bundle on this machine. */
export interface ReadBundle {
    /** Absolute path of the zip. */
    readonly file: string;
    readonly label: string;
    /** Files that are written over those of the zip: what a scenario makes of a bundle. */
    readonly changes: ReadonlyMap<string, string>;
    /** Path in the bundle → text, of files that are short enough to be read by a person. */
    readonly texts: ReadonlyMap<string, string>;
    /** Paths with their sizes. */
    readonly sizes: ReadonlyMap<string, number>;
}

/** One part of a deployment; false ends it. */
export type Part = (target: Target, deployment: Deployment) => Promise<boolean>;

/** The parts of one kind of deployment, in their order. */
export interface Parts {
    readonly beforeFlip: readonly Part[];
    readonly afterFlip: readonly Part[];
}

export const staging = "/var/app/staging";
export const current = "/var/app/current";
/** The name is seen on instances and in AWS's own examples. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/create-deploy-python-container.html */
export const virtualEnvironment = "/var/app/venv/staging-LQM1lest";
export const engineLog = "/var/log/eb-engine.log";
export const hooksLog = "/var/log/eb-hooks.log";

/** Value of an option; undefined where the environment leaves it to AWS. */
export const optionOf = (options: readonly Option<string>[], namespace: string, name: string): string | undefined =>
    options.find((each) => each.namespace === namespace && each.name === name)?.value;

/** Names and values of one namespace. */
export const optionsIn = (options: readonly Option<string>[], namespace: string): [string, string][] =>
    options.filter((each) => each.namespace === namespace).map(({ name, value }) => [name, value]);
