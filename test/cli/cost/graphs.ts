import type { Planned } from "../../../cli/cost/charge";
import type { Prices } from "../../../cli/cost/prices/price";
import { builtInPrices } from "../../../cli/cost/prices/price-table";
import { Options, settingsOf } from "../changes/events";

/** Prices of a region that has some. */
export function pricesIn(region: string): Prices {
    const prices = builtInPrices(region);
    if (prices === undefined) {
        throw new Error(`no prices of ${region}`);
    }
    return prices;
}

/** A resource of a planned graph; `parent` is the type of the component that it is in. */
export const resource = (type: string, name: string, inputs: Planned["inputs"] = {}, parent = "a:b:C"): Planned => ({
    urn: `urn:pulumi:prod::django-beanstalk::${parent}$${type}::${name}`,
    type,
    name,
    inputs,
});

export const environment = (options: Options, more: Planned["inputs"] = {}): Planned =>
    resource("aws:elasticbeanstalk:Environment", "env", { settings: settingsOf(options), ...more });

/** A load-balanced environment as small as can be, whose load balancer is in two zones. */
export const small: Options = {
    "aws:autoscaling:asg": { MinSize: "1", MaxSize: "1" },
    "aws:ec2:instances": { InstanceTypes: "t3.small" },
    "aws:ec2:vpc": { VPCId: "vpc-1", ELBSubnets: "subnet-1,subnet-2", AssociatePublicIpAddress: "false" },
    "aws:elasticbeanstalk:environment": { EnvironmentType: "LoadBalanced", LoadBalancerType: "application" },
};

/** The same with some options changed; undefined takes one away. */
export const changed = (changes: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>): Options =>
    Object.fromEntries(
        [...new Set([...Object.keys(small), ...Object.keys(changes)])].map((namespace) => [
            namespace,
            Object.fromEntries(
                Object.entries({ ...small[namespace], ...changes[namespace] }).filter(
                    ([, value]) => value !== undefined,
                ),
            ),
        ]),
    );

export const databaseLogs = (identifier: string, retentionInDays: number): Planned[] =>
    ["postgresql", "upgrade"].map((log) =>
        resource("aws:cloudwatch:LogGroup", `${identifier}-log-${log}`, {
            name: `/aws/rds/instance/${identifier}/${log}`,
            retentionInDays,
        }),
    );
const logs = { "aws:elasticbeanstalk:cloudwatch:logs": { StreamLogs: "true" } };

/** What `Pulumi.documents.yaml` comes to, with a default VPC of three zones. */
export const documents: readonly Planned[] = [
    environment({
        ...changed({
            "aws:autoscaling:asg": { MaxSize: "2" },
            "aws:autoscaling:launchconfiguration": { RootVolumeType: "gp3" },
            "aws:ec2:vpc": { ELBSubnets: "subnet-1,subnet-2,subnet-3", AssociatePublicIpAddress: "true" },
        }),
        ...logs,
    }),
    resource("aws:rds:Instance", "database", {
        allocatedStorage: 20,
        maxAllocatedStorage: 50,
        engine: "postgres",
        instanceClass: "db.t4g.micro",
        multiAz: false,
        storageType: "gp3",
        enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
        identifier: "documents-database",
    }),
    ...databaseLogs("documents-database", 7),
    resource("aws:s3:Bucket", "media", {}, "django-beanstalk:media:MediaBucket"),
    resource("aws:s3:Bucket", "bundle", {}, "django-beanstalk:bundle:SourceBundle"),
    resource("aws:secretsmanager:Secret", "secret-key"),
    resource("aws:secretsmanager:Secret", "credentials", {}, "django-beanstalk:database:Database"),
    resource("aws:acm:Certificate", "certificate"),
];

/** What a prod stack with a VPC of its own comes to. */
export const prod: readonly Planned[] = [
    environment({
        ...changed({
            "aws:autoscaling:asg": { MinSize: "2", MaxSize: "6" },
            "aws:autoscaling:launchconfiguration": {
                RootVolumeType: "gp3",
                RootVolumeSize: "20",
                MonitoringInterval: "1 minute",
            },
            "aws:elasticbeanstalk:healthreporting:system": {
                ConfigDocument: JSON.stringify({
                    CloudWatchMetrics: { Environment: { ApplicationLatencyP99: 60, InstancesSevere: 60 } },
                }),
            },
            "aws:elasticbeanstalk:cloudwatch:logs": { StreamLogs: "true", RetentionInDays: "90" },
        }),
    }),
    resource("aws:ec2:NatGateway", "nat-a"),
    resource("aws:ec2:Eip", "nat-a-address"),
    resource("aws:ec2:VpcEndpoint", "s3", { vpcEndpointType: "Gateway", serviceName: "com.amazonaws.us-east-1.s3" }),
    resource("aws:rds:Instance", "database", {
        allocatedStorage: 20,
        maxAllocatedStorage: 200,
        engine: "postgres",
        instanceClass: "db.t4g.small",
        multiAz: true,
        storageType: "gp3",
        enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
        identifier: "notes-database",
    }),
    ...databaseLogs("notes-database", 90),
    resource("aws:s3:Bucket", "media", {}, "django-beanstalk:media:MediaBucket"),
    resource("aws:s3:Bucket", "bundle", {}, "django-beanstalk:bundle:SourceBundle"),
    resource("aws:secretsmanager:Secret", "secret-key"),
    resource("aws:secretsmanager:Secret", "credentials", {}, "django-beanstalk:database:Database"),
    resource("aws:iam:Role", "role"),
];
