import type { PriceGroup } from "./price";
import { assumed, infracostOf, publicAddresses } from "./sources";

/** What costs the same in each of the regions that have prices here; a region's own price wins. */
export const everywhere: readonly PriceGroup[] = [
    { prefix: "AmazonVPC/PublicIPv4:", unit: "hour", source: publicAddresses, usd: { InUseAddress: 0.005 } },
    {
        prefix: "AWSSecretsManager/",
        unit: "secret",
        source: infracostOf("secretsmanager_secret_test"),
        usd: { "AWSSecretsManager-Secrets": 0.4 },
    },
    {
        prefix: "AWSSecretsManager/",
        unit: "request",
        source: infracostOf("secretsmanager_secret_test"),
        usd: { AWSSecretsManagerAPIRequest: 0.000005 },
    },
    { prefix: "awskms/", unit: "key", source: infracostOf("kms_key_test"), usd: { "KMS-Keys": 1 } },
    { prefix: "awskms/", unit: "request", source: infracostOf("kms_key_test"), usd: { "KMS-Requests": 0.000003 } },
    {
        prefix: "AmazonRoute53/",
        unit: "check",
        source: infracostOf("route53_health_check_test"),
        usd: { "Health-Check-AWS": 0.5 },
    },
    {
        prefix: "AmazonRoute53/",
        unit: "feature",
        source: infracostOf("route53_health_check_test"),
        usd: { "Health-Check-Option-AWS": 1 },
    },
    { prefix: "AmazonRoute53/", unit: "zone", source: infracostOf("route53_zone_test"), usd: { HostedZone: 0.5 } },
    {
        prefix: "AmazonCloudWatch/CW:",
        unit: "alarm metric",
        source: infracostOf("cloudwatch_metric_alarm_test"),
        usd: { AlarmMonitorUsage: 0.1, HighResAlarmMonitorUsage: 0.3 },
    },
    {
        prefix: "AmazonCloudWatch/CW:",
        unit: "alarm",
        source: assumed("cloudwatch"),
        usd: { CompositeAlarmMonitorUsage: 0.5 },
    },
    {
        prefix: "AmazonCloudWatch/",
        unit: "dashboard",
        source: infracostOf("cloudwatch_dashboard_test"),
        usd: { DashboardsUsageHour: 3 },
    },
    {
        prefix: "AmazonCloudWatch/CW:",
        unit: "metric",
        source: infracostOf("instance_test"),
        usd: { MetricMonitorUsage: 0.3 },
    },
    {
        prefix: "AmazonCloudWatch/",
        unit: "GB",
        source: infracostOf("cloudwatch_log_group_test"),
        usd: { "DataProcessing-Bytes": 0.5 },
    },
    {
        prefix: "AmazonCloudWatch/",
        unit: "GB-month",
        source: infracostOf("cloudwatch_log_group_test"),
        usd: { "TimedStorage-ByteHrs": 0.03 },
    },
    {
        prefix: "AWSQueueService/",
        unit: "request",
        source: infracostOf("sqs_queue_test"),
        usd: { "Requests-Tier1": 0.0000004 },
    },
    {
        prefix: "AmazonSNS/",
        unit: "message",
        source: infracostOf("sns_topic_test"),
        usd: { "DeliveryAttempts-SMTP": 0.00002 },
    },
    {
        prefix: "AmazonCloudFront/",
        unit: "GB",
        source: infracostOf("cloudfront_distribution_test"),
        usd: { "DataTransfer-Out-Bytes": 0.085 },
    },
    {
        prefix: "AmazonCloudFront/",
        unit: "request",
        source: infracostOf("cloudfront_distribution_test"),
        usd: { "Requests-Tier2-HTTPS": 0.000001 },
    },
    {
        prefix: "AWSBudgets/",
        unit: "day",
        source: assumed("aws-cost-management/aws-budgets"),
        usd: { ActionEnabledBudgetsUsage: 0.1 },
    },
    { prefix: "awswaf/", unit: "web ACL", source: assumed("waf"), usd: { WebACL: 5 } },
    { prefix: "awswaf/", unit: "rule", source: assumed("waf"), usd: { Rule: 1 } },
    { prefix: "awswaf/", unit: "request", source: assumed("waf"), usd: { Request: 0.0000006 } },
];
