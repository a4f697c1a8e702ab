import * as path from "node:path/posix";
import type { Outcome, Recorder, Shell, Step, StepEnd } from "../model";
import { composePath } from "./compose-file";
import { containersOf, untilUp } from "./engine-containers";
import type { ContainerPort, EngineHost } from "./engine-host";
import { type MachineFolder, override } from "./engine-override";
import { inTurn } from "./in-turn";
import { layEnvironmentFile } from "./lay-environment-file";
import { mainService } from "./main-service";
import type { ComposePlan, Containers } from "./model";
import { containerLog, logBase } from "./options";

/** Where and with what containers run on an engine. */
export interface WithEngine {
    readonly host: EngineHost;
    /** Of the instance. */
    readonly shell: Shell;
    /** Runs the engine's commands as long as the deployment has time. */
    readonly machine: Shell;
    readonly recorder: Recorder;
    /** The application on the instance. */
    readonly folder: string;
    /** Whether users other than root exist on the instance. */
    readonly hasUsers: boolean;
    /** What port 80 is asked for. */
    readonly healthPath: string;
}

/** The containers of a bundle on a real engine, built and started as the platform does it, from the instance's files. */
export function containersWithEngine(plan: ComposePlan, options: WithEngine): Containers {
    const { recorder, shell, folder, host } = options;
    const step = (phase: Step["phase"], name: string, work: () => Promise<StepEnd>, log?: string) =>
        recorder.step({ phase, name, file: composePath, log }, work);
    return {
        build: () =>
            inTurn([
                () => step("requirements", ".env", () => layEnvironmentFile(plan, shell, folder)),
                () => step("requirements", "compose build", () => build(plan, options)),
            ]),
        start: () =>
            inTurn([
                () => step("processes", "compose up", () => compose(plan, options, ["up", "--detach"])),
                () => step("processes", "ports of the containers", () => publish(plan, options)),
                () => step("processes", "containers", () => untilUp(plan, host, asking(plan, options)), containerLog),
            ]),
        stop: async (given = recorder) => {
            await host.publish([]);
            const words = projectCommand(host, ["down", "--remove-orphans"]);
            const down = () => host.machine.run(words).then(ended);
            return [await given.step({ phase: "flip", name: "compose down", file: composePath }, down)];
        },
        execute: (command, env = {}) => {
            const variables = Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
            const name = mainService(plan.services)?.name ?? "web";
            return host.machine.run(projectCommand(host, ["exec", "--no-TTY", ...variables, name, ...command]));
        },
    };
}

/** BuildKit puts the number of a step and its age before what it writes. */
async function build(plan: ComposePlan, options: WithEngine): Promise<StepEnd> {
    const end = await compose(plan, options, ["--progress", "plain", "build"]);
    return { ...end, output: (end.output ?? "").replaceAll(/^(#\d+ )?\d+\.\d{3} /gm, "") };
}

/** For what needs no compose file. */
const projectCommand = ({ engine, project }: EngineHost, words: readonly string[]): string[] => [
    engine,
    "compose",
    "--project-name",
    project,
    ...words,
];

async function compose(plan: ComposePlan, options: WithEngine, words: readonly string[]): Promise<StepEnd> {
    const { host, machine, folder, shell, hasUsers } = options;
    const sources = await machineFolders(plan, options);
    if (!hasUsers) {
        // Users of the images are nobody's here.
        await shell.run(["chmod", "a+rwX", "--", ...[...sources.values()].map(({ place }) => place)]);
    }
    const { project, network, services } = host;
    const second = path.join(host.files, "compose.override.yml");
    const text = override(plan, { project, network, ...services, sources });
    const written = await machine.run(["sh", "-c", 'cat >"$1"', "sh", second], { input: text });
    if (written.code !== 0) {
        return ended(written);
    }
    const command = projectCommand(host, ["--file", composePath, "--file", second, ...words]);
    // Assumed: a variable of the command's environment.
    return ended(await machine.run(command, { cwd: host.files + folder, env: { EB_LOG_BASE_DIR: logBase } }));
}

const ended = ({ code, output }: Outcome): StepEnd => ({
    verdict: code === 0 ? "ok" : "failed",
    exitCode: code,
    output,
});

/** Where this machine has the folders that containers mount. Links are followed on the instance: on this machine they would lead out of it. */
async function machineFolders(
    plan: ComposePlan,
    { shell, folder, host }: WithEngine,
): Promise<ReadonlyMap<string, MachineFolder>> {
    const mounts = plan.services.flatMap((service) => service.mounts.filter(({ kind }) => kind === "bind"));
    const sources = [...new Set(mounts.map(({ source }) => source))];
    if (sources.length === 0) {
        return new Map();
    }
    // The flip has not come when images are built.
    const places = sources.map((source) => path.resolve(folder, source));
    const { stdout } = await shell.run(["realpath", "--canonicalize-missing", "--zero", "--", ...places]);
    const found = stdout.split("\0");
    return new Map(sources.map((source, i) => [source, onMachine(found[i] ?? "", host.files)]));
}

/** An instance's /usr is this machine's, but for /usr/local. */
function onMachine(place: string, files: string): MachineFolder {
    const isBelow = (folder: string) => place === folder || place.startsWith(`${folder}/`);
    if (isBelow("/usr/local")) {
        return { place, path: `${files}/usr-local${place.slice("/usr/local".length)}`, shared: false };
    }
    return isBelow("/usr") ? { place, path: place, shared: true } : { place, path: files + place, shared: false };
}

async function publish(plan: ComposePlan, { host }: WithEngine): Promise<StepEnd> {
    const containers = await containersOf(host);
    const ports = plan.services.flatMap(({ name, ports }): ContainerPort[] => {
        const address = containers.find(({ service }) => service === name)?.address ?? "";
        return address === ""
            ? []
            : ports.map(({ target, ...port }) => ({ ...port, container: { host: address, port: target } }));
    });
    try {
        await host.publish(ports);
    } catch (error) {
        return { verdict: "failed", output: error instanceof Error ? error.message : String(error) };
    }
    return { verdict: "ok", output: ports.map(said).join("") };
}

const said = ({ published, container }: ContainerPort): string =>
    `${published} leads to ${container.host}:${container.port}\n`;

/** As the load balancer does; any answer that is not the proxy's own will do. */
function asking(plan: ComposePlan, { shell, healthPath }: WithEngine): (() => Promise<boolean>) | undefined {
    const has80 = plan.services.some(({ ports }) => ports.some(({ published }) => published === 80));
    const words = ["--silent", "--output", "/dev/null", "--noproxy", "*", "--max-time", "10"];
    const status = ["--write-out", "%{http_code}", "--header", "X-Forwarded-Proto: https"];
    return has80
        ? async () => {
              const { stdout } = await shell.run(["curl", ...words, ...status, `http://127.0.0.1${healthPath}`]);
              return !["000", "502", "503", "504"].includes(stdout.trim());
          }
        : undefined;
}
