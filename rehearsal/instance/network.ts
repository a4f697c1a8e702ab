import { ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import type { Readable, Writable } from "node:stream";
import { promisify } from "node:util";
import { nsenter } from "./enter";
import type { Namespaces } from "./namespaces";
import { programs } from "./own-programs";

/** One end of a connection. */
export type Place = { readonly host: string; readonly port: number } | { readonly path: string };

/** Where connections of a network lead. */
export interface Route {
    readonly listen: Place;
    readonly connect: Place;
}

export interface Network {
    /** Opens more of the instance's own ports, until the function that it resolves with is called. */
    listen(routes: readonly Route[]): Promise<() => Promise<void>>;
    end(): void;
}

/** What answers on the other side of the instance's network card. */
const router = "172.31.0.1";

/** Addresses behind which everything is lost without a word, as behind a security group that lets nothing in. https://www.rfc-editor.org/rfc/rfc5737 */
export const swallowed = { host: "198.51.100.1", network: "198.51.100.0/24" };

/**
 * Gives an instance a network card with its address, and lets connections through. Nothing else can be reached.
 *
 * @param routes - of the instance's own loopback, and sockets of this machine that lead into it
 * @param neighbours - addresses outside of the instance, such as the metadata service's, whose ports the instance itself may use too
 */
export async function openNetwork(
    namespaces: Namespaces,
    address: string,
    routes: readonly Route[],
    neighbours: readonly Route[],
): Promise<Network> {
    const inside = inNetwork(namespaces, namespaces.pid);
    const started: ChildProcess[] = [];
    const end = () => {
        started.forEach((each) => each.kill("SIGKILL"));
    };
    try {
        const outside = relay([...inUserSpace(namespaces), "unshare", "--net"], neighbours, ["--wait"]);
        started.push(outside.child);
        await outside.said("started");
        await connectCards(namespaces, outside.child.pid ?? 0, address, neighbours);
        outside.input.write("go\n");
        const own = relay(inside, routes, namespaces.manyUsers ? [] : ["--open-ports"]);
        started.push(own.child);
        await Promise.all([outside.said("ready"), own.said("ready")]);
        const listen = async (more: readonly Route[]) => {
            const added = relay(inside, more, []);
            started.push(added.child);
            await added.said("ready");
            return async () => {
                const ended = once(added.child, "close");
                added.child.kill("SIGKILL");
                await ended;
            };
        };
        return { listen, end };
    } catch (error) {
        end();
        throw error;
    }
}

const inUserSpace = ({ pid, manyUsers }: Namespaces): string[] => [
    ...["--target", String(pid), "--user", ...(manyUsers ? [] : ["--preserve-credentials"])],
    "--",
];

const inNetwork = (namespaces: Namespaces, pid: number): string[] => [
    ...["--target", String(pid), "--net"],
    ...inUserSpace({ ...namespaces, pid }).slice(2),
];

/** A cable between the two networks. */
async function connectCards(
    namespaces: Namespaces,
    outside: number,
    address: string,
    neighbours: readonly Route[],
): Promise<void> {
    const hosts = neighbours.flatMap(({ listen }) => ("host" in listen ? [listen.host] : []));
    const ip = (pid: number, lines: readonly string[]) =>
        promisify(execFile)(nsenter(), [...inNetwork(namespaces, pid), "sh", "-ec", lines.join("\n")]);
    await ip(namespaces.pid, [
        `ip link add eth0 type veth peer name vpc netns ${outside}`,
        `ip addr add ${address}/20 dev eth0`,
        "ip link set eth0 up",
        ...hosts.map((host) => `ip route add ${host}/32 dev eth0`),
        `ip route add ${swallowed.network} via ${router} dev eth0`,
    ]);
    await ip(outside, [
        "ip link set lo up",
        `ip addr add ${router}/20 dev vpc`,
        ...hosts.map((host) => `ip addr add ${host}/32 dev vpc`),
        "ip link set vpc up",
        `ip route add blackhole ${swallowed.network}`,
    ]);
}

function relay(space: readonly string[], routes: readonly Route[], options: readonly string[]) {
    const node = [process.execPath, path.join(programs, "relay.js"), JSON.stringify(routes), ...options];
    // Whoever kills the rehearsal leaves no relay behind.
    const child = spawn(nsenter(), [...space, "setpriv", "--pdeathsig=KILL", "--", ...node], {
        stdio: ["pipe", "pipe", "pipe"],
    });
    const [input, output, errors] = child.stdio as unknown as [Writable, Readable, Readable];
    let words = "";
    let problem = "";
    output.setEncoding("utf8").on("data", (text: string) => (words += text));
    errors.setEncoding("utf8").on("data", (text: string) => (problem += text));
    input.on("error", () => undefined);
    const failed = once(child, "close").then(() => {
        throw new Error(`The network of an instance could not be made: ${problem}`);
    });
    failed.catch(() => undefined);
    const said = async (word: string) => {
        while (!words.includes(word)) {
            await Promise.race([once(output, "data"), failed]);
        }
    };
    return { child, input, said };
}
