import type { Settings } from "../../components/settings";
import { minimalRaw, testSettings } from "./settings";

type Raw = Readonly<Record<string, unknown>>;

const domain = { name: "www.example.com", zone: "example.com" };
const existing = {
    kind: "existing",
    vpcId: "vpc-0a",
    loadBalancerSubnetIds: ["subnet-1a", "subnet-1b"],
    instanceSubnetIds: ["subnet-2a"],
    databaseSubnetIds: ["subnet-3a", "subnet-3b"],
};
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c3d";

const check = {
    intervalSeconds: 20,
    timeoutSeconds: 10,
    codes: ["200-299", "301"],
    healthyCount: 2,
    unhealthyCount: 4,
};

/** An application load balancer of one's own with everything on it. */
const dedicated = {
    kind: "dedicated",
    scheme: "internal",
    ipAddressType: "dualstack",
    http: false,
    healthCheck: check,
    drainingSeconds: 60,
    stickySeconds: 3600,
    mutualTls: { mode: "verify", authorities: { from: "s3", bucket: "authorities-of-ours", key: "ca.pem" } },
    accessLogs: { kind: "existing", bucket: "logs-of-ours", prefix: "notes" },
    processes: {
        admin: {
            port: 8080,
            protocol: "HTTPS",
            healthPath: "/admin/",
            healthCheck: check,
            drainingSeconds: 5,
            stickySeconds: 60,
        },
    },
    rules: {
        admin: { hosts: ["admin.example.com"], paths: ["/admin/*"], priority: 7, process: "admin" },
        api: { paths: ["/api/*"], priority: 8 },
    },
    listeners: {
        "8443": { protocol: "HTTPS", certificateArn, clients: ["10.0.0.0/8"], process: "admin", rules: ["admin"] },
    },
};

const instances = {
    imageId: "ami-0123456789abcdef0",
    keyPair: { name: "ops", source: "203.0.113.0/24" },
    rootVolume: { sizeGb: 20, iops: 4000, throughputMibps: 250 },
    detailedMonitoring: true,
    propagateTags: true,
    encryptVolumesInRegion: true,
    swapMb: 1024,
    packages: { gcc: "latest" },
};

const scaling = {
    min: 3,
    max: 6,
    cooldownSeconds: 120,
    zones: "Any 2",
    zoneNames: ["us-east-1a", "us-east-1b"],
    trigger: {
        measure: "RequestCount",
        statistic: "Sum",
        unit: "Count/Second",
        lower: 10,
        upper: 200.5,
        remove: 2,
        add: 3,
        periodMinutes: 2,
        evaluationPeriods: 3,
    },
    schedule: {
        morning: { start: "2027-01-31T06:00:00Z", recurrence: "0 6 * * 1-5", min: 4, max: 6, desired: 5 },
        evening: { end: "2028-01-31T06:00:00Z", recurrence: "0 20 * * *", min: 3, suspend: true },
    },
};

const managedUpdates = { level: "patch", window: "Tue:09:00", refreshInstances: true };
const health = {
    successThreshold: "Warning",
    ignoreApplication4xx: true,
    ignoreLoadBalancer4xx: true,
    environmentMetrics: { InstancesSevere: 60 },
    instanceMetrics: { RootFilesystemUtil: 60, LoadAverage1min: 60 },
};
const logs = { retentionDays: 30, deleteOnTerminate: true, publishToS3: true };
const spot = { onDemandBase: 1, onDemandPercent: 20, maxPrice: 0.05, allocation: "lowest-price", rebalance: true };
const tlsOnInstances = {
    certificateSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:site-AbCdEf",
};
const worker = {
    kind: "worker",
    queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
    path: "/jobs/",
    mimeType: "text/plain",
    connections: 4,
    connectTimeoutSeconds: 6,
    inactivityTimeoutSeconds: 60,
    visibilityTimeoutSeconds: 90,
    errorVisibilityTimeoutSeconds: 20,
    retentionSeconds: 86400,
    maxRetries: 3,
    cron: { nightly: { path: "/cron/nightly/", schedule: "0 3 * * *" } },
};

const fullDatabase = {
    kind: "postgres",
    version: "17.6",
    minorUpgrades: false,
    instanceClass: "db.m7g.large",
    storageGb: 400,
    maxStorageGb: 800,
    iops: 16000,
    throughputMibps: 1000,
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/0a1b-2c3d",
    snapshot: "notes-2026-11-01",
    maintenanceWindow: "Tue:22:00-Tue:23:00",
    backupWindow: "03:00-04:00",
    insights: "advanced",
    slowQueryMs: 250,
    parameters: { work_mem: { value: "8192" }, max_wal_senders: { value: "20", apply: "pending-reboot" } },
    identifier: "notes-server",
    logRetentionDays: 30,
    replica: { identifier: "notes-reports", instanceClass: "db.m7g.xlarge" },
    proxy: { maxConnectionsPercent: 80, idleClientMinutes: 10 },
    passwordVersion: 2,
};

const monitoring = {
    kind: "alarms",
    subscribers: [
        { kind: "email", address: "ops@example.com" },
        { kind: "https", endpoint: "https://events.example.com/sns" },
        { kind: "slack", workspaceId: "T07EA123LEP", channelId: "C0123ABCDEF" },
    ],
    customerKey: true,
    minimumRequests: 50,
    errorLog: { file: "/var/log/app/app.log", pattern: "ERROR" },
    alarms: {
        latency: { threshold: 0.5, periodSeconds: 300, evaluationPeriods: 6, datapointsToAlarm: 4 },
        requestDrop: { enabled: true },
        instanceMemory: { enabled: true },
    },
    budget: { monthlyUsd: 120.5, costAllocationTag: "application" },
};

const variants: Readonly<Record<string, Raw>> = {
    "dev, dedicated": { domain },
    "everything on a dedicated load balancer": {
        domain,
        monitoring,
        network: existing,
        app: {
            ...minimalRaw.app,
            healthPath: "/health/",
            static: { folders: { "/media": "media" } },
            variables: { PORT: 8000, DEBUG: false },
        },
        environment: {
            cnamePrefix: "notes-site",
            instanceTypes: ["t3.micro", "t3.small"],
            instances,
            spot,
            scaling,
            deployment: {
                policy: "Rolling",
                batch: { type: "fixed", size: 2 },
                timeoutSeconds: 900,
                ignoreHealth: true,
            },
            rollingUpdates: { kind: "health", maxBatchSize: 1, minInService: 2, timeoutMinutes: 45 },
            managedUpdates,
            loadBalancer: dedicated,
            health,
            logs,
            notifications: {
                kind: "endpoint",
                endpoint: "https://example.com/hook",
                protocol: "https",
                topicName: "eb",
            },
            xray: true,
        },
    },
    "a database with everything": { domain, database: fullDatabase },
    "two users of a database": { domain, database: { kind: "postgres", rotation: "two-users", passwordVersion: 2 } },
    "logs of its own, and a distribution": {
        domain,
        environment: {
            loadBalancer: { kind: "dedicated", accessLogs: { kind: "new", expireDays: 30, buckets: true } },
        },
        media: {
            kind: "bucket",
            oldVersionDays: 90,
            kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/0a1b",
            formerKmsKeyArns: ["arn:aws:kms:us-east-1:123456789012:key/2c3d"],
            transition: { storageClass: "STANDARD_IA", afterDays: 60 },
            uploads: {
                origins: ["https://app.example.com"],
                methods: ["PUT"],
                headers: ["Content-Type"],
                maxAgeSeconds: 60,
            },
            cdn: { publicPrefixes: ["public/"], name: `media.${domain.zone}`, priceClass: "PriceClass_All" },
        },
    },
    Apache: { domain, app: { ...minimalRaw.app, platform: { kind: "python", proxyServer: "apache" } } },
    "rules without a certificate": {
        environment: {
            deployment: { policy: "TrafficSplitting", trafficSplitting: { percent: 25, minutes: 15 } },
            rollingUpdates: { kind: "time", pauseMinutes: 10 },
            loadBalancer: {
                kind: "dedicated",
                endToEndTls: true,
                rules: { api: { hosts: ["api.example.com"], priority: 2 } },
            },
            notifications: { kind: "topic", topicArn: "arn:aws:sns:us-east-1:123456789012:ops" },
        },
    },
    shared: {
        domain: { ...domain, alternativeNames: ["a", "b", "c", "d"].map((name) => `${name}.example.com`) },
        network: existing,
        environment: {
            loadBalancer: {
                kind: "shared",
                arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/0123456789abcdef",
                securityGroupId: "sg-0c",
                priority: 20,
                listenerPort: 8443,
                ownListener: { certificateArn, mutualTls: { mode: "passthrough" } },
                healthCheck: check,
                drainingSeconds: 60,
                stickySeconds: 60,
            },
        },
    },
    network: {
        domain,
        environment: {
            loadBalancer: {
                kind: "network",
                scheme: "internal",
                ipAddressType: "dualstack",
                clients: ["10.0.0.0/8", "2001:db8::/32"],
                vpcRange: "172.31.0.0/16",
                processes: { broker: { port: 5671, drainingSeconds: 5 } },
                listeners: {
                    "5671": { protocol: "TLS", certificateArn, clients: ["10.0.0.0/8"], process: "broker" },
                    "8080": { protocol: "TCP", clients: ["10.0.0.0/8"] },
                },
                healthCheck: { intervalSeconds: 10, healthyCount: 2, unhealthyCount: 2 },
                drainingSeconds: 60,
            },
            rollingUpdates: { kind: "immutable" },
        },
    },
    "TLS on instances behind a network load balancer": {
        domain,
        environment: {
            loadBalancer: {
                kind: "network",
                processes: { broker: { port: 5671 } },
                listeners: {
                    "5671": { protocol: "TLS", certificateArn, clients: ["10.0.0.0/8"], process: "broker" },
                    "8443": { protocol: "TCP", clients: ["10.0.0.0/8"] },
                },
                vpcRange: "172.31.0.0/16",
                tlsOnInstances: {
                    ...tlsOnInstances,
                    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/0a1b",
                    clientCertificates: { verify: "required", authorities: "authorities/ca.pem", depth: 2 },
                },
            },
        },
    },
    "single instance": {
        environment: {
            stage: "dev",
            loadBalancer: { kind: "none", tlsOnInstances },
            scaling: { min: 1, max: 1 },
            managedUpdates: { enabled: false },
            logs: { stream: false, streamHealth: false },
        },
    },
    "worker on Python": {
        app: { ...minimalRaw.app, web: { timeoutSeconds: 50 } },
        database: { kind: "none" },
        environment: { stage: "dev", tier: worker, rollingUpdates: { kind: "off" } },
    },
    "a cache, and secrets under a key of one's own": {
        cache: { kind: "valkey" },
        secrets: {
            KEY: { kind: "generated", store: "parameter" },
            OIDC: { kind: "parameter", name: "/notes/oidc" },
        },
        environment: {
            stage: "dev",
            secretStorage: {
                store: "together",
                parameterPrefix: "/notes/own",
                key: { kind: "existing", arn: "arn:aws:kms:us-east-1:123456789012:key/0a1b" },
            },
        },
    },
    "workers beside the environment": {
        domain,
        worker: {
            consumer: {
                directory: "worker",
                services: { consumer: { command: "python3 consume.py", stopSeconds: 10 } },
                setup: ["python3 -m venv .venv"],
                packages: ["python3.12"],
                environmentVariables: { QUEUE: "jobs" },
                secrets: ["SECRET_KEY"],
                database: false,
                image: { id: "ami-0123456789abcdef0", user: "admin" },
                compression: "zstd",
                multipart: true,
                logRetentionDays: 30,
                volumeGiB: 20,
                delivery: {
                    kind: "ssh-parts",
                    allowedCidrs: ["203.0.113.0/24"],
                    hostKey: `ssh-ed25519 ${"A".repeat(68)}`,
                    timeoutMinutes: 20,
                    partMiB: 4,
                },
                instances: { kind: "spot", instanceType: "t3.small", maxPrice: 0.01, interruption: "stop" },
            },
            scraper: {
                services: { scrape: { command: "./scrape" } },
                delivery: { kind: "url", url: "https://example.com/scraper.tar.gz", sha256: "0".repeat(64) },
                instances: {
                    kind: "group",
                    size: 2,
                    instanceTypes: ["t3.small", "t3a.small"],
                    onDemandBase: 1,
                    onDemandPercentage: 50,
                },
            },
        },
    },
    Docker: { app: { ...minimalRaw.app, platform: { kind: "docker" } } },
};

/** Stacks that together set every setting of the environment to something else than its default. */
export const everySetting: ReadonlyMap<string, Settings> = new Map(
    Object.entries(variants).map(([name, raw]) => [name, testSettings(raw)]),
);

export const everySettingRaw: Readonly<Record<string, Raw>> = variants;
