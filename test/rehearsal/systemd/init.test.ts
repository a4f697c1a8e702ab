import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { Init } from "../../../rehearsal/systemd/init";
import type { JournalEntry } from "../../../rehearsal/systemd/journal";
import { processLog, processUnit } from "../../../rehearsal/systemd/platform-units";
import { answerRequest, serveInit } from "../../../rehearsal/systemd/server";
import { jobs } from "../../../ebextensions/recipes/jobs";
import { renderFiles } from "../../../ebextensions/render/render";
import { needsJudges } from "../../support/judges";
import { repository } from "../../support/program";
import { temporaryFolder } from "../../support/temporary-folder";
import { FolderShell } from "./folder-shell";

interface Answer {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

const folder = temporaryFolder();
let shell: FolderShell;
let init: Init;
let close: () => Promise<void>;
const waiting: { readonly text: RegExp; readonly resolve: () => void }[] = [];

beforeEach(async () => {
    shell = new FolderShell(folder.path);
    const onEntry = ({ text }: JournalEntry) => {
        waiting
            .filter((each) => each.text.test(text))
            .forEach(({ resolve }) => {
                resolve();
            });
    };
    const hostname = "ip-172-31-0-10";
    init = new Init({ shell, hostname, onEntry, logFile: (name) => (name === "web" ? processLog(name) : undefined) });
    close = await serveInit(init, path.join(folder.path, "init.sock"));
});

afterEach(async () => {
    await init.stopAll();
    await close();
    waiting.length = 0;
});

/** Resolves with the next entry of the journal that is so. */
const entry = (text: RegExp): Promise<void> =>
    new Promise((resolve) => {
        waiting.push({ text, resolve });
    });

async function ask(program: string, ...argv: string[]): Promise<Answer> {
    const link = path.join(folder.path, program);
    if (!fs.existsSync(link)) {
        fs.symlinkSync(path.join(repository, "rehearsal/inside/systemctl.js"), link);
    }
    const env = { ...process.env, REHEARSAL_INIT: path.join(folder.path, "init.sock") };
    return promisify(execFile)(process.execPath, [link, ...argv], { env }).then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        (error: Answer) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
    );
}

const systemctl = (...argv: string[]) => ask("systemctl", ...argv);
const good = (stdout = "", stderr = "") => ({ code: 0, stdout, stderr });
const texts = (unit: string) => init.journal.entries.filter((each) => each.unit === unit).map(({ text }) => text);

const web = (command: string) => processUnit("web", command);

describe("systemctl of a simulated instance", () => {
    it("runs a process of a Procfile: variables, log, stop", async () => {
        fs.mkdirSync(shell.path("/opt/elasticbeanstalk/deployment"));
        fs.writeFileSync(shell.path("/opt/elasticbeanstalk/deployment/env"), 'GREETING="good day"\n');
        fs.mkdirSync(shell.path("/var/app/current"));
        shell.unit("web.service", web(`echo "$GREETING from $(basename "$PWD")"; exec sleep 1000`));
        const greeted = entry(/good day/);
        assert.deepEqual(await systemctl("start", "web"), good());
        await greeted;
        assert.deepEqual(await systemctl("is-active", "web.service"), good("active\n"));
        assert.match((await systemctl("show", "-p", "MainPID", "web")).stdout, /^MainPID=[1-9]\d*\n$/);
        assert.deepEqual(await systemctl("stop", "web"), good());
        assert.deepEqual(await systemctl("is-active", "web"), { code: 3, stdout: "inactive\n", stderr: "" });
        const [first, second, ...rest] = texts("web.service");
        // The process may speak before its start is written down, as under systemd.
        assert.deepEqual([first, second].sort(), ["Started This is web daemon.", "good day from current"]);
        assert.deepEqual(rest, [
            "Stopping This is web daemon...",
            "web.service: Deactivated successfully.",
            "Stopped This is web daemon.",
        ]);
        assert.match(
            fs.readFileSync(shell.path("/var/log/web.stdout.log"), "utf8"),
            /^\w{3} [ \d]\d \d\d:\d\d:\d\d ip-172-31-0-10 web: good day from current\n$/,
        );
        assert.deepEqual(init.units.assumed, []);
    });

    it("starts a process again that ends, until it ended too often", async () => {
        fs.mkdirSync(shell.path("/opt/elasticbeanstalk/deployment"));
        fs.writeFileSync(shell.path("/opt/elasticbeanstalk/deployment/env"), "");
        fs.mkdirSync(shell.path("/var/app/current"));
        shell.unit("web.service", web("exit 3"));
        const given = entry(/Failed to start/);
        assert.deepEqual(await systemctl("start", "web"), good());
        await given;
        const once = (count: number) => [
            "Started This is web daemon.",
            "web.service: Main process exited, code=exited, status=3/NOTIMPLEMENTED",
            "web.service: Failed with result 'exit-code'.",
            `web.service: Scheduled restart job, restart counter is at ${count}.`,
            "Stopped This is web daemon.",
        ];
        assert.deepEqual(texts("web.service"), [
            ...[1, 2, 3, 4, 5].flatMap(once),
            "web.service: Start request repeated too quickly.",
            "web.service: Failed with result 'exit-code'.",
            "Failed to start This is web daemon.",
        ]);
        assert.deepEqual(await systemctl("is-failed", "web"), good("failed\n"));
    });

    it("says what systemd says of units that are not there, and of what it does not know", async () => {
        assert.deepEqual(await systemctl("start", "gone"), {
            code: 5,
            stdout: "",
            stderr: "Failed to start gone.service: Unit gone.service not found.\n",
        });
        assert.deepEqual(await systemctl("status", "gone"), {
            code: 4,
            stdout: "",
            stderr: "Unit gone.service could not be found.\n",
        });
        assert.deepEqual(await systemctl("frobnicate"), {
            code: 1,
            stdout: "",
            stderr: "Unknown command verb frobnicate.\n",
        });
        assert.deepEqual(await systemctl("--frob"), {
            code: 1,
            stdout: "",
            stderr: "systemctl: unrecognized option '--frob'\n",
        });
    });

    it("answers service and journalctl by the same program", async () => {
        shell.unit("note.service", "[Service]\nType=oneshot\nExecStart=/bin/echo noted\n");
        assert.deepEqual(
            await ask("service", "note", "start"),
            good("", "Redirecting to /bin/systemctl start note.service\n"),
        );
        assert.deepEqual(
            await ask("journalctl", "--no-pager", "-u", "note", "-t", "note", "-o", "cat"),
            good("noted\n"),
        );
        assert.equal((await ask("journalctl", "-xeu", "note.service")).stdout.split("\n").length, 5);
        assert.deepEqual(await ask("journalctl", "-f"), {
            code: 1,
            stdout: "",
            stderr: "journalctl -f is not rehearsed.\n",
        });
        assert.deepEqual(await ask("systemd-run", "/bin/true"), {
            code: 1,
            stdout: "",
            stderr: "systemd-run is not rehearsed.\n",
        });
    });

    it("does nothing for another user than root but to tell", async () => {
        shell.unit("note.service", "[Service]\nType=oneshot\nExecStart=/bin/true\n");
        const asUser = (...argv: string[]) => answerRequest(init, { program: "systemctl", argv, uid: 900 });
        assert.equal((await asUser("is-active", "note")).stdout, "inactive\n");
        assert.deepEqual(await asUser("start", "note"), {
            code: 1,
            stdout: "",
            stderr: "Failed to start unit: Interactive authentication required.\n",
        });
    });

    it("uses a changed file after daemon-reload only, while the unit runs", async () => {
        const unit = (command: string) => `[Service]\nExecStart=${command}\n`;
        shell.unit("a.service", unit("/bin/sleep 1000"));
        await systemctl("start", "a");
        shell.unit("a.service", unit("/bin/sleep 2000"));
        const warning =
            "Warning: The unit file, source configuration file or drop-ins of a.service changed on disk. Run 'systemctl daemon-reload' to reload units.\n";
        assert.deepEqual(await systemctl("reload-or-restart", "a"), good("", warning));
        assert.equal(init.units.get("a")?.service?.settings.exec.ExecStart[0]?.text, "/bin/sleep 1000");
        assert.deepEqual(await systemctl("daemon-reload"), good());
        assert.deepEqual(await systemctl("restart", "a"), good());
        assert.equal(init.units.get("a")?.service?.settings.exec.ExecStart[0]?.text, "/bin/sleep 2000");
    });

    it("stops what is part of a target, and starts what is wanted or needed", async () => {
        shell.unit("app.target", "[Unit]\nDescription=App\n");
        shell.unit(
            "one.service",
            "[Unit]\nPartOf=app.target\nWants=absent.service\n[Service]\nExecStart=/bin/sleep 1000\n",
        );
        shell.unit("two.service", "[Unit]\nRequires=one.service\n[Service]\nExecStart=/bin/sleep 1000\n");
        shell.unit("three.service", "[Unit]\nRequires=absent.service\n[Service]\nExecStart=/bin/true\n");
        await systemctl("start", "app.target", "two");
        assert.deepEqual((await systemctl("is-active", "one", "two")).stdout, "active\nactive\n");
        assert.equal((await systemctl("show", "-p", "ConsistsOf", "app.target")).stdout, "ConsistsOf=one.service\n");
        await systemctl("stop", "app.target");
        assert.deepEqual((await systemctl("is-active", "one", "two")).stdout, "inactive\ninactive\n");
        assert.deepEqual(await systemctl("start", "three"), {
            code: 5,
            stdout: "",
            stderr: "Failed to start three.service: Unit absent.service not found.\n",
        });
    });

    it("has exit codes of systemd's own for what cannot begin", async () => {
        shell.unit("gone.service", "[Service]\nType=oneshot\nExecStart=/no/such/program\n");
        shell.unit("lost.service", "[Service]\nType=oneshot\nWorkingDirectory=/no/such/folder\nExecStart=/bin/true\n");
        shell.unit("bare.service", "[Service]\nEnvironmentFile=/no/such/file\nExecStart=/bin/true\n");
        const failed = (name: string, why: string) => ({
            code: 1,
            stdout: "",
            stderr: `Job for ${name} failed because ${why}.\nSee "systemctl status ${name}" and "journalctl -xeu ${name}" for details.\n`,
        });
        const code = "the control process exited with error code";
        assert.deepEqual(await systemctl("start", "gone"), failed("gone.service", code));
        assert.ok(texts("gone.service").includes("gone.service: Main process exited, code=exited, status=203/EXEC"));
        assert.deepEqual(await systemctl("start", "lost"), failed("lost.service", code));
        assert.ok(texts("lost.service").includes("lost.service: Main process exited, code=exited, status=200/CHDIR"));
        const resources = "of unavailable resources or another system error";
        assert.deepEqual(await systemctl("start", "bare"), failed("bare.service", resources));
    });

    it("installs the timers of our hook, runs a job when its timer is let elapse, and removes it", async function () {
        needsJudges(this, "systemd");
        const files = (...names: string[]) => {
            const job = { command: "clearsessions", arguments: [], schedule: "*-*-* 03:00:00 UTC", timeoutSeconds: 60 };
            const all = names.map((name): [string, typeof job] => [name, job]);
            return renderFiles(jobs({ application: "notes", locked: false, jobs: Object.fromEntries(all) }));
        };
        const deploy = async (...names: string[]) => {
            fs.rmSync(shell.path("/var/app/current"), { recursive: true, force: true });
            for (const { path: name, content } of files(...names)) {
                fs.mkdirSync(path.dirname(shell.path(`/var/app/current/${name}`)), { recursive: true });
                fs.writeFileSync(shell.path(`/var/app/current/${name}`), content);
            }
            const script = shell.path("/var/app/current/.platform/hooks/postdeploy/50-jobs.sh");
            fs.writeFileSync(script, shell.outside(fs.readFileSync(script, "utf8")));
            const env = { PATH: `${programs}:${process.env["PATH"] ?? ""}` };
            const { code, output } = await shell.run(["bash", script], { cwd: "/var/app/current", env });
            assert.equal(code, 0, output);
            return output.split("\n").slice(1, -1);
        };
        const programs = shell.path("/var/app/bin");
        const program = (name: string, body: string) => {
            fs.mkdirSync(path.dirname(name), { recursive: true });
            fs.writeFileSync(name, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
        };
        const client = path.join(repository, "rehearsal/inside/systemctl.js");
        const socket = path.join(folder.path, "init.sock");
        program(path.join(programs, "systemctl"), `REHEARSAL_INIT=${socket} exec ${process.execPath} ${client} "$@"`);
        program(path.join(programs, "chgrp"), ":");
        program(shell.path("/var/app/venv/a/bin/python"), 'echo "runs $1 $2"');
        const timer = "django-beanstalk-job-nightly.timer";
        const link = `/etc/systemd/system/timers.target.wants/${timer}`;
        assert.deepEqual(await deploy("nightly"), [
            `Created symlink ${link} \u2192 /etc/systemd/system/${timer}.`,
            "Timers: django-beanstalk-job-nightly.",
        ]);
        assert.deepEqual(await init.fire(timer), { ok: true });
        await init.journal.flushed();
        assert.equal(
            fs.readFileSync(shell.path("/var/log/django-beanstalk-job-nightly.log"), "utf8"),
            "runs django-beanstalk/run_job.py --job=nightly\n",
        );
        assert.match(
            (await systemctl("list-timers")).stdout,
            /^OnCalendar=\*-\*-\* 03:00:00 UTC +django-beanstalk-job-nightly.timer/m,
        );
        assert.deepEqual(await deploy("other"), [
            `Removed "${link}".`,
            `${timer} is gone.`,
            `Created symlink ${link.replace("nightly", "other")} \u2192 /etc/systemd/system/${timer.replace("nightly", "other")}.`,
            "Timers: django-beanstalk-job-other.",
        ]);
        await assert.rejects(init.fire(timer), { message: `${timer} is no active timer of this instance.` });
        assert.deepEqual(init.units.assumed, []);
    });

    it("shows a unit as systemd does", async () => {
        shell.unit("a.service", "[Unit]\nDescription=A\n[Service]\nExecStart=/bin/sleep 1000\nProtectSystem=strict\n");
        const inactive = [
            "\u25cb a.service - A",
            "     Loaded: loaded (/etc/systemd/system/a.service; static; preset: disabled)",
            "     Active: inactive (dead)",
            "",
        ];
        assert.deepEqual(await systemctl("status", "a"), { code: 3, stdout: inactive.join("\n"), stderr: "" });
        await systemctl("start", "a");
        const { code, stdout } = await systemctl("status", "a", "-n", "0");
        assert.equal(code, 0);
        assert.match(
            stdout,
            /^\u25cf a\.service - A\n.*\n {5}Active: active \(running\) since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\n {3}Main PID: \d+\n$/,
        );
        const shown = await systemctl("show", "a", "--value", "-p", "ActiveState,SubState", "-p", "LoadState");
        assert.equal(shown.stdout, "loaded\nactive\nrunning\n");
        assert.match((await systemctl("cat", "a")).stdout, /^# \/etc\/systemd\/system\/a.service\n\[Unit\]\n/);
        assert.deepEqual(init.units.assumed, ["a.service: [Service] ProtectSystem=strict"]);
    });

    it("lets a hook inside a unit ask while the unit starts", async function () {
        const program = path.join(repository, "rehearsal/inside/systemctl.js");
        const command = `REHEARSAL_INIT=${folder.path}/init.sock ${process.execPath} ${program} is-active self.service; true`;
        shell.unit("self.service", `[Service]\nType=oneshot\nExecStart=/bin/sh -c "${command}"\n`);
        assert.deepEqual(await systemctl("start", "self"), good());
        assert.deepEqual(texts("self.service"), [
            "Starting self.service...",
            "activating",
            "self.service: Deactivated successfully.",
            "Finished self.service.",
        ]);
    });
});
