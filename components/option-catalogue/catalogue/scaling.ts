import { boolean, cron, duration, oneOf, setOf, timestamp, whole, decimal, needs } from "../forms";
import { changeSeverity } from "../sources";
import type { NamespaceTable } from "../types";
import { triggerMeasures, triggerStatistics, triggerUnits, zoneCounts } from "../values";

/** How many instances there are, and how they are exchanged. A single instance has no use for most of it: AWS fixes its size at one. */
export const scalingTables = [
    {
        namespace: "aws:autoscaling:asg",
        change: "in-place",
        source: changeSeverity,
        options: {
            "Availability Zones": { form: oneOf(...zoneCounts), default: "Any" },
            Cooldown: { form: whole(0, 10000), default: "360", note: "Seconds between two scaling activities." },
            "Custom Availability Zones": {
                form: setOf(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "names of zones, such as us-east-1a"),
            },
            EnableCapacityRebalancing: {
                form: boolean,
                default: "false",
                change: "unknown",
                requires: [needs("aws:ec2:instances", "EnableSpot", "true")],
            },
            MinSize: { form: whole(1, 10000), default: "1", scalable: true },
            MaxSize: { form: whole(1, 10000), default: "4", scalable: true },
        },
    },
    {
        namespace: "aws:autoscaling:scheduledaction",
        scalable: true,
        change: "in-place",
        source: changeSeverity,
        options: {
            StartTime: { form: timestamp, note: "No two actions may share it." },
            EndTime: { form: timestamp },
            MaxSize: { form: whole(0, 10000) },
            MinSize: { form: whole(0, 10000) },
            DesiredCapacity: { form: whole(0, 10000) },
            Recurrence: { form: cron, note: "Without it the action runs once, at StartTime." },
            Suspend: { form: boolean, default: "false" },
        },
    },
    {
        namespace: "aws:autoscaling:trigger",
        scalable: true,
        change: "in-place",
        source: changeSeverity,
        options: {
            BreachDuration: {
                form: whole(1, 600),
                default: "5",
                note: "Minutes; Period times EvaluationPeriods, or AWS changes one of them.",
            },
            LowerBreachScaleIncrement: { form: whole(), default: "-1" },
            LowerThreshold: { form: decimal(0, 20000000), default: "2000000" },
            MeasureName: {
                form: oneOf(...triggerMeasures),
                default: "NetworkOut",
                limited: [
                    {
                        values: ["HealthyHostCount", "UnhealthyHostCount"],
                        loadBalancers: ["application", "network", "classic"],
                    },
                    { values: ["TargetResponseTime"], loadBalancers: ["application"] },
                    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
                    { values: ["RequestCount"], loadBalancers: ["application", "application-shared", "classic"] },
                    { values: ["Latency"], loadBalancers: ["classic"] },
                ],
            },
            Period: { form: whole(1, 600), default: "5" },
            EvaluationPeriods: { form: whole(1, 600), default: "1" },
            Statistic: { form: oneOf(...triggerStatistics), default: "Average" },
            Unit: {
                form: oneOf(...triggerUnits),
                default: "Bytes",
            },
            UpperBreachScaleIncrement: { form: whole(), default: "1" },
            UpperThreshold: { form: decimal(0, 20000000), default: "6000000" },
        },
    },
    {
        namespace: "aws:autoscaling:updatepolicy:rollingupdate",
        change: "in-place",
        source: changeSeverity,
        options: {
            MaxBatchSize: { form: whole(1, 10000), note: "By default a third of MinSize, rounded up." },
            MinInstancesInService: {
                form: whole(0, 9999),
                note: "By default MinSize, or MaxSize - 1 if that is less.",
            },
            RollingUpdateEnabled: {
                form: boolean,
                default: "false",
                note: "MaxBatchSize, MinInstancesInService and PauseTime turn it on.",
            },
            RollingUpdateType: { form: oneOf("Time", "Health", "Immutable"), default: "Time" },
            PauseTime: { form: duration },
            Timeout: { form: duration, default: "PT30M", note: "PT5M to PT1H." },
        },
    },
] as const satisfies readonly NamespaceTable[];
