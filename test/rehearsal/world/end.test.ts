import * as assert from "node:assert/strict";
import { ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { skipOrFail } from "../../support/judges/needs-judges";
import { repository } from "../../support/program";
import { needsInstance } from "../../support/small-instance";
import { temporaryFolder } from "../../support/temporary-folder";

/** Commands of this machine that name a folder, such as those of servers and relays. */
const processesOf = (folder: string): string[] =>
    spawnSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" })
        .stdout.split("\n")
        .filter((each) => each.includes(folder));

/** Polls, since the kernel tells nobody of the end of what is no child. */
async function gone(left: () => readonly string[]): Promise<void> {
    const end = Date.now() + 20_000;
    while (left().length > 0 && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual(left(), []);
}

/** The command line, with a temporary folder of its own: what it leaves lies there. */
const started: ChildProcess[] = [];

function rehearsing(folder: string, args: readonly string[] = []): ChildProcess {
    // It ends with these tests, also when they are killed.
    const program = ["--pdeathsig=INT", "--", process.execPath, "sandbox/setup/run.js", "cli/rehearse", ...args];
    const child = spawn("setpriv", program, {
        cwd: repository,
        env: { ...process.env, TMPDIR: folder },
        detached: true,
    });
    started.push(child);
    return child;
}

function outputOf(child: ChildProcess) {
    const words = { text: "" };
    const waiting: { readonly wanted: RegExp; readonly resolve: () => void }[] = [];
    for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (piece: string) => {
            words.text += piece;
            waiting
                .filter(({ wanted }) => wanted.test(words.text))
                .forEach(({ resolve }) => {
                    resolve();
                });
        });
    }
    const until = (wanted: RegExp) =>
        new Promise<void>((resolve, reject) => {
            waiting.push({ wanted, resolve });
            child.once("close", () => {
                reject(new Error(words.text));
            });
        });
    return { words, until };
}

describe("the end of a rehearsal", function () {
    this.timeout(180_000);
    const folder = temporaryFolder();
    before(function () {
        needsInstance(this);
    });

    // Whoever fails leaves nothing either.
    afterEach(() => {
        started.splice(0).forEach((each) => each.kill("SIGKILL"));
    });

    const nothingLeft = () =>
        gone(() => [
            ...fs.readdirSync(folder.path).filter((each) => each.startsWith("rehearsal-")),
            ...processesOf(`${folder.path}/rehearsal-`),
        ]);

    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        it(`by ${signal} in the middle leaves nothing`, async () => {
            const child = rehearsing(folder.path);
            const { words, until } = outputOf(child);
            await until(/10-required-variables/);
            assert.notDeepEqual(processesOf(`${folder.path}/rehearsal-`), []);
            const closed = once(child, "close");
            // To the whole group, as a terminal sends it.
            process.kill(-(child.pid ?? assert.fail()), signal);
            const [code] = (await closed) as [number];
            assert.equal(code, 130, words.text);
            assert.match(words.text, /Stopped\. What the rehearsal started is removed\.\n$/);
            await nothingLeft();
        });
    }

    it("by SIGKILL leaves nothing either", async () => {
        const child = rehearsing(folder.path);
        const { until } = outputOf(child);
        await until(/10-required-variables/);
        const [made = ""] = fs.readdirSync(folder.path).filter((each) => each.startsWith("rehearsal-"));
        assert.equal(fs.statSync(path.join(folder.path, made)).mode & 0o777, 0o700);
        child.kill("SIGKILL");
        await nothingLeft();
    });

    it("with --keep comes with Ctrl-C, and until then it answers and can be entered", async () => {
        const child = rehearsing(folder.path, ["--keep"]);
        const { words, until } = outputOf(child);
        await until(/End it +Ctrl-C/);
        const [, url = ""] = /^Kept +(\S+)$/m.exec(words.text) ?? [];
        const [, enter = ""] = /^Enter it +(.+)$/m.exec(words.text) ?? [];
        assert.equal((await fetch(`${url}health/`)).status, 200, "The health check is asked by address.");
        const asRoot = enter.replace(/^sudo /, "");
        const inside = (line: string) =>
            execFileSync("sh", ["-c", line], { encoding: "utf8", env: { ...process.env, OWN: "this machine's" } });
        const told = inside(`${asRoot} -c 'id -un; hostname; systemctl is-active web; echo $HOME $OWN'`);
        assert.equal(told, "root\nip-172-31-0-11\nactive\n/root\n");
        const [, manage = ""] = /^Use Django +(?:sudo )?(.+) shell$/m.exec(words.text) ?? [];
        assert.match(inside(`${manage} showmigrations notes`), /^notes\n \[X\] 0001_initial/);
        const closed = once(child, "close");
        process.kill(-(child.pid ?? assert.fail()), "SIGINT");
        assert.deepEqual(await closed, [0, null]);
        await nothingLeft();
    });

    it("of an ordinary user's leaves nothing either, after a deployment with one user id", function () {
        if (process.getuid?.() !== 0) {
            console.log("      skipped: these tests run as an ordinary user anyway");
            this.skip();
        }
        const home = path.join(folder.path, "home");
        const clone = cloneFor(this, home);
        const user = ["--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"];
        const env = { ...ofPip(), PATH: "/usr/local/bin:/usr/bin:/bin", HOME: home, TMPDIR: home };
        const { status, stdout, stderr } = spawnSync(
            "setpriv",
            [...user, process.execPath, "sandbox/setup/run.js", "cli/rehearse", "--json"],
            { cwd: clone, env, encoding: "utf8" },
        );
        assert.equal(status, 0, stdout + stderr);
        assert.match(stdout, /There is one user id here: webapp, nginx and root have the same permissions\./);
        assert.deepEqual(
            fs.readdirSync(home).filter((each) => each.startsWith("rehearsal-")),
            [],
        );
        assert.deepEqual(processesOf(`${home}/rehearsal-`), []);
    }).timeout(400_000);
});

const ofPip = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("PIP_")));

/** The sources as a user's own clone; what is installed is this one's. */
function cloneFor(context: Mocha.Context, home: string): string {
    if (
        spawnSync("runuser", ["-u", "nobody", "--", "test", "-r", path.join(repository, "node_modules/yaml")])
            .status !== 0
    ) {
        skipOrFail(context, "another user cannot read this folder (clone it below /opt or /srv)");
    }
    const clone = path.join(home, "clone");
    fs.mkdirSync(clone, { recursive: true });
    const own = [".git", ".cache", ".sandbox", "node_modules"];
    for (const name of fs.readdirSync(repository).filter((each) => !own.includes(each))) {
        fs.cpSync(path.join(repository, name), path.join(clone, name), { recursive: true });
    }
    fs.symlinkSync(path.join(repository, "node_modules"), path.join(clone, "node_modules"));
    fs.chmodSync(path.dirname(home), 0o755);
    execFileSync("chown", ["-R", "nobody:nogroup", home]);
    return clone;
}
