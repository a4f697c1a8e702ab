import type { Settings } from "../settings";
import { alarmSettings, timingOf } from "./alarm";
import type { AlarmId } from "./alarm-kinds";

type Environment = Pick<Settings, "environment" | "monitoring">;

/**
 * Who counts requests. The metrics of a load balancer of the environment's own cost nothing; one that is shared counts the requests of others too, a
 * network load balancer none, and a single instance has none: there enhanced health counts on the instances, as custom metrics that are billed.
 */
export const requestSource = ({ environment }: Environment): "loadBalancer" | "health" =>
    environment.loadBalancer.kind === "dedicated" ? "loadBalancer" : "health";

/** Whether there is a load balancer whose target groups are the environment's own. */
export const hasOwnTargets = ({ environment }: Environment): boolean =>
    environment.loadBalancer.kind === "dedicated" || environment.loadBalancer.kind === "network";

const ofRequests: readonly (readonly [AlarmId, readonly string[]])[] = [
    ["applicationErrors", ["ApplicationRequests5xx", "ApplicationRequestsTotal"]],
    ["latency", ["ApplicationLatencyP95"]],
    ["requestDrop", ["ApplicationRequestsTotal"]],
];

/**
 * Custom metrics of enhanced health that the alarms look at, in the form of its ConfigDocument. EnvironmentHealth is always there, and free.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-cloudwatch.html
 */
export function watchedMetrics(settings: Environment): Record<"environment" | "instance", Record<string, 60>> {
    const has = (id: AlarmId) => timingOf(settings, id) !== undefined;
    if (alarmSettings(settings) === undefined) {
        return { environment: {}, instance: {} };
    }
    const requests =
        requestSource(settings) === "health" ? ofRequests.flatMap(([id, names]) => (has(id) ? names : [])) : [];
    const hosts =
        settings.environment.loadBalancer.kind === "shared" && has("unhealthyHosts") ? ["InstancesSevere"] : [];
    return {
        environment: everyMinute([...requests, ...hosts]),
        instance: everyMinute(has("instanceDisk") ? ["RootFilesystemUtil"] : []),
    };
}

const everyMinute = (names: readonly string[]): Record<string, 60> =>
    Object.fromEntries([...new Set(names)].sort().map((name) => [name, 60]));
