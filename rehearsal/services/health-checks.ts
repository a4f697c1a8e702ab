import { EventEmitter, once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { ProblemError } from "../../components/problem";
import { listed } from "../../components/words";
import { ask } from "../usage/http-client";
import type { Balancer } from "./balancer";

/** An instance that a balancer asks whether it is well. */
export interface CheckedTarget {
    /** Such as `i-1`. */
    readonly name: string;
    readonly socketPath: string;
    /** Of the instance: the host in a check. */
    readonly address: string;
}

export interface HealthCheckOptions {
    readonly path: string;
    /** Healthy answers, such as `200` or `200-399`. */
    readonly codes: readonly string[];
    /** Failed checks in a row after which a healthy target is unhealthy. */
    readonly unhealthyCount: number;
    /** Good checks in a row after which an unhealthy target is healthy. */
    readonly healthyCount: number;
    readonly intervalMs: number;
    /** How long a state is waited for; default: a minute. */
    readonly patienceMs?: number;
}

interface Watched {
    readonly target: CheckedTarget;
    readonly leaving: AbortController;
    state: "initial" | "healthy" | "unhealthy";
    /** Checks in a row that speak against the state. */
    row: number;
    /** What the last check got: a status, or `no answer`. */
    last: string;
}

/** A state should come much sooner. */
const defaultPatienceMs = 60_000;

/**
 * The health checks of an Application Load Balancer, which nginx lacks: targets get requests while they are healthy. A new one needs one good check, whatever
 * the count says. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 *
 * An Application Load Balancer whose targets are all unhealthy sends requests to all of them; this one answers 503.
 */
export class HealthChecks {
    private readonly events = new EventEmitter();
    private readonly watched = new Map<string, Watched>();
    private readonly watching = new Set<Promise<void>>();

    constructor(
        private readonly balancer: Balancer,
        private readonly options: HealthCheckOptions,
    ) {}

    /**
     * Resolves once the target gets requests.
     *
     * @throws ProblemError where it does not become healthy in time
     */
    async register(target: CheckedTarget): Promise<void> {
        const watched: Watched = {
            target,
            leaving: new AbortController(),
            state: "initial",
            row: 0,
            last: "no answer",
        };
        this.watched.set(target.name, watched);
        const healthy = this.becomes(target.name, "healthy");
        const watching = this.watch(watched);
        this.watching.add(watching);
        // A fault of the balancer's ends the watch: nothing would come any more, and whoever stops the checks hears of it.
        watching.then(
            () => this.watching.delete(watching),
            () => undefined,
        );
        await Promise.race([healthy, watching.then(() => healthy)]);
    }

    /** Resolves once the target has answered what it had begun. */
    async deregister(name: string): Promise<void> {
        this.watched.get(name)?.leaving.abort();
        this.watched.delete(name);
        await this.balancer.deregister(name);
    }

    /** Resolves once the target gets no requests any more, because its checks failed. */
    becomesUnhealthy(name: string): Promise<void> {
        return this.becomes(name, "unhealthy");
    }

    async stop(): Promise<void> {
        for (const { leaving } of this.watched.values()) {
            leaving.abort();
        }
        await Promise.all(this.watching);
    }

    private async becomes(name: string, state: Watched["state"]): Promise<void> {
        const watched = this.watched.get(name);
        if (watched?.state === state) {
            return;
        }
        const { patienceMs = defaultPatienceMs } = this.options;
        const signal = AbortSignal.timeout(patienceMs);
        try {
            await once(this.events, `${name} ${state}`, { signal });
        } catch (error) {
            throw signal.aborted ? this.notInTime(name, state, patienceMs, watched?.last) : error;
        }
    }

    private notInTime(name: string, state: string, patienceMs: number, last = "no answer"): ProblemError {
        const { path, codes } = this.options;
        return new ProblemError("The load balancer", [
            {
                where: `${name}: GET ${path}`,
                got: `${last}, and not ${state} after ${patienceMs / 1000} s`,
                allowed: `${listed(codes, "or")} for a healthy instance`,
                remedy: "Rehearse first with --keep and ask for the path there. Checks come with the instance's address as host, and without HTTPS.",
            },
        ]);
    }

    private async watch(watched: Watched): Promise<void> {
        const { signal } = watched.leaving;
        while (!signal.aborted) {
            const isGood = await this.isGood(watched);
            if (!signal.aborted) {
                await this.count(watched, isGood);
                await setTimeout(this.options.intervalMs, undefined, { signal }).catch(() => undefined);
            }
        }
    }

    private async count(watched: Watched, isGood: boolean): Promise<void> {
        const { state, target } = watched;
        const { healthyCount, unhealthyCount } = this.options;
        watched.row = isGood === (state === "healthy") ? 0 : watched.row + 1;
        const needed = state === "initial" && isGood ? 1 : isGood ? healthyCount : unhealthyCount;
        if (watched.row < needed) {
            return;
        }
        watched.state = isGood ? "healthy" : "unhealthy";
        watched.row = 0;
        await (isGood
            ? this.balancer.register({ name: target.name, at: { path: target.socketPath } })
            : this.balancer.deregister(target.name));
        this.events.emit(`${target.name} ${watched.state}`);
    }

    private async isGood(watched: Watched): Promise<boolean> {
        const { socketPath, address } = watched.target;
        const { path, codes } = this.options;
        const headers = { Host: address, "User-Agent": "ELB-HealthChecker/2.0" };
        try {
            const { status } = await ask({ socketPath }, { path, headers });
            watched.last = String(status);
            return codes.some((range) => isWithin(status, range));
        } catch {
            watched.last = "no answer";
            return false;
        }
    }
}

function isWithin(status: number, range: string): boolean {
    const [from, to = from] = range.split("-").map(Number);
    return from !== undefined && to !== undefined && status >= from && status <= to;
}
