import type { GunicornSettings } from "../procfile";
import type { ServerPlan } from "../../proxy/server-block";

/** What it takes to run a Django application in containers where it brings no container file of its own. Plain data. */
export interface ContainerPlan {
    readonly from: BuiltImage | PulledImage;
    /** Port inside the container. */
    readonly port: number;
    /** `host` shares the instance's own network with the containers. */
    readonly network: "bridge" | "host";
    /** Further processes, each in a container of its own from the same image. */
    readonly services: readonly ServicePlan[];
    /** A web server in front; undefined where the application's own port is published. */
    readonly proxy: ProxyPlan | undefined;
    readonly volume: VolumePlan | undefined;
    /** DATABASE_URL names the certificates of RDS, which a hook lays on the host. */
    readonly rootCertificates: boolean;
}

export interface ServicePlan {
    readonly name: string;
    readonly command: readonly string[];
    /** How long running tasks get to end; undefined for a process that has none. */
    readonly stopSeconds: number | undefined;
}

/** Built on the instance from a generated Dockerfile. */
export interface BuiltImage {
    readonly kind: "built";
    readonly baseImage: string;
    /** Debian packages of the finished image, and further ones for the installation of requirements alone. */
    readonly systemPackages: readonly string[];
    readonly buildPackages: readonly string[];
    /** The requirements file and all that it includes, relative to the application; none where the code arrives later and nobody knows them. */
    readonly requirementFiles: readonly string[];
    readonly gunicorn: GunicornSettings;
    /** Where collectstatic writes, relative to the application. */
    readonly staticRoot: string;
    readonly startup: StartupPlan;
}

/** One that is complete, with an entry point of its own. */
export interface PulledImage {
    readonly kind: "pulled";
    readonly image: string;
}

/** What the entry point does before the application starts. */
export interface StartupPlan {
    readonly required: readonly string[];
    /** Names of variables that the application does without. */
    readonly optional: readonly string[];
    readonly databaseWaitSeconds: number;
    /** How long one instance waits for another one's migration. */
    readonly migrationWaitSeconds: number;
    readonly migrate: boolean;
    readonly collectstatic: boolean;
    /** Least level of a finding of `manage.py check --deploy` that stops the start. */
    readonly check: CheckLevel | "off";
    readonly healthPath: string;
    /** A name in ALLOWED_HOSTS. */
    readonly healthHost: string;
}

/** https://docs.djangoproject.com/en/5.2/ref/django-admin/#cmdoption-check-fail-level */
export type CheckLevel = "CRITICAL" | "ERROR" | "WARNING";

export interface ProxyPlan {
    readonly image: string;
    readonly server: Omit<ServerPlan, "upstream" | "cached">;
    readonly maxHeaderKb: number | undefined;
    /** Static files that the proxy serves; undefined where the image keeps them to itself. */
    readonly staticUrl: string | undefined;
}

/** What outlives a container. It is on the instance's disk and ends with the instance. */
export type VolumePlan =
    | { readonly kind: "named"; readonly target: string }
    /** A folder of the host, and the number of the user that writes there. */
    | { readonly kind: "host"; readonly folder: string; readonly target: string; readonly owner: number };

/** Folder of the bundle, and of the application in the image, that holds what is ours. */
export const ourFolder = "django-beanstalk";
/** The application in the image. */
export const appFolder = "/app";
/** User and group of the image; a number, since the host's folders have to belong to it. */
export const appUser = 10001;
/** What the application may keep while its container lives: Celery's schedule. */
export const stateFolder = "/var/lib/django-beanstalk";
/** Where the application may write log files, which Elastic Beanstalk rotates and collects. */
export const logFolder = "/var/log/app";
