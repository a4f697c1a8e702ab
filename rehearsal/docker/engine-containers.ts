import type { Outcome, StepEnd } from "../model";
import type { EngineHost } from "./engine-host";
import type { ComposePlan, ContainerService } from "./model";
import { within } from "./running";

/** A container as its engine sees it. */
export interface EngineContainer {
    readonly service: string;
    /** Such as `running`, `restarting` or `exited`. */
    readonly status: string;
    readonly exitCode: number;
    readonly restarts: number;
    /** On the first of its networks; empty for one that does not run. */
    readonly address: string;
}

const fields = [
    '{{index .Config.Labels "com.docker.compose.service"}}',
    "{{.State.Status}}",
    "{{.State.ExitCode}}",
    "{{.RestartCount}}",
    "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}",
].join("|");

/** The containers of a project. */
export async function containersOf({ engine, machine, project }: EngineHost): Promise<EngineContainer[]> {
    const label = `label=com.docker.compose.project=${project}`;
    const { stdout } = await machine.run([engine, "container", "ls", "--all", "--quiet", "--filter", label]);
    const ids = stdout.split("\n").filter((each) => each !== "");
    if (ids.length === 0) {
        return [];
    }
    const told = await machine.run([engine, "container", "inspect", "--format", fields, ...ids]);
    return told.stdout.trim().split("\n").map(containerOf);
}

function containerOf(line: string): EngineContainer {
    const [service = "", status = "", exitCode, restarts, addresses = ""] = line.split("|");
    const [address = ""] = addresses.split(" ");
    return { service, status, exitCode: Number(exitCode), restarts: Number(restarts), address };
}

/** Why a container does not do what it is there for; undefined while it does. */
export function failureOf(
    { status, exitCode, restarts }: EngineContainer,
    service: Pick<ContainerService, "name" | "restart"> | undefined,
): string | undefined {
    const restart = service?.restart ?? "no";
    if (restarts > 0 || status === "restarting") {
        return `${service?.name ?? "It"} ended, and the engine starts it again and again (restart: ${restart}).`;
    }
    const isOneOff = restart === "no" || restart === "on-failure";
    return (status === "exited" || status === "dead") && !(isOneOff && exitCode === 0)
        ? `${service?.name ?? "It"} ended with exit code ${exitCode}.`
        : undefined;
}

/**
 * Waits until port 80 is answered, a container ends that should not, or time is up.
 *
 * @param ask - resolves with whether the application answers; undefined where the project has no port 80
 */
export async function untilUp(
    plan: ComposePlan,
    host: EngineHost,
    ask: (() => Promise<boolean>) | undefined,
): Promise<StepEnd> {
    const patience = Math.max(30, ...plan.services.map(({ healthCheck }) => healthCheck?.startSeconds ?? 0));
    const end = Date.now() + patience * 1000;
    for (;;) {
        const answers = ask === undefined || (await ask());
        const failed = failuresOf(plan, await containersOf(host));
        if (failed.size > 0 || answers || Date.now() >= end) {
            const { output } = await logs(host, [...failed.keys()]);
            const late = answers ? undefined : `Port 80 was not answered within ${patience} seconds.`;
            const note = failed.size > 0 ? [...failed.values()].join(" ") : late;
            return { verdict: note === undefined ? "ok" : "failed", output, note };
        }
        await within(betweenQuestions, new Promise(() => undefined));
    }
}

const betweenQuestions = 0.5;

/** By service. */
function failuresOf({ services }: ComposePlan, containers: readonly EngineContainer[]): ReadonlyMap<string, string> {
    return new Map(
        containers.flatMap((each) => {
            const service = services.find(({ name }) => name === each.service);
            const failure = failureOf(each, service);
            return failure === undefined ? [] : [[each.service, failure] as const];
        }),
    );
}

/** What containers wrote: those that failed, or all, each line after its container's name. */
function logs({ engine, machine, project }: EngineHost, failed: readonly string[]): Promise<Outcome> {
    const which = failed.length === 0 ? [] : ["--no-log-prefix", ...failed];
    return machine.run([engine, "compose", "--project-name", project, "logs", "--no-color", "--tail", "200", ...which]);
}

/** What the report says of the engine. */
export const standInsOfEngine = (engine: string, version: string, hasUsers: boolean): string[] => [
    `${engine} ${version} of this machine builds the images and runs the containers; their network leads to the stand-ins of RDS and AWS alone.`,
    ...(hasUsers
        ? []
        : ["Folders of the instance that containers mount are open to all, because no other user can own them here."]),
];
