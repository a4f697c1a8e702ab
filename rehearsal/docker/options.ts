import type { Recorder, Shell } from "../model";
import { type Python, virtualEnvironment } from "../platform/target";
import type { ContainerUser, Spawner } from "./model";

/** The Python that stands for the images' own. Paths are those of the instance. */
export interface StandInPython {
    /** A virtual environment with the bundle's requirements. */
    readonly venv: string;
    /** Such as `Python 3.13.1`. */
    readonly version: string;
    /** What else a process needs to see to run it: the interpreter's own folder, where it is not below /usr. */
    readonly folders: readonly string[];
}

/** The Python of this machine, with the virtual environment that every instance has at the same place. */
export const standInPython = ({ version, prefix }: Python): StandInPython => ({
    venv: virtualEnvironment,
    version: `Python ${version}`,
    folders: prefix.startsWith("/usr") ? [] : [prefix],
});

/** Where and with what containers run without an engine. */
export interface WithoutEngine {
    readonly shell: Shell;
    readonly spawner: Spawner;
    readonly recorder: Recorder;
    /** The application on the instance: `/var/app/current`. */
    readonly folder: string;
    readonly python: StandInPython;
    /** Whether users other than root exist there; without them everything runs as root. */
    readonly hasUsers: boolean;
    /** Further folders of the instance that containers see, such as that of a socket. */
    readonly visible?: readonly string[];
    /** What port 80 is asked for once all have started; undefined where nobody asks then. */
    readonly health: HealthRequest | undefined;
}

export interface HealthRequest {
    readonly path: string;
    /** A name that the application allows. */
    readonly host: string;
    readonly seconds: number;
}

/** What `EB_LOG_BASE_DIR` means. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/create_deploy_docker.container.console.html */
export const logBase = "/var/log/eb-docker/containers";

/** Assumed for several containers: seen on instances with one; AWS documents the folder alone. */
export const containerLog = `${logBase}/eb-current-app/eb-stdouterr.log`;

/** Where everything lies that an engine would keep in /var/lib/docker. */
export const base = "/var/lib/docker/rehearsal";

export const stageFolder = (image: number, stage: string): string => `${base}/images/${image}/${stage}`;
export const containerRoot = (service: string): string => `${base}/containers/${service}/root`;
export const containerState = (service: string): string => `${base}/containers/${service}/state`;
export const volumeFolder = (name: string): string => `${base}/volumes/${name}`;

/** Name of a user on the instance; the images' own have no other meaning there. */
export const nameOf = ({ name, uid }: ContainerUser): string => (uid === 0 ? "root" : (name ?? `container-${uid}`));
