import type { Settings } from "../settings";

export type ServerSettings = Exclude<Settings["cache"], { kind: "none" }>;

/** Valkey and Redis listen here. */
export const cachePort = 6379;

/** Names of secrets that come with a cache. */
export const cacheSecrets = ["CACHE_URL", "REDIS_URL"] as const;

/**
 * What the application connects to. Django's `cache.clear()` empties the whole database that it is given, so that queues and channels have one of their own.
 * Celery's backend refuses a URL with TLS that does not say how to check the certificate, Channels and redis-py read the same word. Django's settings readers
 * would hand it to the connection as an option that it does not know, and redis-py checks the certificate without being told. Seen by running Celery 5.7.0,
 * channels_redis 4.3.0, redis-py 8.1.0, django-environ 0.14.0 and Django 5.2.19.
 *
 * https://docs.djangoproject.com/en/stable/topics/cache/
 * https://docs.celeryq.dev/en/stable/userguide/configuration.html
 */
export function cacheUrls({ host, port, token }: CacheAddress): Record<(typeof cacheSecrets)[number], string> {
    const server = `rediss://:${encodeURIComponent(token)}@${host}:${port}`;
    return { CACHE_URL: `${server}/0`, REDIS_URL: `${server}/1?ssl_cert_reqs=required` };
}

export interface CacheAddress {
    readonly host: string;
    readonly port: number;
    readonly token: string;
}

/** ElastiCache names a parameter family by the engine and its major version. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html */
export const cacheFamily = ({ kind, version }: Pick<ServerSettings, "kind" | "version">): string =>
    `${kind}${version.split(".")[0] ?? version}`;

/** What the server does when its memory is full; undefined where AWS's own `volatile-lru` suits. */
export function evictionPolicy({ purpose }: Pick<ServerSettings, "purpose">): string | undefined {
    switch (purpose) {
        case "cache":
            return "allkeys-lru";
        case "queue":
            return "noeviction";
        case "both":
            return undefined;
    }
}

/** The group that AWS has of each family. It is named, because leaving the name out would keep the one before. */
export const defaultParameterGroup = (settings: Pick<ServerSettings, "kind" | "version">): string =>
    `default.${cacheFamily(settings)}`;

/** Inputs of the replication group that follow from the settings alone. */
export function planServer(settings: ServerSettings) {
    const isReplicated = settings.replicas > 0;
    return {
        engine: settings.kind,
        engineVersion: settings.version,
        nodeType: settings.nodeType,
        port: cachePort,
        numCacheClusters: settings.replicas + 1,
        automaticFailoverEnabled: isReplicated,
        multiAzEnabled: isReplicated,
        transitEncryptionEnabled: true,
        atRestEncryptionEnabled: true,
        // The version is always of a major and a minor part: after an upgrade by AWS a refresh would find the newer one, and the provider replace the cache for the older one.
        autoMinorVersionUpgrade: false,
        // A change that waits for the window would show in every preview until then.
        applyImmediately: true,
        snapshotRetentionLimit: settings.snapshotDays,
        snapshotWindow: settings.snapshotWindow,
        // ElastiCache answers in lower case, which the provider would take for a change.
        maintenanceWindow: settings.maintenanceWindow.toLowerCase(),
    };
}
