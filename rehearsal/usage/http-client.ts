import * as http from "node:http";
import * as https from "node:https";

/** Where a server of the rehearsal listens. */
export type HttpTarget = ({ readonly socketPath: string } | { readonly host: string; readonly port: number }) & {
    /** Sent with each request that has none of the name. */
    readonly headers?: Readonly<Record<string, string>>;
    /** The server speaks TLS: the name in its certificate, and the certificates of the authorities that signed it, in PEM form. */
    readonly tls?: { readonly name: string; readonly authorities: string };
};

export interface HttpRequest {
    /** Default: GET. */
    readonly method?: string;
    /** Sent as it stands, with dots and all. */
    readonly path: string;
    /** `Host` among them. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: Buffer;
}

export interface Answer {
    readonly status: number;
    /** Values by lower-case name; one that was sent twice is there twice. */
    readonly headers: ReadonlyMap<string, readonly string[]>;
    readonly body: Buffer;
}

/** Nothing came, or nothing that is HTTP. */
export class NoAnswer extends Error {}

/** As long as an answer may take where the stack says nothing else: Gunicorn's own time-out. https://gunicorn.org/reference/settings/#timeout */
const timeoutSeconds = 30;

/** @throws NoAnswer */
export async function ask(target: HttpTarget, { method = "GET", path, headers, body }: HttpRequest): Promise<Answer> {
    const { tls, headers: own, ...place } = target;
    const options = {
        ...place,
        method,
        path,
        headers: { ...own, ...headers, ...(body === undefined ? {} : { "Content-Length": body.length }) },
        agent: false,
        signal: AbortSignal.timeout(timeoutSeconds * 1000),
    };
    try {
        return await new Promise<Answer>((resolve, reject) => {
            const request =
                tls === undefined
                    ? http.request(options)
                    : https.request({ ...options, ca: tls.authorities, servername: tls.name });
            request.once("error", reject).once("response", (message) => {
                received(message).then(resolve, reject);
            });
            request.end(body);
        });
    } catch (error) {
        throw new NoAnswer(`no answer: ${reason(error)}`, { cause: error });
    }
}

async function received(message: http.IncomingMessage): Promise<Answer> {
    const pieces: Buffer[] = [];
    for await (const piece of message as AsyncIterable<Buffer>) {
        pieces.push(piece);
    }
    return { status: message.statusCode ?? 0, headers: headersOf(message.rawHeaders), body: Buffer.concat(pieces) };
}

/** Node joins what is sent twice; that it was is what a test wants to know. */
function headersOf(raw: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const headers = new Map<string, string[]>();
    for (let i = 0; i < raw.length; i += 2) {
        const name = (raw[i] ?? "").toLowerCase();
        headers.set(name, [...(headers.get(name) ?? []), raw[i + 1] ?? ""]);
    }
    return headers;
}

function reason(error: unknown): string {
    if (!(error instanceof Error)) {
        return String(error);
    }
    // Of several addresses that were tried, the error itself has no message.
    return error.name === "TimeoutError" || error.name === "AbortError"
        ? `none within ${timeoutSeconds} seconds`
        : error.message || ("code" in error ? String(error.code) : error.name);
}

export const header = ({ headers }: Answer, name: string): string | undefined => headers.get(name.toLowerCase())?.[0];

export const bodyText = ({ body }: Answer): string => body.toString("utf8");
