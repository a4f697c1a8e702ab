import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { familyOf, instanceClass, maxConnections, reservedConnections, sizesOf } from "./instance-classes";
import { mostConnections } from "./most-connections";

/** The most connections that the application can have open at a time. */
export interface Demand {
    /** Gunicorn's workers on an instance, each with its threads. */
    readonly workers: number;
    readonly threads: number;
    /** What else connects on an instance: Celery, other processes, jobs, commands of a deployment. */
    readonly others: number;
    /** Instances of the environment, and those that a deployment adds to them. */
    readonly instances: number;
    readonly added: number;
    readonly total: number;
}

/** Migrations run once, beside everything else. */
const migrations = 1;

/** Gunicorn's workers are twice the cores and one, and never more. */
const mostWorkers = 12;

/**
 * Django keeps a connection for each thread that has used the database; CONN_MAX_AGE says how long after a request it stays open, and changes nothing of how
 * many there can be. https://docs.djangoproject.com/en/stable/ref/databases/#persistent-connections
 *
 * @returns undefined where the settings do not tell: ASGI takes a thread for each request that it serves, and a Celery worker as many processes as there
 * are cores
 */
export function connectionDemand(settings: Settings): Demand | undefined {
    const { app, environment } = settings;
    const cores = Math.max(...environment.instanceTypes.map((type) => coresOf(type) ?? Number.NaN));
    const others = othersOf(app, cores);
    if (app.asgi !== undefined || Number.isNaN(others)) {
        return undefined;
    }
    const workers =
        app.web.workers !== "cores"
            ? app.web.workers
            : Number.isNaN(cores)
              ? mostWorkers
              : Math.min(2 * cores + 1, mostWorkers);
    const { instances, added } = instancesOf(environment);
    const each = workers * app.web.threads + others;
    const total = (instances + added) * each + migrations;
    return { workers, threads: app.web.threads, others, instances, added, total };
}

/** One for the commands of a deployment, which run before the new application takes over. */
const othersOf = ({ processes, jobs }: Settings["app"], cores: number): number =>
    1 +
    Object.keys(jobs).length +
    Object.values(processes).reduce(
        (sum, process) => sum + (process.kind === "celeryWorker" ? (process.concurrency ?? cores) : 1),
        0,
    );

/** Virtual processors; undefined for metal and for families whose sizes mean something else. */
export function coresOf(instanceType: string): number | undefined {
    const [family = "", size = ""] = instanceType.split(".");
    const isBurstable = /^t[34]/.test(family);
    if (/^t[12]$/.test(family)) {
        return undefined;
    }
    const small: Readonly<Record<string, number>> = isBurstable
        ? { nano: 2, micro: 2, small: 2, medium: 2, large: 2 }
        : { medium: 1, large: 2 };
    const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
    return small[size] ?? (times === undefined ? undefined : 4 * Number(times || 1));
}

/**
 * Instances at their most. Managed updates bring a second set too, in a quiet hour, so that the smallest number counts twice there.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html
 */
function instancesOf({ scaling, deployment, managedUpdates }: Settings["environment"]) {
    const instances = scaling.max;
    const updated = managedUpdates.enabled ? 2 * scaling.min - instances : 0;
    return { instances, added: Math.max(addedByDeployment(deployment, instances), updated, 0) };
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html */
function addedByDeployment({ policy, batch }: Settings["environment"]["deployment"], instances: number): number {
    switch (policy) {
        case "RollingWithAdditionalBatch":
            return batch.type === "fixed" ? batch.size : Math.ceil((instances * batch.size) / 100);
        case "Immutable":
        case "TrafficSplitting":
            return instances;
        case "AllAtOnce":
        case "Rolling":
            return 0;
    }
}

interface Server {
    readonly where: string;
    readonly name: string;
    readonly limit: number;
}

/** Servers that the application connects to itself; through a proxy it may have as many connections as it likes. */
function serversOf({ database }: Settings): Server[] {
    if (database.kind !== "postgres") {
        return [];
    }
    const server = (where: string, name: string): Server[] => {
        const most = mostConnections(database, name);
        return most === undefined ? [] : [{ where, name, limit: most - reservedConnections }];
    };
    const { instanceClass: main, proxy, replica } = database;
    const copy = replica?.instanceClass ?? main;
    return [
        ...(proxy === undefined ? server("database.instanceClass", main) : []),
        // No proxy stands before a replica.
        ...(replica === undefined || (proxy === undefined && copy === main)
            ? []
            : server("database.replica.instanceClass", copy)),
    ];
}

/** More connections than the server takes mean errors in the hour of the most visitors, or in a deployment. */
export function connectionProblems(settings: Settings): Problem[] {
    const demand = connectionDemand(settings);
    return demand === undefined
        ? []
        : serversOf(settings)
              .filter(({ limit }) => demand.total > limit)
              .map(({ where, name, limit }) => ({
                  where,
                  got: `${name}, which takes ${limit} connections, while the application may open ${demand.total}: ${inWords(demand)}`,
                  allowed: `a class that takes ${demand.total}${larger(name, demand.total)}`,
                  remedy: "Take a larger class, lower app.web.workers, app.web.threads or environment.scaling.max, or share connections with RDS Proxy: database.proxy: {}.",
              }));
}

const nearly = 0.8;

/** @returns a warning for each server that has little room left */
export const connectionNotices = (settings: Settings): string[] => {
    const demand = connectionDemand(settings);
    return demand === undefined
        ? []
        : serversOf(settings)
              .filter(({ limit }) => demand.total <= limit && demand.total > nearly * limit)
              .map(
                  ({ where, name, limit }) =>
                      `${where} ${name} takes ${limit} connections, and the application may open ${demand.total}: ${inWords(demand)}. ` +
                      "That leaves little for people and for what else connects. A larger class, fewer threads or database.proxy: {} make room.",
              );
};

function inWords({ workers, threads, others, instances, added }: Demand): string {
    const many =
        added === 0 ? `${instances}` : `${instances} and ${added} more while a deployment or a managed update runs`;
    return `${workers * threads + others} on each instance (${workers} workers with ${threads} threads, ${others} other), instances: ${many}; and one for migrations`;
}

/** The smallest class of the family that takes as many. */
function larger(name: string, wanted: number): string {
    const family = familyOf(name);
    const found = sizesOf(family)
        .map((size) => `db.${family}.${size}`)
        .find((each) => {
            const known = instanceClass(each);
            return known !== undefined && maxConnections(known) - reservedConnections >= wanted;
        });
    return found === undefined ? "" : `, such as ${found}`;
}
