import * as assert from "node:assert/strict";
import { explainFailure, retryAfter, sinceFirstCall } from "../../../components/worker/retry";

const patience = { milliseconds: 0, limitMinutes: 16, given: undefined };

describe("a broken connection to a worker", () => {
    for (const error of [
        "connection lost",
        "read tcp 10.0.0.2:51234->203.0.113.7:22: read: connection reset by peer",
        "failed to write to remote path /opt/incoming/a.bundle: EOF",
        "write tcp 10.0.0.2:51234->203.0.113.7:22: write: broken pipe",
        "read tcp 10.0.0.2:51234->203.0.113.7:22: i/o timeout",
        "wait: remote command exited without exit status or exit signal",
        'wait: remote command exited without exit status or exit signal: running "x":\nhalf of a line',
        "scp: Connection closed",
        "client_loop: send disconnect: Broken pipe",
        "kex_exchange_identification: Connection closed by remote host",
    ]) {
        it(`is tried again: ${error}`, () => {
            assert.equal(retryAfter([error], patience), 5000);
        });
    }

    for (const error of [
        "context deadline exceeded",
        'Process exited with status 1: running "x":\nThe release was not installed',
        // What a service of the release printed before it ended is no news of the connection to the instance.
        'Process exited with status 1: running "x":\nredis.exceptions.ConnectionError: connection refused',
        'Process exited with status 1: running "x":\npsycopg: server closed the connection: EOF, i/o timeout, broken pipe',
        "failed to create remote file /opt/incoming/a.bundle: permission denied",
        "failed to write to remote path /opt/incoming/a.bundle: no space left on device",
        "failed to parse host key: ssh: no key found",
        "",
    ]) {
        it(`is not what this is: ${JSON.stringify(error)}`, () => {
            assert.equal(retryAfter([error], patience), undefined);
        });
    }

    it("is waited for longer each time, and five times at most", () => {
        const waits = [1, 2, 3, 4, 5].map((count) => retryAfter(Array<string>(count).fill("EOF"), patience));
        assert.deepEqual(waits, [5000, 10000, 20000, 40000, undefined]);
        assert.equal(retryAfter(["EOF"], { ...patience, given: "0" }), 0);
        assert.equal(retryAfter(["EOF"], { ...patience, given: "soon" }), 5000);
    });

    it("is tried again within one time for all steps, which begins with the first failure of any", () => {
        let now = 7_000_000;
        const failingFor = sinceFirstCall(() => now);
        const fails = (minutes: number, errors: readonly string[]) => {
            now = 7_000_000 + minutes * 60_000;
            return retryAfter(errors, { ...patience, milliseconds: failingFor() });
        };
        assert.equal(fails(0, ["connection lost"]), 5000);
        // A part of the bundle, and later the installation: each fails for the first time itself.
        assert.equal(fails(10, ["EOF"]), 5000);
        assert.equal(fails(15.9, ["EOF"]), 5000);
        assert.equal(fails(16, ["EOF"]), undefined);
        assert.equal(fails(40, ["connection lost"]), undefined);
    });

    it("is not tried again once the time after the first failure is up", () => {
        const late = (milliseconds: number) => retryAfter(["EOF"], { ...patience, milliseconds });
        assert.deepEqual([late(16 * 60_000 - 5001), late(16 * 60_000 - 5000)], [5000, undefined]);
    });

    it("counts by what happened last", () => {
        assert.equal(retryAfter(["permission denied", "EOF"], patience), undefined);
        assert.equal(retryAfter(["EOF", "permission denied"], patience), 10000);
    });
});

describe("what is said of stage two that failed", () => {
    const place = { worker: "consumer", limitMinutes: 16 };

    it("names the settings when nobody answered", () => {
        assert.equal(
            explainFailure("context deadline exceeded", place),
            "Nobody let the engine in at worker consumer within 16 minutes, or what it ran there did not end. Look whether the instance runs, whether worker.consumer.delivery.allowedCidrs has the address that " +
                "`pulumi up` comes from, whether its subnet can be reached from there, and, where worker.consumer.delivery.hostKey is given, whether it is this host's. " +
                "An instance that AWS took back is found by `pulumi up --refresh`.",
        );
    });

    it("shows what a command printed without the command", () => {
        const command = JSON.stringify('set -u\necho "x":\nexit 1');
        assert.equal(
            explainFailure(`Process exited with status 1: running ${command}:\nfirst\nsecond: "y":\nthird\n`, place),
            'Worker consumer: first\nsecond: "y":\nthird',
        );
        assert.equal(explainFailure(`Process exited with status 1: running ${command}:\n`, place), undefined);
        assert.equal(explainFailure("permission denied", place), undefined);
        assert.equal(
            explainFailure(`Process exited with status 1: running ${command}:\ngrpc: deadline exceeded\n`, place),
            "Worker consumer: grpc: deadline exceeded",
        );
    });
});
