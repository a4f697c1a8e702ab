import { listed } from "../../components/words";
import type { Shell } from "../model";
import { Gate } from "../world/gate";
import type { ComposePlan } from "./model";

/** Programs whose engine may run containers. */
export const engines = ["docker", "podman"] as const;
export type Engine = (typeof engines)[number];

/** The engine that a rehearsal uses, or why it uses none. */
export type EngineChoice = { readonly engine: Engine; readonly version: string } | { readonly none: string };

/**
 * Looks for an engine whose containers can reach what stands for RDS and AWS on this machine.
 *
 * @param wanted - what the user asked for; undefined for any
 * @param name - of a network that nobody else has
 */
export async function chooseEngine(
    shell: Shell,
    plan: ComposePlan,
    name: string,
    wanted: Engine | "none" | undefined,
): Promise<EngineChoice> {
    if (wanted === "none") {
        return { none: "none is wanted (--engine none)" };
    }
    const host = plan.services.filter(({ onHost }) => onHost).map((service) => service.name);
    if (host.length > 0) {
        return { none: `the network of the host, which ${listed(host)} asks for, would be this machine's` };
    }
    const tried = wanted === undefined ? engines : [wanted];
    const refusals: string[] = [];
    for (const engine of tried) {
        const version = await answering(shell, engine);
        if (version !== undefined) {
            const refusal = await refusalOf(shell, engine, name);
            if (refusal === undefined) {
                return { engine, version };
            }
            refusals.push(refusal);
        }
    }
    return { none: refusals[0] ?? `no engine with Compose answers here (${tried.join(", ")})` };
}

/** @returns its version; undefined for one that is not there, or without Compose */
async function answering(shell: Shell, engine: Engine): Promise<string | undefined> {
    const format = engine === "docker" ? "{{.ServerVersion}}" : "{{.Version.Version}}";
    const { code, stdout } = await shell.run([engine, "info", "--format", format]);
    return code === 0 && (await shell.run([engine, "compose", "version"])).code === 0 ? stdout.trim() : undefined;
}

/** An engine in a virtual machine, or without root, has networks that this machine's programs do not listen on. */
async function refusalOf(shell: Shell, engine: Engine, name: string): Promise<string | undefined> {
    const network = await makeNetwork(shell, engine, name);
    const reached = "gateway" in network && (await isOwn(network.gateway));
    await shell.run([engine, "network", "rm", name]);
    if ("problem" in network) {
        return `${engine} makes no network: ${network.problem}`;
    }
    return reached
        ? undefined
        : `containers of ${engine} would not reach the database: this machine has no address on its networks, as with an engine in a virtual machine or without root`;
}

/** A network that leads to this machine alone, and this machine's address on it. */
export async function makeNetwork(
    shell: Shell,
    engine: Engine,
    name: string,
): Promise<{ readonly gateway: string } | { readonly problem: string }> {
    const made = await shell.run([engine, "network", "create", "--internal", name]);
    if (made.code !== 0) {
        return { problem: made.output.trim() };
    }
    const format = engine === "docker" ? "{{(index .IPAM.Config 0).Gateway}}" : "{{(index .Subnets 0).Gateway}}";
    const { code, stdout, output } = await shell.run([engine, "network", "inspect", "--format", format, name]);
    return code === 0 ? { gateway: stdout.trim() } : { problem: output.trim() };
}

/** Whether a program of this machine can listen there. */
const isOwn = (host: string): Promise<boolean> =>
    Gate.start({ host, port: 0 }, { host, port: 0 }).then(
        async (gate) => {
            await gate.stop();
            return true;
        },
        () => false,
    );
