import * as assert from "node:assert/strict";
import { ChildProcess, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { install, programOf, virtualEnvironment } from "../../../cli/virtual-environment";
import { jobRunner } from "../../../ebextensions/recipes/job-runner";
import { Authority } from "../../../rehearsal/services/certificates";
import { Postgres } from "../../../rehearsal/services/postgres";
import { needsJudges } from "../../support/judges";
import { needsPrograms } from "../../support/needs-programs";
import { repository } from "../../support/program";
import { temporaryFolder } from "../../support/temporary-folder";

/** Django as far as the runner uses it; a lock is one of a file, and ends with its process as PostgreSQL's does with its connection. */
const standInForDjango = {
    "django/__init__.py": "def setup():\n    pass\n",
    "django/db.py": `import copy, fcntl, os

class Connection:
    vendor = os.environ.get("VENDOR", "postgresql")

    def __init__(self):
        self.settings_dict = {"OPTIONS": {"pool": True}}

    def copy(self):
        return copy.deepcopy(self)

    def cursor(self):
        assert "pool" not in self.settings_dict["OPTIONS"]
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def execute(self, statement, parameters):
        assert statement == "SELECT pg_try_advisory_lock(%s)"
        self.file = open(os.path.join(os.environ["LOCKS"], str(*parameters)), "w")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.taken = True
        except BlockingIOError:
            self.taken = False

    def fetchone(self):
        return (self.taken,)

    def close(self):
        self.file.close()

connections = {"default": Connection()}
`,
};

/** The command says that it runs, and what it got, and ends when its file \`go\` is there. */
const managePy = `import json, os, sys, time
with open("runs", "a") as file:
    print(json.dumps({"arguments": sys.argv[1:], "SECRET_KEY": os.environ.get("SECRET_KEY"), "HOME": os.environ["HOME"]}), file=file)
print("started", flush=True)
while not os.path.exists("go"):
    time.sleep(0.02)
sys.exit(int(os.environ.get("CODE", "0")))
`;

interface Run {
    readonly child: ChildProcess;
    /** Fulfilled when the output has the text. */
    said(text: string): Promise<void>;
    /** Exit code and output. */
    readonly end: Promise<{ readonly code: number | null; readonly out: string }>;
}

class Application {
    constructor(
        readonly folder: string,
        private readonly python: string,
        private readonly env: Readonly<Record<string, string>>,
    ) {
        // So that a test need not wait until the lock is given back.
        this.write("run_job.py", jobRunner().content.replace("HOLD = 50", "HOLD = 0"));
        this.write("manage.py", managePy);
        this.write("variables", "SECRET_KEY=s\n'e\"c$ret\0HOME=/root\0PATH=/nowhere\0not a variable\0");
        fs.mkdirSync(path.join(folder, "bin"));
        this.due(-20);
    }

    write(file: string, content: string): void {
        fs.mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
        fs.writeFileSync(path.join(this.folder, file), content);
    }

    /** What the stand-in for systemd-analyze says: a time so many seconds from now. */
    due(seconds: number | undefined): void {
        const when =
            seconds === undefined
                ? "never"
                : `$(date --utc --date="@$(($(date +%s) + ${seconds}))" "+%a %Y-%m-%d %H:%M:%S UTC")`;
        const script = `#!/bin/bash\necho "$*" >>asked\necho "Normalized form: x"\necho "    Next elapse: ${when}"\n`;
        fs.writeFileSync(path.join(this.folder, "bin", "systemd-analyze"), script, { mode: 0o755 });
    }

    start(
        command: readonly string[],
        options: readonly string[] = ["--key=-7"],
        env: Readonly<Record<string, string>> = {},
    ): Run {
        const fixed = ["--job=nightly", "--schedule=*-*-* 03:00:00 UTC", "--variables=variables"];
        const timeout = options.some((each) => each.startsWith("--timeout")) ? [] : ["--timeout=60"];
        const child = spawn(this.python, ["run_job.py", ...fixed, ...timeout, ...options, "--", ...command], {
            cwd: this.folder,
            env: {
                PATH: `${path.join(this.folder, "bin")}:${process.env["PATH"] ?? ""}`,
                HOME: "/home/webapp",
                PYTHONDONTWRITEBYTECODE: "1",
                ...this.env,
                ...env,
            },
        });
        return runOf(child);
    }

    runs(): { arguments: string[]; SECRET_KEY: string; HOME: string }[] {
        const file = path.join(this.folder, "runs");
        return fs.existsSync(file)
            ? fs
                  .readFileSync(file, "utf8")
                  .trimEnd()
                  .split("\n")
                  .map((line) => JSON.parse(line) as ReturnType<Application["runs"]>[0])
            : [];
    }

    let(go: boolean): void {
        fs.rmSync(path.join(this.folder, "go"), { force: true });
        if (go) {
            this.write("go", "");
        }
    }
}

function runOf(child: ChildProcess): Run {
    let out = "";
    const waiting: { text: string; resolve: () => void }[] = [];
    const heard = (piece: Buffer) => {
        out += piece.toString();
        waiting
            .filter(({ text }) => out.includes(text))
            .forEach(({ resolve }) => {
                resolve();
            });
    };
    child.stdout?.on("data", heard);
    child.stderr?.on("data", heard);
    const end = new Promise<{ code: number | null; out: string }>((resolve) => {
        child.on("close", (code) => {
            resolve({ code, out: out.replaceAll(/^\S+Z /gm, "") });
        });
    });
    const said = (text: string) =>
        Promise.race([
            new Promise<void>((resolve) => {
                waiting.push({ text, resolve });
                heard(Buffer.of());
            }),
            end.then((ended) => assert.ok(ended.out.includes(text), ended.out)),
        ]);
    return { child, said, end };
}

/** What holds with every Django. */
function runsOnce(application: () => Application): void {
    it("runs a command on the instance that comes first, and lets the others go", async () => {
        const app = application();
        const first = app.start(["clearsessions", "--verbosity", "2", "it's $HOME"]);
        await first.said("started");
        const others = await Promise.all([app.start(["clearsessions"]).end, app.start(["clearsessions"]).end]);
        assert.deepEqual(others, Array(2).fill({ code: 0, out: "nightly runs on another instance\n" }));
        app.let(true);
        const { code, out } = await first.end;
        assert.equal(code, 0);
        assert.match(out, /^nightly starts\nstarted\nnightly has ended with 0 after \d+ s\n$/);
        assert.deepEqual(app.runs(), [
            {
                arguments: ["clearsessions", "--verbosity", "2", "it's $HOME"],
                SECRET_KEY: "s\n'e\"c$ret",
                HOME: "/home/webapp",
            },
        ]);
    });

    it("runs other jobs meanwhile, and the same one again when the lock is free", async () => {
        const app = application();
        const first = app.start(["one"]);
        await first.said("started");
        const other = app.start(["two"], ["--key=9223372036854775807"]);
        await other.said("started");
        app.let(true);
        assert.deepEqual(
            [(await first.end).code, (await other.end).code, (await app.start(["one"]).end).code],
            [0, 0, 0],
        );
        assert.deepEqual(
            app.runs().map((run) => run.arguments[0]),
            ["one", "two", "one"],
        );
    });

    it("gives the lock back when its process is killed", async () => {
        const app = application();
        const first = app.start(["one"]);
        await first.said("started");
        first.child.kill("SIGKILL");
        app.let(true);
        await first.end;
        assert.equal((await app.start(["one"]).end).code, 0);
    });
}

describe("the runner of jobs", function () {
    this.timeout(120_000);
    const folder = temporaryFolder();
    const environment = virtualEnvironment(path.join(repository, "examples", "notes", "requirements.txt"));

    before(function () {
        if (environment === undefined || process.platform !== "linux") {
            assert.notEqual(process.env["CI"], "true", "CI runs on Linux and installs Python");
            this.skip();
        }
    });

    describe("with a stand-in for Django", () => {
        let app: Application;
        beforeEach(() => {
            app = new Application(folder.path, environment?.python ?? "", { LOCKS: folder.path });
            for (const [file, content] of Object.entries(standInForDjango)) {
                app.write(file, content);
            }
        });

        runsOnce(() => app);

        it("keeps the lock until no instance may come any more, although the command has long ended", async () => {
            app.write("run_job.py", jobRunner().content);
            app.let(true);
            app.due(-10);
            const first = app.start(["quick"]);
            await first.said("has ended");
            assert.equal((await app.start(["quick"]).end).out, "nightly runs on another instance\n");
            assert.equal(app.runs().length, 1);
            assert.equal(first.child.exitCode, null);
            first.child.kill("SIGKILL");
            await first.end;
        });

        it("runs nothing when it got the lock so late that another instance may have had it", async () => {
            app.let(true);
            app.due(-60);
            assert.deepEqual(await app.start(["late"]).end, {
                code: 0,
                out: "nightly is not run: the lock came too late, and another instance may have run it\n",
            });
            assert.deepEqual(app.runs(), []);
        });

        it("runs nothing without a time of the schedule in the last 40 seconds, of which it asks systemd", async () => {
            app.due(5);
            const early = await app.start(["one"]).end;
            app.due(undefined);
            const never = await app.start(["one"]).end;
            const out = "nightly is not run: no time of '*-*-* 03:00:00 UTC' lies in the last 40 seconds\n";
            assert.deepEqual([early, never], Array(2).fill({ code: 1, out }));
            assert.deepEqual(app.runs(), []);
            const [asked = ""] = fs.readFileSync(path.join(folder.path, "asked"), "utf8").split("\n");
            const [, since = ""] = /^calendar --base-time=@(\d+) \*-\*-\* 03:00:00 UTC$/.exec(asked) ?? [];
            assert.ok(Math.abs(Date.now() / 1000 - 40 - Number(since)) < 20, asked);
        });

        it("runs without a lock where it is given none", async () => {
            app.let(true);
            app.due(undefined);
            const { code, out } = await app.start(["one"], [], { VENDOR: "sqlite" }).end;
            assert.equal(code, 0);
            assert.match(out, /^nightly starts\nstarted\n/);
        });

        it("refuses a lock in another database than PostgreSQL", async () => {
            const { code, out } = await app.start(["one"], ["--key=1"], { VENDOR: "mysql" }).end;
            assert.equal(code, 1);
            assert.equal(out, "A job with a lock needs PostgreSQL, and the default database is mysql.\n");
        });

        it("hands on the command's exit code, and ends one that takes too long", async () => {
            const slow = await app.start(["slow"], ["--key=1", "--timeout=1"]).end;
            assert.equal(slow.code, 124);
            assert.match(slow.out, /nightly is ended: it has not finished within 1 s\n$/);
            app.let(true);
            assert.equal((await app.start(["one"], ["--key=1"], { CODE: "3" }).end).code, 3);
        });
    });

    describe("with Django and PostgreSQL", () => {
        let postgres: Postgres | undefined;
        let workspace = "";
        before(async function () {
            needsPrograms(this, "postgres", "openssl", "setpriv");
            workspace = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-test-"));
            const certificate = new Authority(path.join(workspace, "authority")).issueFor(["127.0.0.1"]);
            const account = { user: "jobs", password: "jobs", database: "jobs" };
            postgres = await Postgres.start({ folder: path.join(workspace, "postgres"), certificate, ...account });
            assert.ok(environment !== undefined);
            await install(environment, "the example's requirements");
        });
        after(async () => {
            await postgres?.stop();
            fs.rmSync(workspace, { recursive: true, force: true });
        });

        runsOnce(() => {
            assert.ok(postgres !== undefined && environment !== undefined);
            const settings = `DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "jobs", "USER": "jobs", "PASSWORD": "jobs", "HOST": "${postgres.address.host}", "PORT": ${postgres.address.port}}}
SECRET_KEY = "-"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
`;
            const app = new Application(folder.path, programOf(environment, "python"), {
                DJANGO_SETTINGS_MODULE: "settings",
            });
            app.write("settings.py", settings);
            return app;
        });
    });

    it("finds the time for which it runs as systemd does, in whatever zone", function () {
        needsJudges(this, "systemd");
        fs.writeFileSync(path.join(folder.path, "run_job.py"), jobRunner().content);
        const due = (now: string, schedule: string) => {
            const script =
                "import sys, run_job; run_job.time.time = lambda: float(sys.argv[1]); print(run_job.due_time(sys.argv[2]))";
            const seconds = String(Date.parse(now) / 1000);
            const { stdout, stderr } = spawnSync(environment?.python ?? "", ["-c", script, seconds, schedule], {
                cwd: folder.path,
                env: { ...process.env, TZ: "America/New_York", PYTHONDONTWRITEBYTECODE: "1" },
                encoding: "utf8",
            });
            const found = Number(stdout);
            return stdout === "None\n"
                ? undefined
                : Number.isNaN(found)
                  ? stderr
                  : new Date(found * 1000).toISOString();
        };
        const three = "2026-11-21T03:00:00.000Z";
        assert.deepEqual(
            [
                due("2026-11-21T03:00:00Z", "*-*-* 03:00:00 UTC"),
                due("2026-11-21T03:00:39Z", "*-*-* 04:00:00 Europe/Berlin"),
                due("2026-11-21T03:00:41Z", "*-*-* 03:00:00 UTC"),
                due("2026-11-21T02:59:59Z", "*-*-* 03:00:00 UTC"),
                due("2026-11-21T03:00:10Z", "Mon..Fri 03:00 UTC"),
                due("2026-11-21T03:01:05Z", "minutely UTC"),
            ],
            [three, three, undefined, undefined, undefined, "2026-11-21T03:01:00.000Z"],
        );
    });

    it("is understood by the oldest Python of the platform", () => {
        const script = "import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 11))";
        const { status, stderr } = spawnSync(environment?.python ?? "", ["-c", script], {
            input: jobRunner().content,
            encoding: "utf8",
        });
        assert.equal(status, 0, stderr);
    });
});
