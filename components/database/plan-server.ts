import type { Settings } from "../settings";
import { postgresPort } from "./plan-database";
import { exportedLogs } from "./plan-logs";
import { majorOf } from "./supported";

export type PostgresSettings = Extract<Settings["database"], { kind: "postgres" }>;

/** RDS names a parameter family by the major version: `postgres17` for 17 and 17.4. */
export const parameterFamily = (version: string): string => `postgres${majorOf(version)}`;

/** Both that the program sets count at once. https://www.postgresql.org/docs/current/runtime-config-logging.html */
export function planParameters({ version, slowQueryMs, parameters }: PostgresSettings) {
    const own = { "rds.force_ssl": "1", log_min_duration_statement: String(slowQueryMs) };
    return {
        family: parameterFamily(version),
        parameters: [
            ...Object.entries(own).map(([name, value]) => ({ name, value })),
            ...Object.entries(parameters)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([name, { value, apply }]) => ({ name, value, applyMethod: apply })),
        ],
    };
}

/**
 * Days that Database Insights keeps in each mode: AWS takes no other number.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Database-Insights.html
 */
const insightDays = { standard: 7, advanced: 465 };

const planInsights = (mode: PostgresSettings["insights"]) =>
    mode === "off"
        ? // Left out, the provider would leave AWS in the advanced mode, which does without insights no more.
          { performanceInsightsEnabled: false, databaseInsightsMode: "standard" }
        : {
              performanceInsightsEnabled: true,
              performanceInsightsRetentionPeriod: insightDays[mode],
              databaseInsightsMode: mode,
          };

/** What server and replica have in common. */
const planAny = (settings: PostgresSettings) => ({
    // gp3 only: what it costs and what it can do do not depend on each other.
    storageType: "gp3",
    storageEncrypted: true,
    ...(settings.iops === undefined ? {} : { iops: settings.iops }),
    ...(settings.throughputMibps === undefined ? {} : { storageThroughput: settings.throughputMibps }),
    maxAllocatedStorage: settings.maxStorageGb,
    port: postgresPort,
    publiclyAccessible: false,
    autoMinorVersionUpgrade: settings.minorUpgrades,
    applyImmediately: settings.applyImmediately,
    // RDS answers in lower case, which the provider would take for a change.
    maintenanceWindow: settings.maintenanceWindow.toLowerCase(),
    copyTagsToSnapshot: true,
    enabledCloudwatchLogsExports: [...exportedLogs],
    ...planInsights(settings.insights),
});

/** The server's arguments as far as the settings give them. */
export const planServer = (settings: PostgresSettings) => ({
    ...planAny(settings),
    engine: "postgres",
    engineVersion: settings.version,
    allowMajorVersionUpgrade: settings.allowMajorUpgrade,
    instanceClass: settings.instanceClass,
    ...(settings.kmsKeyArn === undefined ? {} : { kmsKeyId: settings.kmsKeyArn }),
    // A snapshot brings its size; the provider would ask AWS for another one at once, which may be less.
    ...(settings.snapshot === undefined
        ? { allocatedStorage: settings.storageGb }
        : { snapshotIdentifier: settings.snapshot }),
    dbName: settings.name,
    username: settings.username,
    multiAz: settings.multiAz,
    backupRetentionPeriod: settings.backupDays,
    backupWindow: settings.backupWindow,
    deletionProtection: settings.deletionProtection,
    skipFinalSnapshot: !settings.finalSnapshot,
    deleteAutomatedBackups: !settings.finalSnapshot,
});

/** A replica follows the server in everything that is not said here; it is made again from the server, so nothing keeps it from being deleted. */
export const planReplica = (settings: PostgresSettings) => ({
    ...planAny(settings),
    instanceClass: settings.replica?.instanceClass ?? settings.instanceClass,
    deletionProtection: false,
    skipFinalSnapshot: true,
});

/**
 * A proxy's pool. Django waits for a connection no longer than people do; AWS's own is two minutes, after which Gunicorn would have ended the worker.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-managing.html
 */
export const planPool = ({ maxConnectionsPercent }: NonNullable<PostgresSettings["proxy"]>) => ({
    maxConnectionsPercent,
    maxIdleConnectionsPercent: Math.floor(maxConnectionsPercent / 2),
    connectionBorrowTimeout: 20,
});
