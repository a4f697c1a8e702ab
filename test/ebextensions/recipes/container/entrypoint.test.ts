import * as assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { containerFiles } from "../../../support/container-files";
import { containerVariables, layEntrypoint } from "../../../support/stub-django";
import { temporaryFolder } from "../../../support/temporary-folder";

const waits = { databaseWaitSeconds: 2, migrationWaitSeconds: 2 };
const lock = "[304361498177284730]";

describe("the entry point of a container", function () {
    const folder = temporaryFolder();
    let app: string;

    before(function () {
        if (spawnSync("python3", ["--version"]).error !== undefined) {
            assert.notEqual(process.env["CI"], "true", "CI has Python");
            console.log("      skipped: no python3 here");
            this.skip();
        }
    });

    function lay(files = containerFiles(waits)): void {
        app = path.join(folder.path, "app");
        layEntrypoint(app, files);
    }

    beforeEach(() => {
        lay();
    });

    const options = (env: NodeJS.ProcessEnv) => ({
        cwd: app,
        env: { PATH: process.env["PATH"], PYTHONDONTWRITEBYTECODE: "1", ...containerVariables, ...env },
    });

    function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
        const all = ["django-beanstalk/entrypoint.py", ...args];
        const { status, stdout, stderr } = spawnSync("python3", all, { ...options(env), encoding: "utf8" });
        assert.ok(!(stdout + stderr).includes("canary"), "a value was printed");
        return { status, stdout, lines: stderr.split("\n").filter((line) => line !== "") };
    }

    const answer = (name: string, number: number) => fs.writeFileSync(path.join(app, name), String(number));
    const calls = () => fs.readFileSync(path.join(app, "calls"), "utf8").trimEnd().split("\n");
    const start = ["web", "sh", "-c", 'echo "started $0 as $$"', "x"];

    it("checks, migrates under a lock, collects static files, and becomes the server", () => {
        const { status, stdout } = run(start);
        assert.equal(status, 0);
        assert.deepEqual(calls(), [
            "setup",
            "check deploy=True fail_level=ERROR",
            "connect {'connect_timeout': 5}",
            "session: connect",
            "session: autocommit True",
            `session: SELECT pg_try_advisory_lock(%s) ${lock}`,
            "migrate interactive=False",
            `session: SELECT pg_advisory_unlock(%s) ${lock}`,
            "session: close",
            "collectstatic interactive=False",
            "close all",
        ]);
        assert.match(stdout, /^django-beanstalk: Starting sh\nstarted x as \d+\n$/);
    });

    it("keeps its process number, so that signals reach the server", async () => {
        const child = spawn("python3", ["django-beanstalk/entrypoint.py", "web", "sh", "-c", "echo $$"], options({}));
        let out = "";
        child.stdout.on("data", (data: Buffer) => (out += data.toString()));
        await new Promise((resolve) => child.on("close", resolve));
        assert.equal(out.trim().split("\n").at(-1), String(child.pid));
    });

    it("names each variable that is missing or empty, and starts nothing", () => {
        const { status, lines } = run(start, { SECRET_KEY: "", RDS_PASSWORD: undefined });
        assert.equal(status, 1);
        assert.deepEqual(lines, [
            "django-beanstalk: These environment variables are not set or empty in the container: RDS_PASSWORD, SECRET_KEY",
            "django-beanstalk: Set plain ones under app.variables in the stack file, secret ones under secrets, and run pulumi up.",
            "django-beanstalk: Elastic Beanstalk writes them to .env, which the service has to name as its env_file;",
            "django-beanstalk: if the bundle holds a .env of its own, it writes none.",
        ]);
        assert.ok(!fs.existsSync(path.join(app, "calls")));
    });

    it("waits for the database, tells each reason once, and gives up in the end", () => {
        answer("database-failures", 1);
        const patient = run(start);
        assert.equal(patient.status, 0);
        assert.match(
            patient.stdout,
            /^django-beanstalk: Waiting for the database: connection to server at 10.0.0.5 failed\n/,
        );

        answer("database-failures", 100);
        const { status, stdout, lines } = run(start);
        assert.equal(status, 1);
        assert.equal(stdout.match(/Waiting for the database/g)?.length, 1);
        assert.equal(
            lines[0],
            "django-beanstalk: The database did not answer within 2 seconds: connection to server at 10.0.0.5 failed",
        );
    });

    it("asks for the lock again and again, never in a query that waits, and gives up in the end", () => {
        answer("locked", 1);
        const { status, stdout } = run(start);
        assert.equal(status, 0);
        assert.match(stdout, /Waiting for another instance, which migrates the database\./);
        assert.equal(calls().filter((line) => line.includes("pg_try_advisory_lock")).length, 2);

        answer("locked", 100);
        fs.rmSync(path.join(app, "calls"));
        const late = run(start);
        assert.equal(late.status, 1);
        assert.equal(
            late.lines[0],
            "django-beanstalk: Another instance has been migrating the database for 2 seconds.",
        );
        assert.ok(!calls().some((line) => line.startsWith("migrate")));
    });

    it("migrates without a lock where the database has none, and says so", () => {
        const { status, stdout } = run(start, { STUB_VENDOR: "sqlite" });
        assert.equal(status, 0);
        assert.match(stdout, /Migrating without a lock, which sqlite lacks: two instances/);
        assert.ok(calls().includes("migrate interactive=False") && !calls().some((line) => line.includes("lock")));
    });

    it("goes on without a database", () => {
        assert.match(run(start, { STUB_VENDOR: "unknown" }).stdout, /The settings have no database\./);
        assert.ok(!calls().some((line) => line.startsWith("migrate")));
    });

    it("stops at a finding of check --deploy before it touches the database", () => {
        const { status, lines } = run(start, { STUB_CHECK: "SystemCheckError: (security.W018) DEBUG" });
        assert.equal(status, 1);
        assert.deepEqual(lines, [
            "django-beanstalk: SystemCheckError: (security.W018) DEBUG",
            "django-beanstalk: manage.py check failed.",
        ]);
        assert.deepEqual(calls(), ["setup", "check deploy=True fail_level=ERROR"]);
    });

    it("says what is wrong with settings and with static files, without a trace", () => {
        assert.deepEqual(run(start, { STUB_SETTINGS: "SECURE_HSTS_SECONDS must be a whole number" }).lines, [
            "django-beanstalk: The settings config.settings.production are wrong: SECURE_HSTS_SECONDS must be a whole number",
        ]);
        assert.deepEqual(run(start, { STUB_STATIC: "/elsewhere" }).lines, [
            "django-beanstalk: collectstatic failed: [Errno 13] Permission denied: '/elsewhere'",
            "django-beanstalk: STATIC_ROOT in the settings has to be the folder that app.static.root names, relative to manage.py.",
        ]);
        assert.deepEqual(run(["web", "no-such-server"]).lines, [
            "django-beanstalk: no-such-server cannot be started: No such file or directory",
            "django-beanstalk: Look whether requirements.txt names its package.",
        ]);
    });

    it("leaves migrating to the web process, and waits for it", () => {
        answer("unapplied", 1);
        const { status, stdout } = run(["service", "echo", "working"]);
        assert.equal(status, 0);
        assert.match(stdout, /Waiting for the web process.*\n.*Starting echo\nworking\n$/);
        assert.deepEqual(calls(), [
            "setup",
            "connect {'connect_timeout': 5}",
            "migrate check_unapplied=True interactive=False",
            "migrate check_unapplied=True interactive=False",
            "close all",
        ]);
        answer("unapplied", 100);
        assert.equal(
            run(["service", "echo"]).lines[0],
            "django-beanstalk: The web process has not migrated the database within 2 seconds.",
        );
    });

    it("ends at once when Docker stops the container while it waits", async () => {
        answer("database-failures", 1000);
        lay(containerFiles({ databaseWaitSeconds: 600 }));
        const child = spawn("python3", ["django-beanstalk/entrypoint.py", ...start], options({}));
        child.stdout.once("data", () => child.kill("SIGTERM"));
        const [code] = await new Promise<[number | null]>((resolve) =>
            child.on("close", (...ends) => resolve([ends[0]])),
        );
        assert.equal(code, 143);
    });

    it("ends at once when Docker stops the container while it looks for unapplied migrations", () => {
        answer("unapplied", 100);
        assert.equal(run(["service", "echo"], { STUB_STOP: "true" }).status, 143);
        assert.equal(calls().filter((line) => line.startsWith("migrate")).length, 1);
    });

    it("tells Docker whether the application answers, as a load balancer would ask", async () => {
        const seen: unknown[] = [];
        let status = 200;
        const server = http.createServer((request, response) => {
            seen.push([request.url, request.headers.host, request.headers["x-forwarded-proto"]]);
            response.writeHead(status).end();
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        lay(containerFiles({ port: (server.address() as AddressInfo).port }));
        const health = () =>
            new Promise((resolve) =>
                spawn("python3", ["django-beanstalk/entrypoint.py", "health"], options({})).on("close", resolve),
            );
        try {
            assert.equal(await health(), 0);
            status = 400;
            assert.equal(await health(), 1);
        } finally {
            server.close();
        }
        const once = ["/health/", "us-east-1.elasticbeanstalk.com", "https"];
        assert.deepEqual(seen, [once, once]);
        assert.equal(await health(), 1);
    });
});
