import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { spawnSync } from "node:child_process";
import { containerFiles, textOf } from "../../../support/container-files";
import { gixy, needsJudges, nginxTest, request, startNginx, type Seen } from "../../../support/judges";
import { temporaryFolder } from "../../../support/temporary-folder";

/** As in the official image, whose server ours takes the place of. https://github.com/nginx/docker-nginx */
const officialMain = `
user nginx;
error_log /var/log/nginx/error.log notice;
pid /run/nginx.pid;
events {
    worker_connections 1024;
}
http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    keepalive_timeout 65;
    include conf.d/default.conf;
}
`;

type Raw = Readonly<Record<string, unknown>>;

const filesOf = (platform: Raw = {}, app: Raw = {}, others: Raw = {}) => ({
    "nginx.conf": officialMain,
    "conf.d/default.conf": textOf(containerFiles(platform, app, undefined, others), "django-beanstalk/nginx.conf"),
});

describe("the proxy in front of a container", () => {
    const folder = temporaryFolder();
    const running: { stop: () => Promise<void> }[] = [];

    beforeEach(function () {
        needsJudges(this, "nginx");
    });

    afterEach(async () => {
        await Promise.all(running.splice(0).map((each) => each.stop()));
    });

    /** On the host's network, where the application has an address that a test can take. */
    async function start(options: Parameters<typeof startNginx>[1] = {}) {
        const files = filesOf({ network: "host" });
        const server = await startNginx(files, {
            ...options,
            replace: { "/usr/share/nginx/html": folder.path, "/srv/static-files": folder.path },
        });
        running.push(server);
        return {
            ask: (url: string, headers: Record<string, string> = {}) => request(server.port(80), url, { headers }),
            server,
        };
    }

    const seen = (body: string) => (JSON.parse(body) as Seen).headers;

    it("is accepted by nginx and gixy, whatever is asked for", function () {
        needsJudges(this, "gixy");
        const domain = { name: "www.example.com", zone: "example.com" };
        const limits = { proxy: { maxBodyMb: 100, securityHeaders: { hstsSeconds: 3600 } } };
        for (const files of [
            filesOf(),
            filesOf({ network: "host" }),
            filesOf({}, limits, { domain }),
            filesOf({}, { healthPath: "/" }),
        ]) {
            nginxTest(files);
            // The image's main file is not ours.
            gixy(files, ["worker_rlimit_nofile_vs_connections"]);
        }
    });

    it("writes what enhanced health counts, a file for each hour", async () => {
        const { ask, server } = await start();
        await ask("/page/?q=1", { "X-Forwarded-For": "203.0.113.7" });
        const logs = () => fs.readdirSync(path.join(server.folder, "log/healthd")).filter((each) => each !== ".keep");
        // nginx writes the line after it has sent the answer.
        while (!logs().some((each) => fs.statSync(path.join(server.folder, "log/healthd", each)).size > 0)) {
            await new Promise((resolve) => setImmediate(resolve));
        }
        const [name = "", ...others] = logs();
        assert.deepEqual(others, []);
        assert.match(name, /^application\.log\.\d{4}-\d{2}-\d{2}-\d{2}$/);
        assert.match(
            fs.readFileSync(path.join(server.folder, "log/healthd", name), "utf8"),
            /^\d{10}\.\d{3}"\/page\/"200"\d\.\d{3}"\d\.\d{3}"203\.0\.113\.7\n$/,
        );
    });

    it("gives a load balancer's health check an allowed host, and no other request", async () => {
        const { ask } = await start();
        const check = await ask("/health/", { Host: "10.0.1.17" });
        assert.equal(seen(check.body)["host"], "us-east-1.elasticbeanstalk.com");
        for (const [url, host] of [
            ["/health/", "www.example.com"],
            ["/admin/", "10.0.1.17"],
        ] as const) {
            assert.equal(seen((await ask(url, { Host: host })).body)["host"], host);
        }
    });

    it("serves collected files, asks the application for others, and lets no client forge a certificate by either", async () => {
        const { ask } = await start();
        fs.mkdirSync(path.join(folder.path, "static"));
        fs.chmodSync(folder.path, 0o755);
        for (const [name, caching] of [
            ["site.css", "no-cache"],
            ["site.0123456789ab.css", "public, max-age=31536000, immutable"],
        ] as const) {
            fs.writeFileSync(path.join(folder.path, "static", name), "body {}");
            const { body, headers } = await ask(`/static/${name}`);
            assert.deepEqual([body, headers["cache-control"]], ["body {}", caching]);
        }
        assert.equal((await ask("/static/made-later.0123456789ab.css")).headers["cache-control"], undefined);
        for (const url of ["/static/made-later.css", "/page/", "/health/"]) {
            const forged = {
                Host: "www.example.com",
                "X-Amzn-Mtls-Clientcert-Subject": "CN=admin",
                "X-Client-Cert-Subject": "CN=admin",
            };
            const headers = seen((await ask(url, forged)).body);
            assert.equal(headers["host"], "www.example.com");
            assert.deepEqual(
                Object.keys(headers).filter((name) => name.includes("cert")),
                [],
            );
        }
    });

    it("finds the application by Docker's own name server, again and again", () => {
        const text = filesOf({ port: 9000 })["conf.d/default.conf"];
        assert.match(text, /resolver 127\.0\.0\.11 valid=5s ipv6=off;\n {4}set \$application web:9000;\n/);
    });
});

describe("the folders that containers write to", () => {
    const folder = temporaryFolder();

    it("are made with their owners, again and again", function () {
        if (process.getuid?.() !== 0) {
            console.log("      skipped: only root gives a folder away");
            this.skip();
        }
        const files = containerFiles({ volume: { kind: "host", folder: "/srv/data", target: "/data", owner: 4321 } });
        const { commands } = parse(textOf(files, ".ebextensions/15-container-folders.config")) as {
            commands: Record<string, { command: string[] }>;
        };
        const found = Object.values(commands).map(({ command }) => {
            const [program = "", ...args] = command;
            const target = `${folder.path}${args.at(-1) ?? ""}`;
            for (let time = 0; time < 2; time++) {
                const { status, stderr } = spawnSync(program, [...args.slice(0, -1), target], { encoding: "utf8" });
                assert.equal(status, 0, stderr);
            }
            const { uid, gid, mode } = fs.statSync(target);
            return [args.at(-1), uid, gid, (mode & 0o777).toString(8)];
        });
        assert.deepEqual(found, [
            ["/var/log/eb-docker/containers/web", 10001, 10001, "755"],
            ["/srv/data", 4321, 4321, "755"],
            ["/var/log/nginx/healthd", 101, 101, "755"],
        ]);
    });
});
