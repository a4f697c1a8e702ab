import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { testSettings } from "../../support/settings";

function problemsOf(monitoring: object, changes: object = {}, region?: string) {
    try {
        testSettings(
            { monitoring: { kind: "alarms", ...monitoring }, ...changes },
            region === undefined ? {} : { region },
        );
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems;
    }
    return [];
}

const alarm = (id: string, values: object) => ({ alarms: { [id]: values } });

describe("monitoring", () => {
    it("takes what each alarm has at its limits", () => {
        assert.deepEqual(
            problemsOf({
                alarms: {
                    latency: { periodSeconds: 60, evaluationPeriods: 1440, datapointsToAlarm: 1440 },
                    certificate: { periodSeconds: 86400, evaluationPeriods: 7 },
                    applicationErrors: { threshold: 100 },
                    health: { threshold: 25 },
                },
            }),
            [],
        );
    });

    it("is on in prod and off in dev", () => {
        assert.equal(testSettings().monitoring.kind, "none");
        const prod = testSettings({ environment: { stage: "prod" } }).monitoring;
        assert.ok(prod.kind === "alarms" && prod.customerKey && prod.dashboard && prod.failedDeployments);
        assert.deepEqual([prod.subscribers, prod.alarms, prod.budget], [[], {}, undefined]);
    });
});

describe("the threshold of latency", () => {
    it("may be as long as a worker takes, where no load balancer ends a request", () => {
        const worker = { environment: { stage: "dev", tier: { kind: "worker" } } };
        assert.deepEqual(problemsOf(alarm("latency", { threshold: 200 }), worker), []);
        assert.deepEqual(problemsOf(alarm("latency", { threshold: 54 })), []);
    });
});
