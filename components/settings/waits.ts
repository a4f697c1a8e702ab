import { table } from "../parsed-values";
import { common } from "./defaults";

/** How long each side of a request waits where the stack file does not say so, in seconds. */
export interface Waits {
    readonly idleTimeoutSeconds: number;
    readonly workerInactivitySeconds: number;
    readonly workerVisibilitySeconds: number;
    /** What Gunicorn may have at most, so that it gives up before whoever asks. */
    readonly longestWebTimeoutSeconds: number;
}

/** What Elastic Beanstalk takes. */
const longest = { idle: 3600, inactivity: 36000, visibility: 43200 };

/** Seconds that whoever asks waits longer than Gunicorn, so that its answer about a time-out still arrives. */
const margin = { idle: 5, inactivity: 9 };

/**
 * The waits of a request follow each other: Gunicorn ends a worker before the proxy gives up, the proxy not after the load balancer, and the proxy keeps its
 * idle connections longer than the load balancer, since a target that closes first means a 502. So one that is given moves those that are not. A shared load
 * balancer's time-out is its owner's, and moves with nothing.
 *
 * @param raw - the settings as the stack file has them
 */
export function waitsOf(raw: Readonly<Record<string, unknown>>): Waits {
    const { tier, loadBalancer } = table(raw["environment"]);
    const web = seconds(table(table(raw["app"])["web"])["timeoutSeconds"]);
    const idle = seconds(table(loadBalancer)["idleTimeoutSeconds"]);
    const inactivity = seconds(table(tier)["inactivityTimeoutSeconds"]);
    const workerInactivitySeconds = between(
        common.workerInactivitySeconds,
        (web ?? 0) + margin.inactivity,
        longest.inactivity,
    );
    const asks =
        table(tier)["kind"] === "worker" ? lessThan(inactivity, margin.inactivity) : lessThan(idle, margin.idle);
    return {
        idleTimeoutSeconds: between(common.idleTimeoutSeconds, (web ?? 0) + margin.idle, longest.idle),
        workerInactivitySeconds,
        workerVisibilitySeconds: between(
            common.workerVisibilitySeconds,
            (inactivity ?? workerInactivitySeconds) + 1,
            longest.visibility,
        ),
        longestWebTimeoutSeconds: asks,
    };
}

/** Anything but a whole number is told elsewhere. */
const seconds = (value: unknown): number | undefined => (Number.isSafeInteger(value) ? Number(value) : undefined);

const between = (least: number, wanted: number, most: number): number => Math.min(Math.max(least, wanted), most);

const lessThan = (given: number | undefined, by: number): number =>
    given === undefined ? Number.POSITIVE_INFINITY : Math.max(1, given - by);
