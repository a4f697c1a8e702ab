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

    it("refuse a Celery beat on several instances", () => {
        assert.deepEqual(problemsOf(withApp({ processes: { clock: beat } })), [
            {
                where: "app.processes.clock",
                got: "a Celery beat on up to 2 instances, each of which would send every periodic task",
                allowed: "one instance, or a scheduler that holds a lock",
                remedy: "Set scheduler: redbeat.RedBeatScheduler (package celery-redbeat), or environment.scaling.max to 1; or accept it with onEveryInstance: true.",
            },
        ]);
    });

    for (const [name, raw] of [
        ["on one instance", withApp({ processes: { clock: beat } }, { scaling: { max: 1 } })],
        ["with a lock", withApp({ processes: { clock: { ...beat, scheduler: "redbeat.RedBeatScheduler" } } })],
        ["where it is accepted", withApp({ processes: { clock: { ...beat, onEveryInstance: true } } })],
    ] as const) {
        it(`take it ${name}`, () => {
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

    const name =
        "the name of a process: lower-case letters, digits and hyphens, and not that of a process of the platform (web, nginx, sqsd …)";
    const wrong: readonly (readonly [string, object, string, string])[] = [
        ["a second web", { processes: { web: worker } }, "app.processes.web", name],
        ["a process called like a unit of the platform", { processes: { nginx: worker } }, "app.processes.nginx", name],
        [
            "a module that is a command",
            { processes: { mail: { ...worker, app: "shop; id" } } },
            "app.processes.mail.app",
            "a dotted Python module, or module:attribute",
        ],
        [
            "a command of two lines",
            { processes: { feed: { kind: "command", command: "a\nweb: b" } } },
            "app.processes.feed.command",
            "a command of one line",
        ],
        ["half a core", { web: { workers: "core" } }, "app.web.workers", "a whole number from 1 to 64, or cores"],
    ];
    for (const [what, app, where, allowed] of wrong) {
        it(`refuse ${what}`, () => {
            assert.deepEqual(
                problemsOf(withApp(app)).map((each) => [each.where, each.allowed]),
                [[where, allowed]],
            );
        });
    }
});
