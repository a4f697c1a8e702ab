import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { cachingMap } from "../../../ebextensions/proxy/static-caching";
import { proxy, ProxyPlan } from "../../../ebextensions/recipes/proxy";
import { renderFiles } from "../../../ebextensions/render/render";
import {
    apacheTest,
    gixy,
    needsJudges,
    nginxTest,
    platformStatic,
    ProxyFiles,
    proxyFiles,
    ProxyOptions,
    request,
    RunningProxy,
    startApache,
    startNginx,
} from "../../support/judges";
import { proxyPlan } from "../../support/proxy-plan";
import { temporaryFolder } from "../../support/temporary-folder";

const cached: ProxyPlan["cached"] = { collected: "/static", folders: ["/brochures/"] };
const odd: ProxyPlan["cached"] = { collected: "/a.b_c~!$&'()*+,;=:@/", folders: ["/"] };
const forGood = "public, max-age=31536000, immutable";

const hashed = "/static/css/site.0123456789ab.css";
/** What each path is answered with, and how long its copy may be kept. */
const answers: readonly (readonly [string, number, string | undefined])[] = [
    [hashed, 200, forGood],
    [`${hashed}?v=1`, 200, forGood],
    ["/static/logo.min.ffffffffffff.svg", 200, forGood],
    ["/static/css/site.css", 200, "no-cache"],
    ["/static/staticfiles.json", 200, "no-cache"],
    // Too short, too long, not of a hash, and the date of a file without another ending.
    ["/static/a.0123456789a.css", 200, "no-cache"],
    ["/static/a.0123456789abc.css", 200, "no-cache"],
    ["/static/a.0123456789AB.css", 200, "no-cache"],
    ["/static/dump.202611210000", 200, "no-cache"],
    // A folder with such a name, and one that Django did not write to.
    ["/static/a.0123456789ab.d/b.css", 200, "no-cache"],
    ["/brochures/a.0123456789ab.pdf", 200, "no-cache"],
    ["/static/none.0123456789ab.css", 404, undefined],
    // The application's, of which it tells as much as it likes.
    ["/page.0123456789ab.css", 200, undefined],
    ["/staticky/a.0123456789ab.css", 200, undefined],
    ["/told", 200, "private, max-age=60"],
];

const application: ProxyOptions["application"] = ({ url }, response) => {
    response.writeHead(200, url === "/told" ? { "Cache-Control": "private, max-age=60" } : {}).end("x");
};

describe("headers for caches", () => {
    const folder = temporaryFolder();
    const running: RunningProxy[] = [];

    beforeEach(() => {
        // Apache started by root works as another user.
        fs.chmodSync(folder.path, 0o755);
        for (const [url] of answers.filter(([url, status]) => status === 200 && /^\/(static|brochures)\//.test(url))) {
            const file = path.join(folder.path, url.replace(/\?.*/, ""));
            fs.mkdirSync(path.dirname(file), { recursive: true });
            fs.writeFileSync(file, "x");
        }
    });

    afterEach(async () => {
        await Promise.all(running.splice(0).map((each) => each.stop()));
    });

    const seen = async (port: number) => {
        const told = [];
        for (const [url] of answers) {
            const { status, headers } = await request(port, url);
            told.push([url, status, headers["cache-control"]]);
        }
        return told;
    };

    describe("of nginx", () => {
        beforeEach(function () {
            needsJudges(this, "nginx");
        });

        const filesOf = (changes: Partial<ProxyPlan> = {}, more: ProxyFiles = {}): ProxyFiles => ({
            ...platformStatic("/static/", "static/"),
            "conf.d/elasticbeanstalk/02_brochures.conf":
                "location /brochures/ { alias /var/app/current/brochures/; }\n",
            ...proxyFiles("nginx", renderFiles(proxy({ ...proxyPlan, cached, ...changes }))),
            ...more,
        });

        async function start(changes: Partial<ProxyPlan> = {}, more: ProxyFiles = {}) {
            const server = await startNginx(filesOf(changes, more), {
                application,
                replace: { "/var/app/current": folder.path },
            });
            running.push(server);
            return server.port(80);
        }

        it("are these lines", () => {
            assert.deepEqual(cachingMap({ collected: "/static", folders: ["/brochures/"] }), [
                'map "$status,$upstream_status,$sent_http_cache_control,$uri" $django_beanstalk_cache_control {',
                '    default "";',
                String.raw`    "~^(200|304),,,/static/(.*/)?[^/]+\.[0-9a-f]{12}\.[^/.]+$" "public, max-age=31536000, immutable";`,
                '    "~^(200|304),,,/static/" no-cache;',
                '    "~^(200|304),,,/brochures/" no-cache;',
                "}",
            ]);
            const file = filesOf()["conf.d/10-django-beanstalk.conf"] ?? "";
            assert.match(file, /^add_header Cache-Control \$django_beanstalk_cache_control;$/m);
        });

        it("are accepted by nginx and gixy, with any path", function () {
            needsJudges(this, "gixy");
            for (const files of [
                filesOf(),
                filesOf({ cached: odd, headersIn: "server" }),
                filesOf({ cached: undefined }),
            ]) {
                nginxTest(files);
                gixy(files);
            }
        });

        it("let a hashed file be kept for good, have others asked for, and leave the application's alone", async () => {
            assert.deepEqual(await seen(await start()), answers);
        });

        it("are the same in the server, where the application's own file adds headers", async () => {
            const own = { "conf.d/elasticbeanstalk/own.conf": "add_header X-Own yes;\n" };
            assert.deepEqual(await seen(await start({ headersIn: "server", headers: [] }, own)), answers);
        });

        it("come with an answer that nothing has changed, and with a part of a file", async () => {
            const port = await start();
            const { etag = "" } = (await request(port, hashed)).headers;
            const again = await request(port, hashed, { headers: { "If-None-Match": etag } });
            const part = await request(port, hashed, { headers: { Range: "bytes=0-0" } });
            assert.deepEqual(
                [again, part].map(({ status, headers }) => [status, headers["cache-control"]]),
                [
                    [304, forGood],
                    [206, forGood],
                ],
            );
        });

        it("leave a location of the application's own to it: expires, a header, a redirect", async () => {
            const port = await start(
                {},
                {
                    "conf.d/elasticbeanstalk/own.conf": `
location = /static/css/site.css { alias /var/app/current/static/css/site.css; expires 1h; }
location = ${hashed} { alias /var/app/current${hashed}; add_header Cache-Control "max-age=5"; }
location = /static/moved.0123456789ab.css { return 301 /static/css/site.css; }
`,
                },
            );
            const told = [];
            for (const url of ["/static/css/site.css", hashed, "/static/moved.0123456789ab.css"]) {
                told.push((await request(port, url)).headers["cache-control"]);
            }
            assert.deepEqual(told, ["max-age=3600", "max-age=5", undefined]);
        });

        it("are none where a file of the application's own sets them", async () => {
            const own = { "conf.d/own.conf": 'add_header Cache-Control "max-age=7";\n' };
            const port = await start({ cached: undefined }, own);
            assert.equal((await request(port, hashed)).headers["cache-control"], "max-age=7");
        });
    });

    describe("of Apache", () => {
        beforeEach(function () {
            needsJudges(this, "apache");
        });

        const filesOf = (changes: Partial<ProxyPlan> = {}) =>
            proxyFiles("httpd", renderFiles(proxy({ ...proxyPlan, cached, server: "apache", ...changes })));

        /** How the platform leads to static files is not documented: assumed. */
        const platform = `
<VirtualHost *:80>
    <Directory /var/app/current>
        Require all granted
    </Directory>
    Alias /static /var/app/current/static
    Alias /brochures /var/app/current/brochures
    ProxyPass /static/ !
    ProxyPass /brochures/ !
    ProxyPass / http://localhost:8000/ retry=0
</VirtualHost>
`;

        it("are accepted by Apache, with any path", () => {
            apacheTest(filesOf({ cached: odd }));
            apacheTest(filesOf({ cached: undefined }));
        });

        it("let a hashed file be kept for good, have others asked for, and leave the application's alone", async () => {
            const files = { ...filesOf(), "conf.d/elasticbeanstalk/00_application.conf": platform };
            const server = await startApache(files, { application, replace: { "/var/app/current": folder.path } });
            running.push(server);
            assert.deepEqual(await seen(server.port(80)), answers);
        });
    });
});
