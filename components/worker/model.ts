import type { GeneratedFile } from "../../ebextensions/model";

export type WorkerDelivery = "ssh" | "ssh-parts" | "s3" | "url";

export type Compression = "gzip" | "xz" | "zstd";

/** What stage one depends on: never on the bundle, or each release would stop or replace the instance. */
export interface UserDataInput {
    /** The worker's name in the stack file. */
    readonly name: string;
    /** Who logs in: `ec2-user` on Amazon Linux. */
    readonly user: string;
    /** Public key in OpenSSH's form, for delivery over SSH; undefined for s3 and url. */
    readonly authorizedKey: string | undefined;
    /** Packages of the distribution, installed at the first boot. */
    readonly packages: readonly string[];
    readonly delivery: WorkerDelivery;
    /** AWS region of the parameter that names the release. */
    readonly region: string;
    /** Name of the SSM parameter that holds `<sha256> <location>`; needed by s3 and url, not looked at otherwise. */
    readonly releaseParameter: string | undefined;
    /** Another image than Amazon Linux 2023, whose names the packages that every worker gets have: it is to have them itself. */
    readonly ownImage?: boolean;
    /** MIME multi-part instead of plain cloud-config. */
    readonly multipart: boolean;
}

/** A part of the user data and how many bytes it has. */
export interface SizedPart {
    readonly name: string;
    readonly bytes: number;
}

export interface UserDataPlan {
    /** What cloud-init reads. */
    readonly text: string;
    /** What EC2 is given, in base64: the text, or with `gzip` the text compressed. For `userDataBase64`. */
    readonly base64: string;
    /** Bytes that count against the limit: before base64, after gzip. */
    readonly bytes: number;
    /** 16,384: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
    readonly limit: number;
    /** Of the limit, with one decimal. */
    readonly percent: number;
    /** Largest first; before gzip. */
    readonly parts: readonly SizedPart[];
    /** The text alone would be over the limit, so it is compressed; cloud-init unpacks it. */
    readonly gzip: boolean;
}

export interface WorkerService {
    /** One line for bash, run in the release's folder. */
    readonly command: string;
    /** How long it may take to end after SIGTERM. */
    readonly stopSeconds: number;
}

export interface WorkerSecret {
    /** The environment variable. */
    readonly name: string;
    /** Without a value of a required one, no service starts. */
    readonly required: boolean;
}

export interface WorkerFilesInput {
    readonly name: string;
    readonly region: string;
    /** In the order of the stack file: started in it, drained in it. */
    readonly services: Readonly<Record<string, WorkerService>>;
    /** Commands for bash, run once in a release's folder before the switch, with the services' environment. */
    readonly setup: readonly string[];
    /** Plain ones. */
    readonly environmentVariables: Readonly<Record<string, string>>;
    readonly secrets: readonly WorkerSecret[];
    /**
     * Name of an SSM parameter (String) with a line `NAME <reference>` for each secret that there is. A reference is what `environmentsecrets` takes: the ARN of
     * a secret, with `:key` for one value of a JSON object, or of a SecureString parameter. ARNs are known only when the resources are there, and
     * the bundle is written before. Undefined without secrets.
     */
    readonly secretsParameter: string | undefined;
    /** The file in which DATABASE_URL looks for RDS's certificates, and where they come from; undefined where it does not ask for any. */
    readonly rootCertificates?: { readonly path: string; readonly urls: readonly string[] } | undefined;
    /** A spot instance listens for the notice of its interruption. */
    readonly spot: boolean;
    /** CloudWatch log group that gets the startup log and the services' output; undefined for none. */
    readonly logGroup: string | undefined;
}

export interface WorkerBundlePlan {
    /** The worker's name, for messages. */
    readonly name: string;
    /** Absolute path of the folder whose files are packed. */
    readonly directory: string;
    /** Patterns as for the source bundle. */
    readonly exclude: readonly string[];
    readonly include: readonly string[];
    /** Patterns of files that may look like secrets. */
    readonly allow: readonly string[];
    /** Links that leave the folder are replaced by what they lead to, instead of being refused. */
    readonly inlineLinks: boolean;
    /** From `planWorkerFiles`. */
    readonly files: readonly GeneratedFile[];
    readonly compression: Compression;
    /** Folder in which finished bundles are kept under their SHA-256. */
    readonly cacheFolder: string;
}

export interface WorkerBundle {
    /** Absolute path. */
    readonly path: string;
    /** Of the file, in hexadecimal. */
    readonly sha256: string;
    readonly bytes: number;
    /** Sum of the files before packing. */
    readonly originalBytes: number;
    readonly entries: number;
    readonly notices: readonly string[];
}

/** A piece of a bundle, for delivery in parts. */
export interface BundlePart {
    /** Absolute path on this machine. */
    readonly path: string;
    /** Absolute path on the instance. */
    readonly remotePath: string;
    readonly sha256: string;
    readonly bytes: number;
}

export interface RemoteOptions {
    /** For everything that the command waits for. */
    readonly timeoutMinutes: number;
}

export interface RemoteInstallOptions extends RemoteOptions {
    /** How many parts the bundle came in; one file when undefined. */
    readonly parts?: number;
}
