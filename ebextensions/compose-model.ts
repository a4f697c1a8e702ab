import type { Explained } from "./model";

/**
 * `docker-compose.yml`, which the Docker platform runs without a proxy of its own on the host.
 * https://docs.docker.com/reference/compose-file/
 */
export interface ComposeFile extends Explained {
    readonly kind: "compose";
    readonly services: Readonly<Record<string, ComposeService>>;
    /** Names of volumes that Docker keeps. */
    readonly volumes?: readonly string[];
}

export interface ComposeService {
    /** An image to pull, or one that is built from the bundle. */
    readonly from: { readonly image: string } | { readonly build: string; readonly dockerfile: string };
    /** Files of variables; Elastic Beanstalk writes the environment's properties and secrets to `.env`. */
    readonly envFiles?: readonly string[];
    readonly environment?: Readonly<Record<string, ComposeText>>;
    readonly command?: readonly string[];
    readonly entrypoint?: readonly string[];
    readonly ports?: readonly { readonly published: number; readonly target: number }[];
    readonly mounts?: readonly ComposeMount[];
    readonly healthCheck?: {
        readonly command: readonly string[];
        readonly intervalSeconds: number;
        readonly timeoutSeconds: number;
        readonly retries: number;
        /** Failures within so many seconds of the start do not count. */
        readonly startSeconds: number;
    };
    readonly dependsOn?: Readonly<Record<string, "started" | "healthy" | "completed">>;
    readonly restart: "always" | "unless-stopped" | "on-failure" | "no";
    /** Seconds that the processes have to end before they are killed. Docker's default is 10. */
    readonly stopSeconds?: number;
    readonly networkMode?: "host";
    readonly init?: boolean;
    /** What Docker keeps of the output, in files of so many MB. Without it, a file grows until the disk is full. */
    readonly logFiles?: { readonly maxMb: number; readonly count: number };
    /** One that changes makes Compose create the container anew. */
    readonly labels?: Readonly<Record<string, string>>;
}

/** A text taken as it is, or one that begins with the value of a variable of Elastic Beanstalk's. */
export type ComposeText = string | { readonly variable: "EB_LOG_BASE_DIR"; readonly then: string };

export interface ComposeMount {
    /** A folder of the host, relative to the bundle or absolute, or a named volume. */
    readonly kind: "bind" | "volume";
    readonly source: ComposeText;
    readonly target: string;
    readonly readOnly?: boolean;
}
