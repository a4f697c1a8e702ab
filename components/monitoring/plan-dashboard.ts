import { mostConnections } from "../database/most-connections";
import type { Settings } from "../settings";
import { Alarm, Metric } from "./alarm";
import type { AlarmId } from "./alarm-kinds";
import { errorMetric } from "./error-log";
import { ofGroup, ofQueue, ofServer } from "./metrics";
import type { MonitoringLinks } from "./plan-alarms";
import { healthMetric, requestMetrics } from "./plan-web-alarms";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export interface Dashboard<V> {
    readonly widgets: readonly Widget<V>[];
}

interface Widget<V> {
    readonly type: "metric" | "alarm";
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: Readonly<Record<string, unknown>> & {
        readonly title: string;
        readonly metrics?: readonly Row<V>[];
    };
}

/** Namespace, name, dimensions and what is shown, in CloudWatch's order. */
type Row<V> = readonly (V | string | Readonly<Record<string, string | number>>)[];

/** A graph before it has a place. */
interface Graph<V> {
    readonly title: string;
    readonly metrics: readonly (readonly [label: string, metric: Metric<V>])[];
    /** Alarms whose thresholds are drawn in, and by what the graph's unit is smaller. */
    readonly lines?: readonly AlarmId[];
    readonly unit?: string;
}

/** The dashboard is 24 wide. */
const columns = 24;
const height = 6;

/**
 * What a person looks at first on top: the alarms, the health and the requests; then answers, instances, queue and database, each row a subject.
 *
 * @param alarmArns - of the alarms, in any order
 */
export function planDashboard<V>(
    settings: Settings,
    links: MonitoringLinks<V>,
    alarms: readonly Alarm<V>[],
    alarmArns: readonly V[],
): Dashboard<V> {
    const rows = [answers(settings, links), instances(links), worker(links), database(settings, links)].filter(
        (graphs) => graphs.length > 0,
    );
    const top = alarmRows(alarmArns.length);
    return {
        widgets: [
            {
                type: "alarm",
                x: 0,
                y: 0,
                width: columns,
                height: top,
                properties: { title: "Alarms", alarms: [...alarmArns] },
            },
            ...[overview(settings, links), ...rows].flatMap((graphs, i) =>
                graphs.map((graph, n) => ({
                    type: "metric" as const,
                    x: (columns / graphs.length) * n,
                    y: top + i * height,
                    width: columns / graphs.length,
                    height,
                    properties: properties(graph, settings.region, alarms),
                })),
            ),
        ],
    };
}

/** Assumed: about eight names in a row, each row a unit high, beside the title. */
const alarmRows = (count: number): number => 1 + Math.max(1, Math.ceil(count / 8));

const overview = <V>(settings: Settings, { loadBalancer }: MonitoringLinks<V>): Graph<V>[] => [
    { title: "Health (0 is Ok, 25 is Severe)", metrics: [["health", healthMetric(settings)]], lines: ["health"] },
    { title: "Requests", metrics: [["requests", requestMetrics(settings, loadBalancer).requests]] },
];

function answers<V>(settings: Settings, { loadBalancer }: MonitoringLinks<V>): Graph<V>[] {
    const { errors, latency, ownErrors } = requestMetrics(settings, loadBalancer);
    const logged = errorMetric(settings);
    return [
        {
            title: "Answers of 5xx",
            metrics: [
                ["application", errors],
                ...(ownErrors === undefined ? [] : [["load balancer", ownErrors] as const]),
            ],
        },
        { title: "Latency (p95, seconds)", metrics: [["p95", latency]], lines: ["latency"] },
        ...(logged === undefined
            ? []
            : [
                  {
                      title: "Errors in the log",
                      metrics: [["lines", { ...logged, statistic: "Sum", dimensions: {} }]],
                      lines: ["logErrors"],
                  } as Graph<V>,
              ]),
    ];
}

function instances<V>({ autoScalingGroup }: MonitoringLinks<V>): Graph<V>[] {
    return [
        {
            title: "CPU of the instances (percent)",
            metrics: [
                ["average", ofGroup("CPUUtilization", "Average", autoScalingGroup)],
                ["busiest", ofGroup("CPUUtilization", "Maximum", autoScalingGroup)],
            ],
            lines: ["instanceCpu"],
        },
        {
            title: "Network of the instances (bytes)",
            metrics: [
                ["in", ofGroup("NetworkIn", "Sum", autoScalingGroup)],
                ["out", ofGroup("NetworkOut", "Sum", autoScalingGroup)],
            ],
        },
    ];
}

function worker<V>({ queue, deadLetterQueue }: MonitoringLinks<V>): Graph<V>[] {
    if (queue === undefined) {
        return [];
    }
    return [
        {
            title: "Oldest message (seconds)",
            metrics: [["age", ofQueue("ApproximateAgeOfOldestMessage", queue)]],
            lines: ["queueAge"],
        },
        {
            title: "Messages",
            metrics: [
                ["waiting", ofQueue("ApproximateNumberOfMessagesVisible", queue)],
                ...(deadLetterQueue === undefined
                    ? []
                    : [["given up", ofQueue("ApproximateNumberOfMessagesVisible", deadLetterQueue)] as const]),
            ],
        },
    ];
}

function database<V>(settings: Settings, { database: id, replica }: MonitoringLinks<V>): Graph<V>[] {
    return id === undefined
        ? []
        : [
              {
                  title: "CPU of the database (percent)",
                  metrics: [["CPU", ofServer("CPUUtilization", "Average", id)]],
                  lines: ["databaseCpu"],
              },
              {
                  title: `Connections${ofAtMost(settings)}`,
                  metrics: [["connections", ofServer("DatabaseConnections", "Maximum", id)]],
                  lines: ["databaseConnections"],
              },
              {
                  title: "Free storage (bytes)",
                  metrics: [["free", ofServer("FreeStorageSpace", "Minimum", id)]],
                  lines: ["databaseStorage"],
              },
              ...(replica === undefined
                  ? []
                  : [
                        {
                            title: "Lag of the replica (seconds)",
                            metrics: [["lag", ofServer("ReplicaLag", "Maximum", replica)]],
                            lines: ["replicaLag"],
                        } as Graph<V>,
                    ]),
          ];
}

function ofAtMost({ database: settings }: Settings): string {
    const most = settings.kind === "postgres" ? mostConnections(settings, settings.instanceClass) : undefined;
    return most === undefined ? "" : ` (of about ${most})`;
}

function properties<V>({ title, metrics, lines = [] }: Graph<V>, region: string, alarms: readonly Alarm<V>[]) {
    const drawn = alarms.filter(({ id }) => lines.includes(id));
    return {
        title,
        region,
        view: "timeSeries",
        period: 60,
        yAxis: { left: { min: 0 } },
        metrics: metrics.map(([label, metric]) => row(label, metric)),
        ...(drawn.length === 0
            ? {}
            : { annotations: { horizontal: drawn.map(({ threshold }) => ({ label: "alarm", value: threshold })) } }),
    };
}

const row = <V>(label: string, { namespace, name, statistic, dimensions }: Metric<V>): Row<V> => [
    namespace,
    name,
    ...Object.entries(dimensions).flat(),
    { stat: statistic, label },
];
