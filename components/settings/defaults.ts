/**
 * Every default of the stack settings, in one place. A dev stack is cheap, a prod stack is safe; a stack is prod unless
 * `environment.stage` says `dev`. The schema reads its defaults from here, and nowhere else is a default written down.
 */

export type Stage = "dev" | "prod";

/** Defaults that do not depend on the stage. */
export const common = Object.freeze({
    pythonBranch: "3.13",
    /** Platform release of Amazon Linux 2023 that was current when this version was made (August 2026). */
    platformRelease: "4.13.7",
    checkRelease: true,
    /** Gunicorn's port in most images of Django applications. */
    containerPort: 8000,
    /** User of generated images, above those that distributions give out. */
    containerUser: 10001,
    /** AWS's public mirror of Docker's own images: Docker Hub lets an address pull a few times an hour, and instances behind a NAT share one. */
    pythonImages: "public.ecr.aws/docker/library/python",
    proxyImage: "public.ecr.aws/docker/library/nginx:1.30-alpine",
    /** The instance and Docker's bridge. */
    hopLimit: 2,
    databaseWaitSeconds: 60,
    migrationWaitSeconds: 300,
    cidr: "10.0.0.0/16",
    zones: ["a", "b"],
    ipv6: false,
    healthPath: "/",
    requirements: "requirements.txt",
    staticUrl: "/static",
    staticRoot: "staticfiles",
    /** Seconds; the waits of a request follow each other, see waits.ts. */
    idleTimeoutSeconds: 55,
    webThreads: 4,
    maxBodyMb: 10,
    /** What an application load balancer lets through. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
    maxHeaderKb: 16,
    /** Both are Django's own. https://docs.djangoproject.com/en/stable/ref/middleware/ */
    referrerPolicy: "same-origin",
    frameOptions: "DENY",
    workerStopSeconds: 60,
    checkLevel: "ERROR",
    migrate: true,
    collectstatic: "everyInstance",
    probeSeconds: 45,
    /** Client, intermediate authority, root, and one to spare. */
    verifyDepth: 3,
    tlsPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    /** AWS's own. */
    drainingSeconds: 20,
    checkSeconds: 15,
    checkTimeoutSeconds: 5,
    healthyCount: 3,
    networkHealthyCount: 5,
    unhealthyCount: 5,
    healthCodes: ["200"],
    everywhere: ["0.0.0.0/0"],
    cooldownSeconds: 360,
    /** AWS's own is NetworkOut, which says little of a Django application. Percent. */
    triggerMeasure: "CPUUtilization",
    triggerLower: 20,
    triggerUpper: 70,
    triggerMinutes: 5,
    spotOnDemandBase: 0,
    spotOnDemandPercent: 30,
    spotAllocation: "price-capacity-optimized",
    /** Percent of the instances that a rolling deployment takes out of service at a time. */
    batchPercent: 30,
    splitPercent: 10,
    splitMinutes: 5,
    rollingMinutes: 30,
    /** Of the worker tier, AWS's own. */
    workerPath: "/",
    workerMimeType: "application/json",
    workerConnections: 50,
    workerConnectSeconds: 5,
    workerInactivitySeconds: 299,
    workerVisibilitySeconds: 300,
    workerErrorSeconds: 2,
    workerRetentionSeconds: 345600,
    workerRetries: 10,
    commandTimeoutSeconds: 600,
    jobTimeoutSeconds: 3600,
    swapMb: 0,
    postgresVersion: "17",
    storageGb: 20,
    databaseName: "app",
    databaseUser: "app",
    urlScheme: "postgresql",
    generatedSecretLength: 64,
    /** Without key pairs it is the one way to a shell when something is wrong. */
    sessionManager: true,
});

/** Defaults that differ by stage. */
export const byStage = Object.freeze({
    dev: Object.freeze({
        instanceTypes: ["t3.micro"],
        minInstances: 1,
        maxInstances: 2,
        webWorkers: 2,
        webTimeoutSeconds: 50,
        deploymentPolicy: "AllAtOnce",
        logRetentionDays: 7,
        updateWindow: "Sun:03:00",
        protect: false,
        databaseClass: "db.t4g.micro",
        maxStorageGb: 50,
        multiAz: false,
        backupDays: 7,
        deletionProtection: false,
        secretRecoveryDays: 0,
        nat: "none",
    }),
    prod: Object.freeze({
        instanceTypes: ["t3.small"],
        minInstances: 2,
        maxInstances: 4,
        webWorkers: 3,
        webTimeoutSeconds: 50,
        deploymentPolicy: "RollingWithAdditionalBatch",
        logRetentionDays: 90,
        updateWindow: "Sun:03:00",
        protect: true,
        databaseClass: "db.t4g.small",
        maxStorageGb: 200,
        multiAz: true,
        backupDays: 14,
        deletionProtection: true,
        secretRecoveryDays: 30,
        nat: "one",
    }),
} as const);

/** Defaults of a single instance, of whatever stage: there is never another one, and people reach it at its own address. */
export const forSingleInstance = Object.freeze({
    minInstances: 1,
    maxInstances: 1,
    deploymentPolicy: "AllAtOnce",
    nat: "none",
} as const);

/** Defaults of a worker: nobody waits behind a load balancer for the answer, and the daemon waits as long. */
export const forWorker = Object.freeze({ webTimeoutSeconds: 290 });
