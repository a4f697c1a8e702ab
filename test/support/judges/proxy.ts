import { ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import * as net from "node:net";
import * as path from "node:path";

/** A proxy's configuration by path in its own folder, such as `conf.d/elasticbeanstalk/10-x.conf`. */
export type ProxyFiles = Readonly<Record<string, string>>;

export interface ProxyOptions {
    /** The application behind the proxy; without one, it answers with what it was asked, as `Seen`. */
    readonly application?: http.RequestListener;
    /** What only an instance has, such as the path of a certificate or the host name of a container, and what stands in for it. */
    readonly replace?: Readonly<Record<string, string>>;
}

/** What the application was asked, as the default one tells. */
export interface Seen {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
}

export interface RunningProxy {
    /** The loopback port that stands in for a port of the instance. */
    readonly port: (port: number) => number;
    /** The temporary folder that holds the configuration; logs lie in `log`. */
    readonly folder: string;
    readonly stop: () => Promise<void>;
}

/** What of an instance's configuration is moved, and where to. */
export interface Place {
    readonly folder: string;
    readonly applicationPort: number;
    readonly ports: ReadonlyMap<number, number>;
    readonly replace: Readonly<Record<string, string>>;
}

export const stoodIn = (text: string, replace: Place["replace"]): string =>
    Object.entries(replace).reduce((result, [from, to]) => result.replaceAll(from, to), text);

/** The files of a `.platform` folder for one proxy, as the platform copies them: `.platform/nginx/x` becomes `x`. */
export function proxyFiles(
    proxy: "nginx" | "httpd",
    files: readonly { readonly path: string; readonly content: string }[],
): ProxyFiles {
    const prefix = `.platform/${proxy}/`;
    return Object.fromEntries(
        files
            .filter((file) => file.path.startsWith(prefix))
            .map((file) => [file.path.slice(prefix.length), file.content]),
    );
}

export function echo(request: http.IncomingMessage, response: http.ServerResponse): void {
    request.resume().on("end", () => {
        const { method, url, headers } = request;
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ method, url, headers }));
    });
}

/** Starts the application; it takes every offer of another protocol, as a server of websockets would. */
export async function startApplication(listener: http.RequestListener = echo): Promise<http.Server> {
    const server = http.createServer(listener);
    server.on("upgrade", (request, socket) => {
        const { upgrade = "", connection = "" } = request.headers;
        socket.end(
            `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${upgrade}\r\nConnection: Upgrade\r\nX-Seen-Connection: ${connection}\r\n\r\n`,
        );
    });
    await listen(server);
    return server;
}

export const portOf = (server: net.Server): number => (server.address() as net.AddressInfo).port;

const listen = (server: net.Server): Promise<void> =>
    new Promise((resolve, reject) => {
        server.on("error", reject).listen(0, "127.0.0.1", resolve);
    });

/** Ports that nobody listens on, taken and given back at once. */
export async function freePorts(wanted: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const servers = wanted.map(() => net.createServer());
    await Promise.all(servers.map(listen));
    const ports = new Map(wanted.map((port, index) => [port, portOf(servers[index] ?? net.createServer())]));
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    return ports;
}

/** Starts a server and waits until its words say that it is ready. */
export function startServer(program: string, args: readonly string[], ready: RegExp): Promise<ChildProcess> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
        let words = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (text: string) => {
                words += text;
                if (ready.test(words)) {
                    resolve(child);
                }
            });
        }
        // A test that is broken off would leave it running.
        const end = () => child.kill("SIGTERM");
        process.once("exit", end);
        child.on("error", reject);
        child.on("close", () => {
            process.removeListener("exit", end);
            reject(new Error(`${path.basename(program)} ended:\n${words}`));
        });
    });
}

/** @param child the server, where it has started */
export async function stopAll(
    child: ChildProcess | undefined,
    application: http.Server,
    folder: string,
): Promise<void> {
    if (child?.exitCode === null) {
        const ended = new Promise((resolve) => child.once("close", resolve));
        child.kill("SIGTERM");
        await ended;
    }
    application.closeAllConnections();
    await new Promise((resolve) => application.close(resolve));
    fs.rmSync(folder, { recursive: true, force: true });
}

export interface Answer {
    readonly status: number;
    readonly headers: http.IncomingHttpHeaders;
    readonly body: string;
}

export interface Question {
    readonly method?: string;
    /** Host and hop-by-hop headers may be set too, which `fetch` would not take. */
    readonly headers?: http.OutgoingHttpHeaders;
    readonly body?: string;
    /** Over TLS, with what a client needs: its certificate and key, the authority that it trusts. */
    readonly tls?: https.RequestOptions;
}

/** Asks a loopback port; an accepted upgrade answers 101. */
export function request(port: number, url: string, { method, headers, body, tls }: Question = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
        const options = { host: "127.0.0.1", port, path: url, method, headers, agent: false, ...tls };
        const outgoing = tls === undefined ? http.request(options) : https.request(options);
        const answer = (incoming: http.IncomingMessage, text: string) => {
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text });
        };
        outgoing.on("response", (incoming) => {
            let text = "";
            incoming.setEncoding("utf8").on("data", (part: string) => (text += part));
            incoming.on("end", () => {
                answer(incoming, text);
            });
        });
        outgoing.on("upgrade", (incoming, socket) => {
            socket.destroy();
            answer(incoming, "");
        });
        outgoing.on("error", reject).end(body);
    });
}
