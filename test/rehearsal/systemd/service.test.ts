import * as assert from "node:assert/strict";
import type { Shell } from "../../../rehearsal/model";
import type { Clock } from "../../../rehearsal/systemd/clock";
import { restarts } from "../../../rehearsal/systemd/exit-status";
import { Journal } from "../../../rehearsal/systemd/journal";
import { Service } from "../../../rehearsal/systemd/service";
import { serviceSettings } from "../../../rehearsal/systemd/service-settings";
import type { Exit, Running, Spawner } from "../../../rehearsal/systemd/spawner";
import { readUnit } from "../../../rehearsal/systemd/unit";

class ManualClock implements Clock {
    time = 0;
    #alarms: { at: number; work: () => void }[] = [];

    now(): number {
        return this.time;
    }

    after(milliseconds: number, work: () => void): () => void {
        const alarm = { at: this.time + milliseconds, work };
        this.#alarms.push(alarm);
        return () => {
            this.#alarms = this.#alarms.filter((other) => other !== alarm);
        };
    }

    /** Lets time pass up to the next alarm and rings it. */
    async next(): Promise<void> {
        const [alarm] = this.#alarms.sort((a, b) => a.at - b.at);
        assert.ok(alarm !== undefined, "nothing waits");
        this.#alarms = this.#alarms.filter((other) => other !== alarm);
        this.time = alarm.at;
        alarm.work();
        await settled();
    }

    get waiting(): readonly number[] {
        return this.#alarms.map(({ at }) => at - this.time).filter((left) => left !== Infinity);
    }
}

/** Everything that needs no time has happened. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

class FakeProcesses implements Spawner {
    readonly commands: string[] = [];
    readonly signals: string[] = [];
    /** Ends the process that was begun last. */
    end: (exit: Exit) => void = () => undefined;
    /** Commands that end at once. */
    ends: Readonly<Record<string, Exit>> = {};
    deafTo: readonly string[] = [];

    spawn(command: readonly string[]): Promise<Running> {
        this.commands.push(command.join(" "));
        const exit = this.ends[command.join(" ")];
        const exited = new Promise<Exit>((resolve) => {
            this.end = resolve;
            if (exit !== undefined) {
                resolve(exit);
            }
        });
        const end = this.end;
        const kill = (signal: string, whom: string) => {
            this.signals.push(`${signal} ${whom}`);
            if (!this.deafTo.includes(signal)) {
                end({ signal });
            }
            return Promise.resolve();
        };
        return Promise.resolve({ pid: 100 + this.commands.length, exited, kill });
    }
}

const shell: Shell = { run: () => Promise.resolve({ code: 0, output: "", stdout: "" }) };

function service(section: string, unitSection = "") {
    const clock = new ManualClock();
    const spawner = new FakeProcesses();
    const journal = new Journal(
        shell,
        clock,
        "localhost",
        () => undefined,
        () => undefined,
    );
    const text = `[Unit]\nDescription=Web\n${unitSection}\n[Service]\n${section}\n`;
    const unit = readUnit({ name: "web.service", path: undefined, text, dropIns: [], host: "localhost" });
    const subject = new Service(unit, serviceSettings(unit), { shell, spawner, clock, journal });
    return { subject, clock, spawner, texts: () => journal.entries.map((entry) => entry.text) };
}

describe("a service", () => {
    it("waits before it starts again, and gives up after the starts of a limit in its interval", async () => {
        const { subject, clock, spawner } = service(
            "ExecStart=/web\nRestart=always\nRestartSec=2",
            "StartLimitBurst=3\nStartLimitIntervalSec=60",
        );
        assert.equal(await subject.start(), "success");
        for (const restart of [1, 2]) {
            spawner.end({ code: 1 });
            await settled();
            assert.deepEqual(subject.state, { active: "activating", sub: "auto-restart", since: clock.time });
            assert.deepEqual(clock.waiting, [2000]);
            await clock.next();
            assert.deepEqual([subject.state.sub, subject.restartCount], ["running", restart]);
        }
        spawner.end({ code: 1 });
        await settled();
        await clock.next();
        assert.deepEqual([subject.state.active, subject.result, clock.waiting], ["failed", "exit-code", []]);
        assert.equal(spawner.commands.length, 3);
        assert.equal(await subject.start(), "exit-code");
        subject.resetFailed();
        assert.equal(subject.state.active, "inactive");
        assert.equal(await subject.start(), "success");
    });

    it("goes on for ever with systemd's own limit, when it waits long enough", async () => {
        const { subject, clock, spawner } = service("ExecStart=/web\nRestart=always\nRestartSec=3");
        await subject.start();
        for (let i = 0; i < 20; i++) {
            spawner.end({ signal: "SIGKILL" });
            await settled();
            await clock.next();
        }
        assert.deepEqual([subject.state.sub, subject.restartCount, clock.time], ["running", 20, 60_000]);
    });

    it("is not started again when it was stopped, not even while it waits", async () => {
        const { subject, clock, spawner, texts } = service("ExecStart=/web\nRestart=always");
        await subject.start();
        await subject.stop();
        assert.deepEqual([subject.state.active, clock.waiting], ["inactive", []]);
        await subject.start();
        spawner.end({ code: 0 });
        await settled();
        assert.deepEqual(clock.waiting, [100]);
        await subject.stop();
        assert.deepEqual([subject.state.active, clock.waiting], ["inactive", []]);
        assert.equal(texts().filter((text) => text.includes("Scheduled restart")).length, 0);
    });

    it("kills what does not end in time, and has failed then", async () => {
        const { subject, clock, spawner, texts } = service("ExecStart=/web\nTimeoutStopSec=5\nKillMode=mixed");
        spawner.deafTo = ["SIGTERM"];
        await subject.start();
        const stopped = subject.stop();
        await settled();
        await clock.next();
        await stopped;
        assert.equal(clock.time, 5000);
        assert.deepEqual(spawner.signals, ["SIGTERM process", "SIGKILL all", "SIGKILL all"]);
        assert.deepEqual(texts(), [
            "Started Web.",
            "Stopping Web...",
            "web.service: State 'stop-sigterm' timed out. Killing.",
            "web.service: Main process exited, code=killed, status=9/KILL",
            "web.service: Failed with result 'timeout'.",
            "Stopped Web.",
        ]);
    });

    it("runs what comes before and after, with the number of the main process", async () => {
        const { subject, spawner } = service(
            [
                "ExecStartPre=-/may-fail",
                "ExecStartPre=/check",
                "ExecStart=/web",
                "ExecStartPost=/after $MAINPID",
                "ExecReload=/reload ${MAINPID}",
                "ExecStop=/stop",
                "ExecStopPost=/gone",
            ].join("\n"),
        );
        const ok = { code: 0 };
        spawner.ends = {
            "/may-fail": { code: 7 },
            "/check": ok,
            "/after 103": ok,
            "/reload 103": ok,
            "/stop": ok,
            "/gone": ok,
        };
        assert.equal(await subject.start(), "success");
        assert.equal(await subject.reload(), "success");
        await subject.stop();
        assert.deepEqual(spawner.commands, [
            "/may-fail",
            "/check",
            "/web",
            "/after 103",
            "/reload 103",
            "/stop",
            "/gone",
        ]);
    });

    it("does not start after a failed check, and a oneshot has failed with its command", async () => {
        const checked = service("ExecStartPre=/check\nExecStart=/web");
        checked.spawner.ends = { "/check": { code: 1 } };
        assert.equal(await checked.subject.start(), "exit-code");
        assert.deepEqual(checked.texts(), [
            "Starting Web...",
            "web.service: Control process exited, code=exited, status=1/FAILURE",
            "web.service: Failed with result 'exit-code'.",
            "Failed to start Web.",
        ]);
        const oneshot = service("Type=oneshot\nExecStart=/a\nExecStart=/b");
        oneshot.spawner.ends = { "/a": { code: 78 } };
        assert.equal(await oneshot.subject.start(), "exit-code");
        assert.deepEqual(oneshot.spawner.commands, ["/a"]);
        assert.ok(oneshot.texts().includes("web.service: Main process exited, code=exited, status=78/CONFIG"));
    });

    it("ends a oneshot that takes too long, and one that is stopped", async () => {
        const late = service("Type=oneshot\nExecStart=/a\nTimeoutStartSec=30");
        const started = late.subject.start();
        await settled();
        await late.clock.next();
        assert.deepEqual([await started, late.clock.time, late.subject.state.active], ["timeout", 30_000, "failed"]);
        const stopped = service("Type=oneshot\nExecStart=/a");
        const running = stopped.subject.start();
        await settled();
        await stopped.subject.stop();
        await running;
        assert.deepEqual([stopped.subject.state.active, stopped.spawner.signals], ["inactive", ["SIGTERM all"]]);
    });

    it("stays active after its command with RemainAfterExit", async () => {
        const { subject, spawner } = service("Type=oneshot\nRemainAfterExit=yes\nExecStart=/a");
        spawner.ends = { "/a": { code: 0 } };
        await subject.start();
        assert.deepEqual([subject.state.active, subject.state.sub], ["active", "exited"]);
    });
});

describe("Restart=", () => {
    /** The table of systemd.service(5). */
    const table = {
        no: [],
        always: ["success", "exit-code", "signal", "timeout"],
        "on-success": ["success"],
        "on-failure": ["exit-code", "signal", "timeout"],
        "on-abnormal": ["signal", "timeout"],
        "on-abort": ["signal"],
    } as const;
    for (const rule of Object.keys(table) as (keyof typeof table)[]) {
        it(`${rule} starts again after ${table[rule].join(", ") || "nothing"}`, () => {
            const results = ["success", "exit-code", "signal", "timeout"] as const;
            assert.deepEqual(
                results.filter((result) => restarts(rule, result)),
                table[rule],
            );
        });
    }
});
