import * as assert from "node:assert/strict";
import { chargesOf } from "../../../cli/cost/catalogue";
import type { Planned } from "../../../cli/cost/charge";
import { defaultUsage, Usage } from "../../../cli/cost/usage";
import { changed, databaseLogs, environment, resource, small } from "./graphs";

/** What is charged, by the names of prices; or why nothing is. */
function charged(planned: Planned, around: readonly Planned[] = [], usage: Partial<Usage> = {}): unknown {
    const planner = chargesOf(planned.type);
    assert.ok(planner, planned.type);
    const charges = planner(planned, { graph: [planned, ...around], usage: { ...defaultUsage, ...usage } });
    if (typeof charges === "string") {
        return charges;
    }
    const sums = new Map<string, number>();
    for (const { key, quantity, share = key } of charges) {
        sums.set(share, Number(((sums.get(share) ?? 0) + quantity).toFixed(4)));
    }
    return Object.fromEntries(sums);
}

const box = "AmazonEC2/BoxUsage:t3.small";
const address = "AmazonVPC/PublicIPv4:InUseAddress";
const always = {
    [box]: 730,
    "AmazonEC2/EBS:VolumeUsage.gp3": 8,
    "AWSELB/Application/LoadBalancerUsage": 730,
    "AWSELB/Application/LCUUsage": 20,
    [address]: 1460,
    "AWSDataTransfer/DataTransfer-Out-Bytes": 20,
    "AWSDataTransfer/DataTransfer-Regional-Bytes": 10,
    "AmazonCloudWatch/CW:AlarmMonitorUsage": 2,
};
const single = changed({ "aws:elasticbeanstalk:environment": { EnvironmentType: "SingleInstance" } });
const spot = (more: Readonly<Record<string, string>>, min = "1") =>
    changed({ "aws:autoscaling:asg": { MinSize: min }, "aws:ec2:instances": { EnableSpot: "true", ...more } });
const balancer = (options: Readonly<Record<string, string | undefined>>) =>
    changed({ "aws:elasticbeanstalk:environment": options });
const launch = (options: Readonly<Record<string, string>>) =>
    changed({ "aws:autoscaling:launchconfiguration": options });
const vpc = (options: Readonly<Record<string, string | undefined>>) => changed({ "aws:ec2:vpc": options });

describe("the charges of an environment", () => {
    it("are its instances, volumes, load balancer, addresses, traffic and alarms", () => {
        assert.deepEqual(charged(environment(small)), always);
    });

    const cases: [string, Planned, object, Planned[]?, Partial<Usage>?][] = [
        [
            "a single instance",
            environment(single),
            {
                [box]: 730,
                "AmazonEC2/EBS:VolumeUsage.gp3": 8,
                [address]: 730,
                "AWSDataTransfer/DataTransfer-Out-Bytes": 20,
            },
        ],
        [
            "a worker",
            environment(small, { tier: "Worker" }),
            {
                [box]: 730,
                "AmazonEC2/EBS:VolumeUsage.gp3": 8,
                "AWSDataTransfer/DataTransfer-Regional-Bytes": 10,
                "AWSQueueService/Requests-Tier1": 300_000,
                "AmazonCloudWatch/CW:AlarmMonitorUsage": 2,
            },
        ],
        [
            "half of the hours",
            environment(small),
            { [box]: 365, "AmazonEC2/EBS:VolumeUsage.gp3": 4 },
            [],
            { hours: 365 },
        ],
        ["instances that are given", environment(small), { [box]: 2190 }, [], { instances: 3 }],
        [
            "the first of several types",
            environment(changed({ "aws:ec2:instances": { InstanceTypes: " t3.small, t4g.small" } })),
            { [box]: 730 },
        ],
        [
            "the type of older options",
            environment(
                changed({
                    "aws:ec2:instances": { InstanceTypes: undefined },
                    "aws:autoscaling:launchconfiguration": { InstanceType: "t3.small" },
                }),
            ),
            { [box]: 730 },
        ],
        [
            "Spot alone",
            environment(spot({ SpotFleetOnDemandAboveBasePercentage: "0" })),
            { [box]: undefined, "AmazonEC2/SpotShare": 730 },
        ],
        [
            "Spot above a base",
            environment(spot({ SpotFleetOnDemandBase: "1", SpotFleetOnDemandAboveBasePercentage: "0" }, "3")),
            { [box]: 730, "AmazonEC2/SpotShare": 1460 },
        ],
        [
            "Spot by default, of which 70 % are on demand",
            environment(spot({}, "2")),
            { [box]: 1022, "AmazonEC2/SpotShare": 438 },
        ],
        [
            "a load balancer for the network",
            environment(balancer({ LoadBalancerType: "network" })),
            { "AWSELB/Network/LoadBalancerUsage": 730, "AWSELB/Network/LCUUsage": 20 },
        ],
        [
            "a classic load balancer",
            environment(balancer({ LoadBalancerType: undefined })),
            { "AWSELB/Classic/LoadBalancerUsage": 730, "AWSELB/Classic/DataProcessing-Bytes": 20 },
        ],
        [
            "a shared load balancer",
            environment(balancer({ LoadBalancerIsShared: "true" })),
            { "AWSELB/Application/LoadBalancerUsage": undefined, [address]: undefined },
        ],
        ["many requests", environment(small), { "AWSELB/Application/LCUUsage": 1111.1111 }, [], { requests: 1e8 }],
        ["an internal load balancer", environment(vpc({ ELBScheme: "internal" })), { [address]: undefined }],
        ["six zones", environment(small), { [address]: 4380 }, [], { zones: 6 }],
        [
            "zones of planned subnets",
            environment(vpc({ ELBSubnets: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" })),
            { [address]: 2190 },
            ["a", "b", "c", "c"].map((zone, i) => resource("aws:ec2:Subnet", `s${i}`, { availabilityZone: zone })),
        ],
        [
            "volumes with more of everything",
            environment(launch({ RootVolumeSize: "100", RootVolumeIOPS: "4000", RootVolumeThroughput: "225" })),
            {
                "AmazonEC2/EBS:VolumeUsage.gp3": 100,
                "AmazonEC2/EBS:VolumeP-IOPS.gp3": 1000,
                "AmazonEC2/EBS:VolumeP-Throughput.gp3": 100,
            },
        ],
        [
            "volumes of bought speed",
            environment(launch({ RootVolumeType: "io1", RootVolumeSize: "32", RootVolumeIOPS: "300" })),
            {
                "AmazonEC2/EBS:VolumeUsage.piops": 32,
                "AmazonEC2/EBS:VolumeP-IOPS.piops": 300,
                "AmazonEC2/EBS:VolumeUsage.gp3": undefined,
            },
        ],
        [
            "further volumes",
            environment(launch({ BlockDeviceMappings: "/dev/sdj=:100:true:gp2,/dev/sdb=ephemeral0" })),
            { "AmazonEC2/EBS:VolumeUsage.gp2": 100 },
        ],
        [
            "detailed monitoring",
            environment(launch({ MonitoringInterval: "1 minute" })),
            { "AmazonCloudWatch/CW:MetricMonitorUsage": 7 },
        ],
        [
            "metrics of health",
            environment(
                changed({
                    "aws:elasticbeanstalk:healthreporting:system": {
                        ConfigDocument: JSON.stringify({
                            CloudWatchMetrics: { Environment: { A: 60, B: null }, Instance: { C: 60, D: 60 } },
                        }),
                    },
                }),
            ),
            { "AmazonCloudWatch/CW:MetricMonitorUsage": 3 },
        ],
        [
            "a document that is none",
            environment(changed({ "aws:elasticbeanstalk:healthreporting:system": { ConfigDocument: "{" } })),
            {},
        ],
        [
            "logs",
            environment({
                ...small,
                "aws:elasticbeanstalk:cloudwatch:logs": { StreamLogs: "true", RetentionInDays: "365" },
            }),
            { "AmazonCloudWatch/DataProcessing-Bytes": 1, "AmazonCloudWatch/TimedStorage-ByteHrs": 12 },
        ],
        [
            "instances in the default VPC",
            environment(vpc({ VPCId: undefined, AssociatePublicIpAddress: undefined })),
            { [address]: 2190 },
        ],
    ];
    for (const [title, planned, differs, around, usage] of cases) {
        it(`count ${title}`, () => {
            const found = charged(planned, around, usage) as Readonly<Record<string, number>>;
            assert.deepEqual(Object.fromEntries(Object.keys(differs).map((key) => [key, found[key]])), differs);
        });
    }

    it("follow the schedule of a week", () => {
        const settings = [
            ...(environment(changed({ "aws:autoscaling:asg": { MinSize: "3" } })).inputs["settings"] as object[]),
            ...["0 0 * * *", "0 12 * * *"].flatMap((recurrence, i) =>
                Object.entries({ Recurrence: recurrence, MinSize: String(3 - 2 * i) }).map(([name, value]) => ({
                    namespace: "aws:autoscaling:scheduledaction",
                    name,
                    resource: `action-${i}`,
                    value,
                })),
            ),
        ];
        const found = charged(resource("aws:elasticbeanstalk:Environment", "env", { settings }));
        assert.equal((found as Readonly<Record<string, number>>)[box], 1460);
    });
});

describe("the charges of a resource", () => {
    const database = { instanceClass: "db.t4g.small", engine: "postgres", allocatedStorage: 20, storageType: "gp3" };
    const rds = "AmazonRDS/PostgreSQL";
    const cases: [string, Planned, unknown, Planned[]?][] = [
        [
            "a database",
            resource("aws:rds:Instance", "d", database),
            { [`${rds}/InstanceUsage:db.t4g.small`]: 730, [`${rds}/RDS:GP3-Storage`]: 20 },
        ],
        [
            "a database in two zones",
            resource("aws:rds:Instance", "d", { ...database, multiAz: true }),
            { [`${rds}/Multi-AZUsage:db.t4g.small`]: 730, [`${rds}/RDS:Multi-AZ-GP3-Storage`]: 20 },
        ],
        [
            "a database with speed",
            resource("aws:rds:Instance", "d", {
                ...database,
                allocatedStorage: 400,
                iops: 14_000,
                storageThroughput: 600,
            }),
            {
                [`${rds}/InstanceUsage:db.t4g.small`]: 730,
                [`${rds}/RDS:GP3-Storage`]: 400,
                [`${rds}/RDS:GP3-PIOPS`]: 2000,
                [`${rds}/RDS:GP3-Throughput`]: 100,
            },
        ],
        [
            "a database with logs and long insights",
            resource("aws:rds:Instance", "d", {
                ...database,
                enabledCloudwatchLogsExports: ["postgresql"],
                performanceInsightsEnabled: true,
                performanceInsightsRetentionPeriod: 731,
            }),
            {
                [`${rds}/InstanceUsage:db.t4g.small`]: 730,
                [`${rds}/RDS:GP3-Storage`]: 20,
                "AmazonRDS/PerformanceInsights": 2,
                "AmazonCloudWatch/DataProcessing-Bytes": 0.1,
                "AmazonCloudWatch/TimedStorage-ByteHrs": 1.2,
            },
        ],
        [
            "a database with logs in groups of which one has no end",
            resource("aws:rds:Instance", "d", {
                ...database,
                identifier: "db",
                enabledCloudwatchLogsExports: ["postgresql"],
            }),
            {
                [`${rds}/InstanceUsage:db.t4g.small`]: 730,
                [`${rds}/RDS:GP3-Storage`]: 20,
                "AmazonCloudWatch/DataProcessing-Bytes": 0.1,
                "AmazonCloudWatch/TimedStorage-ByteHrs": 1.2,
            },
            [...databaseLogs("db", 7), ...databaseLogs("db", 0)],
        ],
        [
            "a database with advanced insights",
            resource("aws:rds:Instance", "d", {
                ...database,
                databaseInsightsMode: "advanced",
                performanceInsightsEnabled: true,
                performanceInsightsRetentionPeriod: 465,
            }),
            {
                [`${rds}/InstanceUsage:db.t4g.small`]: 730,
                [`${rds}/RDS:GP3-Storage`]: 20,
                "AmazonCloudWatch/DatabaseInsights": 1460,
            },
        ],
        [
            "a read replica",
            resource("aws:rds:Instance", "r", {
                instanceClass: "db.t4g.micro",
                replicateSourceDb: "d",
                storageType: "gp3",
            }),
            { [`${rds}/InstanceUsage:db.t4g.micro`]: 730, [`${rds}/RDS:GP3-Storage`]: 50 },
            [resource("aws:rds:Instance", "d", { ...database, allocatedStorage: 50 })],
        ],
        [
            "a proxy",
            resource("aws:rds:Proxy", "p"),
            { [`${rds}/RDS:ProxyUsage`]: 5840 },
            [
                resource("aws:rds:Instance", "d", { instanceClass: "db.m6g.2xlarge" }),
                resource("aws:rds:Instance", "r", { instanceClass: "db.m6g.2xlarge", replicateSourceDb: "d" }),
            ],
        ],
        ["a proxy of a database elsewhere", resource("aws:rds:Proxy", "p"), { [`${rds}/RDS:ProxyUsage`]: 1460 }],
        [
            "a NAT gateway",
            resource("aws:ec2:NatGateway", "n"),
            { "AmazonEC2/NatGateway-Hours": 730, "AmazonEC2/NatGateway-Bytes": 10 },
        ],
        [
            "one of two NAT gateways beside a gateway endpoint",
            resource("aws:ec2:NatGateway", "n"),
            { "AmazonEC2/NatGateway-Hours": 730, "AmazonEC2/NatGateway-Bytes": 2.5 },
            [
                resource("aws:ec2:NatGateway", "m"),
                resource("aws:ec2:VpcEndpoint", "s3", {
                    vpcEndpointType: "Gateway",
                    serviceName: "com.amazonaws.eu-west-1.s3",
                }),
            ],
        ],
        ["an address", resource("aws:ec2:Eip", "a"), { [address]: 730 }],
        [
            "a gateway endpoint",
            resource("aws:ec2:VpcEndpoint", "e", {
                vpcEndpointType: "Gateway",
                serviceName: "com.amazonaws.eu-west-1.s3",
            }),
            "gateway endpoints are free",
        ],
        [
            "an interface endpoint",
            resource("aws:ec2:VpcEndpoint", "e", { vpcEndpointType: "Interface", subnetIds: ["a", "b"] }),
            { "AmazonVPC/VpcEndpoint-Hours": 1460, "AmazonVPC/VpcEndpoint-Bytes": 1 },
        ],
        ["a trust store", resource("aws:lb:TrustStore", "t"), { "AWSELB/Application/TS-LoadBalancerUsage": 730 }],
        [
            "a cache of two nodes",
            resource("aws:elasticache:ReplicationGroup", "c", {
                engine: "valkey",
                nodeType: "cache.t4g.micro",
                numCacheClusters: 2,
            }),
            { "AmazonElastiCache/Valkey/NodeUsage:cache.t4g.micro": 1460 },
        ],
        [
            "a cache of shards",
            resource("aws:elasticache:ReplicationGroup", "c", {
                engine: "redis",
                nodeType: "cache.t4g.micro",
                numNodeGroups: 2,
                replicasPerNodeGroup: 1,
            }),
            { "AmazonElastiCache/Redis/NodeUsage:cache.t4g.micro": 2920 },
        ],
        [
            "a cache cluster",
            resource("aws:elasticache:Cluster", "c", {
                engine: "memcached",
                nodeType: "cache.t4g.micro",
                numCacheNodes: 1,
            }),
            { "AmazonElastiCache/Memcached/NodeUsage:cache.t4g.micro": 730 },
        ],
        [
            "a node of a group",
            resource("aws:elasticache:Cluster", "c", { replicationGroupId: "g" }),
            "its node is counted with its replication group",
        ],
        [
            "a serverless cache",
            resource("aws:elasticache:ServerlessCache", "c", { engine: "redis" }),
            { "AmazonElastiCache/Redis/CachedData": 730 },
        ],
        [
            "an alarm",
            resource("aws:cloudwatch:MetricAlarm", "a", { period: 60 }),
            { "AmazonCloudWatch/CW:AlarmMonitorUsage": 1 },
        ],
        [
            "an alarm by the second",
            resource("aws:cloudwatch:MetricAlarm", "a", { period: 10 }),
            { "AmazonCloudWatch/CW:HighResAlarmMonitorUsage": 1 },
        ],
        [
            "an alarm on a sum",
            resource("aws:cloudwatch:MetricAlarm", "a", {
                metricQueries: [{ metric: { period: 60 } }, { metric: { period: 60 } }, { expression: "a+b" }],
            }),
            { "AmazonCloudWatch/CW:AlarmMonitorUsage": 2 },
        ],
        [
            "an alarm on a band that CloudWatch expects, for the metric and both ends of the band",
            resource("aws:cloudwatch:MetricAlarm", "a", {
                thresholdMetricId: "band",
                metricQueries: [
                    { id: "band", expression: "ANOMALY_DETECTION_BAND(m, 4)" },
                    { metric: { period: 300 } },
                ],
            }),
            { "AmazonCloudWatch/CW:AlarmMonitorUsage": 3 },
        ],
        [
            "a composite alarm",
            resource("aws:cloudwatch:CompositeAlarm", "a"),
            { "AmazonCloudWatch/CW:CompositeAlarmMonitorUsage": 1 },
        ],
        ["a dashboard", resource("aws:cloudwatch:Dashboard", "d"), { "AmazonCloudWatch/DashboardsUsageHour": 1 }],
        [
            "a metric filter",
            resource("aws:cloudwatch:LogMetricFilter", "f"),
            { "AmazonCloudWatch/CW:MetricMonitorUsage": 1 },
        ],
        ["a topic", resource("aws:sns:Topic", "t"), { "AmazonSNS/DeliveryAttempts-SMTP": 100 }],
        ["a queue", resource("aws:sqs:Queue", "q"), { "AWSQueueService/Requests-Tier1": 300_000 }],
        [
            "a health check",
            resource("aws:route53:HealthCheck", "h", { type: "HTTP" }),
            { "AmazonRoute53/Health-Check-AWS": 1 },
        ],
        [
            "a health check with everything",
            resource("aws:route53:HealthCheck", "h", {
                type: "HTTPS_STR_MATCH",
                requestInterval: 10,
                measureLatency: true,
            }),
            { "AmazonRoute53/Health-Check-AWS": 1, "AmazonRoute53/Health-Check-Option-AWS": 4 },
        ],
        ["a hosted zone", resource("aws:route53:Zone", "z"), { "AmazonRoute53/HostedZone": 1 }],
        [
            "a budget's action",
            resource("aws:budgets:BudgetAction", "b"),
            { "AWSBudgets/ActionEnabledBudgetsUsage": 30.4167 },
        ],
        [
            "a web ACL",
            resource("aws:wafv2:WebAcl", "w", { rules: [{}, {}] }),
            { "awswaf/WebACL": 1, "awswaf/Rule": 2, "awswaf/Request": 1_000_000 },
        ],
        ["a bucket", resource("aws:s3:Bucket", "b"), { "AmazonS3/TimedStorage-ByteHrs": 1 }],
        [
            "a media bucket",
            resource("aws:s3:Bucket", "b", {}, "django-beanstalk:media:MediaBucket"),
            {
                "AmazonS3/TimedStorage-ByteHrs": 10,
                "AmazonS3/Requests-Tier1": 10_000,
                "AmazonS3/Requests-Tier2": 100_000,
            },
        ],
        [
            "a distribution",
            resource("aws:cloudfront:Distribution", "d"),
            { "AmazonCloudFront/DataTransfer-Out-Bytes": 20, "AmazonCloudFront/Requests-Tier2-HTTPS": 200_000 },
        ],
        ["a registry", resource("aws:ecr:Repository", "r"), { "AmazonECR/TimedStorage-ByteHrs": 1 }],
        [
            "a volume",
            resource("aws:ebs:Volume", "v", { type: "gp3", size: 30 }),
            { "AmazonEC2/EBS:VolumeUsage.gp3": 30 },
        ],
        [
            "a secret",
            resource("aws:secretsmanager:Secret", "s"),
            {
                "AWSSecretsManager/AWSSecretsManager-Secrets": 1,
                "AWSSecretsManager/AWSSecretsManagerAPIRequest": 10_000,
            },
        ],
        ["a key", resource("aws:kms:Key", "k"), { "awskms/KMS-Keys": 1, "awskms/KMS-Requests": 10_000 }],
        ["a parameter", resource("aws:ssm:Parameter", "p", { tier: "Standard" }), "standard parameters are free"],
        [
            "an advanced parameter",
            resource("aws:ssm:Parameter", "p", { tier: "Advanced" }),
            { "AWSSystemsManager/PS-Advanced-Param-Tier1": 1 },
        ],
    ];
    for (const [title, planned, expected, around] of cases) {
        it(`count ${title}`, () => {
            assert.deepEqual(charged(planned, around), expected);
        });
    }
});
