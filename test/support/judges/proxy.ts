import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import { endServer, listen } from "../../../rehearsal/services/server-process";

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

/** @param child the server, where it has started */
export async function stopAll(
    child: ChildProcess | undefined,
    application: http.Server,
    folder: string,
): Promise<void> {
    await endServer(child);
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
