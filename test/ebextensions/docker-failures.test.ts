import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import type { RequestListener } from "node:http";
import * as path from "node:path";
import { lintApplication } from "../../ebextensions/lint/lint-application";
import { containerFiles, textOf } from "../support/container-files";
import { composeConfig, needsJudges, request, startNginx } from "../support/judges";
import { containerVariables, layEntrypoint } from "../support/stub-django";
import { temporaryFolder } from "../support/temporary-folder";

const guide = "Docker-based Deployment via AWS CLI";
const files = containerFiles({ databaseWaitSeconds: 1 });
const rulesIn = (own: Readonly<Record<string, string>>) =>
    lintApplication(new Map(Object.entries(own)), "docker").map(({ rule, file, line }) => `${rule} ${file}:${line}`);

/** A start script of one's own, beside a manage.py and a gunicorn that only say what they were started with. */
function startScript(folder: string, script: string, manage = "exit 0") {
    const say = (name: string, rest: string) =>
        fs.writeFileSync(
            path.join(folder, name),
            `#!/bin/sh\necho "${name} $* in $DJANGO_SETTINGS_MODULE"\n${rest}\n`,
            { mode: 0o755 },
        );
    say("python", manage);
    say("gunicorn", "");
    fs.writeFileSync(path.join(folder, "start.sh"), script);
    const { status, stdout } = spawnSync("sh", ["start.sh"], {
        cwd: folder,
        env: { PATH: `${folder}:${process.env["PATH"] ?? ""}` },
        encoding: "utf8",
    });
    return { status, lines: stdout.trim().split("\n") };
}

function entrypoint(folder: string, changes: NodeJS.ProcessEnv) {
    layEntrypoint(folder, files);
    const { status, stdout, stderr } = spawnSync(
        "python3",
        ["django-beanstalk/entrypoint.py", "web", "echo", "serving"],
        {
            cwd: folder,
            env: { PATH: process.env["PATH"], PYTHONDONTWRITEBYTECODE: "1", ...containerVariables, ...changes },
            encoding: "utf8",
        },
    );
    return { status, out: stdout, lines: stderr.trim().split("\n") };
}

function needsPython(context: Mocha.Context): void {
    if (spawnSync("python3", ["--version"]).error !== undefined) {
        assert.notEqual(process.env["CI"], "true", "CI has Python");
        console.log("      skipped: no python3 here");
        context.skip();
    }
}

describe(`${guide}, v121 and v128: RDS variables do not reach the container`, () => {
    const folder = temporaryFolder();
    const original = 'services:\n  web:\n    build: .\n    ports:\n      - "80:80"\n';
    const environment = { ".env": "EB_LOG_BASE_DIR=/var/log/eb-docker/containers\nRDS_HOSTNAME=db.example.com\n" };

    it("happens with a compose file that does not name .env, and the check says so", function () {
        needsJudges(this, "compose");
        assert.equal(composeConfig(original, environment).services["web"]?.["environment"], undefined);
        assert.deepEqual(rulesIn({ "docker-compose.yml": original }), ["compose-env-file docker-compose.yml:2"]);
    });

    it("does not happen with the generated one, of which each service that runs the application names it", function () {
        needsJudges(this, "compose");
        const processes = { reports: { kind: "command", command: "python manage.py process_documents" } };
        const { services } = composeConfig(
            textOf(containerFiles({}, { processes }), "docker-compose.yml"),
            environment,
        );
        for (const name of ["web", "reports"]) {
            assert.equal((services[name]?.["environment"] as Record<string, string>)["RDS_HOSTNAME"], "db.example.com");
        }
    });

    it("would be said by the container itself, before Django looks for a socket on its own host", function () {
        needsPython(this);
        const { status, lines } = entrypoint(folder.path, { RDS_HOSTNAME: undefined, RDS_PASSWORD: undefined });
        assert.equal(status, 1);
        assert.equal(
            lines[0],
            "django-beanstalk: These environment variables are not set or empty in the container: RDS_HOSTNAME, RDS_PASSWORD",
        );
    });
});

describe(`${guide}, v123: a predeploy hook that makes .env from a wrong path`, () => {
    const folder = temporaryFolder();
    const original = "#!/bin/bash\nset -e\ncp /opt/elasticbeanstalk/deployment/app.env .env\n";

    it("ends the deployment, and the check says that nobody needs the hook", () => {
        fs.writeFileSync(path.join(folder.path, "hook.sh"), original);
        const { status, stderr } = spawnSync("bash", ["hook.sh"], { cwd: folder.path, encoding: "utf8" });
        assert.equal(status, 1);
        assert.match(stderr, /No such file or directory/);
        const hook = ".platform/hooks/predeploy/01_env.sh";
        assert.ok(rulesIn({ [hook]: original }).includes(`env-file-written ${hook}:3`));
    });

    it("is not among what is generated: Elastic Beanstalk alone writes the file", () => {
        for (const { path: file, content } of files.values()) {
            if (file.startsWith(".platform/") || file.startsWith(".ebextensions/")) {
                assert.doesNotMatch(content, /\.env\b/, file);
            }
        }
        assert.ok(!files.has(".env"));
    });
});

describe(`${guide}, v119 and v122: health checks that Django refuses by their host`, () => {
    const folder = temporaryFolder();
    /** As Django: 400 for a host that is not allowed, and a redirect for what did not come by HTTPS. */
    const django: RequestListener = ({ headers }, response) => {
        const isAllowed = /(^|\.)us-east-1\.elasticbeanstalk\.com$/.test(headers.host ?? "");
        response.writeHead(!isAllowed ? 400 : headers["x-forwarded-proto"] === "https" ? 200 : 301).end();
    };
    const check = { headers: { Host: "10.0.1.17", "User-Agent": "ELB-HealthChecker/2.0" } };

    async function statusBehind(server: string): Promise<number> {
        const main = `events {}\nhttp {\n    include conf.d/default.conf;\n}\n`;
        const running = await startNginx(
            { "nginx.conf": main, "conf.d/default.conf": server },
            {
                application: django,
                replace: { "/usr/share/nginx/html": folder.path, "/srv/static-files": folder.path },
            },
        );
        try {
            return (await request(running.port(80), "/health/", check)).status;
        } finally {
            await running.stop();
        }
    }

    it("fail behind a proxy that passes the host on", async function () {
        needsJudges(this, "nginx");
        const original =
            "server {\n    listen 80;\n    location / {\n        proxy_pass http://127.0.0.1:8000;\n        proxy_set_header Host $host;\n    }\n}\n";
        assert.equal(await statusBehind(original), 400);
    });

    it("pass behind the generated one", async function () {
        needsJudges(this, "nginx");
        const withDomain = containerFiles({ network: "host" }, {}, undefined, {
            domain: { name: "www.example.com", zone: "example.com" },
        });
        assert.match(textOf(withDomain, "django-beanstalk/nginx.conf"), /"~\^\[0-9\.\]\+\$" www\.example\.com;/);
        const secure = textOf(withDomain, "django-beanstalk/nginx.conf").replaceAll(
            "www.example.com",
            "x.us-east-1.elasticbeanstalk.com",
        );
        assert.equal(await statusBehind(secure), 200);
    });
});

describe(`${guide}, v120: static files that are not collected`, () => {
    const folder = temporaryFolder();

    it("go unnoticed with a script that goes on", () => {
        const { status, lines } = startScript(
            folder.path,
            "python manage.py collectstatic --noinput || true\nexec gunicorn app.wsgi\n",
            "exit 1",
        );
        assert.equal(status, 0);
        assert.match(lines.at(-1) ?? "", /^gunicorn/);
    });

    it("stop a container with what to do", function () {
        needsPython(this);
        const { status, out, lines } = entrypoint(folder.path, { STUB_STATIC: "/app/static" });
        assert.equal(status, 1);
        assert.ok(!out.includes("serving"));
        assert.match(lines.join("\n"), /collectstatic failed: .*\n.*STATIC_ROOT in the settings has to be the folder/);
    });
});

describe(`${guide}, v114: a start script with a settings module of its own`, () => {
    const folder = temporaryFolder();

    it("starts with the settings of a laptop when the variable is missing", () => {
        const { status, lines } = startScript(
            folder.path,
            "export DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-dev_app.settings.local}\nexec gunicorn app.wsgi\n",
        );
        assert.equal(status, 0);
        assert.deepEqual(lines, ["gunicorn app.wsgi in dev_app.settings.local"]);
    });

    it("has no place: the variable is set on the environment, and a container without it does not start", function () {
        needsPython(this);
        const { status, lines } = entrypoint(folder.path, { DJANGO_SETTINGS_MODULE: undefined });
        assert.equal(status, 1);
        assert.match(lines[0] ?? "", /not set or empty in the container: DJANGO_SETTINGS_MODULE$/);
        for (const { content } of files.values()) {
            assert.doesNotMatch(content, /DJANGO_SETTINGS_MODULE=/);
        }
    });
});

describe(`${guide}, what happens 7: migrations at the start of every container`, () => {
    it("are reported in a Dockerfile and a compose file of one's own", () => {
        const start = 'CMD ["sh", "-c", "python manage.py migrate && gunicorn --bind 0.0.0.0:80 app.wsgi"]\n';
        assert.deepEqual(rulesIn({ Dockerfile: `FROM python:3.11\nEXPOSE 80\n${start}` }), [
            "dockerfile-migrate Dockerfile:3",
        ]);
    });

    it("run under a lock when they are generated", function () {
        needsPython(this);
        const folder = fs.mkdtempSync(path.join(process.env["TMPDIR"] ?? "/tmp", "django-beanstalk-"));
        try {
            assert.equal(entrypoint(folder, {}).status, 0);
            const calls = fs.readFileSync(path.join(folder, "calls"), "utf8");
            assert.match(calls, /pg_try_advisory_lock.*\nmigrate interactive=False\n.*pg_advisory_unlock/);
        } finally {
            fs.rmSync(folder, { recursive: true });
        }
    });
});
