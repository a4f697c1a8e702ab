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

describe("bad settings of the database", () => {
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

    it("are no more connections than the class takes once RDS Proxy shares them", () => {
        const app = { ...minimalRaw.app, web: { workers: 4, threads: 8 } };
        const environment = { stage: "dev", scaling: { max: 3 } };
        assert.deepEqual(
            problemsOf({}, { app, environment }).map(({ where }) => where),
            ["database.instanceClass"],
        );
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
