import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as fc from "fast-check";
import { parse } from "yaml";
import { ConfigFile, GeneratedFile } from "../../ebextensions/model";
import { pythonPlatformFiles, PythonPlatformPlan } from "../../ebextensions/python-platform";
import { renderFiles } from "../../ebextensions/render";
import { shellWord } from "../../ebextensions/shell";
import { temporaryFolder } from "../support/temporary-folder";

const plan: PythonPlatformPlan = {
    gunicorn: { wsgi: "config.wsgi:application", workers: 2, threads: 4, timeoutSeconds: 50 },
    proxyServer: "nginx" as const,
    cron: {},
    idleTimeoutSeconds: 55,
    required: ["SECRET_KEY", "DATABASE_URL"],
    optional: [],
    redirectToHttps: true,
    ownProcfile: false,
};

const config = (changes: Partial<ConfigFile>): ConfigFile => ({
    kind: "config",
    name: "10-test",
    reason: "a test",
    ...changes,
});

function content(files: readonly GeneratedFile[], wanted: string): string {
    return files.find((file) => file.path === wanted)?.content ?? assert.fail(`no ${wanted}`);
}

describe("renderFiles", () => {
    it("refuses names, commands and lines that Elastic Beanstalk would not take", () => {
        const procfile = (command: string) => ({ kind: "procfile" as const, reason: "", processes: { web: command } });
        assert.throws(() => renderFiles([config({ name: "test" })]), {
            message: 'A file is named by two digits, a hyphen and lower-case words, not "test".',
        });
        assert.throws(() => renderFiles([config({ containerCommands: [{ name: "Migrate", command: "x" }] })]), {
            message: 'A command is named by lower-case words and underscores, not "Migrate".',
        });
        assert.throws(() => renderFiles([procfile("a\nb: c")]), {
            message: 'Not a line of a Procfile: "web: a\\nb: c"',
        });
        assert.throws(() => renderFiles([config({}), config({})]), {
            message: "Two recipes write .ebextensions/10-test.config.",
        });
        assert.throws(
            () => renderFiles([config({ containerCommands: [{ name: "x", command: "y".repeat(70_000) }] })]),
            { message: ".ebextensions/10-test.config is larger than 65536 bytes." },
        );
    });

    it("numbers commands in the order given", () => {
        const commands = Array.from({ length: 12 }, (_, i) => ({
            name: `step_${"abcdefghijkl"[i] ?? ""}`,
            command: "x",
        }));
        const [file] = renderFiles([config({ containerCommands: commands })]);
        const keys = Object.keys((parse(file?.content ?? "") as { container_commands: object }).container_commands);
        assert.deepEqual(keys, [...keys].sort());
        assert.equal(keys[11], "12_step_l");
    });

    it("reads back by PyYAML as it was meant, whatever the values", function () {
        if (spawnSync("python3", ["-c", "import yaml"]).status !== 0) {
            assert.notEqual(process.env["CI"], "true", "CI installs PyYAML");
            this.skip();
        }
        const text = fc.oneof(
            fc.string(),
            fc.string({ unit: "binary" }),
            fc.constantFrom(
                "on",
                "no",
                "0755",
                "000755",
                "Tue:09:00",
                "1_000",
                "~",
                "a: b",
                "# x",
                "'",
                "multi\nline\n",
                "ü\u2028x",
                "=",
                "<<",
                "1e3",
            ),
        );
        const values = fc.sample(fc.array(text, { minLength: 1, maxLength: 6 }), { numRuns: 200, seed: 7 });
        const files = values.map(
            (commands) =>
                renderFiles([
                    config({ containerCommands: commands.map((command, i) => ({ name: `c${i}`, command })) }),
                ])[0]?.content ?? "",
        );
        const script =
            "import json, sys, yaml; print(json.dumps([[c['command'] for c in yaml.safe_load(t)['container_commands'].values()] for t in json.load(sys.stdin)]))";
        const read = JSON.parse(
            execFileSync("python3", ["-c", script], { input: JSON.stringify(files), encoding: "utf8" }),
        ) as unknown;
        assert.deepEqual(read, values);
    });
});

describe("shellWord", () => {
    it("never lets a value break out of its word", () => {
        fc.assert(
            fc.property(
                fc.array(
                    fc.string().filter((text) => !text.includes("\0")),
                    { minLength: 1, maxLength: 20 },
                ),
                (words) => {
                    const printed = execFileSync("sh", ["-c", `printf '%s\\0' ${words.map(shellWord).join(" ")}`], {
                        encoding: "utf8",
                    });
                    assert.deepEqual(printed.split("\0").slice(0, -1), words);
                },
            ),
            { numRuns: 30 },
        );
    });
});

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
                "- Procfile",
            ],
        );
    });

    it("wait as long as the load balancer, with either proxy", () => {
        const found = (["nginx", "apache"] as const).map((proxyServer) =>
            pythonPlatformFiles({ ...plan, proxyServer })
                .filter(({ path }) => path.includes("/conf.d/"))
                .map(({ path, content }) => [path, content.split("\n")[1]]),
        );
        assert.deepEqual(found, [
            [[".platform/nginx/conf.d/10-django-beanstalk.conf", `proxy_read_timeout ${plan.idleTimeoutSeconds}s;`]],
            [[".platform/httpd/conf.d/10-django-beanstalk.conf", `ProxyTimeout ${plan.idleTimeoutSeconds}`]],
        ]);
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
        if (spawnSync("shellcheck", ["--version"]).error !== undefined) {
            assert.notEqual(process.env["CI"], "true", "CI installs shellcheck");
            this.skip();
        }
        for (const file of files.filter(({ executable }) => executable)) {
            const { status, stdout } = spawnSync("shellcheck", ["-"], { input: file.content, encoding: "utf8" });
            assert.equal(status, 0, stdout);
        }
    });
});
