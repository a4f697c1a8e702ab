import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Alarm, Metric, Signal } from "./alarm";
import type { Topics } from "./topic";

type Text = pulumi.Input<string>;

export interface AlarmArgs {
    /** Of the stack's alarms, before the name of each. */
    readonly prefix: string;
    readonly alarms: readonly Alarm<Text>[];
    readonly topics: Topics;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * Alarms of an outage tell the composite alarm, and only it tells people: once when the first one goes off, once when the last one is over. The others tell
 * for themselves: one of them may last for weeks, and an outage must not hide behind it.
 *
 * @returns the ARNs of those in the stack's region, where its dashboard is
 */
export function createAlarms(
    name: string,
    args: AlarmArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string>[] {
    const { prefix, topics, tags } = args;
    const made = args.alarms.map((alarm) => ({
        alarm,
        resource: new aws.cloudwatch.MetricAlarm(
            `${name}-${kebab(alarm.id)}`,
            {
                name: `${prefix}-${kebab(alarm.id)}`,
                alarmDescription: alarm.says,
                ...inputsOf(alarm),
                evaluationPeriods: alarm.evaluationPeriods,
                datapointsToAlarm: alarm.datapointsToAlarm,
                treatMissingData: alarm.missing,
                ...(alarm.isOutage && alarm.region === undefined ? {} : told(topics.in(alarm.region))),
                ...(alarm.region === undefined ? {} : { region: alarm.region }),
                tags,
            },
            opts,
        ),
    }));
    const here = made.filter(({ alarm }) => alarm.region === undefined);
    const outages = here.filter(({ alarm }) => alarm.isOutage).map(({ resource }) => resource);
    const composite = outages.length === 0 ? [] : [createComposite(`${name}-outage`, outages, args, opts)];
    return [...composite, ...here.map(({ resource }) => resource)].map(({ arn }) => arn);
}

const told = (topicArn: pulumi.Output<string>) => ({ alarmActions: [topicArn], okActions: [topicArn] });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
function createComposite(
    name: string,
    alarms: readonly aws.cloudwatch.MetricAlarm[],
    { prefix, topics, tags }: AlarmArgs,
    opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.CompositeAlarm {
    const rule = pulumi
        .all(alarms.map((alarm) => alarm.name))
        .apply((names) => names.map((each) => `ALARM("${each}")`).join(" OR "));
    return new aws.cloudwatch.CompositeAlarm(
        name,
        {
            alarmName: `${prefix}-outage`,
            alarmDescription:
                "People cannot use the site as they should: at least one of the alarms in the rule is on; its own description says what to do first.",
            alarmRule: rule,
            ...told(topics.in(undefined)),
            tags,
        },
        opts,
    );
}

const kebab = (id: string): string => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const operators = {
    above: "GreaterThanThreshold",
    atLeast: "GreaterThanOrEqualToThreshold",
    below: "LessThanThreshold",
} as const;

type SignalInputs = Pick<
    aws.cloudwatch.MetricAlarmArgs,
    | "comparisonOperator"
    | "threshold"
    | "thresholdMetricId"
    | "metricName"
    | "namespace"
    | "period"
    | "statistic"
    | "extendedStatistic"
    | "evaluateLowSampleCountPercentiles"
    | "dimensions"
    | "metricQueries"
>;

function inputsOf(alarm: Alarm<Text>): SignalInputs {
    const { signal, threshold, periodSeconds: period } = alarm;
    const comparisonOperator = operators[alarm.comparison];
    switch (signal.kind) {
        case "metric":
            return { comparisonOperator, threshold, period, ...single(signal.metric) };
        case "share":
            return { comparisonOperator, threshold, metricQueries: share(signal, period) };
        case "worst": {
            const expression = pulumi.concat(...signal.query);
            const metricQueries = [{ id: "worst", expression, period, label: "worst", returnData: true }];
            return { comparisonOperator, threshold, metricQueries };
        }
        case "band":
            return {
                comparisonOperator: "LessThanLowerThreshold",
                thresholdMetricId: "band",
                metricQueries: band(signal.metric, threshold, period),
            };
    }
}

/** A load balancer reports no zeros. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
const share = ({ part, whole, minimum, isApart }: Extract<Signal<Text>, { kind: "share" }>, period: number) => {
    // A sum of series has a value where one of them has; `+` needs both.
    const all = isApart ? "SUM([whole, part])" : "whole";
    return [
        {
            id: "share",
            expression: `IF(FILL(${all}, 0) >= ${Math.max(minimum, 1)}, 100 * FILL(part, 0) / ${all}, 0)`,
            label: "percent",
            returnData: true,
        },
        { id: "part", metric: query(part, period) },
        { id: "whole", metric: query(whole, period) },
    ];
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Anomaly_Detection_Alarm.html */
const band = (metric: Metric<Text>, deviations: number, period: number) => [
    { id: "band", expression: `ANOMALY_DETECTION_BAND(metric, ${deviations})`, label: "expected", returnData: true },
    { id: "metric", metric: query(metric, period), returnData: true },
];

const query = ({ namespace, name, statistic, dimensions }: Metric<Text>, period: number) => ({
    namespace,
    metricName: name,
    stat: statistic,
    period,
    dimensions: { ...dimensions },
});

/** A percentile of a few requests is one of them, which says nothing: the alarm then stays what it was. */
const single = ({ namespace, name, statistic, dimensions }: Metric<Text>) => ({
    namespace,
    metricName: name,
    ...(statistic === "p95"
        ? { extendedStatistic: statistic, evaluateLowSampleCountPercentiles: "ignore" }
        : { statistic }),
    ...(Object.keys(dimensions).length === 0 ? {} : { dimensions: { ...dimensions } }),
});
