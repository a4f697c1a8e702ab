import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import { Balancer, BalancerOptions } from "../../../rehearsal/services/balancer";
import { Authority } from "../../../rehearsal/services/certificates";
import { Client } from "../../../rehearsal/services/client";
import { listen, portOf } from "../../../rehearsal/services/server-process";
import { request, Seen } from "../../support/judges/proxy";
import { needsPrograms } from "../../support/needs-programs";
import { temporaryFolder } from "../../support/temporary-folder";

const hostName = "notes.example.com";

describe("the balancer", () => {
    const folder = temporaryFolder();
    const running: (() => Promise<unknown>)[] = [];

    before(function () {
        needsPrograms(this, "nginx", "openssl", "setpriv");
    });

    afterEach(async () => {
        for (const stop of running.splice(0).reverse()) {
            await stop();
        }
        assert.ok(!fs.existsSync(path.join(folder.path, "balancer")));
    });

    /** An instance on a unix socket or a port, whose application tells what it was asked. */
    async function instance(name: string, onRequest: () => Promise<void> = () => Promise.resolve()) {
        const server = http.createServer((incoming, response) => {
            const { method, url, headers } = incoming;
            void onRequest().then(() => {
                response.writeHead(200, { "X-App-Version": name }).end(JSON.stringify({ method, url, headers }));
            });
        });
        const socket = { path: path.join(folder.path, name) };
        await listen(server, name === "tcp" ? { port: 0 } : socket);
        running.push(async () => {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        });
        return { name, at: name === "tcp" ? { host: "127.0.0.1", port: portOf(server) } : socket, server };
    }

    async function start(options: Omit<BalancerOptions, "folder">): Promise<Balancer> {
        const balancer = await Balancer.start({ folder: path.join(folder.path, "balancer"), ...options });
        running.push(() => balancer.stop());
        return balancer;
    }

    const port = (url: string | undefined) => Number(new URL(url ?? "").port);
    const from = { headers: { host: hostName, "X-Forwarded-For": "192.0.2.1" } };

    it("hands requests on as AWS's does, over HTTP and HTTPS", async () => {
        const authority = new Authority(path.join(folder.path, "authority"));
        const balancer = await start({ certificate: authority.issueFor([hostName]), targets: [await instance("tcp")] });
        const tls = { ca: authority.certificate, servername: hostName };
        const answers = [
            await request(port(balancer.url), "/a%20b?c", from),
            await request(port(balancer.httpsUrl), "/a%20b?c", { ...from, tls }),
        ];
        const seen = answers.map(({ body }) => {
            const { url, headers } = JSON.parse(body) as Seen;
            const forwarded = ["for", "proto", "port"].map((name) => headers[`x-forwarded-${name}`]);
            return [url, headers["host"], headers["connection"], ...forwarded];
        });
        const same = ["/a%20b?c", hostName, "keep-alive", "192.0.2.1, 127.0.0.1"];
        assert.deepEqual(seen, [
            [...same.slice(0, 2), seen[0]?.[2], same[3], "http", "80"],
            [...same.slice(0, 2), seen[1]?.[2], same[3], "https", "443"],
        ]);
    });

    it("sends on to HTTPS when told, and says 503 without targets", async () => {
        const certificate = new Authority(path.join(folder.path, "authority")).issueFor([hostName]);
        const balancer = await start({ certificate, redirect: true });
        const { status, headers } = await request(port(balancer.url), "/a?b", from);
        assert.deepEqual([status, headers.location], [301, `https://${hostName}:443/a?b`]);
        const tls = { rejectUnauthorized: false, servername: hostName };
        assert.equal((await request(port(balancer.httpsUrl), "/", { ...from, tls })).status, 503);
    });

    it("replaces one target by another while a client asks: no request fails", async () => {
        const [old, next] = [await instance("old"), await instance("next")];
        const balancer = await start({ targets: [old] });
        const client = Client.start({ url: `${balancer.url}/`, hostName, pauseMs: 1 });
        await client.successes(20);
        await balancer.register(next);
        assert.deepEqual(balancer.registered, ["old", "next"]);
        await client.successes(20);
        await balancer.deregister("old");
        await client.successes(20);
        old.server.closeAllConnections();
        await client.successes(20);
        const { total, failed, failures, versions, longestGapSeconds } = await client.stop();
        assert.deepEqual([failed, failures, Object.keys(versions).sort()], [0, {}, ["next", "old"]]);
        assert.ok(total >= 80 && longestGapSeconds > 0 && longestGapSeconds < 20);
    });

    it("lets a target that leaves answer what it has begun", async () => {
        let begun: () => void = () => undefined;
        let go: () => void = () => undefined;
        const [hasBegun, may] = [
            new Promise<void>((resolve) => (begun = resolve)),
            new Promise<void>((resolve) => (go = resolve)),
        ];
        const slow = await instance("slow", () => {
            begun();
            return may;
        });
        const balancer = await start({ targets: [slow] });
        const answer = request(port(balancer.url), "/", from);
        await hasBegun;
        const left = balancer.deregister("slow");
        go();
        await left;
        assert.equal((await answer).status, 200);
        assert.equal((await request(port(balancer.url), "/", from)).status, 503);
    });

    it("says 502 while a target refuses connections, which the client counts with the gap", async () => {
        const one = await instance("one");
        const balancer = await start({ targets: [one] });
        const client = Client.start({ url: `${balancer.url}/`, hostName, most: { requests: 2000, seconds: 60 } });
        await client.successes(5);
        const closed = new Promise((resolve) => one.server.close(resolve));
        one.server.closeAllConnections();
        await closed;
        assert.equal((await request(port(balancer.url), "/", from)).status, 502);
        await listen(one.server, { path: path.join(folder.path, "one") });
        await client.successes(5);
        const { total, failed, failures, versions } = await client.stop();
        assert.equal(total, failed + (versions["one"] ?? 0));
        assert.deepEqual(Object.keys(failures), failed === 0 ? [] : ["502"]);
    });
});

describe("the client", () => {
    it("ends by itself, and counts what gets no answer", async () => {
        const server = http.createServer();
        await listen(server);
        const url = `http://127.0.0.1:${portOf(server)}/`;
        await new Promise((resolve) => server.close(resolve));
        const client = Client.start({ url, hostName, most: { requests: 3, seconds: 60 }, pauseMs: 1 });
        await client.successes(1);
        const { total, failed, failures, versions } = await client.stop();
        assert.deepEqual(
            { total, failed, failures, versions },
            { total: 3, failed: 3, failures: { ECONNREFUSED: 3 }, versions: {} },
        );
    });
});
