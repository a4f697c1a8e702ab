import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import { planGeneratedFiles } from "../../../components/generated-files";
import { ownNginx } from "../../../ebextensions/proxy/own-files";
import { needsJudges, nginxTest, proxyFiles, ProxyFiles, request, startNginx } from "../../support/judges";
import { repository } from "../../support/program";
import { minimalRaw, testSettings } from "../../support/settings";

const site = testSettings({
    app: { ...minimalRaw.app, healthPath: "/healthz/" },
    domain: { name: "www.example.com", zone: "example.com" },
});
const generated = proxyFiles("nginx", planGeneratedFiles(site, new Set()));

/** Django with ALLOWED_HOSTS of the site and SECURE_SSL_REDIRECT, as far as a request meets them. */
const django: http.RequestListener = ({ headers }, response) => {
    const isAllowed = headers.host === "www.example.com";
    response.writeHead(isAllowed ? (headers["x-forwarded-proto"] === "https" ? 200 : 301) : 400).end();
};

/** Status that each of these requests gets. */
async function statusOf(files: ProxyFiles, ...requests: readonly (readonly [string, http.OutgoingHttpHeaders])[]) {
    const server = await startNginx(files, { application: django });
    try {
        const answers = await Promise.all(requests.map(([url, headers]) => request(server.port(80), url, { headers })));
        return answers.map(({ status }) => status);
    } finally {
        await server.stop();
    }
}

/** As Elastic Load Balancing sends it: to the address, and without a word about the protocol. */
const healthCheck = (url: string) => [url, { host: "10.0.3.17", "user-agent": "ELB-HealthChecker/2.0" }] as const;

describe("Docker-based Deployment via AWS CLI, v119 and v122: health checks name the instance's address", () => {
    before(function () {
        needsJudges(this, "nginx");
    });

    it("fails as the platform comes: Django refuses the host, and the instance counts as unhealthy", async () => {
        assert.deepEqual(await statusOf({}, healthCheck("/healthz/")), [400]);
    });

    it("does not with the generated files, and no middleware is needed; other pages are refused as before", async () => {
        assert.deepEqual(
            await statusOf(
                generated,
                healthCheck("/healthz/"),
                healthCheck("/"),
                ["/healthz/", { host: "evil.example", "x-forwarded-proto": "https" }],
                ["/", { host: "www.example.com", "x-forwarded-proto": "http" }],
                ["/", { host: "www.example.com", "x-forwarded-proto": "https" }],
            ),
            [200, 400, 400, 301, 200],
        );
    });
});

describe("the example's own file for nginx", () => {
    before(function () {
        needsJudges(this, "nginx");
    });

    const folder = path.join(repository, "examples", "notes");
    const name = ".platform/nginx/conf.d/uploads.conf";

    it("stands beside the generated ones, and its limit is the one that counts", async () => {
        const own = ownNginx([name], (each) => fs.readFileSync(path.join(folder, each), "utf8"));
        const files = proxyFiles("nginx", [
            ...planGeneratedFiles(site, new Set([name]), { nginx: own }),
            { path: name, content: fs.readFileSync(path.join(folder, name), "utf8") },
        ]);
        nginxTest(files);
        const server = await startNginx(files);
        try {
            const post = async (bytes: number) =>
                (await request(server.port(80), "/", { method: "POST", body: "x".repeat(bytes) })).status;
            assert.deepEqual([await post(6 * 1024 * 1024), await post(6 * 1024 * 1024 + 1)], [200, 413]);
        } finally {
            await server.stop();
        }
    });
});
