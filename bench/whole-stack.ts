import * as fs from "node:fs";
import { parse, stringify } from "yaml";
import { stackFile } from "../sandbox/stack-files";

/** Name of the stack. */
export const wholeStack = "whole";

/** Every kind of resource that the components make, but for the listener on a load balancer that others share: a stack that nobody would pay for. */
const whole = {
    app: {
        name: "notes",
        directory: "examples/notes",
        wsgi: "config.wsgi:application",
        settingsModule: "config.settings.production",
        healthPath: "/health/",
    },
    environment: {
        stage: "dev",
        protect: true,
        instances: { encryptVolumesInRegion: true },
        access: { parameterPrefixes: ["/notes-whole/tokens"] },
        secretStorage: { key: { kind: "new" } },
        loadBalancer: {
            kind: "dedicated",
            accessLogs: { kind: "new", expireDays: 30, buckets: true },
            mutualTls: {
                mode: "verify",
                authorities: { from: "s3", bucket: "authorities-of-ours", key: "ca.pem" },
                revocations: [{ from: "s3", bucket: "authorities-of-ours", key: "revoked.crl" }],
            },
        },
    },
    network: { kind: "new", nat: "one", endpoints: ["dynamodb", "secretsmanager"] },
    database: {
        kind: "postgres",
        version: "17",
        finalSnapshot: true,
        replica: { instanceClass: "db.t4g.small" },
        proxy: { maxConnectionsPercent: 80 },
    },
    cache: { kind: "valkey", finalSnapshot: true, purpose: "cache" },
    secrets: {
        SECRET_KEY: { kind: "generated", length: 50 },
        TOKEN: { kind: "generated", length: 50, store: "parameter" },
    },
    media: {
        kind: "bucket",
        uploads: { maxAgeSeconds: 600 },
        cdn: { publicPrefixes: ["public/"], name: "media.example.com" },
    },
    domain: {
        name: "notes.example.com",
        zone: "example.com",
        routing: { kind: "failover", role: "primary", healthCheck: { failureThreshold: 3 } },
    },
    monitoring: {
        kind: "alarms",
        customerKey: true,
        subscribers: [
            { kind: "email", address: "ops@example.com" },
            { kind: "slack", workspaceId: "T07EA123LEP", channelId: "C0123ABCDEF" },
        ],
        budget: { monthlyUsd: 500 },
    },
    worker: {
        sender: {
            directory: "examples/session-sweeper",
            services: { send: { command: "python3 sweep.py" } },
            secrets: ["DATABASE_URL", "SECRET_KEY"],
            instances: { kind: "on-demand" },
            delivery: { kind: "ssh", allowedCidrs: ["203.0.113.0/24"] },
        },
        sweeper: {
            directory: "examples/session-sweeper",
            services: { sweep: { command: "python3 sweep.py" } },
            secrets: ["DATABASE_URL", "TOKEN"],
            instances: { kind: "group", size: 2 },
            delivery: { kind: "s3" },
        },
    },
    tags: { team: "web" },
} as const;

/** The same stack after changes that update as many of its resources in place as settings can. */
const changed = {
    ...whole,
    environment: {
        ...whole.environment,
        access: { parameterPrefixes: ["/notes-whole/tokens", "/notes-whole/others"] },
        loadBalancer: {
            ...whole.environment.loadBalancer,
            accessLogs: { ...whole.environment.loadBalancer.accessLogs, expireDays: 60 },
            mutualTls: {
                ...whole.environment.loadBalancer.mutualTls,
                authorities: { from: "s3", bucket: "authorities-of-ours", key: "ca-2.pem" },
            },
        },
    },
    database: {
        ...whole.database,
        slowQueryMs: 700,
        replica: { instanceClass: "db.t4g.medium" },
        proxy: { maxConnectionsPercent: 70, idleClientMinutes: 20 },
    },
    cache: { ...whole.cache, purpose: "queue" },
    secrets: {
        SECRET_KEY: { kind: "generated", length: 60 },
        TOKEN: { kind: "generated", length: 60, store: "parameter" },
    },
    media: {
        ...whole.media,
        oldVersionDays: 60,
        uploads: { maxAgeSeconds: 700 },
        cdn: { ...whole.media.cdn, publicPrefixes: ["public/", "avatars/"] },
    },
    domain: {
        ...whole.domain,
        routing: { kind: "failover", role: "primary", healthCheck: { failureThreshold: 5 } },
    },
    monitoring: {
        ...whole.monitoring,
        minimumRequests: 70,
        errorLog: { pattern: "FATAL" },
        alarms: { instanceCpu: { threshold: 95 } },
        budget: { monthlyUsd: 600 },
    },
    worker: {
        sender: {
            ...whole.worker.sender,
            services: { send: { command: "python3 sweep.py", stopSeconds: 20 } },
            volumeGiB: 40,
            logRetentionDays: 60,
        },
        sweeper: {
            ...whole.worker.sweeper,
            services: { sweep: { command: "python3 sweep.py", stopSeconds: 20 } },
            volumeGiB: 40,
            instances: { kind: "group", size: 3 },
        },
    },
    tags: { team: "shop" },
} as const;

/** A stack's keys of the configuration; the last one may be destroyed. */
const stages: Readonly<Record<"first" | "changed" | "unprotected", Readonly<Record<string, object>>>> = {
    first: whole,
    changed,
    unprotected: { ...changed, environment: { ...changed.environment, protect: false } },
};

/** Gives a sandbox the whole stack at one of its stages. What the engine wrote beside the settings stays, such as the salt of its secrets. */
export function writeWholeStack(project: string, stage: keyof typeof stages): void {
    const settings = Object.entries(stages[stage]).map(([key, value]) => [`django-beanstalk:${key}`, value]);
    const file = stackFile(project, wholeStack);
    const before = fs.existsSync(file) ? (parse(fs.readFileSync(file, "utf8")) as object) : {};
    const config = { "aws:region": "us-east-1", ...(Object.fromEntries(settings) as object) };
    fs.mkdirSync(project, { recursive: true });
    fs.writeFileSync(file, stringify({ ...before, config }));
}
