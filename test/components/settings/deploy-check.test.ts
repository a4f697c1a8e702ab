import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { minimalRaw, testSettings } from "../../support/settings";

const beat = { kind: "celeryBeat", app: "shop" };
const worker = { kind: "celeryWorker", app: "shop" };
const withApp = (app: object, environment: object = {}) => ({
    app: { ...minimalRaw.app, ...app },
    environment: { stage: "dev", ...environment },
});

/** Problems of a stack file. */
function problemsOf(raw: Readonly<Record<string, unknown>>) {
    try {
        testSettings(raw);
        return [];
    } catch (error) {
        assert.ok(error instanceof ProblemError);
        return error.problems;
    }
}

describe("processes and steps of a deployment", () => {
    it("have these defaults", () => {
        const { app } = testSettings(withApp({ processes: { mail: worker, clock: beat } }, { scaling: { max: 1 } }));
        assert.deepEqual(app.deploy, {
            check: "ERROR",
            migrate: true,
            collectstatic: "everyInstance",
            probeSeconds: 45,
        });
        assert.deepEqual(app.processes, {
            mail: { ...worker, queues: [], stopSeconds: 60 },
            clock: { ...beat, onEveryInstance: false },
        });
    });

    for (const [name, raw] of [
        ["on one instance", withApp({ processes: { clock: beat } }, { scaling: { max: 1 } })],
        ["with a lock", withApp({ processes: { clock: { ...beat, scheduler: "redbeat.RedBeatScheduler" } } })],
        ["where it is accepted", withApp({ processes: { clock: { ...beat, onEveryInstance: true } } })],
    ] as const) {
        it(`take a Celery beat ${name}`, () => {
            assert.deepEqual(problemsOf(raw), []);
        });
    }

    it("refuse waits that outlast the deployment", () => {
        const remedy = "Lower them, or raise environment.deployment.timeoutSeconds.";
        assert.deepEqual(problemsOf(withApp({ deploy: { probeSeconds: 600 } })), [
            {
                where: "app.deploy.probeSeconds",
                got: "600",
                allowed: "together less than environment.deployment.timeoutSeconds (600)",
                remedy,
            },
        ]);
        const processes = { mail: { ...worker, stopSeconds: 300 }, slow: { ...worker, stopSeconds: 560 } };
        assert.deepEqual(problemsOf(withApp({ processes })), [
            {
                where: "app.deploy.probeSeconds",
                got: "45, after up to 560 in which Celery workers stop",
                allowed: "together less than environment.deployment.timeoutSeconds (600)",
                remedy,
            },
        ]);
        assert.deepEqual(problemsOf(withApp({ deploy: { probeSeconds: 0 }, processes })), []);
    });

    it("are those of the Docker platform too", () => {
        const app = { platform: { kind: "docker" }, asgi: "config.asgi:application", processes: { mail: worker } };
        assert.deepEqual(problemsOf(withApp(app)), []);
        const slow = { ...app, processes: { mail: { ...worker, stopSeconds: 200 } } };
        assert.deepEqual(
            problemsOf(withApp(slow)).map(({ where, got }) => [where, got]),
            [
                [
                    "app.deploy.probeSeconds",
                    "45, extended to 400 by app.platform.databaseWaitSeconds and migrationWaitSeconds, after up to 200 in which Celery workers stop",
                ],
            ],
        );
        assert.deepEqual(problemsOf(withApp({ ...slow, deploy: { probeSeconds: 0 } })), []);
    });
});
