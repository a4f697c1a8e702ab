import { buildImages } from "./build-images";
import { inTurn } from "./in-turn";
import { layEnvironmentFile } from "./lay-environment-file";
import { type LaidContainer, layContainers } from "./lay-containers";
import { mainService } from "./main-service";
import type { ComposePlan, Containers, ContainerService } from "./model";
import { networkScript } from "./network-script";
import { containerCommand, containerEnvironment } from "./container-command";
import { containerLog, containerRoot, type WithoutEngine } from "./options";
import { probe } from "./probe";
import { isNginx, layProxy, nginxCommand } from "./proxy-container";
import { runContainer, type RunningContainer, startOf, stopContainer, userOnInstance } from "./run-container";
import { type Running, startHelper, stopProcess } from "./running";
import { composePath } from "./compose-file";
import type { LongProcess } from "./model";
import type { Outcome, Phase, Recorder, Step, StepEnd } from "../model";

type Process = Running & { readonly process: LongProcess };

/** What stands for what, where no engine is. */
export const standIns = (
    plan: ComposePlan,
    { python, hasUsers }: Pick<WithoutEngine, "python" | "hasUsers">,
    why: string,
): string[] => [
    `No container engine is used, because ${why}.`,
    "Each container is a process in a namespace of its own with its image's files, on the instance's network.",
    `${python.version} of this machine stands for the images' Python, and this machine's system for theirs.`,
    "No process is the first one of its container: a signal that it does not handle ends it, which Docker would do only after its grace period.",
    ...(plan.services.some(isNginx) ? ["This machine's nginx stands for the image's."] : []),
    ...(hasUsers ? [] : ["Every container runs as root of the instance, because no other user can exist here."]),
];

/** The containers of a bundle as processes of the instance. */
export function containersWithoutEngine(plan: ComposePlan, options: WithoutEngine): Containers {
    const project = new Project(plan, options);
    return {
        build: () => project.build(),
        start: () => project.start(),
        stop: (recorder) => project.stop(recorder),
        execute: (command, env) => project.execute(command, env),
    };
}

/** What a pulled image starts, and with which programs, only the image knows. */
const isRunnable = ({ from, argv }: ContainerService): boolean => "build" in from && argv !== undefined;

class Project {
    /** Undefined for one whose dependency did not come up. */
    private readonly containers = new Map<string, Promise<RunningContainer | undefined>>();
    private readonly starts = new Map<RunningContainer, Promise<StepEnd>>();
    private readonly others: Process[] = [];

    constructor(
        private readonly plan: ComposePlan,
        private readonly options: WithoutEngine,
    ) {}

    async build(): Promise<Step[]> {
        const { shell, folder } = this.options;
        const written = await this.step("requirements", ".env", undefined, () =>
            layEnvironmentFile(this.plan, shell, folder),
        );
        return written.verdict === "failed" ? [written] : [written, ...(await buildImages(this.plan, this.options))];
    }

    async start(): Promise<Step[]> {
        const laid = await layContainers(this.plan, this.options);
        const runnable = laid.filter(({ service }) => isRunnable(service));
        const proxies = this.plan.services.filter(isNginx);
        const left = this.plan.services.filter((each) => !isRunnable(each) && !isNginx(each));
        return inTurn([
            () => this.network(),
            ...left.map((service) => () => this.notRun(service)),
            ...this.launched(runnable),
            ...proxies.flatMap((service) => [() => this.layProxy(service), () => this.startProxy(service)]),
            ...(this.options.health === undefined ? [] : [() => this.health()]),
        ]);
    }

    /** All of them start at once, but for those that wait for another one; each step tells how one of them came up. */
    private launched(laid: readonly LaidContainer[]): (() => Promise<Step>)[] {
        let begun = false;
        const begin = () => {
            for (const each of begun ? [] : laid) {
                const running = this.afterOthers(each);
                // Its step tells it, or the end does.
                running.catch(() => undefined);
                this.containers.set(each.service.name, running);
            }
            begun = true;
        };
        return laid.map(({ service }) => () => {
            begin();
            return this.step("processes", `${service.name}: ${(service.argv ?? []).join(" ")}`, service, async () => {
                const running = await this.containers.get(service.name);
                return running === undefined
                    ? { verdict: "skipped", note: "A service that it depends on did not come up." }
                    : this.startOf(running);
            });
        });
    }

    private async afterOthers(laid: LaidContainer): Promise<RunningContainer | undefined> {
        for (const [name, condition] of Object.entries(laid.service.dependsOn)) {
            const other = await this.containers.get(name);
            const waits = other !== undefined && condition !== "service_started";
            if (waits && (await this.startOf(other)).verdict === "failed") {
                return undefined;
            }
        }
        return runContainer(laid, this.options);
    }

    /** Waited for by its own step, and by the services that depend on it. */
    private startOf(running: RunningContainer): Promise<StepEnd> {
        const start = this.starts.get(running) ?? startOf(running, this.options);
        this.starts.set(running, start);
        return start;
    }

    private network(): Promise<Step> {
        const { services } = this.plan;
        const ports = services
            .filter(({ onHost }) => !onHost)
            .flatMap((each) => each.ports)
            .filter(({ published, target }) => published !== target)
            .map(({ published, target }) => [published, target]);
        const plan = JSON.stringify({ names: services.map(({ name }) => name), ports });
        return this.step("processes", "names and ports of the containers", undefined, async () => {
            const command = [`${this.options.python.venv}/bin/python`, "-c", networkScript, plan];
            const running = await this.other(command, /^ready (\d+)$/m);
            const end = running.outcome();
            return end === undefined
                ? { verdict: "ok", note: "Stands for Docker's name server and its forwarding of ports." }
                : { verdict: "failed", exitCode: end.code, output: end.output };
        });
    }

    /** Starts a helper as root and waits for the line that has its number. */
    private async other(command: readonly string[], line: RegExp): Promise<Process> {
        const running = await startHelper(this.options.spawner, command, line);
        this.others.push(running);
        return running;
    }

    private notRun(service: ContainerService): Promise<Step> {
        const image = "image" in service.from ? service.from.image : service.name;
        return this.step("processes", `${service.name}: ${image}`, service, () =>
            Promise.resolve({ verdict: "assumed", note: "Only an engine pulls the image and knows what it starts." }),
        );
    }

    private layProxy(service: ContainerService): Promise<Step> {
        return this.step("proxy", `${service.name}: nginx -t`, service, () => layProxy(service, this.options));
    }

    private startProxy(service: ContainerService): Promise<Step> {
        return this.step("proxy start", `${service.name}: nginx`, service, async () => {
            const running = await this.other([...nginxCommand], /\[notice\] (\d+)#\d+: start worker processes$/m);
            const end = running.outcome();
            return end === undefined
                ? { verdict: "ok", output: running.output() }
                : { verdict: "failed", exitCode: end.code, output: end.output };
        });
    }

    private health(): Promise<Step> {
        return this.step("health", "port 80", undefined, async () =>
            probe(this.options, await this.running(), this.plan),
        );
    }

    private async running(): Promise<RunningContainer[]> {
        const all = await Promise.allSettled(this.containers.values());
        return all.flatMap((each) => (each.status === "fulfilled" && each.value !== undefined ? [each.value] : []));
    }

    /** In the container of the web process, as its user. */
    async execute(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
        const running = await this.running();
        const main = mainService(running.map(({ laid }) => laid.service));
        const laid = running.find((each) => each.laid.service === main)?.laid;
        if (laid === undefined) {
            return { code: 1, stdout: "", output: "No container runs." };
        }
        const { service, roots } = laid;
        return this.options.shell.run(containerCommand(service, command, this.options, roots), {
            env: { ...containerEnvironment(service, this.options), ...env },
            user: userOnInstance(laid, this.options),
        });
    }

    async stop(recorder?: Recorder): Promise<Step[]> {
        const running = await this.running();
        this.containers.clear();
        const { shell } = this.options;
        const [steps] = await Promise.all([
            Promise.all(
                running.map((each) =>
                    this.step(
                        "flip",
                        `stop ${each.laid.service.name}`,
                        each.laid.service,
                        () => stopContainer(each, this.options),
                        recorder,
                    ),
                ),
            ),
            ...this.others.splice(0).map((each) => stopProcess(shell, each, "root", 10)),
        ]);
        await shell.run(["rm", "-rf", ...this.plan.services.map(({ name }) => containerRoot(name))]);
        return steps;
    }

    private step(
        phase: Phase,
        name: string,
        service: ContainerService | undefined,
        work: () => Promise<StepEnd>,
        recorder = this.options.recorder,
    ): Promise<Step> {
        const log = service === undefined ? undefined : containerLog;
        const file = service === undefined ? undefined : composePath;
        return recorder.step({ phase, name, file, line: service?.line, log }, work);
    }
}
