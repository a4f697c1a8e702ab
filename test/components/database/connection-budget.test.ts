import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import {
    connectionDemand,
    connectionNotices,
    connectionProblems,
    coresOf,
} from "../../../components/database/connection-budget";
import { repository } from "../../support/program";
import { minimalRaw, testSettings } from "../../support/settings";

const large = { kind: "postgres", instanceClass: "db.r8g.4xlarge" };

const demandOf = (app: object, environment: object = {}) =>
    connectionDemand(
        testSettings({
            app: { ...minimalRaw.app, ...app },
            environment: { stage: "dev", ...environment },
            database: large,
        }),
    );

interface Case {
    readonly name: string;
    readonly app?: object;
    readonly environment?: object;
    readonly workers?: number;
    readonly threads?: number;
    readonly others?: number;
    readonly instances?: number;
    readonly added?: number;
    readonly total: number;
}

const quiet = { managedUpdates: { enabled: false } };
const deployed = (policy: string, batch: object, scaling: object) => ({ deployment: { policy, batch }, scaling });

const cases: readonly Case[] = [
    { name: "the defaults of dev", total: 2 * 9 + 1 },
    {
        name: "workers and threads",
        app: { web: { workers: 3, threads: 5 } },
        workers: 3,
        threads: 5,
        total: 2 * 16 + 1,
    },
    {
        name: "processes and jobs",
        app: {
            processes: {
                mail: { kind: "celeryWorker", app: "shop", concurrency: 6 },
                beat: { kind: "celeryBeat", app: "shop", onEveryInstance: true },
                other: { kind: "command", command: "run" },
            },
            jobs: { nightly: { command: "clearsessions", schedule: "daily" } },
        },
        others: 10,
        total: 2 * 18 + 1,
    },
    {
        name: "a Celery worker with a process for each core",
        app: { processes: { mail: { kind: "celeryWorker", app: "shop" } } },
        environment: { instanceTypes: ["t3.micro", "m5.xlarge"] },
        others: 5,
        total: 2 * 13 + 1,
    },
    {
        name: "workers by cores",
        app: { web: { workers: "cores" } },
        environment: { instanceTypes: ["m7g.large"] },
        workers: 5,
        total: 2 * 21 + 1,
    },
    {
        name: "workers by cores that are not known: the most there are",
        app: { web: { workers: "cores" } },
        environment: { instanceTypes: ["t2.micro"] },
        workers: 12,
        total: 2 * 49 + 1,
    },
    {
        name: "an additional batch in percent, rounded up",
        environment: deployed("RollingWithAdditionalBatch", { type: "percent", size: 30 }, { min: 1, max: 5 }),
        instances: 5,
        added: 2,
        total: 7 * 9 + 1,
    },
    {
        name: "an additional batch of a number",
        environment: deployed("RollingWithAdditionalBatch", { type: "fixed", size: 3 }, { min: 1, max: 5 }),
        instances: 5,
        added: 3,
        total: 8 * 9 + 1,
    },
    {
        name: "a second set in an immutable deployment",
        environment: deployed("Immutable", { type: "percent" }, { min: 1, max: 5 }),
        instances: 5,
        added: 5,
        total: 10 * 9 + 1,
    },
    {
        name: "a second set in traffic splitting",
        environment: deployed("TrafficSplitting", { type: "percent" }, { min: 1, max: 4 }),
        instances: 4,
        added: 4,
        total: 8 * 9 + 1,
    },
    {
        name: "nothing more in a rolling deployment",
        environment: deployed("Rolling", { type: "percent" }, { min: 1, max: 5 }),
        instances: 5,
        total: 5 * 9 + 1,
    },
    {
        name: "a second set of the smallest number in a managed update",
        environment: { scaling: { min: 3, max: 4 } },
        instances: 4,
        added: 2,
        total: 6 * 9 + 1,
    },
    {
        name: "no managed updates",
        environment: { scaling: { min: 3, max: 4 }, ...quiet },
        instances: 4,
        total: 4 * 9 + 1,
    },
];

describe("connections that an application may open", () => {
    for (const { name, app = {}, environment = {}, ...wanted } of cases) {
        it(`count ${name}`, () => {
            const usual = { workers: 2, threads: 4, others: 1, instances: 2, added: 0 };
            assert.deepEqual(demandOf(app, environment), { ...usual, ...wanted });
        });
    }

    it("cannot be told of ASGI, and of Celery on instances whose cores are not known", () => {
        const celery = { processes: { mail: { kind: "celeryWorker", app: "shop" } } };
        assert.equal(demandOf({ asgi: "config.asgi:application" }), undefined);
        assert.equal(demandOf(celery, { instanceTypes: ["t2.micro"] }), undefined);
    });

    it("know the cores of instance types by their size", () => {
        const types = ["t3.nano", "t4g.large", "t3.2xlarge", "m7g.medium", "c5.large", "r6g.xlarge", "m5.24xlarge"];
        assert.deepEqual(types.map(coresOf), [2, 2, 8, 1, 2, 4, 96]);
        assert.deepEqual(["t2.micro", "m5.metal", "t1.micro", "x"].map(coresOf), [
            undefined,
            undefined,
            undefined,
            undefined,
        ]);
    });
});

describe("connections that a server takes", () => {
    const settings = (database: object, max = 2) =>
        testSettings({ database: { ...large, ...database }, environment: { stage: "dev", scaling: { max } } });
    const problems = (database: object, max = 2) => {
        const parsed = settings({});
        const given = settings({}).database;
        return connectionProblems({
            ...parsed,
            database: { ...given, ...database },
            environment: { ...parsed.environment, scaling: { ...parsed.environment.scaling, max } },
        }).map(({ where, got }) => `${where}: ${got?.split(":")[0] ?? ""}`);
    };

    it("are enough up to the last one", () => {
        const small = { instanceClass: "db.t4g.micro" };
        assert.deepEqual(problems(small, 8), []);
        assert.deepEqual(problems(small, 9), [
            "database.instanceClass: db.t4g.micro, which takes 76 connections, while the application may open 82",
        ]);
    });

    it("are those of the parameter where it has a number", () => {
        assert.deepEqual(problems({ parameters: { max_connections: { value: "20", apply: "pending-reboot" } } }, 3), [
            "database.instanceClass: db.r8g.4xlarge, which takes 15 connections, while the application may open 28",
        ]);
        assert.deepEqual(
            problems(
                {
                    instanceClass: "db.t4g.micro",
                    parameters: { max_connections: { value: "300", apply: "pending-reboot" } },
                },
                20,
            ),
            [],
        );
    });

    it("count for a replica of its own class, and behind a proxy for every replica", () => {
        const told = (name: string) =>
            `database.replica.instanceClass: ${name}, which takes 76 connections, while the application may open 181`;
        const micro = "db.t4g.micro";
        assert.deepEqual(problems({ replica: { instanceClass: micro } }, 20), [told(micro)]);
        assert.deepEqual(problems({ instanceClass: micro, proxy: {} }, 20), []);
        assert.deepEqual(problems({ instanceClass: micro, proxy: {}, replica: {} }, 20), [told(micro)]);
    });

    it("are nobody's business with a database kept elsewhere", () => {
        const none = testSettings({ database: { kind: "none" }, environment: { stage: "dev", scaling: { max: 500 } } });
        assert.deepEqual([connectionProblems(none), connectionNotices(none)], [[], []]);
    });

    it("are told when little is left", () => {
        assert.deepEqual(connectionNotices(settings({ instanceClass: "db.t4g.micro" }, 7)), [
            "database.instanceClass db.t4g.micro takes 76 connections, and the application may open 64: 9 on each instance (2 workers with 4 threads, 1 other), instances: 7; and one for migrations. " +
                "That leaves little for people and for what else connects. A larger class, fewer threads or database.proxy: {} make room.",
        ]);
        assert.deepEqual(connectionNotices(settings({ instanceClass: "db.t4g.micro" }, 6)), []);
    });

    for (const stack of ["dev", "documents", "prod"]) {
        it(`have room in the example's stack ${stack}`, () => {
            const { config } = parse(fs.readFileSync(path.join(repository, `Pulumi.${stack}.yaml`), "utf8")) as {
                config: Record<string, unknown>;
            };
            const raw = Object.fromEntries(
                Object.entries(config).map(([key, value]) => [key.replace("django-beanstalk:", ""), value]),
            );
            delete raw["aws:region"];
            const parsed = testSettings(raw, { stack });
            assert.deepEqual([connectionProblems(parsed), connectionNotices(parsed)], [[], []]);
        });
    }
});
