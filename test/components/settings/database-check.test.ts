import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { ProblemError } from "../../../components/problem";
import { windowProblems } from "../../../components/settings/database-windows";
import { spanOf } from "../../../components/settings/windows";
import { minimalRaw, testSettings } from "../../support/settings";

function problemsOf(database: object, more: object = {}) {
    try {
        testSettings({ database: { kind: "postgres", ...database }, ...more });
        return [];
    } catch (error) {
        assert.ok(error instanceof ProblemError);
        return error.problems;
    }
}

interface Bad {
    readonly given: object;
    readonly where: string;
    readonly got: string;
    readonly allowed: string;
    readonly remedy: string;
}

const weekly = "a window of the week in UTC as Day:HH:MM-Day:HH:MM, such as Sun:06:00-Sun:07:00";
const daily = "a window of every day in UTC as HH:MM-HH:MM, such as 01:00-02:00";
const families = ["t3", "t4g", "m5", "m6g", "m6i", "m7g", "m7i", "m8g", "r5", "r6g", "r6i", "r7g", "r7i", "r8g", "x2g"]
    .map((family) => `db.${family}`)
    .join(", ");

const bad: Readonly<Record<string, Bad>> = {
    "windows that overlap": {
        given: { maintenanceWindow: "Sun:01:15-Sun:02:00" },
        where: "database.backupWindow",
        got: "01:00-01:30, which overlaps database.maintenanceWindow (Sun:01:15-Sun:02:00)",
        allowed: "a time of every day apart from the maintenance window",
        remedy: "Move one of the two.",
    },
    "windows that overlap over midnight and the end of the week": {
        given: { maintenanceWindow: "Sun:23:45-Mon:00:15", backupWindow: "23:00-23:50" },
        where: "database.backupWindow",
        got: "23:00-23:50, which overlaps database.maintenanceWindow (Sun:23:45-Mon:00:15)",
        allowed: "a time of every day apart from the maintenance window",
        remedy: "Move one of the two.",
    },
    "a short maintenance window": {
        given: { maintenanceWindow: "Sun:06:00-Sun:06:20" },
        where: "database.maintenanceWindow",
        got: "Sun:06:00-Sun:06:20, 20 minutes",
        allowed: "30 minutes or more, less than 24 hours",
        remedy: "Move its end away from its start.",
    },
    "a maintenance window of days": {
        given: { maintenanceWindow: "Sun:06:00-Mon:06:00" },
        where: "database.maintenanceWindow",
        got: "Sun:06:00-Mon:06:00, 1440 minutes",
        allowed: "30 minutes or more, less than 24 hours",
        remedy: "Move its end nearer to its start.",
    },
    "a short backup window": {
        given: { backupWindow: "01:00-01:10" },
        where: "database.backupWindow",
        got: "01:00-01:10, 10 minutes",
        allowed: "30 minutes or more, less than 24 hours",
        remedy: "Move its end away from its start.",
    },
    "a maintenance window in the form of the environment's": {
        given: { maintenanceWindow: "Sun:03:00" },
        where: "database.maintenanceWindow",
        got: '"Sun:03:00"',
        allowed: weekly,
        remedy: "Change it to what is allowed.",
    },
    "a backup window with a day": {
        given: { backupWindow: "Sun:01:00-Sun:02:00" },
        where: "database.backupWindow",
        got: '"Sun:01:00-Sun:02:00"',
        allowed: daily,
        remedy: "Change it to what is allowed.",
    },
    "a class of an unknown form": {
        given: { instanceClass: "t4g.micro" },
        where: "database.instanceClass",
        got: '"t4g.micro"',
        allowed: "an RDS instance class: db, family, size",
        remedy: "Change it to what is allowed.",
    },
    "a family that is retired or not there": {
        given: { instanceClass: "db.t2.micro" },
        where: "database.instanceClass",
        got: "db.t2.micro, a class that this program does not know",
        allowed: `one of the families ${families}`,
        remedy: "Choose one of them; a newer class goes into components/database/instance-classes.ts first.",
    },
    "a size that the family does not have": {
        given: { instanceClass: "db.t4g.4xlarge" },
        where: "database.instanceClass",
        got: "db.t4g.4xlarge, a class that this program does not know",
        allowed: "db.t4g with micro, small, medium, large, xlarge, 2xlarge",
        remedy: "Choose one of them; a newer class goes into components/database/instance-classes.ts first.",
    },
    "a replica of such a class": {
        given: { replica: { instanceClass: "db.t4g.4xlarge" } },
        where: "database.replica.instanceClass",
        got: "db.t4g.4xlarge, a class that this program does not know",
        allowed: "db.t4g with micro, small, medium, large, xlarge, 2xlarge",
        remedy: "Choose one of them; a newer class goes into components/database/instance-classes.ts first.",
    },
    "a version that RDS does not have": {
        given: { version: "25" },
        where: "database.version",
        got: "25, which RDS does not offer",
        allowed: "one of the major versions 13, 14, 15, 16, 17, 18",
        remedy: "Choose one of them; a newer one goes into components/database/supported.ts first.",
    },
    "a version that the class does not run": {
        given: { version: "15.1", minorUpgrades: false, instanceClass: "db.m7g.large" },
        where: "database.version",
        got: "15.1, which db.m7g.large does not run",
        allowed: "15.2 or newer on db.m7g",
        remedy: 'Write "15", and AWS chooses the minor version; or take a class of another family.',
    },
    "a minor version that AWS moves": {
        given: { version: "17.4" },
        where: "database.version",
        got: "17.4, while database.minorUpgrades lets AWS move the minor version",
        allowed: "a major version alone, or minorUpgrades: false",
        remedy: 'Write "17"; or set database.minorUpgrades to false, and bring minor versions yourself.',
    },
    "storage that shrinks": {
        given: { storageGb: 100, maxStorageGb: 50 },
        where: "database.maxStorageGb",
        got: "50",
        allowed: "at least 110, 10 % more than database.storageGb",
        remedy: "Raise maxStorageGb; RDS storage cannot shrink.",
    },
    "one name for server and replica": {
        given: { identifier: "notes", replica: { identifier: "notes" } },
        where: "database.replica.identifier",
        got: "notes, which is the server's name too",
        allowed: "another name than the server's",
        remedy: "Give server and replica names of their own.",
    },
    "a name of a server that RDS does not take": {
        given: { identifier: "Notes--db" },
        where: "database.identifier",
        got: '"Notes--db"',
        allowed:
            "2 to 63 lower-case letters, digits and single hyphens, starting with a letter and not ending in a hyphen",
        remedy: "Change it to what is allowed.",
    },
    "operations for little storage": {
        given: { iops: 12000 },
        where: "database.iops",
        got: "12000, with 20 GB of storage",
        allowed: "nothing below database.storageGb: 400; such storage has 3,000 operations and 125 MiB a second",
        remedy: "Remove it, or create the database with 400 GB or more.",
    },
    "more throughput than operations allow": {
        given: { storageGb: 400, maxStorageGb: 440, throughputMibps: 3500 },
        where: "database.throughputMibps",
        got: "3500, with 12000 operations a second",
        allowed: "at most a quarter of database.iops (3000)",
        remedy: "Lower throughputMibps, or raise iops.",
    },
    "backups kept too long": {
        given: { backupDays: 36 },
        where: "database.backupDays",
        got: "36 (a number)",
        allowed: "at most 35",
        remedy: "Change it to what is allowed.",
    },
    "no backups": {
        given: { backupDays: 0 },
        where: "database.backupDays",
        got: "0 (a number)",
        allowed: "at least 1",
        remedy: "Change it to what is allowed.",
    },
    "a user that RDS keeps": {
        given: { username: "admin" },
        where: "database.username",
        got: "admin, which RDS keeps for itself",
        allowed: "any other name than admin, rdsadmin and those with pg_ in front",
        remedy: "Choose another name.",
    },
    "a database that RDS keeps": {
        given: { name: "rdsadmin" },
        where: "database.name",
        got: "rdsadmin, which RDS keeps for itself",
        allowed: "any other name than rdsadmin, template0, template1",
        remedy: "Choose another name.",
    },
    "two users with a proxy": {
        given: { rotation: "two-users", proxy: {} },
        where: "database.rotation",
        got: "two-users, with database.proxy",
        allowed: "one-user with RDS Proxy: it logs in with the password of one user",
        remedy: "Remove one of the two.",
    },
    "a master user whose name is too long for two others": {
        given: { rotation: "two-users", username: "u".repeat(58) },
        where: "database.username",
        got: `${"u".repeat(58)}, 58 characters, with rotation: two-users`,
        allowed: "at most 57: the names of the two users are made of it, and PostgreSQL keeps 63",
        remedy: "Choose a shorter name, or rotation: one-user where the server is there already.",
    },
    "a parameter that the program sets": {
        given: { parameters: { "rds.force_ssl": { value: "0" } } },
        where: "database.parameters.rds.force_ssl",
        got: "a parameter that the program sets",
        allowed: "any other parameter",
        remedy: "Remove it: the server takes encrypted connections only.",
    },
    "a parameter that has a setting": {
        given: { parameters: { log_min_duration_statement: { value: "0" } } },
        where: "database.parameters.log_min_duration_statement",
        got: "a parameter that the program sets",
        allowed: "any other parameter",
        remedy: "Remove it, and set database.slowQueryMs.",
    },
    "a static parameter that is to count at once": {
        given: { parameters: { max_connections: { value: "200" } } },
        where: "database.parameters.max_connections.apply",
        got: "immediate, which is the default, of a static parameter",
        allowed: "pending-reboot: PostgreSQL reads a static parameter when it starts",
        remedy: "Add apply: pending-reboot. On a server that runs, it counts after `aws rds reboot-db-instance`.",
    },
    "a static parameter of RDS's own": {
        given: { parameters: { "rds.logical_replication": { value: "1", apply: "immediate" } } },
        where: "database.parameters.rds.logical_replication.apply",
        got: "immediate, which is the default, of a static parameter",
        allowed: "pending-reboot: PostgreSQL reads a static parameter when it starts",
        remedy: "Add apply: pending-reboot. On a server that runs, it counts after `aws rds reboot-db-instance`.",
    },
    "a parameter that is static before PostgreSQL 18": {
        given: { version: "17", parameters: { autovacuum_max_workers: { value: "5" } } },
        where: "database.parameters.autovacuum_max_workers.apply",
        got: "immediate, which is the default, of a static parameter",
        allowed: "pending-reboot: PostgreSQL reads a static parameter when it starts",
        remedy: "Add apply: pending-reboot. On a server that runs, it counts after `aws rds reboot-db-instance`.",
    },
    "an insight that AWS has not": {
        given: { insights: "extended" },
        where: "database.insights",
        got: '"extended"',
        allowed: '"off", "standard", "advanced"',
        remedy: "Choose one of the allowed values.",
    },
    "a proxy without a connection": {
        given: { proxy: { maxConnectionsPercent: 0 } },
        where: "database.proxy.maxConnectionsPercent",
        got: "0 (a number)",
        allowed: "at least 1",
        remedy: "Change it to what is allowed.",
    },
};

describe("bad settings of the database", () => {
    for (const [name, { given, ...problem }] of Object.entries(bad)) {
        it(`are told: ${name}`, () => {
            assert.deepEqual(problemsOf(given), [problem]);
        });
    }

    it("are told all at once", () => {
        const given = {
            version: "25",
            maxStorageGb: 20,
            storageGb: 21,
            backupWindow: "01:00-01:01",
            username: "admin",
        };
        assert.deepEqual(
            problemsOf(given).map(({ where }) => where),
            ["database.version", "database.maxStorageGb", "database.backupWindow", "database.username"],
        );
    });

    it("are more connections than the class takes, with the numbers and the ways out", () => {
        const app = { ...minimalRaw.app, web: { workers: 4, threads: 8 } };
        const environment = { stage: "dev", scaling: { max: 3 } };
        assert.deepEqual(problemsOf({}, { app, environment }), [
            {
                where: "database.instanceClass",
                got: "db.t4g.micro, which takes 76 connections, while the application may open 100: 33 on each instance (4 workers with 8 threads, 1 other), instances: 3; and one for migrations",
                allowed: "a class that takes 100, such as db.t4g.small",
                remedy: "Take a larger class, lower app.web.workers, app.web.threads or environment.scaling.max, or share connections with RDS Proxy: database.proxy: {}.",
            },
        ]);
        assert.deepEqual(problemsOf({ proxy: {} }, { app, environment }), []);
    });
});

describe("good settings of the database", () => {
    for (const [name, given] of Object.entries({
        "a minor version of one's own": { version: "17.6", minorUpgrades: false },
        "a version of Graviton's newest": { version: "18", instanceClass: "db.m8g.large" },
        "a backup over midnight": { backupWindow: "23:45-00:30" },
        "a static parameter that waits for a restart": {
            parameters: { max_connections: { value: "200", apply: "pending-reboot" } },
        },
        "a dynamic parameter that counts at once": { parameters: { work_mem: { value: "16384" } } },
        "a parameter that is dynamic since PostgreSQL 18": {
            version: "18",
            parameters: { autovacuum_max_workers: { value: "5" } },
        },
        "windows side by side": { maintenanceWindow: "Sun:01:30-Sun:02:00" },
        "operations of large storage": { storageGb: 400, maxStorageGb: 1000, iops: 16000, throughputMibps: 4000 },
        "a snapshot of another account": {
            snapshot: "arn:aws:rds:us-east-1:210987654321:snapshot:rds:notes-2026-11-01-01-00",
        },
    })) {
        it(`are taken: ${name}`, () => {
            assert.deepEqual(problemsOf(given), []);
        });
    }

    it("are safe in prod and cheap in dev when nothing is said", () => {
        const shown = (stage: string) => {
            const { database } = testSettings({ environment: { stage } });
            assert.ok(database.kind === "postgres");
            const { applyImmediately, backupDays, multiAz, deletionProtection, minorUpgrades, insights } = database;
            return { applyImmediately, backupDays, multiAz, deletionProtection, minorUpgrades, insights };
        };
        const both = { minorUpgrades: true, insights: "standard" };
        assert.deepEqual(shown("dev"), {
            applyImmediately: true,
            backupDays: 7,
            multiAz: false,
            deletionProtection: false,
            ...both,
        });
        assert.deepEqual(shown("prod"), {
            applyImmediately: false,
            backupDays: 14,
            multiAz: true,
            deletionProtection: true,
            ...both,
        });
    });
});

describe("windows", () => {
    const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const clock = (minute: number) =>
        [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
    const onDay = (minute: number) => `${days[Math.floor(minute / 1440) % 7] ?? ""}:${clock(minute)}`;
    const span = (whole: number) =>
        fc.record({ start: fc.nat(whole - 1), minutes: fc.integer({ min: 30, max: 1439 }) });

    it("overlap exactly where a minute of the week is in both", () => {
        fc.assert(
            fc.property(span(10080), span(1440), (weekly, daily) => {
                const maintenanceWindow = `${onDay(weekly.start)}-${onDay(weekly.start + weekly.minutes)}`;
                const backupWindow = `${clock(daily.start)}-${clock(daily.start + daily.minutes)}`;
                assert.deepEqual([spanOf(maintenanceWindow), spanOf(backupWindow)], [{ ...weekly }, { ...daily }]);
                const inDaily = (minute: number) => (((minute - daily.start) % 1440) + 1440) % 1440 < daily.minutes;
                const minutes = Array.from({ length: weekly.minutes }, (_, i) => weekly.start + i);
                assert.equal(windowProblems({ maintenanceWindow, backupWindow }).length > 0, minutes.some(inDaily));
            }),
        );
    });
});
