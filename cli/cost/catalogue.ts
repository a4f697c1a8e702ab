import type { ChargesOf } from "./charge";
import { cacheClusterCharges, replicationGroupCharges, serverlessCacheCharges } from "./charges/cache";
import { databaseCharges, proxyCharges } from "./charges/database";
import { environmentCharges } from "./charges/environment";
import {
    alarmCharges,
    budgetActionCharges,
    compositeAlarmCharges,
    dashboardCharges,
    firewallCharges,
    healthCheckCharges,
    metricFilterCharges,
    queueCharges,
    topicCharges,
    zoneCharges,
} from "./charges/monitoring";
import { addressCharges, endpointCharges, natCharges, trustStoreCharges } from "./charges/network";
import {
    bucketCharges,
    distributionCharges,
    keyCharges,
    parameterCharges,
    registryCharges,
    secretCharges,
    volumeCharges,
} from "./charges/storage";

import { groupCharges, lonelyInstanceCharges } from "./charges/workers";

const planners: ReadonlyMap<string, ChargesOf> = new Map(
    Object.entries({
        "aws:autoscaling:Group": groupCharges,
        "aws:budgets:BudgetAction": budgetActionCharges,
        "aws:cloudfront:Distribution": distributionCharges,
        "aws:cloudwatch:CompositeAlarm": compositeAlarmCharges,
        "aws:cloudwatch:Dashboard": dashboardCharges,
        "aws:cloudwatch:LogMetricFilter": metricFilterCharges,
        "aws:cloudwatch:MetricAlarm": alarmCharges,
        "aws:ebs:Volume": volumeCharges,
        "aws:ec2:Eip": addressCharges,
        "aws:ec2:Instance": lonelyInstanceCharges,
        "aws:ec2:NatGateway": natCharges,
        "aws:ec2:VpcEndpoint": endpointCharges,
        "aws:ecr:Repository": registryCharges,
        "aws:elasticache:Cluster": cacheClusterCharges,
        "aws:elasticache:ReplicationGroup": replicationGroupCharges,
        "aws:elasticache:ServerlessCache": serverlessCacheCharges,
        "aws:elasticbeanstalk:Environment": environmentCharges,
        "aws:kms:Key": keyCharges,
        "aws:lb:TrustStore": trustStoreCharges,
        "aws:rds:Instance": databaseCharges,
        "aws:rds:Proxy": proxyCharges,
        "aws:route53:HealthCheck": healthCheckCharges,
        "aws:route53:Zone": zoneCharges,
        "aws:s3:Bucket": bucketCharges,
        "aws:s3:BucketV2": bucketCharges,
        "aws:secretsmanager:Secret": secretCharges,
        "aws:sns:Topic": topicCharges,
        "aws:sqs:Queue": queueCharges,
        "aws:ssm:Parameter": parameterCharges,
        "aws:wafv2:WebAcl": firewallCharges,
    }),
);

/** What works out the charges of a type; undefined for a type that is free, or that nothing is known of. */
export const chargesOf = (type: string): ChargesOf | undefined => planners.get(type);

/** Types that have charges, in their order. */
export const chargedTypes: readonly string[] = [...planners.keys()];
