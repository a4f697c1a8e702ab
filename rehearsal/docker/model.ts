import type { Problem } from "../../components/problem";
import type { Outcome, Recorder, RunOptions, Step } from "../model";

/** What the containers of a bundle come to, as data. */
export interface ComposePlan {
    /** `.env` as the platform writes it beside the compose file; undefined where the bundle has one of its own. */
    readonly environmentFile: string | undefined;
    /** Each after those that it depends on. */
    readonly services: readonly ContainerService[];
    /** Each once, however many services run it. */
    readonly images: readonly ImagePlan[];
    /** Patterns of .dockerignore. */
    readonly ignored: readonly string[];
    readonly problems: readonly Problem[];
    /** Keys that are read and left, because only an engine can follow them: `services.web.networks`. */
    readonly notFollowed: readonly string[];
}

/** A container that is started with the others. */
export interface ContainerService {
    readonly name: string;
    readonly from: { readonly image: string } | { readonly build: ImagePlan };
    /** Entry point and command together; undefined where only the image knows. */
    readonly argv: readonly string[] | undefined;
    /** All that the process sees, of the image, the files and the service. */
    readonly environment: Readonly<Record<string, string>>;
    readonly folder: string;
    readonly user: ContainerUser;
    readonly ports: readonly PublishedPort[];
    readonly mounts: readonly Mount[];
    readonly dependsOn: Readonly<Record<string, string>>;
    readonly healthCheck: HealthCheck | undefined;
    readonly onHost: boolean;
    /** A process of Docker's is process 1 and hands signals on. */
    readonly init: boolean;
    readonly stopSeconds: number;
    readonly restart: string;
    /** Line of the compose file. */
    readonly line: number | undefined;
}

export interface ContainerUser {
    /** Undefined where nothing tells it. */
    readonly name: string | undefined;
    readonly uid: number;
    readonly gid: number;
}

export interface PublishedPort {
    readonly address: string | undefined;
    readonly published: number;
    readonly target: number;
}

export interface Mount {
    readonly kind: "bind" | "volume" | "tmpfs";
    /** Absolute, below `.`, or the name of a volume. */
    readonly source: string;
    readonly target: string;
    readonly readOnly: boolean;
}

export interface HealthCheck {
    readonly argv: readonly string[];
    readonly startSeconds: number;
}

/** A Dockerfile, read up to the stage that is built. */
export interface ImagePlan {
    /** `.` or a folder of the bundle. */
    readonly context: string;
    /** Path in the bundle. */
    readonly file: string;
    readonly stages: readonly Stage[];
    readonly environment: Readonly<Record<string, string>>;
    readonly folder: string;
    readonly user: ContainerUser;
    readonly users: readonly ContainerUser[];
    readonly entrypoint: readonly string[] | undefined;
    readonly command: readonly string[] | undefined;
    readonly exposed: readonly number[];
    /** The virtual environment that an instruction makes in the image; undefined where pip installs into the image's own Python. */
    readonly venv: string | undefined;
}

export interface Stage {
    /** Its name, or its number. */
    readonly name: string;
    /** An image, or an earlier stage. */
    readonly base: string;
    readonly steps: readonly BuildStep[];
}

export type BuildStep = {
    readonly text: string;
    readonly line: number;
} & BuildWork;

export type BuildWork =
    | { readonly do: "from"; readonly image: string }
    | { readonly do: "folder"; readonly folders: readonly string[]; readonly owner: string | undefined }
    | { readonly do: "remove"; readonly files: readonly string[] }
    | {
          readonly do: "copy";
          readonly sources: readonly string[];
          /** Absolute; a folder where it ends in a slash. */
          readonly target: string;
          /** Undefined: of the context. */
          readonly stage: string | undefined;
          readonly owner: string | undefined;
      }
    /** The virtual environment that the caller made stands for it. */
    | { readonly do: "requirements" }
    /** Its effect is in the plan. */
    | { readonly do: "user" }
    | { readonly do: "assumed"; readonly why: string };

/** A process that goes on until it ends or is stopped. */
export interface LongProcess {
    readonly exited: Promise<Outcome>;
    kill(signal: NodeJS.Signals): void;
}

export type SpawnOptions = Pick<RunOptions, "cwd" | "env" | "user" | "onOutput">;

/** Starts processes where a `Shell` runs commands. */
export interface Spawner {
    spawn(command: readonly string[], options?: SpawnOptions): LongProcess;
}

/** The containers of one deployment. Steps are taken down by the recorder; the first one that fails is the last one. */
export interface Containers {
    /** What the platform does before the predeploy hooks. */
    build(): Promise<readonly Step[]>;
    /** What it does after them. The containers run until `stop`. */
    start(): Promise<readonly Step[]>;
    /**
     * Ends all of them and waits for it; never rejects for a container that is gone.
     *
     * @param recorder - of the deployment that ends them; default: of the one that started them
     */
    stop(recorder?: Recorder): Promise<readonly Step[]>;
    /** Runs a command in the container of the application's web process, as `docker compose exec` does. */
    execute(command: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>;
}
