import type { Metric } from "./alarm";

type Statistic<V> = Metric<V>["statistic"];

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export const ofQueue = <V>(name: string, queue: V): Metric<V> => ({
    namespace: "AWS/SQS",
    name,
    statistic: "Maximum",
    dimensions: { QueueName: queue },
});

/**
 * By the Auto Scaling group, since instances come and go.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
 */
export const ofGroup = <V>(name: string, statistic: Statistic<V>, autoScalingGroup: V): Metric<V> => ({
    namespace: "AWS/EC2",
    name,
    statistic,
    dimensions: { AutoScalingGroupName: autoScalingGroup },
});

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html */
export const ofServer = <V>(name: string, statistic: Statistic<V>, server: V): Metric<V> => ({
    namespace: "AWS/RDS",
    name,
    statistic,
    dimensions: { DBInstanceIdentifier: server },
});

/** https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html */
export const ofCertificate = <V>(certificateArn: V): Metric<V> => ({
    namespace: "AWS/CertificateManager",
    name: "DaysToExpiry",
    statistic: "Minimum",
    dimensions: { CertificateArn: certificateArn },
});
