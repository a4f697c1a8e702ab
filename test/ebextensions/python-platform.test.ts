import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import type { GeneratedFile } from "../../ebextensions/model";
import { pythonPlatformFiles, PythonPlatformPlan } from "../../ebextensions/python-platform";
import { bashSyntax, needsJudges, shellcheck } from "../support/judges";
import { proxyPlan } from "../support/proxy-plan";
import { temporaryFolder } from "../support/temporary-folder";

const plan: PythonPlatformPlan = {
    gunicorn: { wsgi: "config.wsgi:application", workers: 2, threads: 4, timeoutSeconds: 50 },
    proxy: proxyPlan,
    cron: {},
    required: ["SECRET_KEY", "DATABASE_URL"],
    redirectToHttps: true,
    ownProcfile: false,
};

function content(files: readonly GeneratedFile[], wanted: string): string {
    return files.find((file) => file.path === wanted)?.content ?? assert.fail(`no ${wanted}`);
}

describe("files of the Python platform", () => {
    const folder = temporaryFolder();
    const files = pythonPlatformFiles(plan);

    it("are these", () => {
        assert.deepEqual(
            files.map(({ path, executable }) => `${executable ? "x" : "-"} ${path}`),
            [
                "- .ebextensions/10-django.config",
                "- .ebextensions/20-https-redirect.config",
                "- .ebextensions/30-logs.config",
                "x .platform/confighooks/prebuild/10-required-variables.sh",
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

    it("leave out the redirect without a certificate, and the Procfile where the application has one", () => {
        const paths = pythonPlatformFiles({ ...plan, redirectToHttps: false, ownProcfile: true }).map(
            ({ path }) => path,
        );
        assert.ok(!paths.includes("Procfile") && !paths.some((each) => each.includes("redirect")), paths.join());
    });

    it("start Gunicorn with its logs on standard output", () => {
        assert.equal(
            content(files, "Procfile"),
            "web: gunicorn --bind 127.0.0.1:8000 --workers 2 --threads 4 --timeout 50 --access-logfile - --error-logfile - --capture-output config.wsgi:application\n",
        );
    });

    it("migrate on the leader before static files are collected everywhere", () => {
        assert.deepEqual(parse(content(files, ".ebextensions/10-django.config")), {
            container_commands: {
                "01_migrate": {
                    command: "source /var/app/venv/*/bin/activate && python manage.py migrate --noinput",
                    leader_only: true,
                },
                "02_collectstatic": {
                    command: "source /var/app/venv/*/bin/activate && python manage.py collectstatic --noinput",
                },
            },
        });
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

    describe("the check of required variables", () => {
        function run(env: Readonly<Record<string, string>>) {
            const script = content(files, ".platform/hooks/prebuild/10-required-variables.sh").replace(
                "/var/log/",
                `${folder.path}/`,
            );
            const file = path.join(folder.path, "hook.sh");
            fs.writeFileSync(file, script);
            return spawnSync("bash", [file], { env: { PATH: process.env["PATH"], ...env }, encoding: "utf8" });
        }

        it("passes when all are set, and prints no value", () => {
            const { status, stdout, stderr } = run({ SECRET_KEY: "canary-1", DATABASE_URL: "canary-2" });
            assert.equal(status, 0, stderr);
            assert.match(stdout, /All required environment variables are set\./);
            assert.ok(!(stdout + stderr).includes("canary"));
        });

        it("ends the deployment and names each that is missing or empty", () => {
            const { status, stdout, stderr } = run({ SECRET_KEY: "" });
            assert.equal(status, 1);
            assert.match(stdout + stderr, /These environment variables are not set or empty: DATABASE_URL SECRET_KEY/);
            assert.match(
                fs.readFileSync(path.join(folder.path, "django-beanstalk-10-required-variables.log"), "utf8"),
                /DATABASE_URL SECRET_KEY/,
            );
        });
    });

    it("hold scripts without a finding of shellcheck", function () {
        needsJudges(this, "shellcheck", "bash");
        for (const file of files.filter(({ executable }) => executable)) {
            shellcheck(file.content);
            bashSyntax(file.content);
        }
    });
});
