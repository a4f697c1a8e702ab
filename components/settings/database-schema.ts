import { z } from "zod";
import * as database from "./database-forms";
import { common } from "./defaults";
import { retentionDays } from "../option-catalogue/values";
import * as forms from "./patterns";
import { dailyWindow, weeklyWindow } from "./window-forms";
import { ownKey, StageDefaults, text } from "./schema-parts";

const verifyCertificate = z
    .boolean()
    .optional()
    .describe(
        "DATABASE_URL asks for sslmode=verify-full with the certificates of RDS, which each deployment fetches from AWS; with false the connection is encrypted, to whatever server answers. Generated containers on Docker have the file mounted; in a compose file of your own, mount it",
    );

const upgrades = (d: StageDefaults) => ({
    version: text(forms.postgresVersion)
        .default(common.postgresVersion)
        .describe(
            "PostgreSQL version, quoted: a major version, of which AWS chooses the minor one; or major and minor with minorUpgrades false",
        ),
    minorUpgrades: z
        .boolean()
        .default(true)
        .describe("AWS brings newer minor versions in the maintenance window, with an outage of a minute or so"),
    allowMajorUpgrade: z
        .boolean()
        .default(false)
        .describe(
            "Let another major version through, for the one update that brings it; ask for it with applyImmediately",
        ),
    applyImmediately: z
        .boolean()
        .default(d.applyImmediately)
        .describe(
            "Changes that restart the server are made by `pulumi up` at once; with false they wait for the maintenance window, and with them every change that waits already",
        ),
    maintenanceWindow: text(weeklyWindow)
        .default(common.maintenanceWindow)
        .describe(
            "When AWS upgrades the server and makes the changes that wait, in UTC, half an hour or more; another one than the environment's managed updates",
        ),
});

const storage = (d: StageDefaults) => ({
    storageGb: z.int().min(20).max(65536).default(common.storageGb).describe("Storage in GB at creation (gp3)"),
    maxStorageGb: z
        .int()
        .min(20)
        .max(65536)
        .default(d.maxStorageGb)
        .describe("Storage in GB up to which it grows by itself"),
    iops: z
        .int()
        .min(12000)
        .max(64000)
        .optional()
        .describe("Operations a second, with 400 GB of storage or more; without it 12,000, and 3,000 of less storage"),
    throughputMibps: z
        .int()
        .min(500)
        .max(4000)
        .optional()
        .describe("MiB a second, with 400 GB of storage or more; without it 500, and 125 of less storage"),
    kmsKeyArn: text(forms.kmsKeyArn)
        .optional()
        .describe(
            "ARN of a key of yours in KMS that encrypts the storage; without it the one that AWS manages for RDS",
        ),
    snapshot: text(database.snapshot)
        .optional()
        .describe(
            "Name or ARN of an encrypted snapshot that the server is made from, with name and username as they are in it. It stays in the stack file for as long as the server lives",
        ),
});

const safety = (d: StageDefaults) => ({
    multiAz: z.boolean().default(d.multiAz).describe("Keep a standby in another zone"),
    backupDays: z.int().min(1).max(35).default(d.backupDays).describe("Days that automated backups are kept"),
    backupWindow: text(dailyWindow)
        .default(common.backupWindow)
        .describe("When the daily backup is made, in UTC, half an hour or more; apart from the maintenance window"),
    deletionProtection: z.boolean().default(d.deletionProtection).describe("AWS refuses to delete the database"),
    finalSnapshot: z
        .boolean()
        .default(d.databaseFinalSnapshot)
        .describe(
            "Whoever deletes the database leaves a last snapshot and the automated backups behind, which AWS keeps for their days; lifting deletionProtection leaves this on",
        ),
});

const insight = (d: StageDefaults) => ({
    logRetentionDays: z
        .literal(retentionDays)
        .default(d.logRetentionDays)
        .describe("Days that CloudWatch keeps the logs of server and replica"),
    insights: z
        .enum(["off", "standard", "advanced"])
        .default(common.databaseInsights)
        .describe(
            "Mode of CloudWatch Database Insights, which took the place of Performance Insights: standard keeps 7 days without a charge, advanced 15 months for a price by processor",
        ),
    slowQueryMs: z
        .int()
        .min(-1)
        .max(2147483647)
        .default(common.slowQueryMs)
        .describe(
            "Milliseconds from which a statement is written into the log, with its values; -1 for none, 0 for all",
        ),
    parameters: z
        .record(
            text(database.parameterName),
            z.strictObject({
                value: z.string().min(1).max(4000).describe("Value, quoted, in PostgreSQL's own unit"),
                apply: z
                    .enum(["immediate", "pending-reboot"])
                    .default("immediate")
                    .describe(
                        "When it counts. A static parameter, such as max_connections, needs pending-reboot: it counts after a restart by hand",
                    ),
            }),
            "parameters of PostgreSQL by name",
        )
        .default({})
        .describe("Further parameters of PostgreSQL in the parameter group"),
});

const replica = z
    .strictObject({
        identifier: text(database.identifier)
            .optional()
            .describe("Name of the replica in RDS; without it app.name-stack-database-replica"),
        instanceClass: text(forms.databaseClass).optional().describe("RDS instance class; without it the server's"),
    })
    .optional()
    .describe(
        "A read replica, whose address is RDS_REPLICA_HOSTNAME; the application chooses what it reads there, with a database router for example",
    );

const proxy = z
    .strictObject({
        maxConnectionsPercent: z
            .int()
            .min(1)
            .max(100)
            .default(common.proxyConnectionsPercent)
            .describe("Share of the server's connections that the proxy may open"),
        idleClientMinutes: z
            .int()
            .min(1)
            .max(480)
            .default(common.proxyIdleMinutes)
            .describe("Minutes after which the proxy ends a connection of the application that does nothing"),
    })
    .optional()
    .describe(
        "RDS Proxy between application and server: DATABASE_URL and RDS_HOSTNAME name it, and it shares few connections among many clients",
    );

const identity = {
    identifier: text(database.identifier)
        .optional()
        .describe(
            "Name of the server in RDS, which its address begins with; without it app.name-stack-database. It stays what it was when the server was made",
        ),
    name: text(forms.postgresIdentifier)
        .default(common.databaseName)
        .describe("Name of the database. It stays what it was when the server was made"),
    username: text(forms.postgresIdentifier)
        .default(common.databaseUser)
        .describe("Master user. It stays what it was when the server was made"),
    passwordVersion: z
        .int()
        .min(1)
        .max(1000000)
        .default(1)
        .describe(
            "Another number makes a new password. With one user new connections are refused until the environment has restarted with it; with two, count by one, and the application goes on",
        ),
    rotation: z
        .enum(["one-user", "two-users"])
        .default(common.databaseRotation)
        .describe(
            "Whom the application connects as: one-user is the master user; two-users are two of its own in turn, so that a new passwordVersion changes the password of the one that rests. A hook on the instances makes them, with the master user's password. Not with proxy",
        ),
};

export const databaseSchema = (d: StageDefaults) =>
    z.discriminatedUnion("kind", [
        z.strictObject({
            kind: z.literal("postgres").describe("RDS for PostgreSQL, created with the stack"),
            ...upgrades(d),
            instanceClass: text(forms.databaseClass)
                .default(d.databaseClass)
                .describe("RDS instance class. Changing it restarts the database"),
            ...storage(d),
            ...safety(d),
            ...insight(d),
            replica,
            proxy,
            ...identity,
            urlScheme: z
                .enum(["postgresql", "postgres", "postgresql+psycopg"])
                .default(common.urlScheme)
                .describe("Scheme of DATABASE_URL; postgresql suits every reader"),
            verifyCertificate,
        }),
        z.strictObject({
            kind: z.literal("external").describe("A database kept elsewhere"),
            urlSecretArn: text(forms.secretArn).describe("ARN of the secret whose whole value is DATABASE_URL"),
            kmsKeyArn: text(forms.kmsKeyArn).optional().describe(ownKey),
        }),
        z.strictObject({ kind: z.literal("none").describe("No database") }),
    ]);
