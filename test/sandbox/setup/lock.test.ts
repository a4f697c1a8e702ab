import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { withLock, withLockSync } from "../../../sandbox/setup/lock.js";
import { until } from "./made-repository";

const lockModule = path.resolve(__dirname, "..", "..", "..", "sandbox", "setup", "lock.js");

describe("sandbox/setup/lock", () => {
    let base: string;
    let file: string;
    let said: string[];
    beforeEach(() => {
        base = fs.mkdtempSync(path.join(os.tmpdir(), "lock-"));
        file = path.join(base, "below", "work.lock");
        said = [];
    });
    afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

    const options = (signal = new AbortController().signal) => ({
        signal,
        say: (line: string) => void said.push(line),
        what: "works",
    });
    const take = <T>(result: T): Promise<T> => withLock(file, options(), () => Promise.resolve(result));
    const leaveBehind = (owner: object | string): void => {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, typeof owner === "string" ? owner : JSON.stringify(owner));
    };
    const deadPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;
    const age = (seconds: number): void => {
        const then = new Date(Date.now() - seconds * 1000);
        fs.utimesSync(file, then, then);
    };

    it("lets one at a time work, gives the result back, and leaves no file", async () => {
        let inside = 0;
        const work = async (): Promise<number> => {
            inside += 1;
            assert.equal(inside, 1);
            await new Promise((resolve) => setImmediate(resolve));
            inside -= 1;
            return 42;
        };
        assert.deepEqual(await Promise.all([1, 2, 3].map(() => withLock(file, options(), work))), [42, 42, 42]);
        assert.deepEqual(fs.readdirSync(path.dirname(file)), []);
    });

    it("is released when the work fails", async () => {
        await assert.rejects(
            withLock(file, options(), () => Promise.reject(new Error("failed"))),
            /failed/,
        );
        assert.equal(fs.existsSync(file), false);
    });

    it("takes over a lock whose owner died", async () => {
        leaveBehind({ pid: deadPid(), host: os.hostname() });
        assert.equal(await take("done"), "done");
        leaveBehind({ pid: deadPid(), host: os.hostname() });
        assert.equal(
            withLockSync(file, options(), () => "done"),
            "done",
        );
    });

    it("takes over a lock whose owner died and was never buried", async function () {
        if (process.platform !== "linux") this.skip();
        // Node buries its children from its event loop, to which this parent never comes back. (A shell may bury them at any time.)
        const script = `const { spawn } = require("node:child_process"); const child = spawn("true", { stdio: "ignore" });
            require("node:fs").writeSync(1, String(child.pid)); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`;
        const parent = spawn(process.execPath, ["-e", script]);
        try {
            const [first] = (await once(parent.stdout, "data")) as [Buffer];
            const pid = Number(first.toString());
            await until("the end of the child", () => fs.readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z "));
            leaveBehind({ pid, host: os.hostname() });
            assert.equal(await take("done"), "done");
            assert.deepEqual(said, []);
        } finally {
            parent.kill("SIGKILL");
        }
    });

    it("takes over a lock with this process's pid that an earlier process left", async () => {
        leaveBehind({ pid: process.pid, host: os.hostname() });
        assert.equal(await take("done"), "done");
    });

    it("takes over a lock from before the machine's start, another machine's silent one, and an unwritten one", async () => {
        leaveBehind({ pid: process.ppid, host: os.hostname() });
        age(os.uptime() + 60);
        assert.equal(await take(1), 1);
        leaveBehind({ pid: 1, host: "elsewhere.invalid" });
        age(300);
        assert.equal(await take(2), 2);
        leaveBehind("");
        age(60);
        assert.equal(await take(3), 3);
    });

    it("waits for a living owner, saying so once, until the signal fires", async () => {
        leaveBehind({ pid: process.ppid, host: os.hostname() });
        const interruption = new AbortController();
        const waiting = withLock(file, options(interruption.signal), () => Promise.resolve());
        await until("the waiting line", () => said.length > 0);
        interruption.abort();
        await assert.rejects(waiting, { name: "Interrupted" });
        assert.deepEqual(said, [
            `Waiting for another process (${process.ppid}) that works. If there is none, delete ${file}.`,
        ]);
        assert.equal(fs.existsSync(file), true);
    });

    it("leaves the taking over to the one who is at it, unless that one died too", async () => {
        leaveBehind({ pid: deadPid(), host: os.hostname() });
        const guard = `${file}.takeover`;
        fs.writeFileSync(guard, "");
        await assert.rejects(
            withLock(file, options(AbortSignal.abort()), () => Promise.resolve()),
            { name: "Interrupted" },
        );
        assert.equal(fs.existsSync(file), true);
        fs.utimesSync(guard, 1, 1);
        assert.equal(await take("done"), "done");
        assert.equal(fs.existsSync(guard), false);
    });

    it("is taken over by one only when many find it abandoned at once", async () => {
        leaveBehind({ pid: deadPid(), host: os.hostname() });
        // Each appends "in" and "out"; a second holder would show as "in in".
        const script = `const fs = require("fs"); const note = (text) => fs.appendFileSync(${JSON.stringify(path.join(base, "notes"))}, text);
            require(${JSON.stringify(lockModule)}).withLockSync(${JSON.stringify(file)}, { say() {}, what: "" }, () => { note("in "); note("out "); });`;
        const codes = await Promise.all(
            Array.from({ length: 6 }, () => {
                const child = spawn(process.execPath, ["-e", script], { stdio: "inherit" });
                return new Promise((resolve) => child.on("exit", resolve));
            }),
        );
        assert.deepEqual(codes, [0, 0, 0, 0, 0, 0]);
        assert.equal(fs.readFileSync(path.join(base, "notes"), "utf8"), "in out ".repeat(6));
    });

    it("says where it cannot write", () => {
        fs.writeFileSync(path.join(base, "below"), "a file");
        const folder = path.join(base, "below");
        assert.throws(() => withLockSync(file, options(), () => 1), {
            name: "UserError",
            message: `Cannot write ${folder} (EEXIST): a file stands where a folder is needed: remove or rename that file, then run the same command again.`,
        });
    });
});
