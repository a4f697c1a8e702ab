import * as assert from "node:assert/strict";
import {
    parameterFamily,
    planParameters,
    planPool,
    planReplica,
    planServer,
    PostgresSettings,
} from "../../../components/database/plan-server";
import { testSettings } from "../../support/settings";

const settingsOf = (given: object = {}, stage = "dev"): PostgresSettings => {
    const { database } = testSettings({ environment: { stage }, database: { kind: "postgres", ...given } });
    assert.ok(database.kind === "postgres");
    return database;
};

describe("the plan of a server", () => {
    it("has these arguments in dev", () => {
        assert.deepEqual(planServer(settingsOf()), {
            engine: "postgres",
            engineVersion: "17",
            autoMinorVersionUpgrade: true,
            allowMajorVersionUpgrade: false,
            applyImmediately: true,
            instanceClass: "db.t4g.micro",
            storageType: "gp3",
            allocatedStorage: 20,
            maxAllocatedStorage: 50,
            storageEncrypted: true,
            dbName: "app",
            username: "app",
            port: 5432,
            publiclyAccessible: false,
            multiAz: false,
            backupRetentionPeriod: 7,
            backupWindow: "01:00-01:30",
            maintenanceWindow: "sun:06:00-sun:06:30",
            copyTagsToSnapshot: true,
            deletionProtection: false,
            skipFinalSnapshot: true,
            deleteAutomatedBackups: true,
            enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
            performanceInsightsEnabled: true,
            performanceInsightsRetentionPeriod: 7,
            databaseInsightsMode: "standard",
        });
    });

    it("is safe in prod", () => {
        const plan = planServer(settingsOf({}, "prod"));
        assert.deepEqual(
            [
                plan.multiAz,
                plan.backupRetentionPeriod,
                plan.deletionProtection,
                plan.skipFinalSnapshot,
                plan.applyImmediately,
            ],
            [true, 14, true, false, false],
        );
    });

    it("has what is asked for besides, and nothing of it otherwise", () => {
        const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0a1b";
        const storage = { storageGb: 400, maxStorageGb: 440, iops: 16000, throughputMibps: 1000 };
        const plan: Partial<Record<string, unknown>> = planServer(
            settingsOf({ ...storage, kmsKeyArn, snapshot: "old", insights: "off" }),
        );
        assert.deepEqual(
            [
                plan["iops"],
                plan["storageThroughput"],
                plan["kmsKeyId"],
                plan["snapshotIdentifier"],
                // The snapshot's own.
                plan["allocatedStorage"],
                plan["performanceInsightsEnabled"],
                // From advanced to off AWS is told of the mode, too.
                plan["databaseInsightsMode"],
            ],
            [16000, 1000, kmsKeyArn, "old", undefined, false, "standard"],
        );
        const added = ["iops", "storageThroughput", "kmsKeyId", "snapshotIdentifier"];
        assert.deepEqual(
            added.filter((name) => name in planServer(settingsOf())),
            [],
        );
    });

    it("keeps 15 months of advanced insights, as AWS demands", () => {
        const { performanceInsightsRetentionPeriod, databaseInsightsMode } = {
            ...planServer(settingsOf({ insights: "advanced" })),
        } as Record<string, unknown>;
        assert.deepEqual([performanceInsightsRetentionPeriod, databaseInsightsMode], [465, "advanced"]);
    });
});

describe("the plan of a replica", () => {
    it("has nothing that follows from the server, no snapshot, and may be deleted", () => {
        const plan: object = planReplica(settingsOf({ replica: { instanceClass: "db.t4g.small" } }, "prod"));
        const own = ["engine", "engineVersion", "dbName", "username", "allocatedStorage", "kmsKeyId", "backupWindow"];
        assert.deepEqual(
            own.filter((name) => name in plan),
            [],
        );
        const { instanceClass, deletionProtection, skipFinalSnapshot, publiclyAccessible } = plan as Record<
            string,
            unknown
        >;
        assert.deepEqual(
            [instanceClass, deletionProtection, skipFinalSnapshot, publiclyAccessible],
            ["db.t4g.small", false, true, false],
        );
    });

    it("is of the server's class where none is given", () => {
        assert.equal(
            planReplica(settingsOf({ instanceClass: "db.m7g.large", replica: {} })).instanceClass,
            "db.m7g.large",
        );
    });
});

describe("the parameters", () => {
    it("are of the version's family", () => {
        assert.deepEqual(["17", "17.4", "16.1"].map(parameterFamily), ["postgres17", "postgres17", "postgres16"]);
    });

    it("demand TLS and log slow statements; others come sorted, each with its time", () => {
        const parameters = {
            work_mem: { value: "8192" },
            "pg_stat_statements.max": { value: "1", apply: "pending-reboot" },
        };
        assert.deepEqual(planParameters(settingsOf({ slowQueryMs: -1, parameters })).parameters, [
            { name: "rds.force_ssl", value: "1" },
            { name: "log_min_duration_statement", value: "-1" },
            { name: "pg_stat_statements.max", value: "1", applyMethod: "pending-reboot" },
            { name: "work_mem", value: "8192", applyMethod: "immediate" },
        ]);
        assert.deepEqual(planParameters(settingsOf()).parameters[1], {
            name: "log_min_duration_statement",
            value: "1000",
        });
    });
});

describe("the pool of a proxy", () => {
    it("keeps half of its connections when they are idle, and waits less long than Gunicorn", () => {
        const pool = planPool({ maxConnectionsPercent: 75, idleClientMinutes: 30 });
        assert.deepEqual(pool, {
            maxConnectionsPercent: 75,
            maxIdleConnectionsPercent: 37,
            connectionBorrowTimeout: 20,
        });
    });
});
