import type { Shell } from "../model";
import { type Clock, systemClock } from "./clock";
import type { Result } from "./exit-status";
import { Journal, type JournalEntry } from "./journal";
import { unmetCondition } from "./conditions";
import { shellSpawner, type Spawner } from "./spawner";
import { fullName } from "./unit";
import type { UnitFiles } from "./unit-folder";
import { type Loaded, Units } from "./units";

export interface InitOptions {
    readonly shell: Shell;
    /** Name of the instance, which units and logs tell; default: localhost. */
    readonly hostname?: string;
    /** Default: processes are commands of the shell. */
    readonly spawner?: Spawner;
    readonly clock?: Clock;
    readonly onEntry?: (entry: JournalEntry) => void;
    /** Where the log daemon writes the lines of an identifier. */
    readonly logFile?: (identifier: string) => string | undefined;
}

/** How a job of systemd ended. `error` is what systemctl says, and `code` its exit code. */
export type JobEnd = { readonly ok: true } | { readonly ok: false; readonly code: number; readonly error: string };

const done: JobEnd = { ok: true };

/** The init system of a simulated instance: it does what systemd would do with the units that lie on the instance. */
export class Init {
    readonly journal: Journal;
    readonly units: Units;
    readonly shell: Shell;
    readonly clock: Clock;

    constructor({ shell, hostname = "localhost", spawner, clock = systemClock, onEntry, logFile }: InitOptions) {
        this.shell = shell;
        this.clock = clock;
        this.journal = new Journal(shell, clock, hostname, onEntry ?? (() => undefined), logFile ?? (() => undefined));
        const machine = { shell, spawner: spawner ?? shellSpawner(shell), clock, journal: this.journal };
        this.units = new Units(shell, machine, hostname);
    }

    async start(name: string): Promise<JobEnd> {
        return this.#start(fullName(name), await this.units.files(), new Set());
    }

    /** Stops a unit, and those that are part of it or need it. */
    async stop(name: string): Promise<JobEnd> {
        const full = fullName(name);
        const loaded = this.units.get(full) ?? this.units.load(full, await this.units.files());
        if (loaded === undefined || loaded === "masked") {
            return loaded === "masked" ? done : notLoaded("stop", full);
        }
        for (const dependent of this.units.dependents(loaded.unit.name)) {
            await this.stop(dependent);
        }
        if (loaded.service === undefined) {
            this.#become(loaded, "inactive", "dead");
        } else {
            await loaded.service.stop();
        }
        return done;
    }

    async restart(name: string): Promise<JobEnd> {
        const full = fullName(name);
        const files = await this.units.files();
        if (files.find(full) === undefined && this.units.get(full) === undefined) {
            return notLoaded("restart", full);
        }
        const up = this.units.dependents(full).filter((dependent) => this.units.isActive(dependent));
        // What runs starts again by the file that it was started by, until systemd reads the files anew.
        const loaded = this.units.load(full, files);
        await this.stop(full);
        const end =
            loaded === undefined || loaded === "masked"
                ? await this.start(full)
                : await this.#startLoaded(loaded, files, new Set());
        for (const dependent of up) {
            await this.start(dependent);
        }
        return end;
    }

    async reload(name: string): Promise<JobEnd> {
        const full = fullName(name);
        const loaded = this.units.load(full, await this.units.files());
        if (loaded === undefined || loaded === "masked") {
            return notLoaded("reload", full);
        }
        const { service } = loaded;
        if (service === undefined || service.settings.exec.ExecReload.length === 0) {
            const error = `Failed to reload ${full}: Job type reload is not applicable for unit ${full}.`;
            return { ok: false, code: 1, error };
        }
        if (!service.isUp) {
            return { ok: false, code: 1, error: `${full} is not active, cannot reload.` };
        }
        return jobEnd(full, await service.reload());
    }

    resetFailed(name?: string): void {
        for (const each of name === undefined ? this.units.names : [name]) {
            this.units.get(each)?.service?.resetFailed();
        }
    }

    /**
     * Lets a timer elapse now, whatever its times are, and waits for its unit.
     *
     * @throws Error for a timer that does not run: on an instance nothing would happen
     */
    async fire(timer: string): Promise<JobEnd> {
        const unit = this.units.get(timer)?.unit;
        if (unit?.timer === undefined || !this.units.isActive(timer)) {
            throw new Error(`${timer} is no active timer of this instance.`);
        }
        return this.start(unit.timer.unit);
    }

    async stopAll(): Promise<void> {
        await Promise.all(this.units.names.map((name) => this.stop(name)));
        await this.journal.flushed();
    }

    async #start(name: string, files: UnitFiles, begun: Set<string>): Promise<JobEnd> {
        const loaded = this.units.load(name, files);
        if (loaded === undefined || loaded === "masked") {
            return loaded === undefined ? notLoaded("start", name) : masked("start", name);
        }
        return this.#startLoaded(loaded, files, begun);
    }

    async #startLoaded(loaded: Loaded, files: UnitFiles, begun: Set<string>): Promise<JobEnd> {
        const { name } = loaded.unit;
        if (this.units.isActive(name) || begun.has(name)) {
            return done;
        }
        begun.add(name);
        const refused = loaded.unit.refused ?? (await this.#badTimes(loaded));
        if (refused !== undefined) {
            this.journal.event(name, `${name}: ${refused}`);
            const error = `Failed to start ${name}: Unit ${name} has a bad unit file setting.`;
            return {
                ok: false,
                code: 1,
                error: `${error}\nSee system logs and 'systemctl status ${name}' for details.`,
            };
        }
        const needed = await this.#startNeeded(loaded, files, begun);
        return needed.ok ? this.#startOne(loaded) : needed;
    }

    /** Units that this one wants or requires come first, whether it asks for the order or not. */
    async #startNeeded({ unit }: Loaded, files: UnitFiles, begun: Set<string>): Promise<JobEnd> {
        for (const wanted of [...unit.relations.wants, ...files.links(unit.name, "wants")]) {
            await this.#start(wanted, files, begun);
        }
        for (const required of [...unit.relations.requires, ...files.links(unit.name, "requires")]) {
            const end = await this.#start(required, files, begun);
            if (!end.ok) {
                this.journal.event(unit.name, `Dependency failed for ${unit.description}.`);
                const error = `A dependency job for ${unit.name} failed. See 'journalctl -xe' for details.`;
                const absent = `Failed to start ${unit.name}: Unit ${fullName(required)} not found.`;
                return { ok: false, code: end.code, error: end.code === 5 ? absent : error };
            }
        }
        return done;
    }

    async #startOne(loaded: Loaded): Promise<JobEnd> {
        const { unit, service } = loaded;
        const unmet = await unmetCondition(unit.conditions, this.shell);
        if (unmet !== undefined) {
            const check = `ConditionPathExists=${unmet}`;
            this.journal.event(
                unit.name,
                `${unit.description} was skipped because of an unmet condition check (${check}).`,
            );
            return done;
        }
        if (service !== undefined) {
            return jobEnd(unit.name, await service.start());
        }
        if (unit.kind === "timer") {
            this.#become(loaded, "active", "waiting");
            this.journal.event(unit.name, `Started ${unit.description}.`);
        } else {
            this.#become(loaded, "active", "active");
            this.journal.event(unit.name, `Reached target ${unit.description}.`);
        }
        return done;
    }

    /** Times are judged by systemd's own program, where the instance has it. */
    async #badTimes({ unit }: Loaded): Promise<string | undefined> {
        for (const expression of unit.timer?.calendars ?? []) {
            const { code } = await this.shell.run(["systemd-analyze", "calendar", expression]);
            if (code === 1) {
                return `Failed to parse calendar specification, ignoring: ${expression}`;
            }
        }
        return undefined;
    }

    #become(loaded: Loaded, active: "active" | "inactive", sub: string): void {
        loaded.state = { active, sub, since: this.clock.now() };
    }
}

/** Exit codes of systemctl: 5 for a unit that is not there. https://www.freedesktop.org/software/systemd/man/latest/systemctl.html#Exit%20status */
const notLoaded = (verb: string, name: string): JobEnd => ({
    ok: false,
    code: 5,
    error: `Failed to ${verb} ${name}: Unit ${name} ${verb === "start" || verb === "restart" ? "not found" : "not loaded"}.`,
});

const masked = (verb: string, name: string): JobEnd => ({
    ok: false,
    code: 1,
    error: `Failed to ${verb} ${name}: Unit ${name} is masked.`,
});

/** What systemctl says of a job that failed with a result. */
const reasons: Readonly<Record<Exclude<Result, "success">, string>> = {
    "exit-code": "the control process exited with error code",
    resources: "of unavailable resources or another system error",
    signal: "a fatal signal was delivered to the control process",
    "start-limit-hit": "start of the service was attempted too often",
    timeout: "a timeout was exceeded",
};

function jobEnd(name: string, result: Result): JobEnd {
    if (result === "success") {
        return done;
    }
    const error = `Job for ${name} failed because ${reasons[result]}.\nSee "systemctl status ${name}" and "journalctl -xeu ${name}" for details.`;
    return { ok: false, code: 1, error };
}
