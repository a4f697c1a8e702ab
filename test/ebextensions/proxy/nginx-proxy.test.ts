import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { version } from "../../../ebextensions/recipes/version";
import { proxy, ProxyPlan } from "../../../ebextensions/recipes/proxy";
import { renderFiles } from "../../../ebextensions/render/render";
import {
    gixy,
    needsJudges,
    nginxTest,
    platformStatic,
    proxyFiles,
    request,
    Seen,
    startNginx,
} from "../../support/judges";
import { proxyPlan } from "../../support/proxy-plan";
import { temporaryFolder } from "../../support/temporary-folder";

const filesOf = (changes: Partial<ProxyPlan> = {}) =>
    proxyFiles("nginx", renderFiles(proxy({ ...proxyPlan, ...changes })));

describe("nginx of the Python platform", () => {
    const folder = temporaryFolder();
    const running: { stop: () => Promise<void> }[] = [];

    beforeEach(function () {
        needsJudges(this, "nginx");
    });

    afterEach(async () => {
        await Promise.all(running.splice(0).map((each) => each.stop()));
    });

    /** nginx in front of an application, with the platform's static files and what a test adds. */
    async function start(
        changes: Partial<ProxyPlan> = {},
        more: Readonly<Record<string, string>> = {},
        options: Parameters<typeof startNginx>[1] = {},
    ) {
        const files = { ...platformStatic("/static", "staticfiles"), ...filesOf(changes), ...more };
        const server = await startNginx(files, {
            ...options,
            replace: { "/var/app/current": folder.path, ...options.replace },
        });
        running.push(server);
        return server;
    }

    const seen = async (port: number, url: string, headers: Readonly<Record<string, string>>): Promise<Seen> =>
        JSON.parse((await request(port, url, { headers })).body) as Seen;

    it("is accepted by nginx and gixy, whatever is asked for", function () {
        needsJudges(this, "gixy");
        const variants: Partial<ProxyPlan>[] = [
            {},
            { keepAliveSeconds: 3610, waitSeconds: 3600, headersIn: "server", https: false },
            { keepAliveSeconds: undefined, maxBodyMb: undefined, maxHeaderKb: undefined, headers: [] },
            { clientCertificates: "verify", health: { path: "/", host: "localhost" } },
            {
                clientCertificates: "passthrough",
                health: { path: "/a;b'(c)~!&*+,=:@/", host: "xn--bcher-kva.example" },
            },
        ];
        variants.forEach((variant) => {
            nginxTest(filesOf(variant));
        });
        variants.slice(1, 4).forEach((variant) => {
            gixy(filesOf(variant));
        });
    });

    it("waits as the load balancer does, and keeps connections longer", () => {
        const text = Object.values(filesOf({ waitSeconds: 120, keepAliveSeconds: 130 })).join("\n");
        assert.equal(text.match(/proxy_read_timeout 120s;/g)?.length, 2);
        // The application, its health checks and the static files.
        assert.equal(text.match(/keepalive_timeout 130s;/g)?.length, 3);
    });

    it("leaves static files to the platform while its 60 seconds are enough", () => {
        assert.ok(!("conf.d/elasticbeanstalk/01_static.conf" in filesOf()));
    });

    it("serves static files from the same folders by a location of its own", async () => {
        fs.mkdirSync(path.join(folder.path, "staticfiles"));
        fs.writeFileSync(path.join(folder.path, "staticfiles", "site.css"), "body {}");
        const server = await start({ keepAliveSeconds: 130, waitSeconds: 120 });
        const css = await request(server.port(80), "/static/site.css");
        assert.deepEqual([css.status, css.body], [200, "body {}"]);
    });

    it("gives health checks, which name an address, an allowed host and the site's protocol; only them", async () => {
        const server = await start();
        const port = server.port(80);
        for (const host of ["10.0.3.17", "10.0.3.17:80", "[2001:db8::1]", "[2001:db8::1]:80"]) {
            const { headers } = await seen(port, "/healthz/", { host });
            assert.deepEqual([headers["host"], headers["x-forwarded-proto"]], ["www.example.com", "https"]);
            const other = await seen(port, "/healthz/more", { host });
            assert.deepEqual(
                [other.headers["host"], other.headers["x-forwarded-proto"]],
                [host.replace(/:80$/, ""), undefined],
            );
        }
        const named = await seen(port, "/healthz/", { host: "evil.example", "x-forwarded-proto": "http" });
        assert.deepEqual([named.headers["host"], named.headers["x-forwarded-proto"]], ["evil.example", "http"]);
    });

    it("leaves the protocol of health checks alone on a site without HTTPS", async () => {
        const server = await start({ https: false });
        const { headers } = await seen(server.port(80), "/healthz/", { host: "10.0.3.17" });
        assert.deepEqual([headers["host"], headers["x-forwarded-proto"]], ["www.example.com", undefined]);
    });

    it("takes bodies up to the limit, and answers 413 above", async () => {
        const server = await start({ maxBodyMb: 2 });
        const post = (bytes: number) =>
            request(server.port(80), "/", {
                method: "POST",
                body: "x".repeat(bytes),
                headers: { host: "www.example.com" },
            });
        assert.deepEqual([(await post(2 * 1024 * 1024)).status, (await post(2 * 1024 * 1024 + 1)).status], [200, 413]);
    });

    it("leaves the limit to a file of the application's", async () => {
        const server = await start({ maxBodyMb: undefined }, { "conf.d/uploads.conf": "client_max_body_size 3m;\n" });
        const post = (bytes: number) => request(server.port(80), "/", { method: "POST", body: "x".repeat(bytes) });
        assert.deepEqual([(await post(3_000_000)).status, (await post(3_200_000)).status], [200, 413]);
    });

    it("takes long headers", async () => {
        const server = await start();
        const { headers } = await seen(server.port(80), "/", { cookie: "c".repeat(14_000) });
        assert.equal(headers["cookie"]?.length, 14_000);
    });

    it("adds each header once: to pages, health checks, static files and errors; the application's own wins", async () => {
        fs.mkdirSync(path.join(folder.path, "staticfiles"));
        fs.writeFileSync(path.join(folder.path, "staticfiles", "a.txt"), "a");
        const header = { name: "X-App-Version", server: "nginx" as const, place: "http" as const };
        const told = { label: "v1", fingerprint: "f", commit: "c", contextProcessor: false };
        for (const headersIn of ["http", "server"] as const) {
            const own: Readonly<Record<string, string>> =
                headersIn === "server" ? { "conf.d/elasticbeanstalk/own.conf": "add_header X-Own yes;\n" } : {};
            const versionFiles = proxyFiles("nginx", version({ ...told, header: { ...header, place: headersIn } }));
            const server = await start(
                { headersIn, maxBodyMb: 1 },
                { ...own, ...versionFiles },
                {
                    application: (asked, response) => {
                        response.writeHead(200, asked.url === "/own" ? { "X-Frame-Options": "SAMEORIGIN" } : {}).end();
                    },
                },
            );
            const port = server.port(80);
            const answers = [
                await request(port, "/"),
                await request(port, "/healthz/"),
                await request(port, "/static/a.txt"),
                await request(port, "/static/none"),
                await request(port, "/", { method: "POST", body: "x".repeat(1_100_000) }),
                await request(port, "/own"),
            ];
            assert.deepEqual(
                answers.map(({ status, headers }) => [
                    status,
                    headers["x-content-type-options"],
                    headers["x-frame-options"],
                    headers["x-app-version"],
                ]),
                [
                    [200, "nosniff", "DENY", "v1"],
                    [200, "nosniff", "DENY", "v1"],
                    [200, "nosniff", "DENY", "v1"],
                    [404, "nosniff", "DENY", "v1"],
                    [413, "nosniff", "DENY", "v1"],
                    [200, "nosniff", "SAMEORIGIN", "v1"],
                ],
            );
        }
    });

    it("passes websockets on, and no other upgrade", async () => {
        const server = await start();
        const upgrade = (to: string) =>
            request(server.port(80), "/ws", { headers: { connection: "Upgrade", upgrade: to } });
        const accepted = await upgrade("WebSocket");
        assert.deepEqual([accepted.status, accepted.headers["upgrade"]], [101, "websocket"]);
        const refused = await upgrade("h2c");
        assert.equal(refused.status, 200);
        const { headers } = JSON.parse(refused.body) as Seen;
        assert.deepEqual([headers["upgrade"], headers["connection"]], [undefined, undefined]);
    });

    describe("headers about clients' certificates", () => {
        const mtls = {
            "X-Amzn-Mtls-Clientcert": "chain",
            "X-Amzn-Mtls-Clientcert-Serial-Number": "03A5B1",
            "X-Amzn-Mtls-Clientcert-Issuer": "CN=CA",
            "X-Amzn-Mtls-Clientcert-Subject": "CN=Ada",
            "X-Amzn-Mtls-Clientcert-Validity": "NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z",
            "X-Amzn-Mtls-Clientcert-Leaf": "-----BEGIN%20CERTIFICATE-----",
        };
        const forged = Object.fromEntries(
            ["Serial-Number", "Issuer", "Subject", "Validity", "Leaf", "Chain"].map((name) => [
                `X-Client-Cert-${name}`,
                "forged",
            ]),
        );
        const about = async (clientCertificates: ProxyPlan["clientCertificates"], url: string) => {
            const server = await start({ clientCertificates });
            const { headers } = await seen(server.port(80), url, {
                ...mtls,
                ...forged,
                X_Amzn_Mtls_Clientcert_Subject: "CN=Eve",
            });
            return Object.fromEntries(Object.entries(headers).filter(([name]) => /mtls|client.cert/i.test(name)));
        };

        it("are all taken away when none is asked for, whoever sends them", async () => {
            assert.deepEqual(await about("none", "/"), {});
            assert.deepEqual(await about("none", "/healthz/"), {});
        });

        it("come under the application's names when the load balancer verifies", async () => {
            const verified = {
                "x-client-cert-serial-number": "03A5B1",
                "x-client-cert-issuer": "CN=CA",
                "x-client-cert-subject": "CN=Ada",
                "x-client-cert-validity": "NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z",
                "x-client-cert-leaf": "-----BEGIN%20CERTIFICATE-----",
            };
            assert.deepEqual(await about("verify", "/"), verified);
            assert.deepEqual(await about("verify", "/healthz/"), verified);
        });

        it("are the chain alone when the load balancer passes it through", async () => {
            assert.deepEqual(await about("passthrough", "/"), { "x-client-cert-chain": "chain" });
        });
    });
});
