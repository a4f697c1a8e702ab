import * as assert from "node:assert/strict";
import { interruptionNotice } from "../../../components/worker/plan-instance";
import { planWorkers } from "../../../components/worker/plan-worker";
import { testSettings } from "../../support/settings";

const ssh = { kind: "ssh", allowedCidrs: ["203.0.113.0/24"] };
const hostKey = `ssh-ed25519 ${"A".repeat(68)}`;

function notice(worker: Readonly<Record<string, unknown>>): string | undefined {
    const services = { consumer: { command: "true" } };
    const [plan] = planWorkers(testSettings({ worker: { consumer: { services, ...worker } } }));
    assert.ok(plan !== undefined);
    return interruptionNotice(plan);
}

describe("what a worker says of interruptions", () => {
    const gone =
        "Worker consumer is one spot instance: after an interruption it is gone until `pulumi up --refresh` makes another. A group replaces it by itself: worker.consumer.instances: {kind: group}, with delivery over s3 or url.";
    const moved =
        "Worker consumer has another address after each interruption, which the engine learns by `pulumi up --refresh`.";
    const stranger =
        " Without --refresh the engine would hand the next release to whoever has the old address, because worker.consumer.delivery.hostKey is not given.";
    const stop = { kind: "spot", interruption: "stop" };

    for (const [worker, said] of [
        [{}, gone],
        [{ delivery: ssh }, gone + stranger],
        [{ delivery: { ...ssh, hostKey } }, gone],
        [{ instances: stop }, undefined],
        [{ delivery: ssh, instances: stop }, moved + stranger],
        [{ delivery: { ...ssh, hostKey }, instances: stop }, moved],
        [{ delivery: ssh, instances: { kind: "on-demand" } }, undefined],
        [{ instances: { kind: "group" } }, undefined],
    ] as const) {
        it(JSON.stringify(worker), () => {
            assert.equal(notice(worker), said);
        });
    }
});
