import * as assert from "node:assert/strict";
import * as http from "node:http";
import { proxy, ProxyPlan } from "../../../ebextensions/recipes/proxy";
import { renderFiles } from "../../../ebextensions/render/render";
import { apacheTest, needsJudges, proxyFiles, request, Seen, startApache } from "../../support/judges";
import { proxyPlan } from "../../support/proxy-plan";

const filesOf = (changes: Partial<ProxyPlan> = {}) =>
    proxyFiles("httpd", renderFiles(proxy({ ...proxyPlan, server: "apache", ...changes })));

describe("Apache of the Python platform", () => {
    const running: { stop: () => Promise<void> }[] = [];

    beforeEach(function () {
        needsJudges(this, "apache");
    });

    afterEach(async () => {
        await Promise.all(running.splice(0).map((each) => each.stop()));
    });

    async function start(changes: Partial<ProxyPlan> = {}, application?: http.RequestListener) {
        const server = await startApache(filesOf(changes), application === undefined ? {} : { application });
        running.push(server);
        return { port: server.port(80) };
    }

    const seen = async (port: number, url: string, headers: Readonly<Record<string, string>>): Promise<Seen> =>
        JSON.parse((await request(port, url, { headers })).body) as Seen;

    it("is accepted by Apache, whatever is asked for", () => {
        apacheTest(filesOf());
        apacheTest(
            filesOf({
                keepAliveSeconds: undefined,
                https: false,
                clientCertificates: "verify",
                health: { path: "/a;b'(c)~!&*+,=:@/", host: "localhost" },
            }),
        );
        apacheTest(filesOf({ maxHeaderKb: undefined, headers: [], clientCertificates: "passthrough" }));
    });

    it("waits as the load balancer does, and keeps connections longer", async () => {
        const text = Object.values(filesOf({ waitSeconds: 120, keepAliveSeconds: 130 })).join();
        assert.match(text, /^ProxyTimeout 120\nKeepAlive On\nMaxKeepAliveRequests 0\nKeepAliveTimeout 130$/m);
        const { port } = await start({ waitSeconds: 120, keepAliveSeconds: 130 });
        const { headers } = await request(port, "/", { headers: { connection: "keep-alive" } });
        assert.equal(headers["keep-alive"], "timeout=130");
    });

    it("gives health checks, which name an address, an allowed host and the site's protocol; only them", async () => {
        const { port } = await start();
        for (const host of ["10.0.3.17", "10.0.3.17:80", "[2001:db8::1]:80"]) {
            const { headers } = await seen(port, "/healthz/", { host });
            assert.deepEqual([headers["host"], headers["x-forwarded-proto"]], ["www.example.com", "https"]);
            const other = await seen(port, "/healthz/more", { host });
            assert.deepEqual([other.headers["host"], other.headers["x-forwarded-proto"]], [host, undefined]);
        }
        const named = await seen(port, "/healthz/", { host: "evil.example" });
        assert.deepEqual([named.headers["host"], named.headers["x-forwarded-proto"]], ["evil.example", undefined]);
    });

    it("takes long headers", async () => {
        const { port } = await start();
        assert.equal((await seen(port, "/", { cookie: "c".repeat(14_000) })).headers["cookie"]?.length, 14_000);
    });

    it("adds each header once; the application's own wins", async () => {
        const { port } = await start({}, (asked, response) => {
            response.writeHead(200, asked.url === "/own" ? { "X-Frame-Options": "SAMEORIGIN" } : {}).end();
        });
        const answers = [
            await request(port, "/"),
            await request(port, "/own"),
            await request(port, "/", { headers: { cookie: "c".repeat(20_000) } }),
        ];
        assert.deepEqual(
            answers.map(({ status, headers }) => [
                status,
                headers["x-content-type-options"],
                headers["x-frame-options"],
            ]),
            [
                [200, "nosniff", "DENY"],
                [200, "nosniff", "SAMEORIGIN"],
                [400, "nosniff", "DENY"],
            ],
        );
    });

    it("tells of clients' certificates what the load balancer says, and nothing else", async () => {
        const sent = {
            "X-Amzn-Mtls-Clientcert-Subject": "CN=Ada",
            "X-Amzn-Mtls-Clientcert": "chain",
            "X-Client-Cert-Issuer": "forged",
            "X-Client-Cert-Chain": "forged",
        };
        const about = async (clientCertificates: ProxyPlan["clientCertificates"]) => {
            const { port } = await start({ clientCertificates });
            const { headers } = await seen(port, "/", sent);
            return Object.fromEntries(Object.entries(headers).filter(([name]) => /mtls|client-cert/.test(name)));
        };
        assert.deepEqual(await about("none"), {});
        assert.deepEqual(await about("passthrough"), { "x-client-cert-chain": "chain" });
        const verified = await about("verify");
        assert.equal(verified["x-client-cert-subject"], "CN=Ada");
        assert.deepEqual(
            Object.entries(verified).filter(([, value]) => value !== "" && value !== "CN=Ada"),
            [],
        );
    });
});
