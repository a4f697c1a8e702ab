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
    checkSecrets: true,
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
    /** Of the default VPC, which has up to six. */
    defaultVpcZones: 3,
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
    /** After the two hours of the environment's own window, and away from the backups. UTC. */
    maintenanceWindow: "Sun:06:00-Sun:06:30",
    backupWindow: "01:00-01:30",
    databaseInsights: "standard",
    slowQueryMs: 1000,
    /** The rest is for people, and for what does not go through the proxy. */
    proxyConnectionsPercent: 90,
    /** AWS's own. */
    proxyIdleMinutes: 30,
    databaseName: "app",
    databaseUser: "app",
    databaseRotation: "one-user",
    urlScheme: "postgresql",
    generatedSecretLength: 64,
    /** Gunicorn's own errors, tracebacks, and what Django logs of a failed request. */
    errorPattern: '?"[ERROR]" ?"[CRITICAL]" ?"Traceback (most recent call last)" ?"Internal Server Error"',
    /** Below it one error is more percent than it means. */
    minimumRequests: 20,
    /** AWS's own for the eviction, which spares what has no expiry, as Celery's queues. */
    cachePurpose: "both",
    cacheSnapshotWindow: "03:00-04:00",
    cacheMaintenanceWindow: "Sun:05:00-Sun:06:00",
    valkeyVersion: "8.2",
    redisVersion: "7.1",
    secretStore: "each",
    secretKey: "aws",
    keyAlgorithm: "RSA_2048",
    /** ACM needs minutes once the records are there; someone may have to create them first. */
    validationMinutes: 60,
    /** Route 53's own. */
    dnsCheckSeconds: 30,
    dnsCheckFailures: 3,
    /** Of the buckets. Days. */
    oldVersionDays: 30,
    unfinishedUploadDays: 7,
    /** A presigned form and a presigned URL of boto3. */
    uploadMethods: ["POST", "PUT"] as const,
    uploadHeaders: ["Content-Type", "Content-MD5", "Content-Disposition", "Cache-Control", "x-amz-*"],
    uploadMaxAgeSeconds: 3600,
    cdnPriceClass: "PriceClass_100",
    workerImage: "al2023",
    /** Three services in the two minutes that AWS gives before it takes a spot instance back. */
    workerServiceStopSeconds: 30,
    workerInterruption: "terminate",
    workerCompression: "gzip",
    /** The image's own. */
    workerVolumeGiB: 8,
    /** An instance boots in one or two, and a first release may install packages. */
    workerTimeoutMinutes: 15,
    workerPartMiB: 8,
    workerGroupSize: 1,
    workerOnDemandPercentage: 0,
    /** Without key pairs it is the one way to a shell when something is wrong. */
    sessionManager: true,
});

/** Defaults that differ by stage. */
export const byStage = Object.freeze({
    dev: Object.freeze({
        instanceTypes: ["t3.micro"],
        workerInstanceType: "t3.micro",
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
        cacheNodeType: "cache.t4g.micro",
        cacheReplicas: 0,
        cacheSnapshotDays: 0,
        cacheFinalSnapshot: false,
        backupDays: 7,
        deletionProtection: false,
        databaseFinalSnapshot: false,
        applyImmediately: true,
        secretRecoveryDays: 0,
        nat: "none",
        topicKey: false,
    }),
    prod: Object.freeze({
        instanceTypes: ["t3.small"],
        workerInstanceType: "t3.small",
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
        cacheNodeType: "cache.t4g.small",
        cacheReplicas: 1,
        cacheSnapshotDays: 7,
        cacheFinalSnapshot: true,
        backupDays: 14,
        deletionProtection: true,
        databaseFinalSnapshot: true,
        applyImmediately: false,
        secretRecoveryDays: 30,
        nat: "one",
        topicKey: true,
    }),
} as const);

/** When an alarm goes off: threshold in the unit of its kind, seconds of a datapoint, and how many of the last so many datapoints have to be bad. */
const alarm = (threshold: number, periodSeconds: number, datapointsToAlarm: number, evaluationPeriods: number) =>
    Object.freeze({ threshold, periodSeconds, datapointsToAlarm, evaluationPeriods });

/** Alarms of monitoring.alarms, where a stack has what they look at. */
export const alarms = Object.freeze({
    /** Degraded, for five minutes: a deployment makes Warning of it, and may for a moment make this. */
    health: alarm(20, 60, 5, 5),
    loadBalancerErrors: alarm(5, 60, 3, 5),
    applicationErrors: alarm(5, 60, 3, 5),
    latency: alarm(2, 60, 5, 5),
    /** An instance that starts is unhealthy for minutes. */
    unhealthyHosts: alarm(1, 60, 10, 10),
    requestDrop: alarm(4, 300, 6, 6),
    instanceCpu: alarm(90, 300, 3, 3),
    instanceDisk: alarm(85, 300, 3, 3),
    instanceMemory: alarm(90, 300, 3, 3),
    instanceCredits: alarm(0, 3600, 3, 3),
    logErrors: alarm(10, 300, 1, 1),
    databaseCpu: alarm(90, 300, 3, 3),
    databaseConnections: alarm(80, 60, 5, 5),
    /** RDS grows the storage by itself below a tenth, so this is when it cannot. */
    databaseStorage: alarm(2, 300, 3, 3),
    /** Three hours: a new server begins without credits and earns at least twelve in one. */
    databaseCredits: alarm(20, 300, 36, 36),
    /** Without transactions on the server a replica reports up to five minutes. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html */
    replicaLag: alarm(600, 60, 10, 10),
    /** AWS begins to renew 60 days before the end. */
    certificate: alarm(30, 86400, 1, 1),
    cdnCertificate: alarm(30, 86400, 1, 1),
    queueAge: alarm(900, 60, 5, 5),
    deadLetters: alarm(1, 300, 1, 1),
    workerReleases: alarm(1, 300, 1, 1),
});

/** Where nobody comes for half an hour, silence is no drop, and only a stack knows. Memory needs a metric that is paid for, and a right of the instances. */
export const alarmsOnRequest: readonly string[] = ["instanceMemory", "requestDrop"];

/** Defaults of a single instance, of whatever stage: there is never another one, and people reach it at its own address. */
export const forSingleInstance = Object.freeze({
    minInstances: 1,
    maxInstances: 1,
    deploymentPolicy: "AllAtOnce",
    nat: "none",
} as const);

/** Defaults of a worker: nobody waits behind a load balancer for the answer, and the daemon waits as long. */
export const forWorker = Object.freeze({ webTimeoutSeconds: 290 });
