import { exitText, type Result } from "./exit-status";
import { type Machine, ServiceProcesses } from "./service-processes";
import type { ServiceSettings } from "./service-settings";
import type { Exit, Running } from "./spawner";
import type { Unit } from "./unit";

export interface State {
    readonly active: "inactive" | "activating" | "active" | "deactivating" | "failed";
    /** systemd's second word, such as `running`, `exited`, `dead`. */
    readonly sub: string;
    /** Milliseconds since 1970. */
    readonly since: number;
}

/** What is known of one service, and its commands. */
export class ServiceRecord {
    state: State;
    result: Result = "success";
    restartCount = 0;
    main: Running | undefined;
    /** How its main process ended last. */
    lastExit: Exit | undefined;
    protected processes: ServiceProcesses;

    constructor(
        public unit: Unit,
        public settings: ServiceSettings,
        protected readonly machine: Machine,
    ) {
        this.state = { active: "inactive", sub: "dead", since: machine.clock.now() };
        this.processes = new ServiceProcesses(unit.name, settings, machine);
    }

    get isUp(): boolean {
        return this.state.active === "active";
    }

    /** Goes on by what a changed file says. */
    adopt(unit: Unit, settings: ServiceSettings): void {
        this.unit = unit;
        this.settings = settings;
        this.processes = new ServiceProcesses(unit.name, settings, this.machine);
    }

    protected async run(key: keyof ServiceSettings["exec"], timeout: number) {
        const pid = this.main?.pid;
        const variables: Record<string, string> = pid === undefined ? {} : { MAINPID: String(pid) };
        const ended = await this.processes.runAll(this.settings.exec[key], variables, timeout);
        if (ended.exit !== undefined) {
            this.lastExit = this.main === undefined && key === "ExecStart" ? ended.exit : this.lastExit;
            const process = key === "ExecStart" && this.settings.type === "oneshot" ? "Main" : "Control";
            this.say(
                ended.result === "timeout"
                    ? `${key === "ExecStart" ? "start" : "control"} operation timed out. Terminating.`
                    : `${process} process exited, ${exitText(ended.exit)}`,
                true,
            );
        }
        return ended;
    }

    protected fail(result: Result): Result {
        this.become("failed", "failed", result);
        this.say(`Failed with result '${result}'.`, true);
        this.say(`Failed to start ${this.unit.description}.`);
        return result;
    }

    protected become(active: State["active"], sub: string, result: Result = this.result): void {
        this.state = { active, sub, since: this.machine.clock.now() };
        this.result = result;
    }

    /** @param named - whether the text begins with the unit's name */
    protected say(text: string, named = false): void {
        this.machine.journal.event(this.unit.name, named ? `${this.unit.name}: ${text}` : text);
    }
}
