import type { ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { balancerConfiguration, Listeners, Target } from "./balancer-configuration";
import type { Issued } from "./certificates";
import { programPath } from "../needs";
import { endServer, freePort, startServer } from "./server-process";

export interface BalancerOptions {
    /** Made by the balancer and removed by it. */
    readonly folder: string;
    /** With one, there is a listener for HTTPS. */
    readonly certificate?: Issued | undefined;
    /** Whether the listener for HTTP sends everybody on to HTTPS. */
    readonly redirect?: boolean;
    readonly targets?: readonly Target[];
}

/**
 * nginx in the place of an Application Load Balancer. nginx does not check targets by itself: whoever does registers and
 * deregisters them.
 */
export class Balancer {
    private readonly targets = new Map<string, Target>();
    private change: Promise<void> = Promise.resolve();

    private constructor(
        private readonly folder: string,
        private readonly listeners: Listeners,
        private readonly workers: Workers,
        targets: readonly Target[],
    ) {
        targets.forEach((target) => this.targets.set(target.name, target));
    }

    static async start(options: BalancerOptions): Promise<Balancer> {
        const { folder, certificate, redirect = false, targets = [] } = options;
        fs.mkdirSync(path.join(folder, "temporary"), { recursive: true, mode: 0o700 });
        try {
            const https = certificate === undefined ? undefined : await freePort();
            const listeners = { http: await freePort(), https, redirect };
            if (certificate !== undefined) {
                const pem = certificate.certificate + certificate.key;
                fs.writeFileSync(path.join(folder, "site.pem"), pem, { mode: 0o600 });
            }
            write(folder, listeners, targets);
            return new Balancer(folder, listeners, await Workers.start(folder), targets);
        } catch (error) {
            fs.rmSync(folder, { recursive: true, force: true });
            throw error;
        }
    }

    /** Of the listener for HTTP. */
    get url(): string {
        return `http://127.0.0.1:${this.listeners.http}`;
    }

    /** Of the listener for HTTPS; undefined without a certificate. */
    get httpsUrl(): string | undefined {
        return this.listeners.https === undefined ? undefined : `https://127.0.0.1:${this.listeners.https}`;
    }

    /** From then on the target gets requests. */
    register(target: Target): Promise<void> {
        return this.changed(() => this.targets.set(target.name, target));
    }

    /** From then on the target gets no new requests, and those that it had are answered. */
    deregister(name: string): Promise<void> {
        return this.changed(() => this.targets.delete(name));
    }

    get registered(): readonly string[] {
        return [...this.targets.keys()];
    }

    async stop(): Promise<void> {
        await this.change;
        await this.workers.stop();
        fs.rmSync(this.folder, { recursive: true, force: true });
    }

    /** One after the other: nginx takes one configuration at a time. */
    private changed(work: () => unknown): Promise<void> {
        const change = this.change.then(() => {
            work();
            write(this.folder, this.listeners, [...this.targets.values()]);
            return this.workers.reload();
        });
        this.change = change.catch(() => undefined);
        return change;
    }
}

function write(folder: string, listeners: Listeners, targets: readonly Target[]): void {
    const user = process.getuid?.() === 0 ? os.userInfo().username : undefined;
    fs.writeFileSync(path.join(folder, "nginx.conf"), balancerConfiguration({ folder, user, listeners, targets }));
}

/** nginx with its one worker, which it replaces for another configuration. */
class Workers {
    private readonly events = new EventEmitter();
    private server: ChildProcess | undefined;
    private words = "";

    static async start(folder: string): Promise<Workers> {
        const workers = new Workers();
        const nginx = [programPath("nginx"), "-p", folder, "-c", path.join(folder, "nginx.conf"), "-e", "stderr"];
        const args = ["--pdeathsig=TERM", "--", ...nginx, "-g", "daemon off; error_log stderr notice;"];
        workers.server = await startServer(programPath("setpriv"), args, /start worker process \d/, {
            cwd: "/",
            onOutput: (text) => {
                workers.read(text);
            },
        });
        return workers;
    }

    /** Until the old worker has answered what it began, and is gone. */
    async reload(): Promise<void> {
        const ended = new AbortController();
        const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(30_000)]);
        const outcome = Promise.race(["gone", "refused"].map((event) => once(this.events, event, { signal })));
        this.server?.kill("SIGHUP");
        const [refused] = (await outcome.finally(() => {
            ended.abort();
        })) as [string | undefined];
        if (refused !== undefined) {
            throw new Error(`The balancer refuses its targets: ${refused}`);
        }
    }

    stop(): Promise<void> {
        return endServer(this.server);
    }

    private read(text: string): void {
        this.words += text;
        const lines = this.words.split("\n");
        this.words = lines.pop() ?? "";
        for (const line of lines) {
            if (/worker process \d+ exited/.test(line)) {
                this.events.emit("gone");
            } else if (line.includes("[emerg]")) {
                this.events.emit("refused", line.replace(/^.*\[emerg\] \S+ /, ""));
            }
        }
    }
}
