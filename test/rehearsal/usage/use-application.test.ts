import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import { planGeneratedFiles } from "../../../components/generated-files";
import type { Settings } from "../../../components/settings";
import type { Use } from "../../../rehearsal/model";
import { HttpTarget } from "../../../rehearsal/usage/http-client";
import { Deployed, useApplication } from "../../../rehearsal/usage/use-application";
import { needsJudges, platformStatic, ProxyFiles, proxyFiles, startNginx } from "../../support/judges";
import { minimalRaw, testSettings } from "../../support/settings";
import { temporaryFolder } from "../../support/temporary-folder";
import { Asked, Reply, withSite } from "./small-site";

const domain = { name: "site.example.com", zone: "example.com" };

const settingsWith = (app: object = {}, more: object = {}): Settings =>
    testSettings({ app: { ...minimalRaw.app, healthPath: "/health/", ...app }, domain, ...more });

const site = settingsWith({ version: { header: "X-App-Version" } });

const deployedAt = (target: HttpTarget, settings: Settings, files: readonly string[]): Deployed => ({
    target,
    settings,
    versionLabel: "v7-abc",
    manage: () => assert.fail("nothing was to be run"),
    bucketObjects: undefined,
    staticFiles: () => Promise.resolve(files),
    elsewhere: () => undefined,
});

const shown = ({ verdict, found, note }: Use): string =>
    [verdict, found, ...(note === undefined ? [] : [note])].join(" | ");

/** What each use of this name tells of an application. */
async function told(name: string, application: (asked: Asked) => Reply, settings = site, files = ["a.css"]) {
    const uses = await withSite(application, (target) =>
        useApplication(deployedAt(target, settings, files), undefined),
    );
    return uses.filter((use) => use.name === name).map(shown);
}

describe("uses of an application behind a real nginx", () => {
    const folder = temporaryFolder();

    before(function () {
        needsJudges(this, "nginx");
    });

    /** Django with ALLOWED_HOSTS of the site and SECURE_SSL_REDIRECT, as far as a request meets them. */
    const django: http.RequestListener = ({ headers, url = "" }, response) => {
        const isAllowed = headers.host === "site.example.com";
        const isSecure = headers["x-forwarded-proto"] === "https";
        const status = !isAllowed ? 400 : !isSecure ? 301 : ["/", "/health/"].includes(url) ? 200 : 404;
        const location = { Location: `https://site.example.com${url}` };
        response.writeHead(status, { "Content-Type": "text/html", ...(status === 301 ? location : {}) }).end();
    };

    async function uses(more: ProxyFiles = {}): Promise<Use[]> {
        const own = { "manage.py": "print()", "staticfiles/notes/site.0123456789ab.css": "a {}" };
        for (const [file, text] of Object.entries(own)) {
            fs.mkdirSync(path.dirname(path.join(folder.path, file)), { recursive: true });
            fs.writeFileSync(path.join(folder.path, file), text);
        }
        const version = { "conf.d/version.conf": 'add_header X-App-Version "v7-abc" always;' };
        const generated = proxyFiles("nginx", planGeneratedFiles(site, new Set()));
        const files = { ...platformStatic("/static/", "staticfiles/"), ...generated, ...version, ...more };
        const replace = { "/var/app/current": folder.path };
        const server = await startNginx(files, { application: django, replace });
        try {
            const target = { host: "127.0.0.1", port: server.port(80) };
            const names = ["admin/base.css", "notes/site.0123456789ab.css", "x.js"];
            return await useApplication(deployedAt(target, site, names), undefined);
        } finally {
            await server.stop();
        }
    }

    it("finds nothing wrong", async () => {
        const style = "GET https://site.example.com/static/notes/site.0123456789ab.css";
        const all = (await uses()).map((use) => [
            use.request,
            shown(use).replace(/ETag: "[\da-f]+-4", Last-Modified: .* GMT/, "ETag …"),
        ]);
        assert.deepEqual(all, [
            ["GET http://10.0.1.23/health/", "ok | 200"],
            ["GET https://site.example.com/health/", "ok | 200"],
            ["GET https://site.example.com/", "ok | 200"],
            ["GET http://site.example.com/", "ok | 301 to https://site.example.com/"],
            ["GET http://10.0.1.23/", "ok | 400, not among ALLOWED_HOSTS"],
            ["GET http://another.invalid/", "ok | 400, not among ALLOWED_HOSTS"],
            [
                "GET https://site.example.com/",
                "ok | X-Content-Type-Options: nosniff, Referrer-Policy: same-origin, X-Frame-Options: DENY",
            ],
            ["GET https://site.example.com/", "ok | X-App-Version: v7-abc"],
            [style, "ok | 200, text/css, 4 bytes"],
            [style, "ok | 304, Cache-Control: public, max-age=31536000, immutable, ETag …"],
            ["GET https://site.example.com/static/no-such-file.css", "ok | 404 by the proxy"],
            ["GET https://site.example.com/.env", "ok | 404"],
            ["GET https://site.example.com/.git/config", "ok | 404"],
            ["GET https://site.example.com/manage.py", "ok | 404"],
            ["GET https://site.example.com/requirements.txt", "ok | 404"],
            ["GET https://site.example.com/static../manage.py", "ok | 404"],
        ]);
    });

    it("finds the way out of a static folder whose location lacks the slash", async () => {
        const files = platformStatic("/static", "staticfiles/");
        const failed = (await uses(files)).filter(({ verdict }) => verdict === "failed");
        assert.deepEqual(
            failed.map((use) => [use.request, shown(use)]),
            [
                [
                    "GET https://site.example.com/static../manage.py",
                    "failed | 200, application/octet-stream | 404 was expected, or a page: everyone can read the file.",
                ],
            ],
        );
    });
});

describe("uses of an application that does not work", () => {
    const secureRedirect = ({ headers, path }: Asked): Reply =>
        headers["x-forwarded-proto"] === "https"
            ? [200]
            : [301, "", { Location: `https://${headers.host ?? ""}${path}` }];
    const loop = (): Reply => [301, "", { Location: "https://site.example.com/" }];
    const plainSite = settingsWith({}, { domain: undefined });
    const headers = { "X-Content-Type-Options": "nosniff", "Referrer-Policy": "a", "X-Frame-Options": "DENY" };
    const tagged = { "Content-Type": "text/css", ETag: '"1"' };

    const table: readonly (readonly [string, string, (asked: Asked) => Reply, readonly string[], Settings?])[] = [
        [
            "health check by address",
            "Django refuses the load balancer's check",
            ({ headers }) => [headers.host === "10.0.1.23" ? 400 : 200],
            ["failed | 400 | 200 was expected: the load balancer takes such an instance out of service."],
        ],
        [
            "health check by address",
            "other codes are accepted",
            () => [204],
            ["ok | 204"],
            settingsWith(
                {},
                {
                    environment: {
                        stage: "dev",
                        loadBalancer: { kind: "dedicated", healthCheck: { codes: ["200-299", "302"] } },
                    },
                },
            ),
        ],
        [
            "first page",
            "redirects have no end",
            loop,
            ["failed | 10 redirects in a row, the last one to https://site.example.com/"],
        ],
        ["first page", "it fails", () => [502], ["failed | 502 | A page of the application was expected."]],
        [
            "first page",
            "it leads to HTTPS that nobody has",
            secureRedirect,
            [
                "failed | 301 to https://us-east-1.elasticbeanstalk.com/ | The site has no HTTPS: set a domain, or SECURE_SSL_REDIRECT to false.",
            ],
            plainSite,
        ],
        [
            "HTTP instead of HTTPS",
            "there is no HTTPS",
            () => [200],
            ["skipped | not tried | The site has no HTTPS."],
            plainSite,
        ],
        [
            "HTTP instead of HTTPS",
            "the application leaves it to the load balancer",
            () => [200],
            ["ok | 200, no redirect by the application; the load balancer's port 80 redirects to HTTPS"],
        ],
        [
            "HTTP instead of HTTPS",
            "the redirect leads to itself",
            () => [302, "", { Location: "/" }],
            ["failed | 302 to / | The redirect leads to itself."],
        ],
        [
            "HTTP instead of HTTPS",
            "it fails",
            () => [500],
            ["failed | 500 | A redirect to HTTPS, or a page, was expected."],
        ],
        [
            "address as host",
            "it fails",
            () => [500],
            [
                "failed | 500 | 400 was expected, or a page: such requests reach every server, and would count as faults of the application.",
            ],
        ],
        ["another site's name", "any is taken", () => [200], ["ok | 200; the application takes any name"]],
        [
            "response headers",
            "one is missing and one is there twice",
            () => [200, "", { ...headers, "X-Frame-Options": ["DENY", "SAMEORIGIN"], "Referrer-Policy": [] }],
            [
                "failed | X-Content-Type-Options: nosniff, Referrer-Policy: none, X-Frame-Options: DENY and SAMEORIGIN | Each of them once was expected.",
            ],
        ],
        ["version header", "it is missing", () => [200], ["failed | X-App-Version: none | v7-abc was expected."]],
        [
            "version header",
            "an older version answers",
            () => [200, "", { "X-App-Version": "v6-abc" }],
            ["failed | X-App-Version: v6-abc | v7-abc was expected."],
        ],
        [
            "static file",
            "its type is wrong",
            () => [200, "a {}", { "Content-Type": "text/plain" }],
            ["failed | 200, text/plain, 4 bytes | A Content-Type of .css files was expected."],
        ],
        [
            "static file, again",
            "it is always sent anew",
            () => [200, "a {}", tagged],
            ['failed | 200, ETag: "1", no Cache-Control | 304 was expected: the file has not changed.'],
        ],
        [
            "missing static file",
            "the application answers",
            () => [404, "Not Found"],
            [
                "failed | 404 by the application | The proxy's own 404 was expected: the application serves the static files.",
            ],
        ],
        [
            "closed file",
            "two are served, and others are pages",
            ({ path }) => [200, "", /env|config/.test(path) ? { "Content-Type": "text/plain" } : {}],
            [
                "failed | 200, text/plain | 404 was expected, or a page: everyone can read the file.",
                "failed | 200, text/plain | 404 was expected, or a page: everyone can read the file.",
                "ok | 200",
                "ok | 200",
                "ok | 200",
            ],
        ],
    ];
    for (const [name, what, application, expected, settings] of table) {
        it(`${name}: ${what}`, async () => {
            assert.deepEqual(await told(name, application, settings), expected);
        });
    }

    it("wants a file with a hash to be kept, by whatever says so", async () => {
        const again = (more: http.OutgoingHttpHeaders, file: string) =>
            told(
                "static file, again",
                ({ headers }) => [headers["if-none-match"] === undefined ? 200 : 304, "", { ...tagged, ...more }],
                site,
                [file],
            );
        const hashed = "site.0123456789ab.css";
        assert.deepEqual(await again({}, "site.css"), ['ok | 304, ETag: "1", no Cache-Control']);
        assert.deepEqual(await again({ "Cache-Control": "max-age=60" }, hashed), [
            'ok | 304, Cache-Control: max-age=60, ETag: "1"',
        ]);
        const advice =
            "A Cache-Control with a max-age was expected: the name has a hash, so a copy may be kept for good, and without it each page asks for each file again. " +
            "Where nginx serves the file, a location of your own that adds a header gets none of the server's, and nginx.conf of your own has to include conf.d/*.conf. " +
            "An application that serves it itself has to send the header; WhiteNoise does.";
        assert.deepEqual(await again({}, hashed), [`failed | 304, ETag: "1", no Cache-Control | ${advice}`]);
        assert.deepEqual(await again({ "Cache-Control": "no-cache" }, hashed), [
            `failed | 304, Cache-Control: no-cache, ETag: "1" | ${advice}`,
        ]);
    });

    it("has nothing to ask for where collectstatic wrote nothing, and no version where none is told", async () => {
        const plain = settingsWith();
        assert.deepEqual(await told("static file", () => [200], plain, []), [
            "skipped | not tried | collectstatic wrote no file.",
        ]);
        assert.deepEqual(await told("version header", () => [200], plain, []), []);
    });

    it("tells that nothing answers", async () => {
        const target = { socketPath: "/nowhere/socket" };
        const uses = await useApplication(deployedAt(target, site, ["a.css"]), undefined);
        assert.deepEqual(new Set(uses.map(shown)), new Set(["failed | no answer: connect ENOENT /nowhere/socket"]));
        assert.equal(uses.length, 16);
    });
});
