import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { planOptions } from "../../../components/beanstalk-environment/plan-options";
import { planRules } from "../../../components/network/plan-rules";
import { planProxy } from "../../../components/proxy/plan-proxy";
import { proxy } from "../../../ebextensions/recipes/proxy";
import { renderFiles } from "../../../ebextensions/render/render";
import { gixy, needsJudges, nginxTest, proxyFiles, request, Seen, shellcheck, startNginx } from "../../support/judges";
import { linksOf } from "../../support/option-links";
import { proxyPlan } from "../../support/proxy-plan";
import { minimalRaw, testSettings } from "../../support/settings";
import { temporaryFolder } from "../../support/temporary-folder";

const files = renderFiles(proxy({ ...proxyPlan, tls: { certificate: "own" } }));
const script =
    files.find(({ path }) => path === ".platform/hooks/prebuild/20-instance-certificate.sh")?.content ??
    assert.fail("no hook");
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

describe("TLS between load balancer and instances", () => {
    const folder = temporaryFolder();

    before(function () {
        if (!hasOpenssl) {
            assert.notEqual(process.env["CI"], "true", "no openssl here");
            this.skip();
        }
    });

    /** Runs the hook with folders of this machine; answers what it said. */
    const run = (): string =>
        execFileSync("bash", ["-c", script.replaceAll("/etc/pki", folder.path).replaceAll("/var/log", folder.path)], {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "pipe"],
        });
    const made = (name: string) => path.join(folder.path, "django-beanstalk", name);

    it("has a certificate that the instance makes once, whose key nobody else reads", () => {
        run();
        const before = fs.readFileSync(made("instance.pem"), "utf8");
        const certificate = new X509Certificate(before);
        assert.equal(certificate.subject, "CN=instance");
        assert.ok(Date.parse(certificate.validTo) > Date.parse(certificate.validFrom) + 9 * 365 * 86_400_000);
        assert.equal(fs.statSync(made("instance.key")).mode & 0o777, 0o600);
        assert.match(run(), /has its certificate/);
        assert.equal(fs.readFileSync(made("instance.pem"), "utf8"), before);
        fs.rmSync(made("instance.pem"));
        run();
        assert.ok(new X509Certificate(fs.readFileSync(made("instance.pem"))).toString() !== before);
    });

    it("is made by a script that shellcheck accepts", function () {
        needsJudges(this, "shellcheck");
        shellcheck(script);
    });

    it("ends in the same server as port 80, with the same locations", async function () {
        needsJudges(this, "nginx", "gixy");
        run();
        const options = { replace: { "/etc/pki": folder.path } };
        const nginx = proxyFiles("nginx", files);
        nginxTest(nginx, options);
        // The client is the load balancer; what browsers are told is the site's matter.
        gixy(nginx, ["hsts_header"]);
        const server = await startNginx(nginx, options);
        try {
            const { status, body } = await request(server.port(443), "/healthz/", {
                headers: { host: "10.0.3.17", "X-Client-Cert-Subject": "forged" },
                tls: { rejectUnauthorized: false },
            });
            const { headers } = JSON.parse(body) as Seen;
            assert.deepEqual(
                [status, headers["host"], headers["x-forwarded-proto"], headers["x-client-cert-subject"]],
                [200, "www.example.com", "https", undefined],
            );
            assert.equal((await request(server.port(80), "/")).status, 200);
        } finally {
            await server.stop();
        }
    });

    it("moves the load balancer's process and the instances' port to 443", () => {
        const settings = (endToEndTls: boolean) =>
            testSettings({ app: minimalRaw.app, environment: { loadBalancer: { kind: "dedicated", endToEndTls } } });
        const process = (on: boolean) =>
            planOptions(settings(on), linksOf(settings(on)))
                .filter(
                    ({ namespace, name }) => namespace.endsWith("process:default") && /^(Port|Protocol)$/.test(name),
                )
                .map(({ value }) => value);
        const ports = (on: boolean) =>
            planRules(settings(on)).flatMap(({ group, port, from }) =>
                group === "instances" ? [[port, "group" in from ? from.group : ""]] : [],
            );
        assert.deepEqual(
            [process(true), ports(true), planProxy(settings(true)).tls],
            [["443", "HTTPS"], [[443, "load-balancer"]], { certificate: "own" }],
        );
        assert.deepEqual(
            [process(false), ports(false), planProxy(settings(false)).tls],
            [[], [[80, "load-balancer"]], undefined],
        );
    });
});
