import type { Shell } from "../model";
import type { Clock } from "./clock";
import { type ExecCommand, expandCommand } from "./command-line";
import { parseEnvironmentFile } from "./environment";
import { type Result, resultOf } from "./exit-status";
import type { Journal } from "./journal";
import type { ServiceSettings } from "./service-settings";
import type { Exit, Running, Spawner } from "./spawner";

/** What services share. */
export interface Machine {
    readonly shell: Shell;
    readonly spawner: Spawner;
    readonly clock: Clock;
    readonly journal: Journal;
}

/** Why a process could not be begun, in systemd's words. */
export class NotBegun extends Error {}

/** Begins the processes of one service. */
export class ServiceProcesses {
    #control: Running | undefined;

    constructor(
        private readonly unit: string,
        private readonly settings: ServiceSettings,
        private readonly machine: Machine,
    ) {}

    /**
     * @param more - variables such as MAINPID
     * @throws NotBegun
     */
    async spawn(command: ExecCommand, more: Readonly<Record<string, string>>): Promise<Running> {
        const { settings, unit } = this;
        const { shell, spawner, journal } = this.machine;
        const user = command.privileged ? "root" : (settings.user ?? "root");
        if (user !== "root" && (await shell.run(["id", "-u", user])).code !== 0) {
            throw new NotBegun(`Failed to determine user credentials: No such process (user ${user})`);
        }
        const env = { ...settings.environment, ...(await this.#fileVariables()), ...more };
        const running = await spawner.spawn(expandCommand(command, { USER: user, ...env }), {
            cwd: settings.workingDirectory.path,
            cwdMayBeMissing: settings.workingDirectory.mayBeMissing,
            env,
            user,
            noNewPrivileges: settings.noNewPrivileges,
            onOutput: (text) => {
                journal.write(unit, settings.identifier, settings.output, text);
            },
        });
        const exited = running.exited.finally(() => {
            journal.endLine(unit, settings.identifier);
        });
        return { ...running, exited };
    }

    /** Runs commands one after another, until one fails that may not. */
    async runAll(
        commands: readonly ExecCommand[],
        more: Readonly<Record<string, string>>,
        timeout: number,
    ): Promise<{ readonly result: Result; readonly exit?: Exit }> {
        for (const command of commands) {
            const { exit, late } = await this.#run(command, more, timeout);
            const result = late ? "timeout" : resultOf(exit, this.settings, "command");
            if (result !== "success" && !command.mayFail) {
                return { result, exit };
            }
        }
        return { result: "success" };
    }

    /** Ends the command that runs now. */
    async interrupt(): Promise<void> {
        await this.#control?.kill("SIGTERM", "all");
    }

    async #run(command: ExecCommand, more: Readonly<Record<string, string>>, timeout: number) {
        const running = await this.spawn(command, more);
        this.#control = running;
        const { exit, late } = await endWithin(running, timeout, this.machine.clock, () =>
            running.kill("SIGTERM", "all"),
        );
        this.#control = undefined;
        return { exit, late };
    }

    async #fileVariables(): Promise<Record<string, string>> {
        const variables: Record<string, string> = {};
        for (const { path, mayBeMissing } of this.settings.environmentFiles) {
            const { code, stdout } = await this.machine.shell.run(["cat", path]);
            if (code === 0) {
                Object.assign(variables, parseEnvironmentFile(stdout));
            } else if (!mayBeMissing) {
                throw new NotBegun("Failed to load environment files: No such file or directory");
            }
        }
        return variables;
    }
}

/** Waits for a process; `onLate` is called when it takes longer, and the waiting goes on. */
export async function endWithin(
    running: Running,
    milliseconds: number,
    clock: Clock,
    onLate: () => Promise<void>,
): Promise<{ readonly exit: Exit; readonly late: boolean }> {
    let late = false;
    const cancel = clock.after(milliseconds, () => {
        late = true;
        // A process that has ended meanwhile is what was wanted.
        onLate().catch(() => undefined);
    });
    const exit = await running.exited.finally(cancel);
    return { exit, late };
}

/**
 * Ends a service's processes: the signal of KillSignal=, and SIGKILL when that takes too long.
 *
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.kill.html#KillMode=
 */
export async function endMain(
    main: Running,
    { killMode, killSignal, stopTimeout }: ServiceSettings,
    clock: Clock,
    onLate: (signal: string) => void,
): Promise<{ readonly exit: Exit; readonly late: boolean }> {
    if (killMode !== "none") {
        await main.kill(killSignal, killMode === "control-group" ? "all" : "process");
    }
    const ended = await endWithin(main, stopTimeout, clock, async () => {
        onLate(killSignal.toLowerCase());
        await main.kill("SIGKILL", killMode === "process" ? "process" : "all");
    });
    await killRest(main, { killMode });
    return ended;
}

/** Ends what a main process has left behind; systemd would send SIGTERM first and wait, which only a control group can. */
export async function killRest(
    main: Running | undefined,
    { killMode }: Pick<ServiceSettings, "killMode">,
): Promise<void> {
    if (killMode === "mixed" || killMode === "control-group") {
        await main?.kill("SIGKILL", "all");
    }
}

/** A daemon that left its first process is found by its file. */
export async function endForked({ pidFile, killSignal }: ServiceSettings, shell: Shell): Promise<void> {
    if (pidFile !== undefined) {
        const script = 'pid=$(cat "$0" 2>/dev/null) && kill -s "$1" "$pid" 2>/dev/null || true';
        await shell.run(["/bin/sh", "-c", script, pidFile, killSignal.replace(/^SIG/, "")]);
    }
}
