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

const nodeTypes = "an ElastiCache node type such as cache.t4g.micro, without data tiering";
const daily = "a window of every day in UTC as HH:MM-HH:MM, such as 01:00-02:00";
const weekly = "a window of the week in UTC as Day:HH:MM-Day:HH:MM, such as Sun:06:00-Sun:07:00";
const length = "60 minutes to 24 hours";
const apart = "windows that do not overlap";
const snapshots = { snapshotDays: 1 };

/** Settings of a Valkey, path, got, allowed, remedy. */
const refused: readonly (readonly [Raw, string, string, string, RegExp])[] = [
    [{ kind: "memcached" }, "kind", '"memcached"', "none, valkey, redis", /./],
    [{ version: "9.0" }, "version", '"9.0"', 'a version of Valkey, quoted: "7.2", "8.0", "8.1" or "8.2"', /./],
    [{ version: 8.2 }, "version", "8.2 (a number)", "a text", /./],
    [{ kind: "redis", version: "6.2" }, "version", '"6.2"', 'a version of Redis OSS, quoted: "7.0" or "7.1"', /./],
    [{ nodeType: "t4g.micro" }, "nodeType", '"t4g.micro"', nodeTypes, /./],
    [{ nodeType: "cache.r6gd.xlarge" }, "nodeType", '"cache.r6gd.xlarge"', nodeTypes, /./],
    [{ nodeType: "db.t4g.micro" }, "nodeType", '"db.t4g.micro"', nodeTypes, /./],
    [{ replicas: 6 }, "replicas", "6 (a number)", "at most 5", /./],
    [{ purpose: "sessions" }, "purpose", '"sessions"', '"cache", "queue", "both"', /./],
    [{ snapshotDays: 36 }, "snapshotDays", "36 (a number)", "at most 35", /./],
    [{ snapshotWindow: "3:00-4:00" }, "snapshotWindow", '"3:00-4:00"', daily, /./],
    [{ snapshotWindow: "03:00-25:00" }, "snapshotWindow", '"03:00-25:00"', daily, /./],
    [{ maintenanceWindow: "Sunday:05:00-06:00" }, "maintenanceWindow", '"Sunday:05:00-06:00"', weekly, /./],
    [{ maintenanceWindow: "05:00-06:00" }, "maintenanceWindow", '"05:00-06:00"', weekly, /./],
    [{ snapshotWindow: "03:00-03:30" }, "snapshotWindow", '"03:00-03:30", 30 minutes', length, /an hour after/],
    [
        { maintenanceWindow: "sun:23:30-mon:00:15" },
        "maintenanceWindow",
        '"sun:23:30-mon:00:15", 45 minutes',
        length,
        /an hour after/,
    ],
    [
        { maintenanceWindow: "sun:05:00-tue:06:00" },
        "maintenanceWindow",
        '"sun:05:00-tue:06:00", 2940 minutes',
        length,
        /an hour after/,
    ],
    [
        { ...snapshots, snapshotWindow: "05:30-06:30" },
        "snapshotWindow",
        '"05:30-06:30", in which maintenanceWindow ("Sun:05:00-Sun:06:00") lies',
        apart,
        /Move one/,
    ],
    [
        { ...snapshots, snapshotWindow: "23:30-00:30", maintenanceWindow: "mon:00:00-mon:01:00" },
        "snapshotWindow",
        '"23:30-00:30", in which maintenanceWindow ("mon:00:00-mon:01:00") lies',
        apart,
        /Move one/,
    ],
];

describe("cacheCheck", () => {
    for (const [raw, setting, got, allowed, remedy] of refused) {
        it(`refuses ${JSON.stringify(raw)}`, () => {
            const problems = problemsOf({ kind: "valkey", ...raw });
            assert.deepEqual(
                problems.map((each) => [each.where, each.got, each.allowed]),
                [[`cache.${setting}`, got, allowed]],
            );
            assert.match(problems[0]?.remedy ?? "", remedy);
        });
    }

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
