import { table } from "../../../components/parsed-values";
import { optionText } from "../../changes/stated-options";
import type { Charge, ChargesOf } from "../charge";
import { launch, numberIn, Shape, shapeOf } from "../shape";
import type { Usage } from "../usage";
import { instanceCharges } from "./instances";
import { daysOfMonth, monthsOf } from "./months";

/** An environment, with what Elastic Beanstalk makes for it by its option settings. */
export const environmentCharges: ChargesOf = (resource, around) => {
    const shape = shapeOf(resource, around);
    const { usage } = around;
    const charges: readonly Charge[] = [
        ...instanceCharges(shape, usage),
        ...balancerCharges(shape, usage),
        ...trafficCharges(shape, usage),
        ...metricCharges(shape, usage),
        ...logCharges(shape, usage),
    ];
    return charges.filter(({ quantity }) => quantity > 0);
};

function balancerCharges({ balancer, zones }: Shape, usage: Usage): Charge[] {
    const address: Charge = {
        group: "public IPv4",
        what: "addresses of the load balancer",
        quantity: zones.count * usage.hours,
        key: "AmazonVPC/PublicIPv4:InUseAddress",
        because: zones.because,
    };
    switch (balancer) {
        case "none":
        case "shared":
            return [];
        case "classic":
            return [
                hourOf("Classic", usage),
                {
                    group: "load balancer",
                    what: "data through the load balancer",
                    quantity: usage.dataOutGb,
                    key: "AWSELB/Classic/DataProcessing-Bytes",
                    because: "assumption dataOutGb",
                },
                address,
            ];
        case "application":
            return [hourOf("Application", usage), capacity("Application", 25, usage), address];
        case "network":
            return [hourOf("Network", usage), capacity("Network", 800, usage), address];
    }
}

const hourOf = (kind: string, usage: Usage): Charge => ({
    group: "load balancer",
    what: `${kind} Load Balancer`,
    quantity: usage.hours,
    key: `AWSELB/${kind}/LoadBalancerUsage`,
    because: "one of the environment's own",
});

/**
 * A unit is so many new connections a second, or 1 GB an hour, whichever is more. https://aws.amazon.com/elasticloadbalancing/pricing/
 * Each request counts as a connection of its own, which is the worst case.
 */
function capacity(kind: string, connections: number, usage: Usage): Charge {
    const seconds = usage.hours * 3600;
    const units = Math.max(usage.requests / seconds / connections, usage.dataOutGb / usage.hours);
    return {
        group: "load balancer",
        what: "capacity units",
        quantity: seconds === 0 ? 0 : units * usage.hours,
        key: `AWSELB/${kind}/LCUUsage`,
        because: `${seconds === 0 ? 0 : Number(units.toFixed(4))} units on average, by assumptions requests and dataOutGb`,
    };
}

function trafficCharges({ isWorker, isSingle }: Shape, usage: Usage): Charge[] {
    const out: Charge = {
        group: "data transfer",
        what: "data to the internet",
        quantity: isWorker ? 0 : usage.dataOutGb,
        key: "AWSDataTransfer/DataTransfer-Out-Bytes",
        because: "assumption dataOutGb",
    };
    const between: Charge = {
        group: "data transfer",
        what: "data between zones",
        quantity: isSingle ? 0 : 2 * usage.crossZoneGb,
        key: "AWSDataTransfer/DataTransfer-Regional-Bytes",
        because: "assumption crossZoneGb, billed on both sides",
    };
    const queue: Charge = {
        group: "other",
        what: "requests to the worker's queue",
        quantity: isWorker ? 3 * usage.messages : 0,
        key: "AWSQueueService/Requests-Tier1",
        because: "assumption messages, each sent, received and deleted; polling is left out",
    };
    return [out, between, queue];
}

function metricCharges({ options, instances, isSingle }: Shape, usage: Usage): Charge[] {
    const detailed = optionText(options, launch, "MonitoringInterval") === "1 minute";
    const health = healthMetrics(optionText(options, "aws:elasticbeanstalk:healthreporting:system", "ConfigDocument"));
    const metric = (what: string, count: number, because: string): Charge => ({
        group: "monitoring",
        what,
        quantity: count * monthsOf(usage),
        key: "AmazonCloudWatch/CW:MetricMonitorUsage",
        because,
    });
    return [
        metric("detailed monitoring", detailed ? 7 * instances.count : 0, "7 metrics of each instance, each minute"),
        metric(
            "metrics of enhanced health",
            health.environment + health.instance * instances.count,
            `${health.environment} of the environment and ${health.instance} of each instance are published`,
        ),
        {
            group: "monitoring",
            what: "alarms of the scaling trigger",
            quantity: isSingle ? 0 : 2 * monthsOf(usage),
            key: "AmazonCloudWatch/CW:AlarmMonitorUsage",
            because: "Elastic Beanstalk makes 2",
        },
    ];
}

/** What enhanced health publishes besides EnvironmentHealth, by which CloudWatch bills as custom metrics. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-cloudwatch.html */
function healthMetrics(document: string | undefined): { environment: number; instance: number } {
    const metrics = table(table(parsed(document))["CloudWatchMetrics"]);
    const published = (level: string) =>
        Object.values(table(metrics[level])).filter((each) => typeof each === "number");
    return { environment: published("Environment").length, instance: published("Instance").length };
}

function parsed(document: string | undefined): unknown {
    try {
        return document === undefined ? undefined : JSON.parse(document);
    } catch {
        return undefined;
    }
}

function logCharges({ options }: Shape, usage: Usage): Charge[] {
    const logs = "aws:elasticbeanstalk:cloudwatch:logs";
    if (optionText(options, logs, "StreamLogs") !== "true") {
        return [];
    }
    const days = numberIn(options, logs, "RetentionInDays");
    return [
        {
            group: "logs",
            what: "logs taken in",
            quantity: usage.logsGb,
            key: "AmazonCloudWatch/DataProcessing-Bytes",
            because: "assumption logsGb",
        },
        {
            group: "logs",
            what: "logs kept",
            quantity: usage.logsGb * ((days ?? 7) / daysOfMonth),
            key: "AmazonCloudWatch/TimedStorage-ByteHrs",
            because: days === undefined ? "7 days, Elastic Beanstalk's default" : `${days} days`,
        },
    ];
}
