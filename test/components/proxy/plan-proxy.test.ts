import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { planGeneratedFiles } from "../../../components/generated-files";
import { ProblemError } from "../../../components/problem";
import { allowedHost, planProxy } from "../../../components/proxy/plan-proxy";
import { proxyNotices, proxyProblems } from "../../../components/proxy/proxy-problems";
import { ownNginx } from "../../../ebextensions/proxy/own-files";
import { minimalRaw, testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

const own = (files: Readonly<Record<string, string>>) => ownNginx(Object.keys(files), (path) => files[path] ?? "");
const settings = (app: Raw = {}, more: Raw = {}) => testSettings({ app: { ...minimalRaw.app, ...app }, ...more });
const http = ".platform/nginx/conf.d/own.conf";
const server = ".platform/nginx/conf.d/elasticbeanstalk/own.conf";

describe("the plan of the proxy", () => {
    it("adds these headers, and those that are asked for", () => {
        assert.deepEqual(planProxy(settings()).headers, [
            { name: "X-Content-Type-Options", value: "nosniff" },
            { name: "Referrer-Policy", value: "same-origin" },
            { name: "X-Frame-Options", value: "DENY" },
        ]);
        const securityHeaders = {
            contentTypeOptions: false,
            referrerPolicy: "off",
            frameOptions: "off",
            contentSecurityPolicy: "default-src 'self'",
            hstsSeconds: 3600,
        };
        const site = { domain: { name: "www.example.com", zone: "example.com" } };
        const headersOf = (headers: Raw) => planProxy(settings({ proxy: { securityHeaders: headers } }, site)).headers;
        assert.deepEqual(headersOf(securityHeaders), [
            { name: "Content-Security-Policy", value: "default-src 'self'" },
            { name: "Strict-Transport-Security", value: "max-age=3600" },
        ]);
        const preloaded = { hstsSeconds: 63072000, hstsIncludeSubdomains: true, hstsPreload: true };
        assert.deepEqual(headersOf(preloaded).at(-1), {
            name: "Strict-Transport-Security",
            value: "max-age=63072000; includeSubDomains; preload",
        });
    });

    it("leaves what the application's files set to them", () => {
        const limits = "client_max_body_size 6m; large_client_header_buffers 4 32k;";
        const { maxBodyMb, maxHeaderKb } = planProxy(settings(), own({ [http]: limits }));
        assert.deepEqual([maxBodyMb, maxHeaderKb], [undefined, undefined]);
        assert.equal(planProxy(settings()).maxBodyMb, 10);
        assert.equal(planProxy(settings(), own({ [http]: "add_header X-Own yes;" })).headersIn, "http");
        assert.equal(planProxy(settings(), own({ [server]: "add_header X-Own yes;" })).headersIn, "server");
    });

    it("tells caches of the static files, unless the application's files do", () => {
        const folders = { "/brochures": "brochures" };
        const all = settings({ static: { folders } });
        const cached = { collected: "/static", folders: ["/brochures"] };
        assert.deepEqual(planProxy(all).cached, cached);
        assert.deepEqual(planProxy(all, own({ [server]: "expires 1h; add_header X-Own yes;" })).cached, cached);
        for (const file of [http, server]) {
            assert.equal(planProxy(all, own({ [file]: 'add_header cache-control "no-store";' })).cached, undefined);
        }
    });

    it("passes requests to the port that the application's own Procfile listens on", () => {
        assert.equal(planProxy(settings()).upstream, "http://127.0.0.1:8000");
        assert.equal(planProxy(settings({ variables: { PORT: 9000 } })).upstream, "http://127.0.0.1:9000");
    });

    it("names a host for health checks that Django allows", () => {
        const domain = {
            name: "www.example.com",
            zone: "example.com",
            alternativeNames: ["example.com", "*.example.com"],
        };
        const hostOf = (more: Raw, variables: Raw = {}) => allowedHost(settings({ variables }, more));
        assert.deepEqual(
            [
                hostOf({}),
                hostOf({ domain }),
                hostOf({ domain }, { ALLOWED_HOSTS: ".example.com" }),
                hostOf({ domain }, { ALLOWED_HOSTS: "*" }),
                hostOf({ domain }, { ALLOWED_HOSTS: "internal.example.net; x" }),
                hostOf({}, { ALLOWED_HOSTS: "*" }),
                hostOf({ environment: { tier: { kind: "worker" } } }),
            ],
            [
                "us-east-1.elasticbeanstalk.com",
                "www.example.com",
                "www.example.com",
                "www.example.com",
                "internal.example.net",
                "localhost",
                "127.0.0.1",
            ],
        );
    });

    it("takes as allowed what Django takes as allowed", () => {
        const label = fc.stringMatching(/^[a-z]{1,3}$/);
        const name = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join("."));
        const entry = fc.tuple(fc.constantFrom("", "."), name).map((parts) => parts.join(""));
        fc.assert(
            fc.property(fc.array(entry, { minLength: 1 }), (entries) => {
                const host = allowedHost(
                    settings({ variables: { ALLOWED_HOSTS: [...new Set(entries)].sort().join(",") } }),
                );
                // django.http.request.is_same_domain
                const matches = entries.some(
                    (each) =>
                        each === host || (each.startsWith(".") && (host.endsWith(each) || host === each.slice(1))),
                );
                assert.ok(matches, `${host} of ${entries.join()}`);
            }),
        );
    });

    it("tells of a limit that is given twice, and of a location that is generated too", () => {
        const files = own({
            [http]: "client_max_body_size 6m;",
            [server]:
                "location = /healthz/ { return 200; } location ^~ / { return 200; } location /static { return 200; } location /other { return 200; }",
        });
        assert.deepEqual(proxyProblems(settings({ proxy: { maxBodyMb: 20 }, healthPath: "/healthz/" }), files), [
            {
                where: "app.proxy.maxBodyMb",
                got: `20, and client_max_body_size in ${http}`,
                allowed: "one of the two",
                remedy: "Remove the line from the file, or the setting.",
            },
            ...[
                ["= /healthz/", "health checks have this one, in the generated 00_application.conf"],
                ["/", "requests to the application have this one, in the generated 00_application.conf"],
                ["/static", "static files have this one (app.static)"],
            ].map(([name, why]) => ({
                where: server,
                got: `location ${name}`,
                allowed: `any other location: ${why}, and nginx does not start with two`,
                remedy: "Remove it. Waits, limits and headers have settings (app.proxy, environment.loadBalancer.idleTimeoutSeconds); other directives may stand in the file without a location.",
            })),
        ]);
        assert.deepEqual(proxyProblems(settings(), own({ [server]: "location /other { return 200; }" })), []);
        const apache = { platform: { kind: "python", proxyServer: "apache" }, healthPath: "/healthz/" };
        assert.deepEqual(proxyProblems(settings(apache), files), []);
    });

    it("asks the application where it listens: at the port that is set, or the platform's own", () => {
        assert.equal(planProxy(settings({ variables: { PORT: 5000 } })).upstream, "http://127.0.0.1:5000");
        const procfile = planGeneratedFiles(settings({ variables: { PORT: 5000 } }), new Set()).find(
            ({ path }) => path === "Procfile",
        );
        assert.match(procfile?.content ?? "", /--bind 127\.0\.0\.1:5000 /);
        assert.equal(planProxy(settings()).upstream, "http://127.0.0.1:8000");
        for (const PORT of ["80", "443"]) {
            assert.throws(
                () => settings({ variables: { PORT } }),
                (error: unknown) => error instanceof ProblemError && error.problems[0]?.where === "app.variables.PORT",
            );
        }
    });

    it("says which lines of the application's have no effect", () => {
        const files = own({
            [http]: "proxy_read_timeout 300s; proxy_set_header X-A b;",
            ".platform/nginx/nginx.conf": "http { include conf.d/elasticbeanstalk/*.conf; }",
        });
        assert.deepEqual(proxyNotices(settings(), files), [
            `proxy_read_timeout in ${http} has no effect on the application's location: set environment.loadBalancer.idleTimeoutSeconds, or app.web.timeoutSeconds.`,
            `proxy_set_header in ${http} has no effect on the application's location: a location that sets request headers inherits none.`,
            ".platform/nginx/nginx.conf takes the place of the platform's and does not include conf.d/*.conf: what is generated there (waits, limits, headers, the host of health checks) has no effect.",
        ]);
        assert.deepEqual(proxyNotices(settings(), own({ [http]: "client_max_body_size 6m;" })), []);
    });
});
