import { tables } from "../../../components/parsed-values";
import type { Charge, ChargesOf } from "../charge";
import type { Usage } from "../usage";
import { daysOfMonth, monthsOf } from "./months";

const monitoring = (what: string, count: number, name: string, because: string, usage: Usage): Charge => ({
    group: "monitoring",
    what,
    quantity: count * monthsOf(usage),
    key: `AmazonCloudWatch/${name}`,
    because,
});

/** An alarm is billed by the metrics that it reads; one on a band also by the band's two ends. https://aws.amazon.com/cloudwatch/pricing/ */
export const alarmCharges: ChargesOf = ({ inputs }, { usage }) => {
    const queries = tables(inputs["metricQueries"]).filter(({ metric }) => metric !== undefined);
    const periods = [
        inputs["period"],
        ...queries.flatMap(({ metric }) => tables([metric]).map(({ period }) => period)),
    ];
    const isFast = periods.some((period) => typeof period === "number" && period < 60);
    const ends = inputs["thresholdMetricId"] === undefined ? 0 : 2;
    const count = Math.max(1, queries.length) + ends;
    return [
        monitoring(
            isFast ? "alarm, by the second" : "alarm",
            count,
            isFast ? "CW:HighResAlarmMonitorUsage" : "CW:AlarmMonitorUsage",
            `${count} ${count === 1 ? "metric" : "metrics"}`,
            usage,
        ),
    ];
};

export const compositeAlarmCharges: ChargesOf = (_, { usage }) => [
    monitoring("composite alarm", 1, "CW:CompositeAlarmMonitorUsage", "each", usage),
];

export const dashboardCharges: ChargesOf = (_, { usage }) => [
    monitoring("dashboard", 1, "DashboardsUsageHour", "each; the account's first 3 are free", usage),
];

export const metricFilterCharges: ChargesOf = (_, { usage }) => [
    monitoring("custom metric", 1, "CW:MetricMonitorUsage", "the filter writes one", usage),
];

export const topicCharges: ChargesOf = (_, { usage }) => [
    {
        group: "monitoring",
        what: "e-mails",
        quantity: usage.emails,
        key: "AmazonSNS/DeliveryAttempts-SMTP",
        because: "assumption emails",
    },
];

export const queueCharges: ChargesOf = (_, { usage }) => [
    {
        group: "other",
        what: "requests",
        quantity: 3 * usage.messages,
        key: "AWSQueueService/Requests-Tier1",
        because: "assumption messages, each sent, received and deleted; polling is left out",
    },
];

/** What is checked is in AWS. HTTPS, a search in the answer, a short interval and latency cost extra. https://aws.amazon.com/route53/pricing/ */
export const healthCheckCharges: ChargesOf = ({ inputs }, { usage }) => {
    const type = typeof inputs["type"] === "string" ? inputs["type"] : "";
    const features = [
        type.startsWith("HTTPS"),
        type.endsWith("STR_MATCH"),
        inputs["requestInterval"] === 10,
        inputs["measureLatency"] === true,
    ].filter((each) => each).length;
    const charges: Charge[] = [
        {
            group: "monitoring",
            what: "health check",
            quantity: monthsOf(usage),
            key: "AmazonRoute53/Health-Check-AWS",
            because: "of an endpoint in AWS",
        },
        {
            group: "monitoring",
            what: "its optional features",
            quantity: features * monthsOf(usage),
            key: "AmazonRoute53/Health-Check-Option-AWS",
            because: "HTTPS, a search in the answer, every 10 seconds, latency",
        },
    ];
    return charges.filter(({ quantity }) => quantity > 0);
};

export const zoneCharges: ChargesOf = () => [
    {
        group: "other",
        what: "hosted zone",
        quantity: 1,
        key: "AmazonRoute53/HostedZone",
        because: "each; queries are left out",
    },
];

export const budgetActionCharges: ChargesOf = () => [
    {
        group: "monitoring",
        what: "budget with an action",
        quantity: daysOfMonth,
        key: "AWSBudgets/ActionEnabledBudgetsUsage",
        because: "each day; the account's first 2 are free",
    },
];

export const firewallCharges: ChargesOf = ({ inputs }, { usage }) => [
    { group: "other", what: "web ACL", quantity: monthsOf(usage), key: "awswaf/WebACL", because: "each" },
    {
        group: "other",
        what: "rules",
        quantity: tables(inputs["rules"]).length * monthsOf(usage),
        key: "awswaf/Rule",
        because: "each",
    },
    {
        group: "other",
        what: "requests",
        quantity: usage.requests,
        key: "awswaf/Request",
        because: "assumption requests",
    },
];
