import * as assert from "node:assert/strict";
import { parse } from "yaml";
import type { GeneratedFile } from "../../ebextensions/model";
import { pythonPlatformFiles, PythonPlatformPlan } from "../../ebextensions/python-platform";
import { bashSyntax, needsJudges, shellcheck } from "../support/judges";
import { proxyPlan } from "../support/proxy-plan";

const plan: PythonPlatformPlan = {
    gunicorn: { wsgi: "config.wsgi:application", workers: 2, threads: 4, timeoutSeconds: 50 },
    processes: {},
    deploy: { migrate: true, collectstatic: "everyInstance", check: "ERROR" },
    probe: {
        path: "/health/",
        codes: ["200"],
        log: "/var/log/web.stdout.log",
        seconds: 45,
        as: { kind: "loadBalancer" },
    },
    proxy: proxyPlan,
    cron: {},
    required: ["SECRET_KEY", "DATABASE_URL"],
    secrets: ["SECRET_KEY"],
    optional: [],
    redirectToHttps: true,
    mutualTls: undefined,
    ownProcfile: false,
    instance: {
        swapMb: 0,
        packages: {},
        rootCertificateUrls: [],
        databaseUsers: undefined,
        memory: undefined,
        jobs: { jobs: {}, application: "notes", locked: true },
        logs: { application: [], user: "webapp", stream: { environmentName: "notes-dev", retentionDays: 7 } },
    },
};

function content(files: readonly GeneratedFile[], wanted: string): string {
    return files.find((file) => file.path === wanted)?.content ?? assert.fail(`no ${wanted}`);
}

describe("files of the Python platform", () => {
    const files = pythonPlatformFiles(plan);

    it("are these", () => {
        assert.deepEqual(
            files.map(({ path, executable }) => `${executable ? "x" : "-"} ${path}`),
            [
                "- .ebextensions/10-django.config",
                "- .ebextensions/20-https-redirect.config",
                "- .ebextensions/30-logs.config",
                "x .platform/confighooks/postdeploy/90-health.sh",
                "x .platform/confighooks/prebuild/10-required-variables.sh",
                "x .platform/confighooks/predeploy/20-collectstatic.sh",
                "x .platform/django-beanstalk/check.sh",
                "x .platform/django-beanstalk/collectstatic.sh",
                "x .platform/django-beanstalk/migrate.sh",
                "x .platform/hooks/postdeploy/90-health.sh",
                "x .platform/hooks/prebuild/10-required-variables.sh",
                "- .platform/nginx/conf.d/10-django-beanstalk.conf",
                "- .platform/nginx/conf.d/elasticbeanstalk/00_application.conf",
                "- Procfile",
            ],
        );
    });

    it("name the periodic tasks of a worker, and are none without tasks", () => {
        const cron = {
            "weekly mail": { path: "/mail/", schedule: "0 6 * * 1" },
            nightly: { path: "/nightly/", schedule: "*/30 * * * *" },
        };
        const file = pythonPlatformFiles({ ...plan, cron }).find(({ path }) => path === "cron.yaml");
        assert.deepEqual(parse(file?.content ?? ""), {
            version: 1,
            cron: [
                { name: "nightly", url: "/nightly/", schedule: "*/30 * * * *" },
                { name: "weekly mail", url: "/mail/", schedule: "0 6 * * 1" },
            ],
        });
        assert.ok(!pythonPlatformFiles(plan).some(({ path }) => path === "cron.yaml"));
    });

    it("leave out the redirect without a certificate, the Procfile where the application has one, and a probe that is not wanted", () => {
        const gunicorn = { ...plan.gunicorn, workers: "cores" } as const;
        const less = { ...plan, gunicorn, redirectToHttps: false, ownProcfile: true, probe: undefined };
        const paths = pythonPlatformFiles(less).map(({ path }) => path);
        assert.deepEqual(
            paths.filter((each) => /Procfile|start-|redirect|health/.test(each)),
            [],
        );
    });

    it("redirect port 80 of the environment's own listener", () => {
        const { Resources } = parse(content(files, ".ebextensions/20-https-redirect.config")) as {
            Resources: Record<string, { Properties: Record<string, unknown> }>;
        };
        const properties = Resources["AWSEBV2LoadBalancerListener"]?.Properties;
        assert.equal(properties?.["Port"], 80);
        assert.deepEqual(properties["DefaultActions"], [
            {
                Type: "redirect",
                RedirectConfig: {
                    Protocol: "HTTPS",
                    Port: "443",
                    Host: "#{host}",
                    Path: "/#{path}",
                    Query: "#{query}",
                    StatusCode: "HTTP_301",
                },
            },
        ]);
    });

    it("hold scripts without a finding of shellcheck", function () {
        needsJudges(this, "shellcheck", "bash");
        const others = pythonPlatformFiles({
            ...plan,
            gunicorn: { ...plan.gunicorn, workers: "cores" },
            processes: { other: { kind: "command", command: 'exec python manage.py run "$HOME"' } },
            probe: {
                path: "/it's",
                codes: ["200-399"],
                log: "/var/log/web.stdout.log",
                seconds: 45,
                as: { kind: "client", host: "a", https: true },
            },
            required: [],
            optional: ["EMAIL_URL"],
        });
        for (const file of [...files, ...others].filter(({ executable }) => executable)) {
            shellcheck(file.content);
            bashSyntax(file.content);
        }
    });
});
