import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { VerifiedClients } from "../../../ebextensions/proxy/site-certificate";
import { proxy } from "../../../ebextensions/recipes/proxy";
import { renderFiles } from "../../../ebextensions/render/render";
import { Authority, Issued } from "../../../rehearsal/services/certificates";
import { needsJudges, nginxTest, platformStatic, proxyFiles, request, Seen, startNginx } from "../../support/judges";
import { skipOrFail } from "../../support/judges/needs-judges";
import { proxyPlan } from "../../support/proxy-plan";
import { temporaryFolder } from "../../support/temporary-folder";

const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:site-AbCdEf";
const names = ["Subject", "Issuer", "Serial-Number", "Validity", "Leaf", "Verify", "Chain"];
const forged: Readonly<Record<string, string>> = {
    ...Object.fromEntries(names.map((name) => [`X-Client-Cert-${name}`, "forged"])),
    "X-Amzn-Mtls-Clientcert-Subject": "forged",
    "X-Forwarded-Proto": "forged",
};

describe("TLS that ends at nginx on the instance", () => {
    const folder = temporaryFolder();
    const running: { stop: () => Promise<void> }[] = [];

    before(function () {
        needsJudges(this, "nginx");
        if (spawnSync("openssl", ["version"]).status !== 0) {
            skipOrFail(this, "no openssl here");
        }
    });

    afterEach(async () => {
        await Promise.all(running.splice(0).map((each) => each.stop()));
    });

    const clients = (verify: VerifiedClients["verify"], depth = 1): VerifiedClients => ({
        verify,
        depth,
        authorities: "PEM",
    });
    const configuration = (asked: VerifiedClients | undefined) =>
        proxyFiles(
            "nginx",
            renderFiles(
                proxy({
                    ...proxyPlan,
                    keepAliveSeconds: undefined,
                    clientCertificates: asked === undefined ? "none" : "instance",
                    tls: { certificate: "secret", secretArn, clients: asked },
                }),
            ),
        );

    /** nginx with what the hook would have written, for clients of this authority. */
    async function start(asked: VerifiedClients | undefined, ca = new Authority(path.join(folder.path, "clients"))) {
        const site = new Authority(path.join(folder.path, "site")).issue("/CN=www.example.com");
        const pki = path.join(folder.path, "django-beanstalk");
        fs.mkdirSync(pki);
        fs.writeFileSync(path.join(pki, "site.pem"), `${site.certificate}${site.key}`);
        fs.writeFileSync(path.join(pki, "client-authorities.pem"), ca.certificate);
        fs.mkdirSync(path.join(folder.path, "staticfiles"));
        fs.writeFileSync(path.join(folder.path, "staticfiles", "site.css"), "body {}");
        const files = { ...platformStatic("/static", "staticfiles"), ...configuration(asked) };
        const options = { replace: { "/etc/pki": folder.path, "/var/app/current": folder.path } };
        nginxTest(files, options);
        const server = await startNginx(files, options);
        running.push(server);
        const ask = (url: string, client?: Issued, more = {}) =>
            request(server.port(443), url, {
                headers: { host: "www.example.com", ...forged },
                tls: { rejectUnauthorized: false, cert: client?.certificate, key: client?.key, ...more },
            });
        return { ca, server, ask };
    }

    /** What the application learns of a client and its way. */
    const told = (body: string) =>
        Object.fromEntries(
            Object.entries((JSON.parse(body) as Seen).headers).filter(([name]) =>
                /^x-(client-cert|amzn-mtls|forwarded-proto)/.test(name),
            ),
        );

    /** All that a good certificate says, as the application reads it. */
    function expected({ certificate }: Issued, subject: string, issuer: string) {
        const { serialNumber, validFrom, validTo } = new X509Certificate(certificate);
        return {
            "x-client-cert-subject": subject,
            "x-client-cert-issuer": issuer,
            "x-client-cert-serial-number": serialNumber,
            "x-client-cert-validity": `NotBefore=${validFrom};NotAfter=${validTo}`,
            "x-client-cert-leaf": certificate,
            "x-client-cert-verify": "SUCCESS",
            "x-forwarded-proto": "https",
        };
    }

    const decoded = (headers: Readonly<Record<string, unknown>>) => ({
        ...headers,
        "x-client-cert-leaf": decodeURIComponent(String(headers["x-client-cert-leaf"])),
    });

    it("without certificates of clients tells HTTPS, and takes away what clients claim", async () => {
        const { ask } = await start(undefined);
        for (const url of ["/", "/healthz/"]) {
            const { status, body } = await ask(url);
            assert.deepEqual([status, told(body)], [200, { "x-forwarded-proto": "https" }]);
        }
    });

    it("refuses clients without a certificate, or with one of others, where it is required: pages, health and static files", async () => {
        const { ca, ask } = await start(clients("required"));
        const others = new Authority(path.join(folder.path, "others"), "Authority").issue("/CN=Ada");
        const expired = ca.issue("/CN=Ada", ["-startdate", "20200101000000Z", "-enddate", "20200201000000Z"]);
        for (const client of [undefined, others, expired]) {
            for (const url of ["/", "/healthz/", "/static/site.css"]) {
                const { status, body } = await ask(url, client);
                assert.equal(status, 400, url);
                assert.match(body, client === undefined ? /No required SSL certificate/ : /SSL certificate error/);
            }
        }
    });

    it("tells the application whose certificate it is, whatever the client claims", async () => {
        const { ca, ask } = await start(clients("required"));
        const ada = ca.issue("/O=Example, Inc./CN=Ada Ümlaut");
        for (const url of ["/", "/healthz/"]) {
            const { status, body } = await ask(url, ada);
            assert.equal(status, 200);
            assert.deepEqual(
                decoded(told(body)),
                expected(ada, String.raw`O=Example\, Inc.,CN=Ada \C3\9Cmlaut`, "CN=Authority"),
            );
        }
        assert.equal((await ask("/static/site.css", ada)).body, "body {}");
    });

    it("lets clients in without a certificate where it is optional, and tells nothing of them", async () => {
        const { ca, ask } = await start(clients("optional"));
        const nobody = await ask("/");
        assert.deepEqual([nobody.status, told(nobody.body)], [200, { "x-forwarded-proto": "https" }]);
        const ada = ca.issue("/CN=Ada");
        const { body } = await ask("/", ada);
        assert.deepEqual(decoded(told(body)), expected(ada, "CN=Ada", "CN=Authority"));
        // One that is offered has to be right.
        const others = new Authority(path.join(folder.path, "others"), "Others").issue("/CN=Ada");
        assert.equal((await ask("/", others)).status, 400);
    });

    it("speaks TLS 1.2 and 1.3, and nothing older", async () => {
        const { ask } = await start(undefined);
        const with_ = (version: string) => ask("/", undefined, { minVersion: version, maxVersion: version });
        assert.deepEqual([(await with_("TLSv1.2")).status, (await with_("TLSv1.3")).status], [200, 200]);
        const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
        await assert.rejects(ask("/", undefined, old), /alert|protocol|EPROTO|ECONNRESET/i);
    });

    it("answers the instance itself on port 80, whose probe needs no certificate and can claim none", async () => {
        const { server } = await start(clients("required"));
        const { status, body } = await request(server.port(80), "/", {
            headers: { host: "www.example.com", ...forged, "X-Forwarded-Proto": "https" },
        });
        assert.deepEqual([status, told(body)], [200, { "x-forwarded-proto": "https" }]);
    });

    it("sends everybody else on from port 80 to HTTPS", async () => {
        // Whoever comes from another address is not on this machine; so its own is taken for another one.
        const files = Object.fromEntries(
            Object.entries(configuration(clients("optional"))).map(([name, text]) => [
                name,
                text.replaceAll('"http 127.0.0.1"', '"http 192.0.2.1"'),
            ]),
        );
        const { ca } = await start(undefined);
        fs.writeFileSync(path.join(folder.path, "django-beanstalk", "client-authorities.pem"), ca.certificate);
        const options = { replace: { "/etc/pki": folder.path, "/var/app/current": folder.path } };
        const server = await startNginx({ ...platformStatic("/static", "staticfiles"), ...files }, options);
        running.push(server);
        for (const url of ["/", "/healthz/", "/static/site.css", "/a?b=c%20d"]) {
            const { status, headers } = await request(server.port(80), url, {
                headers: { host: "www.example.com", "X-Forwarded-Proto": "https" },
            });
            assert.deepEqual([status, headers.location], [301, `https://www.example.com${url}`]);
        }
    });
});
