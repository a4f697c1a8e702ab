import { spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import type { Instance } from "../instance/instance";
import { stopAll, type Stoppable } from "../services/together";
import { Gate } from "../world/gate";
import { type Engine, makeNetwork } from "./find-engine";
import { type Machine, machine } from "./machine";

/** A port of the instance that leads to a container. */
export interface ContainerPort {
    /** Address of the instance; undefined for all of them. */
    readonly address: string | undefined;
    readonly published: number;
    readonly container: { readonly host: string; readonly port: number };
}

/** What an engine of this machine has for one instance. */
export interface EngineHost {
    readonly engine: Engine;
    readonly machine: Machine;
    /** Of Docker Compose; nothing else on the engine has it. */
    readonly project: string;
    readonly network: string;
    /** Folder of this machine that has the instance's files. */
    readonly files: string;
    /** How containers reach what the instance reaches. */
    readonly services: ServicesForContainers;
    /** Opens ports of the instance, in place of those that were open. */
    publish(ports: readonly ContainerPort[]): Promise<void>;
}

export interface ServicesForContainers {
    /** Addresses by name. */
    readonly hosts: Readonly<Record<string, string>>;
    /** Variables that tell the SDKs of AWS where it is. */
    readonly environment: Readonly<Record<string, string>>;
}

/**
 * Its input ends with the rehearsal, however that ends. By their labels, since the compose file may be gone: containers, volumes, networks and images of one
 * project alone. https://docs.docker.com/reference/compose-file/services/#labels
 */
const removal = `cat >/dev/null
of() { what=$1; shift; "$engine" "$what" ls --quiet --filter "label=com.docker.compose.project=$project" "$@" | sort -u; }
of container --all | xargs -r "$engine" container rm --force --volumes
of volume | xargs -r "$engine" volume rm --force
of network | xargs -r "$engine" network rm
of image --all | xargs -r "$engine" image rm --force
"$engine" network rm "$project"`;

/** An instance whose containers run on an engine of this machine; all of them are removed with it, also when this process is killed. */
export class InstanceOnEngine implements EngineHost, Stoppable {
    readonly machine = machine;
    private readonly open: Stoppable[] = [];

    private constructor(
        readonly engine: Engine,
        readonly project: string,
        readonly services: ServicesForContainers,
        private readonly instance: Pick<Instance, "listen" | "shared" | "options">,
        private readonly remove: () => Promise<void>,
    ) {}

    /** @param reach - opens services at an address of this machine that the containers reach */
    static async start(
        engine: Engine,
        project: string,
        instance: Pick<Instance, "listen" | "shared" | "options">,
        reach: (gateway: string) => Promise<ServicesForContainers>,
    ): Promise<InstanceOnEngine> {
        const remove = guard(engine, project);
        try {
            const network = await makeNetwork(machine, engine, project);
            if ("problem" in network) {
                throw new Error(`${engine} makes no network: ${network.problem}`);
            }
            return new InstanceOnEngine(engine, project, await reach(network.gateway), instance, remove);
        } catch (error) {
            await remove();
            throw error;
        }
    }

    get network(): string {
        return this.project;
    }

    get files(): string {
        return this.instance.options.folder;
    }

    async publish(ports: readonly ContainerPort[]): Promise<void> {
        await stopAll(this.open.splice(0));
        for (const { address, published, container } of ports) {
            const socket = { path: path.join(this.instance.shared, `port-${published}.sock`) };
            this.open.push(await Gate.start(socket, container));
            const listen = { host: address ?? "0.0.0.0", port: published };
            this.open.push({ stop: await this.instance.listen([{ listen, connect: socket }]) });
        }
    }

    async stop(): Promise<void> {
        await stopAll([{ stop: this.remove }, ...this.open.splice(0)]);
    }
}

/** @returns what removes all that the engine has of a project */
function guard(engine: Engine, project: string): () => Promise<void> {
    const env = { ...process.env, engine, project };
    // In a session of its own: Ctrl-C is not for it.
    const child = spawn("sh", ["-c", removal], { stdio: ["pipe", "ignore", "ignore"], detached: true, env });
    child.on("error", () => undefined);
    child.stdin.on("error", () => undefined);
    child.unref();
    return async () => {
        if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
            const ended = once(child, "close");
            child.ref();
            child.stdin.end();
            await ended;
        }
    };
}
