import type { Settings } from "../settings";
import { Alarm, alarmOf, alarmSettings, Metric, ofMetric, Signal } from "./alarm";
import { hasOwnTargets, requestSource } from "./environment-metrics";
import type { MonitoringLinks } from "./plan-alarms";

type Links<V> = Pick<MonitoringLinks<V>, "loadBalancer">;

/** What people who use the site see of it. */
export function webAlarms<V>(settings: Settings, { loadBalancer }: Links<V>): Alarm<V>[] {
    return [
        ...alarmOf(settings, "health", "atLeast", ofMetric(healthMetric<V>(settings))),
        ...requestAlarms(settings, loadBalancer),
        ...hostAlarms(settings, loadBalancer),
    ];
}

/** Of the environment as a whole. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-cloudwatch.html */
const ofEnvironment = <V>(
    { environmentName }: Pick<Settings, "environmentName">,
    name: string,
    statistic: Metric<V>["statistic"],
): Metric<V> => ({
    namespace: "AWS/ElasticBeanstalk",
    name,
    statistic,
    dimensions: { EnvironmentName: environmentName },
});

export const healthMetric = <V>(settings: Pick<Settings, "environmentName">): Metric<V> =>
    ofEnvironment(settings, "EnvironmentHealth", "Maximum");

/** Who counts requests and errors, and measures the time. */
export interface RequestMetrics<V> {
    readonly requests: Metric<V>;
    readonly errors: Metric<V>;
    readonly latency: Metric<V>;
    /** Answers of the load balancer itself. */
    readonly ownErrors?: Metric<V>;
}

export function requestMetrics<V>(settings: Settings, loadBalancer: V | undefined): RequestMetrics<V> {
    if (requestSource(settings) === "loadBalancer" && loadBalancer !== undefined) {
        const of = (name: string, statistic: Metric<V>["statistic"]) => ofLoadBalancer(name, statistic, loadBalancer);
        return {
            requests: of("RequestCount", "Sum"),
            errors: of("HTTPCode_Target_5XX_Count", "Sum"),
            latency: of("TargetResponseTime", "p95"),
            ownErrors: of("HTTPCode_ELB_5XX_Count", "Sum"),
        };
    }
    return {
        requests: ofEnvironment(settings, "ApplicationRequestsTotal", "Sum"),
        errors: ofEnvironment(settings, "ApplicationRequests5xx", "Sum"),
        // The percentile is made by Elastic Beanstalk, one value a minute.
        latency: ofEnvironment(settings, "ApplicationLatencyP95", "Maximum"),
    };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
const ofLoadBalancer = <V>(name: string, statistic: Metric<V>["statistic"], loadBalancer: V): Metric<V> => ({
    namespace: "AWS/ApplicationELB",
    name,
    statistic,
    dimensions: { LoadBalancer: loadBalancer },
});

function requestAlarms<V>(settings: Settings, loadBalancer: V | undefined): Alarm<V>[] {
    const { requests, errors, latency, ownErrors } = requestMetrics(settings, loadBalancer);
    const minimum = alarmSettings(settings)?.minimumRequests ?? 0;
    const share = (part: Metric<V>, isApart: boolean): Signal<V> => ({
        kind: "share",
        part,
        whole: requests,
        minimum,
        isApart,
    });
    return [
        // RequestCount has only requests for which the load balancer found a target: with no instance to send them to, it counts none.
        ...(ownErrors === undefined ? [] : alarmOf(settings, "loadBalancerErrors", "atLeast", share(ownErrors, true))),
        ...alarmOf(settings, "applicationErrors", "atLeast", share(errors, false)),
        ...alarmOf(settings, "latency", "atLeast", ofMetric(latency)),
        ...alarmOf<V>(settings, "requestDrop", "below", { kind: "band", metric: requests }),
    ];
}

/**
 * Target groups have names that Elastic Beanstalk makes up and the provider does not tell, so that a query finds those of the load balancer. Behind one that
 * is shared nothing says which are the environment's; its health counts instances instead. A single instance is the environment.
 */
function hostAlarms<V>(settings: Settings, loadBalancer: V | undefined): Alarm<V>[] {
    const { kind } = settings.environment.loadBalancer;
    if (hasOwnTargets(settings) && loadBalancer !== undefined) {
        const namespace = kind === "network" ? "AWS/NetworkELB" : "AWS/ApplicationELB";
        const select = `SELECT MAX(UnHealthyHostCount) FROM SCHEMA("${namespace}", LoadBalancer, TargetGroup)`;
        const query = [`${select} WHERE LoadBalancer = '`, loadBalancer, "'"];
        return alarmOf<V>(settings, "unhealthyHosts", "atLeast", { kind: "worst", query });
    }
    return kind === "shared"
        ? alarmOf(
              settings,
              "unhealthyHosts",
              "atLeast",
              ofMetric(ofEnvironment<V>(settings, "InstancesSevere", "Maximum")),
          )
        : [];
}
