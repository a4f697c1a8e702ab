import { ChildProcess, spawn } from "node:child_process";
import * as net from "node:net";
import * as path from "node:path";

export interface ServerOptions {
    readonly cwd?: string;
    /** The whole environment; without one, this process's own. */
    readonly env?: NodeJS.ProcessEnv;
    /** Gets the output, also after the server is ready. */
    readonly onOutput?: (text: string) => void;
}

/** Starts a server and waits until its words say that it is ready. */
export function startServer(
    program: string,
    args: readonly string[],
    ready: RegExp,
    { cwd, env, onOutput }: ServerOptions = {},
): Promise<ChildProcess> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], cwd, env });
        let words = "";
        let isReady = false;
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (text: string) => {
                onOutput?.(text);
                if (!isReady) {
                    words += text;
                    isReady = ready.test(words);
                }
                if (isReady) {
                    resolve(child);
                }
            });
        }
        // Whoever is broken off would leave it running.
        const end = () => child.kill("SIGTERM");
        process.once("exit", end);
        child.on("error", reject);
        child.on("close", () => {
            process.removeListener("exit", end);
            reject(new Error(`${path.basename(program)} ended:\n${words}`));
        });
    });
}

/** Ends a server, where it has started and not ended yet, and waits until it is gone. */
export async function endServer(child: ChildProcess | undefined, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (child?.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once("close", resolve));
        child.kill(signal);
        await ended;
    }
}

export const portOf = (server: net.Server): number => (server.address() as net.AddressInfo).port;

/** Listens on a free port of loopback, or on a unix socket. */
export const listen = (server: net.Server, at: { readonly path: string } | { readonly port: number } = { port: 0 }) =>
    new Promise<void>((resolve, reject) => {
        server.once("error", reject).listen("path" in at ? at : { host: "127.0.0.1", ...at }, () => {
            server.removeListener("error", reject);
            resolve();
        });
    });

/** Ports that nobody listens on, taken and given back at once. */
export async function freePorts(wanted: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const servers = wanted.map(() => net.createServer());
    await Promise.all(servers.map((server) => listen(server)));
    const ports = new Map(wanted.map((port, index) => [port, portOf(servers[index] ?? net.createServer())]));
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    return ports;
}

export async function freePort(): Promise<number> {
    const server = net.createServer();
    await listen(server);
    const port = portOf(server);
    await new Promise((resolve) => server.close(resolve));
    return port;
}
