import * as http from "node:http";
import * as https from "node:https";
import { setTimeout } from "node:timers/promises";

export interface ClientOptions {
    /** Of the balancer and the page. */
    readonly url: string;
    /** The site's name, which the address of the URL stands for. */
    readonly hostName: string;
    /** The authority that signed the balancer's certificate. */
    readonly ca?: string;
    /** Of the answers, that tells which version gave them. Default: X-App-Version. */
    readonly versionHeader?: string | undefined;
    /** Requests at once. Default: 2. */
    readonly concurrency?: number;
    /** Between two requests of one line. Default: 10 ms, so that the client leaves the machine to others. */
    readonly pauseMs?: number;
    /** Ends by itself after so many requests, or so long. */
    readonly most?: { readonly requests: number; readonly seconds: number };
    /** Default: 10 s. */
    readonly timeoutMs?: number;
}

export interface ClientNumbers {
    readonly total: number;
    /** Without an answer, or with one of 500 and more. */
    readonly failed: number;
    /** How often which failure came: `502`, `ECONNREFUSED`. */
    readonly failures: Readonly<Record<string, number>>;
    /** How many answers came with which X-App-Version; without the header, under the empty name. */
    readonly versions: Readonly<Record<string, number>>;
    /** The longest time in which no request succeeded. */
    readonly longestGapSeconds: number;
}

/** A user who asks for a page again and again while something else goes on. */
export class Client {
    private readonly stopping = new AbortController();
    private readonly failures = new Map<string, number>();
    private readonly versions = new Map<string, number>();
    private readonly started = performance.now();
    private lastSuccess = this.started;
    private longestGap = 0;
    private begun = 0;
    private total = 0;
    private readonly lines: Promise<unknown>;
    private readonly waiting = new Set<() => boolean>();

    private constructor(private readonly options: ClientOptions) {
        this.lines = Promise.all(Array.from({ length: options.concurrency ?? 2 }, () => this.line()));
    }

    static start(options: ClientOptions): Client {
        return new Client(options);
    }

    /** Resolves once so many more requests have succeeded, or the client has ended. */
    async successes(count: number): Promise<void> {
        const wanted = this.succeeded + count;
        const reached = new Promise<void>((resolve) => {
            this.waiting.add(() => {
                if (this.succeeded >= wanted) {
                    resolve();
                }
                return this.succeeded >= wanted;
            });
        });
        await Promise.race([reached, this.lines]);
    }

    /** Waits for the requests under way. */
    async stop(): Promise<ClientNumbers> {
        this.stopping.abort();
        await this.lines;
        const failed = [...this.failures.values()].reduce((sum, count) => sum + count, 0);
        return {
            total: this.total,
            failed,
            failures: Object.fromEntries(this.failures),
            versions: Object.fromEntries(this.versions),
            longestGapSeconds: this.longestGap / 1000,
        };
    }

    private get succeeded(): number {
        return [...this.versions.values()].reduce((sum, count) => sum + count, 0);
    }

    private async line(): Promise<void> {
        const { most = { requests: 100_000, seconds: 600 }, pauseMs = 10 } = this.options;
        const { signal } = this.stopping;
        while (
            !signal.aborted &&
            this.begun < most.requests &&
            performance.now() - this.started < most.seconds * 1000
        ) {
            this.begun += 1;
            this.count(await ask(this.options));
            await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined);
        }
    }

    private count(answer: Answer): void {
        const now = performance.now();
        this.total += 1;
        this.longestGap = Math.max(this.longestGap, now - this.lastSuccess);
        if ("failure" in answer) {
            add(this.failures, answer.failure);
            return;
        }
        this.lastSuccess = now;
        add(this.versions, answer.version);
        for (const isReached of this.waiting) {
            if (isReached()) {
                this.waiting.delete(isReached);
            }
        }
    }
}

type Answer = { readonly version: string } | { readonly failure: string };

const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

/** Over a connection of its own, as most users come. */
function ask({
    url,
    hostName,
    ca,
    versionHeader = "X-App-Version",
    timeoutMs = 10_000,
}: ClientOptions): Promise<Answer> {
    return new Promise((resolve) => {
        const options = { agent: false, headers: { host: hostName }, timeout: timeoutMs };
        const request = url.startsWith("https:")
            ? https.get(url, { ...options, ca, servername: hostName })
            : http.get(url, options);
        const fail = (error: NodeJS.ErrnoException) => {
            resolve({ failure: error.code ?? error.message });
        };
        request.on("timeout", () => request.destroy(new Error("no answer in time")));
        request.on("error", fail).on("response", (response) => {
            response.on("error", fail).resume();
            response.on("end", () => {
                const status = response.statusCode ?? 0;
                const version = String(response.headers[versionHeader.toLowerCase()] ?? "");
                resolve(status >= 500 ? { failure: String(status) } : { version });
            });
        });
    });
}
