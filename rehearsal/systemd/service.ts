import { exitText, restarts, type Result, resultOf } from "./exit-status";
import { endForked, endMain, killRest, type Machine, NotBegun } from "./service-processes";
import type { ServiceSettings } from "./service-settings";
import { ServiceRecord } from "./service-record";
import type { Exit } from "./spawner";
import { StartLimit } from "./start-limit";
import { timeSpan } from "./time-span";
import type { Unit } from "./unit";

/** One service and its processes: what systemd does with it, in its order and its words. */
export class Service extends ServiceRecord {
    #jobs: Promise<unknown> = Promise.resolve();
    #cancelRestart: (() => void) | undefined;
    #stopping = false;
    /** Tells the ends of one start from those of the next. */
    #generation = 0;
    readonly #limit: StartLimit;

    constructor(unit: Unit, settings: ServiceSettings, machine: Machine) {
        super(unit, settings, machine);
        this.#limit = new StartLimit(unit.startLimit.burst, timeSpan(unit.startLimit.interval) ?? 10_000);
    }

    /** @returns how it went; a oneshot has ended then */
    start(): Promise<Result> {
        this.#cancelRestart?.();
        return this.#job(() => {
            this.restartCount = this.isUp ? this.restartCount : 0;
            return this.isUp ? Promise.resolve("success") : this.#start();
        });
    }

    async stop(): Promise<void> {
        this.#cancelRestart?.();
        this.#stopping = true;
        await this.processes.interrupt();
        await this.#job(() => this.#stop());
    }

    async restart(): Promise<Result> {
        await this.stop();
        return this.start();
    }

    async reload(): Promise<Result> {
        return this.#job(async () => {
            this.say(`Reloading ${this.unit.description}...`);
            const { result } = await this.run("ExecReload", this.settings.startTimeout);
            this.say(
                result === "success"
                    ? `Reloaded ${this.unit.description}.`
                    : `Reload failed for ${this.unit.description}.`,
            );
            return result;
        });
    }

    /** Forgets a failure and the starts that are counted. */
    resetFailed(): void {
        this.#limit.reset();
        this.restartCount = 0;
        if (this.state.active === "failed") {
            this.result = "success";
            this.become("inactive", "dead");
        }
    }

    /** One after another, as systemd's jobs of one unit. */
    #job<T>(work: () => Promise<T>): Promise<T> {
        const job = this.#jobs.then(work);
        this.#jobs = job.catch(() => undefined);
        return job;
    }

    async #start(): Promise<Result> {
        this.#stopping = false;
        if (!this.#limit.allows(this.machine.clock.now())) {
            this.say("Start request repeated too quickly.", true);
            return this.fail(this.result === "success" ? "start-limit-hit" : this.result);
        }
        this.result = "success";
        this.#generation += 1;
        try {
            return await this.#startProcesses();
        } catch (error) {
            if (!(error instanceof NotBegun)) {
                throw error;
            }
            this.say(error.message, true);
            return this.#notStarted("resources");
        }
    }

    async #startProcesses(): Promise<Result> {
        const { type, exec, startTimeout } = this.settings;
        const { description } = this.unit;
        this.become("activating", exec.ExecStartPre.length > 0 ? "start-pre" : "start");
        if (type !== "simple" || exec.ExecStartPre.length > 0) {
            this.say(`Starting ${description}...`);
        }
        const before = await this.run("ExecStartPre", startTimeout);
        if (before.result !== "success") {
            return this.#notStarted(before.result);
        }
        if (type === "simple") {
            return this.#startMain();
        }
        this.become("activating", "start");
        const { result } = await this.run("ExecStart", startTimeout);
        if (result !== "success") {
            return this.#notStarted(result);
        }
        await this.run("ExecStartPost", startTimeout);
        return type === "oneshot" ? this.#finished() : this.#forked();
    }

    async #startMain(): Promise<Result> {
        const [command] = this.settings.exec.ExecStart;
        if (command === undefined) {
            return this.#finished();
        }
        const main = await this.processes.spawn(command, {});
        const generation = this.#generation;
        this.main = main;
        this.become("active", "running");
        main.exited.then(
            (exit) => (this.#generation === generation ? this.#ended(exit) : undefined),
            // The instance is gone, and all its processes with it.
            () => undefined,
        );
        this.say(`Started ${this.unit.description}.`);
        const after = await this.run("ExecStartPost", this.settings.startTimeout);
        if (after.result !== "success") {
            await this.#stop(after.result);
        }
        return after.result;
    }

    #finished(): Result {
        const remains = this.settings.remainAfterExit;
        this.become(remains ? "active" : "inactive", remains ? "exited" : "dead");
        if (!remains) {
            this.say("Deactivated successfully.", true);
        }
        this.say(`Finished ${this.unit.description}.`);
        return "success";
    }

    /** The daemon itself is not watched: it has left its first process. */
    #forked(): Result {
        this.become("active", "running");
        this.say(`Started ${this.unit.description}.`);
        return "success";
    }

    #notStarted(result: Result): Result {
        if (this.#stopping) {
            this.become("inactive", "dead");
            return "success";
        }
        this.fail(result);
        this.#restartLater(result);
        return result;
    }

    /** The main process has ended without being asked to. */
    #ended(exit: Exit): void {
        const { main } = this;
        this.main = undefined;
        this.lastExit = exit;
        if (this.#stopping) {
            return;
        }
        const result = resultOf(exit, this.settings, "daemon");
        if (result === "success") {
            this.say("Deactivated successfully.", true);
            this.become("inactive", "dead");
        } else {
            this.say(`Main process exited, ${exitText(exit)}`, true);
            this.become("failed", "failed", result);
            this.say(`Failed with result '${result}'.`, true);
        }
        this.#job(async () => {
            await killRest(main, this.settings);
            await this.run("ExecStopPost", this.settings.stopTimeout);
        }).catch(() => undefined);
        this.#restartLater(result);
    }

    #restartLater(result: Result): void {
        if (restarts(this.settings.restart, result)) {
            this.become("activating", "auto-restart");
            const cancel = this.machine.clock.after(this.settings.restartDelay, () => {
                this.#cancelRestart = undefined;
                this.restartCount += 1;
                this.say(`Scheduled restart job, restart counter is at ${this.restartCount}.`, true);
                this.say(`Stopped ${this.unit.description}.`);
                this.#job(() => this.#start()).catch(() => undefined);
            });
            this.#cancelRestart = () => {
                cancel();
                this.#cancelRestart = undefined;
                this.become("inactive", "dead");
            };
        }
    }

    async #stop(result: Result = "success"): Promise<void> {
        if (this.state.active === "inactive" || (this.state.active === "failed" && this.main === undefined)) {
            return;
        }
        const { description } = this.unit;
        this.#stopping = true;
        this.become("deactivating", "stop");
        this.say(`Stopping ${description}...`);
        await this.run("ExecStop", this.settings.stopTimeout);
        const ended = result === "success" ? await this.#endMain() : (await this.#endMain(), result);
        await this.run("ExecStopPost", this.settings.stopTimeout);
        await this.machine.journal.flushed();
        if (ended === "success") {
            this.become("inactive", "dead");
            this.say("Deactivated successfully.", true);
        } else {
            this.become("failed", "failed", ended);
            this.say(`Failed with result '${ended}'.`, true);
        }
        this.say(`Stopped ${description}.`);
    }

    async #endMain(): Promise<Result> {
        const { main } = this;
        if (main === undefined) {
            await endForked(this.settings, this.machine.shell);
            return "success";
        }
        const { exit, late } = await endMain(main, this.settings, this.machine.clock, (signal) => {
            this.say(`State 'stop-${signal}' timed out. Killing.`, true);
        });
        this.main = undefined;
        this.lastExit = exit;
        const result = late ? "timeout" : resultOf(exit, this.settings, "daemon");
        if (result !== "success") {
            this.say(`Main process exited, ${exitText(exit)}`, true);
        }
        return result;
    }
}
