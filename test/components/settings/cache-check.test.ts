import * as assert from "node:assert/strict";
import { Problem, ProblemError } from "../../../components/problem";
import { testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

function problemsOf(cache: Raw): readonly Problem[] {
    try {
        testSettings({ cache });
    } catch (error) {
        assert.ok(error instanceof ProblemError);
        return error.problems;
    }
    return [];
}

const snapshots = { snapshotDays: 1 };

describe("cacheCheck", () => {
    it("takes windows that touch, and any while no snapshot is taken", () => {
        assert.deepEqual(problemsOf({ kind: "valkey", ...snapshots, snapshotWindow: "04:00-05:00" }), []);
        assert.deepEqual(problemsOf({ kind: "valkey", ...snapshots, snapshotWindow: "06:00-07:00" }), []);
        assert.deepEqual(problemsOf({ kind: "valkey", snapshotWindow: "05:30-06:30" }), []);
    });

    it("is cheap in dev and safe in prod", () => {
        const of = (stage: string) => testSettings({ environment: { stage }, cache: { kind: "valkey" } }).cache;
        const same = {
            kind: "valkey",
            version: "8.2",
            purpose: "both",
            snapshotWindow: "03:00-04:00",
            maintenanceWindow: "Sun:05:00-Sun:06:00",
        };
        assert.deepEqual(of("dev"), {
            ...same,
            nodeType: "cache.t4g.micro",
            replicas: 0,
            snapshotDays: 0,
            finalSnapshot: false,
        });
        assert.deepEqual(of("prod"), {
            ...same,
            nodeType: "cache.t4g.small",
            replicas: 1,
            snapshotDays: 7,
            finalSnapshot: true,
        });
        assert.deepEqual(testSettings().cache, { kind: "none" });
    });

    it("has names that nothing else may have", () => {
        const taken = (more: Raw) => {
            try {
                testSettings({ cache: { kind: "redis" }, ...more });
                return [];
            } catch (error) {
                assert.ok(error instanceof ProblemError);
                return error.problems.map(({ where, got }) => `${where}: ${got ?? ""}`);
            }
        };
        assert.deepEqual(taken({ secrets: { REDIS_URL: { kind: "generated" } } }), [
            "secrets.REDIS_URL: a name that the deployment sets itself",
        ]);
        const app = {
            name: "notes",
            directory: ".",
            wsgi: "a:b",
            settingsModule: "s",
            variables: { CACHE_URL: "redis://localhost" },
        };
        assert.deepEqual(taken({ app }), [
            "app.variables.CACHE_URL: a name that the database, the media bucket or the cache fills in",
        ]);
        assert.deepEqual(testSettings({ secrets: { REDIS_URL: { kind: "generated" } } }).cache, { kind: "none" });
    });
});
