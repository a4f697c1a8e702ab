import type { Outcome, StepEnd } from "../model";
import { announced, containerCommand, containerEnvironment } from "./container-command";
import type { LaidContainer } from "./lay-containers";
import type { LongProcess } from "./model";
import { containerState, nameOf, type WithoutEngine } from "./options";
import { type Running, startProcess, stopProcess, within } from "./running";

export interface RunningContainer extends Running {
    readonly laid: LaidContainer;
    readonly process: LongProcess;
}

export const userOnInstance = ({ service }: LaidContainer, { hasUsers }: WithoutEngine): string =>
    hasUsers ? nameOf(service.user) : "root";

/** Starts the process of a service with the image's files, the service's environment and the image's user. */
export async function runContainer(laid: LaidContainer, options: WithoutEngine): Promise<RunningContainer> {
    const { service, roots } = laid;
    const command = containerCommand(service, announced(service.argv ?? []), options, roots);
    const user = userOnInstance(laid, options);
    const pipe = `${containerState(service.name)}/pid`;
    const number = await reader(options, pipe);
    const running = await startProcess(
        options.spawner,
        command,
        { env: containerEnvironment(service, options), user },
        () => number.line,
    );
    if (running.pid === undefined) {
        // Its reader may still wait. Opened for both, a pipe keeps no one waiting.
        await options.shell.run(["sh", "-c", 'echo 1<>"$1"', "sh", pipe]);
    }
    return { ...running, laid };
}

/** Opens the pipe before anyone writes into it. */
async function reader({ shell }: WithoutEngine, pipe: string): Promise<{ readonly line: Promise<string> }> {
    const script = 'exec 3<>"$1" && echo open && read -r line <&3 && echo "$line"';
    let opened: () => void = () => undefined;
    const isOpen = new Promise<void>((resolve) => (opened = resolve));
    const read = shell.run(["sh", "-c", script, "sh", pipe], {
        onOutput: () => {
            opened();
        },
    });
    await Promise.race([isOpen, read]);
    return { line: read.then(({ stdout }) => stdout.replace(/^open\n/, "").trim()) };
}

/** Meant to end. */
export const isOneOff = ({ service }: LaidContainer): boolean =>
    service.restart === "no" || service.restart === "on-failure";

/** How a container's start went: healthy where it has a health check, ended well where it is meant to end, else running. */
export async function startOf(running: RunningContainer, options: WithoutEngine): Promise<StepEnd> {
    const { laid } = running;
    if (
        laid.service.healthCheck !== undefined &&
        !(await isHealthy(running, options)) &&
        running.outcome() === undefined
    ) {
        return {
            verdict: "failed",
            output: running.output(),
            note: `Its health check did not succeed within ${patience(laid)} seconds.`,
        };
    }
    const outcome = isOneOff(laid) && laid.service.healthCheck === undefined ? await running.exited : running.outcome();
    return outcome === undefined ? { verdict: "ok", output: running.output() } : endOf(laid, outcome);
}

function endOf(laid: LaidContainer, { code, output }: Outcome): StepEnd {
    const well = code === 0 && isOneOff(laid);
    return {
        verdict: well ? "ok" : "failed",
        exitCode: code,
        output,
        ...(well
            ? {}
            : {
                  note: isOneOff(laid)
                      ? `Its process ended with exit code ${code}.`
                      : `Its process ended with exit code ${code}. Docker would start it again and again (restart: ${laid.service.restart}).`,
              }),
    };
}

/** Docker asks at most so long before failures count. */
const patience = ({ service }: LaidContainer): number => Math.max(30, service.healthCheck?.startSeconds ?? 0);

/** Asks until the answer is good, the process has ended, or time is up. */
async function isHealthy({ laid, exited, outcome }: RunningContainer, options: WithoutEngine): Promise<boolean> {
    const { service, roots } = laid;
    const command = containerCommand(service, service.healthCheck?.argv ?? [], options, roots);
    const asked = { env: containerEnvironment(service, options), user: userOnInstance(laid, options) };
    const end = Date.now() + patience(laid) * 1000;
    while (outcome() === undefined && Date.now() < end) {
        if ((await options.shell.run(command, asked)).code === 0) {
            return true;
        }
        await within(betweenChecks, exited);
    }
    return false;
}

const betweenChecks = 0.5;

/** As `docker compose stop` does. */
export async function stopContainer(running: RunningContainer, options: WithoutEngine): Promise<StepEnd> {
    const { stopSeconds } = running.laid.service;
    const how = await stopProcess(options.shell, running, userOnInstance(running.laid, options), stopSeconds);
    return {
        verdict: how === "ended" ? "ok" : "failed",
        exitCode: running.outcome()?.code,
        output: running.output(),
        ...(how === "ended" ? {} : { note: `It did not end within ${stopSeconds} seconds of SIGTERM and was killed.` }),
    };
}
