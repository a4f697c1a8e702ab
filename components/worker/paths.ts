/**
 * Places on a worker's instance. Everything but units lies below one folder, which the scripts take from `WORKER_ROOT` where that is set, so that they run
 * in tests as any user.
 */
export const workerRoot = "/opt";

/** Names below the root. */
export const workerFiles = {
    /** The bundle in wait of its installation. The name stays whatever the compression: tar tells it by the first bytes. */
    bundle: "deployment-bundle.tar.gz",
    /** `<64 hexadecimal digits>  deployment-bundle.tar.gz`. It comes last, and its coming starts the installation. */
    checksum: "deployment-bundle.tar.gz.sha256",
    /** What is still on its way, under any name; belongs to the user who logs in. */
    incoming: "incoming",
    releases: "releases",
    /** Link to the release that runs. */
    current: "current",
    /** One line: `installing <sha>`, `ready <sha>` or `failed <sha> <reason>`. */
    state: "deployment-state",
    log: "startup.log",
    /** Script of stage one. */
    script: "wait-deployment",
    /** Script that fetches a bundle, where delivery is s3 or url. */
    fetch: "fetch-deployment",
    /** Output of the services, a file each. */
    logs: "log",
} as const;

/** What a bundle holds of ours, in the release's folder. */
export const releaseFiles = {
    folder: ".worker",
    install: ".worker/install",
    run: ".worker/run",
    service: ".worker/service",
    interruption: ".worker/interruption",
    environment: ".worker/environment",
    certificates: ".worker/certificates",
    units: ".worker/units",
    agent: ".worker/cloudwatch-agent.json",
    rotation: ".worker/logrotate",
} as const;

/** Place on an instance: `onInstance("log")` is `/opt/startup.log`. */
export const onInstance = (file: keyof typeof workerFiles): string => `${workerRoot}/${workerFiles[file]}`;

/** Digits of a bundle's SHA-256 in the name of its release. */
export const releaseName = (sha256: string): string => sha256.slice(0, 12);
