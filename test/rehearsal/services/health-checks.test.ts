import * as assert from "node:assert/strict";
import * as http from "node:http";
import * as path from "node:path";
import { Balancer } from "../../../rehearsal/services/balancer";
import { HealthChecks } from "../../../rehearsal/services/health-checks";
import { listen } from "../../../rehearsal/services/server-process";
import { needsPrograms } from "../../support/needs-programs";
import { temporaryFolder } from "../../support/temporary-folder";

describe("the health checks of the balancer", () => {
    const folder = temporaryFolder();
    const running: (() => Promise<unknown>)[] = [];

    before(function () {
        needsPrograms(this, "nginx", "setpriv");
    });

    afterEach(async () => {
        for (const stop of running.splice(0).reverse()) {
            await stop();
        }
    });

    /** A target that answers its checks with these, one after the other, and with the last one from then on; and its balancer. */
    async function start(answers: readonly [number, ...number[]], patienceMs?: number) {
        const given: number[] = [];
        const hosts = new Set<string | undefined>();
        const server = http.createServer(({ headers }, response) => {
            hosts.add(headers.host);
            const status = answers[given.length] ?? answers.at(-1) ?? 200;
            given.push(status);
            response.writeHead(status).end();
        });
        const socketPath = path.join(folder.path, "target");
        await listen(server, { path: socketPath });
        const balancer = await Balancer.start({ folder: path.join(folder.path, "balancer") });
        const options = { path: "/health/", codes: ["200", "301-302"], unhealthyCount: 3, healthyCount: 2 };
        const checks = new HealthChecks(balancer, {
            ...options,
            intervalMs: 1,
            ...(patienceMs === undefined ? {} : { patienceMs }),
        });
        running.push(
            () => new Promise((resolve) => server.close(resolve)),
            () => balancer.stop(),
            () => checks.stop(),
        );
        return { checks, balancer, given, hosts, target: { name: "i-1", socketPath, address: "172.31.0.11" } };
    }

    it("send a new target requests after one good answer", async () => {
        const { checks, balancer, given, hosts, target } = await start([503, 500, 302]);
        await checks.register(target);
        assert.deepEqual([given.slice(0, 3), [...hosts]], [[503, 500, 302], ["172.31.0.11"]]);
        assert.deepEqual(balancer.registered, ["i-1"]);
        await checks.deregister("i-1");
        assert.deepEqual(balancer.registered, []);
    });

    it("take a target out after as many failures in a row as are set", async () => {
        const { checks, balancer, given, target } = await start([200, 503, 503, 200, 404, 503, 503]);
        await checks.register(target);
        await checks.becomesUnhealthy("i-1");
        assert.deepEqual(given.slice(0, 7), [200, 503, 503, 200, 404, 503, 503]);
        assert.deepEqual(balancer.registered, []);
    });

    it("say what they got of a target that does not become healthy in time", async () => {
        const { checks, target } = await start([404], 300);
        await assert.rejects(checks.register(target), {
            message: `The load balancer has a problem:

  i-1: GET /health/
    got      404, and not healthy after 0.3 s
    allowed  200 or 301-302 for a healthy instance
    do       Rehearse first with --keep and ask for the path there. Checks come with the instance's address as host, and without HTTPS.`,
        });
    });

    it("hand on a fault of the balancer", async () => {
        const { checks, balancer, target } = await start([200]);
        const fault = new Error("nginx is gone");
        balancer.register = () => Promise.reject(fault);
        await assert.rejects(checks.register(target), fault);
        await assert.rejects(checks.stop(), fault);
        running.pop();
    });
});
