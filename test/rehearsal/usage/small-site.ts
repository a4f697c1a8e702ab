import { once } from "node:events";
import * as fs from "node:fs";
import * as http from "node:http";
import * as os from "node:os";
import * as path from "node:path";
import type { HttpTarget } from "../../../rehearsal/usage/http-client";

/** What a small application is asked. */
export interface Asked {
    readonly method: string;
    readonly path: string;
    readonly headers: http.IncomingHttpHeaders;
    readonly body: string;
}

/** Status, body and headers; a content type of HTML unless the headers have another. */
export type Reply = readonly [number, string?, http.OutgoingHttpHeaders?];

/** Serves a small application on a socket while the body runs. */
export async function withSite<T>(
    application: (asked: Asked) => Reply,
    body: (target: HttpTarget) => Promise<T>,
): Promise<T> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "site-"));
    const socketPath = path.join(folder, "socket");
    const server = http.createServer((request, response) => {
        const pieces: Buffer[] = [];
        request
            .on("data", (piece: Buffer) => pieces.push(piece))
            .on("end", () => {
                const { method = "", url = "", headers } = request;
                const asked = { method, path: url, headers, body: Buffer.concat(pieces).toString() };
                const [status, text = "", more = {}] = application(asked);
                response.writeHead(status, { "Content-Type": "text/html", ...more }).end(text);
            });
    });
    try {
        await once(server.listen(socketPath), "listening");
        return await body({ socketPath });
    } finally {
        await new Promise((resolve) => server.close(resolve));
        fs.rmSync(folder, { recursive: true, force: true });
    }
}
