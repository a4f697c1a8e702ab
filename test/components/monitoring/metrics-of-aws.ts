/**
 * What CloudWatch has, by AWS's pages: dimensions together, the values that a metric can have, and whether it has percentiles. A metric that a service
 * sends as a set of statistics, or as one value a minute, has none that say anything.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-cloudwatch.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 * https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
 */
export interface KnownMetric {
    readonly dimensions: readonly string[];
    readonly max: number;
    readonly percentiles?: true;
}

const of =
    (...dimensions: string[]) =>
    (max = Infinity): KnownMetric => ({ dimensions, max });
const balancer = of("LoadBalancer");
const environment = of("EnvironmentName");
const group = of("AutoScalingGroupName");
const server = of("DBInstanceIdentifier");
const queue = of("QueueName");

export const metricsOfAws: Readonly<Record<string, KnownMetric>> = {
    "AWS/ApplicationELB RequestCount": balancer(),
    "AWS/ApplicationELB HTTPCode_ELB_5XX_Count": balancer(),
    "AWS/ApplicationELB HTTPCode_Target_5XX_Count": balancer(),
    "AWS/ApplicationELB TargetResponseTime": { ...balancer(4000), percentiles: true },
    "AWS/ElasticBeanstalk EnvironmentHealth": environment(25),
    "AWS/ElasticBeanstalk InstancesSevere": environment(),
    "AWS/ElasticBeanstalk ApplicationRequestsTotal": environment(),
    "AWS/ElasticBeanstalk ApplicationRequests5xx": environment(),
    "AWS/ElasticBeanstalk ApplicationLatencyP95": environment(),
    "AWS/EC2 CPUUtilization": group(100),
    "AWS/EC2 CPUSurplusCreditsCharged": group(),
    "AWS/EC2 NetworkIn": group(),
    "AWS/EC2 NetworkOut": group(),
    "AWS/RDS CPUUtilization": server(100),
    "AWS/RDS DatabaseConnections": server(),
    "AWS/RDS FreeStorageSpace": server(),
    "AWS/RDS CPUCreditBalance": server(),
    "AWS/RDS ReplicaLag": server(),
    "AWS/SQS ApproximateAgeOfOldestMessage": queue(),
    "AWS/SQS ApproximateNumberOfMessagesVisible": queue(),
    "AWS/CertificateManager DaysToExpiry": of("CertificateArn")(),
    "DjangoBeanstalk notes-dev-errors": of()(),
    // Sent by the agent, with the dimension that its configuration gives.
    "DjangoBeanstalk mem_used_percent": environment(100),
};
