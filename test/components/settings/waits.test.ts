import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { keepAliveSeconds, patience } from "../../../components/beanstalk-environment/patience";
import { planProxy } from "../../../components/proxy/plan-proxy";
import { ProblemError } from "../../../components/problem";
import { minimalRaw, testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

const waits = (web: Raw, environment: Raw) => {
    const settings = testSettings({ app: { ...minimalRaw.app, web }, environment });
    return {
        gunicorn: settings.app.web.timeoutSeconds,
        proxy: planProxy(settings).waitSeconds,
        asks: patience(settings).seconds,
        keepAlive: keepAliveSeconds(settings),
    };
};
const dedicated = (more: Raw = {}) => ({ loadBalancer: { kind: "dedicated", ...more } });
const worker = (more: Raw = {}) => ({ tier: { kind: "worker", ...more } });

describe("the waits along the path of a request", () => {
    it("are these when nothing is said", () => {
        assert.deepEqual(
            [
                waits({}, dedicated()),
                waits({}, { loadBalancer: { kind: "none" } }),
                waits({}, { loadBalancer: { kind: "network" } }),
                waits({}, worker()),
            ],
            [
                { gunicorn: 50, proxy: 55, asks: 55, keepAlive: 65 },
                { gunicorn: 50, proxy: 60, asks: 60, keepAlive: undefined },
                { gunicorn: 50, proxy: 60, asks: 60, keepAlive: undefined },
                { gunicorn: 290, proxy: 299, asks: 299, keepAlive: undefined },
            ],
        );
    });

    it("follow the one that is given, in either direction", () => {
        assert.deepEqual(
            [
                waits({ timeoutSeconds: 300 }, dedicated()),
                waits({}, dedicated({ idleTimeoutSeconds: 3600 })),
                waits({}, dedicated({ idleTimeoutSeconds: 20 })),
                waits({ timeoutSeconds: 900 }, { loadBalancer: { kind: "none" } }),
                waits({ timeoutSeconds: 3000 }, worker()),
                waits({}, worker({ inactivityTimeoutSeconds: 60 })),
            ],
            [
                { gunicorn: 300, proxy: 305, asks: 305, keepAlive: 315 },
                { gunicorn: 50, proxy: 3600, asks: 3600, keepAlive: 3610 },
                { gunicorn: 15, proxy: 20, asks: 20, keepAlive: 30 },
                { gunicorn: 900, proxy: 905, asks: 905, keepAlive: undefined },
                { gunicorn: 3000, proxy: 3009, asks: 3009, keepAlive: undefined },
                { gunicorn: 51, proxy: 60, asks: 60, keepAlive: undefined },
            ],
        );
    });

    it("leave a shared load balancer's time-out to its owner", () => {
        const shared = {
            kind: "shared",
            arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef",
            securityGroupId: "sg-0c",
        };
        assert.throws(
            () => waits({ timeoutSeconds: 100 }, { loadBalancer: shared }),
            (error: unknown) => error instanceof ProblemError && error.problems[0]?.where === "app.web.timeoutSeconds",
        );
    });

    it("are in order whatever one of them is: Gunicorn, proxy, load balancer, keep-alive", () => {
        const one = fc.oneof(
            fc.record({ timeoutSeconds: fc.integer({ min: 1, max: 3595 }), idle: fc.constant(undefined) }),
            fc.record({ timeoutSeconds: fc.constant(undefined), idle: fc.integer({ min: 2, max: 3600 }) }),
        );
        fc.assert(
            fc.property(one, ({ timeoutSeconds, idle }) => {
                const { gunicorn, proxy, asks, keepAlive } = waits(
                    timeoutSeconds === undefined ? {} : { timeoutSeconds },
                    dedicated(idle === undefined ? {} : { idleTimeoutSeconds: idle }),
                );
                assert.ok(
                    gunicorn < proxy && proxy <= asks && asks < (keepAlive ?? 0),
                    JSON.stringify({ timeoutSeconds, idle }),
                );
            }),
            { numRuns: 100 },
        );
    });

    it("hide a worker's message longer than the application may take", () => {
        const { tier } = testSettings({
            app: { ...minimalRaw.app, web: { timeoutSeconds: 5000 } },
            environment: worker(),
        }).environment;
        assert.ok(tier.kind === "worker" && tier.inactivityTimeoutSeconds < tier.visibilityTimeoutSeconds);
    });
});
