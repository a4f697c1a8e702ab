import { unknown } from "../support/policy-runner";

/** Rule, option and a value of it that trips the rule and no other, in a right stack of the stage prod. */
export const brokenOptions: readonly (readonly [string, string, unknown])[] = [
    ["application-load-balancer", "aws:elasticbeanstalk:environment/LoadBalancerType", undefined],
    ["load-balanced-in-prod", "aws:elasticbeanstalk:environment/EnvironmentType", unknown],
    ["load-balancer-access-logs", "aws:elbv2:loadbalancer/AccessLogsS3Enabled", undefined],
    ["health-check-path", "aws:elasticbeanstalk:environment:process:default/HealthCheckPath", "/"],
    ["https-listener", "aws:elbv2:listener:443/Protocol", "HTTP"],
    ["https-listener", "aws:elbv2:listener:443/SSLCertificateArns", undefined],
    ["tls-policy", "aws:elbv2:listener:443/SSLPolicy", undefined],
    ["enhanced-health", "aws:elasticbeanstalk:healthreporting:system/SystemType", "basic"],
    ["managed-updates", "aws:elasticbeanstalk:managedactions/ManagedActionsEnabled", undefined],
    ["log-streaming", "aws:elasticbeanstalk:cloudwatch:logs/StreamLogs", "false"],
    ["root-volume-gp3-advice", "aws:autoscaling:launchconfiguration/RootVolumeType", "gp2"],
    ["volume-encryption-advice", "aws:autoscaling:launchconfiguration/ImageId", undefined],
    ["no-ssh", "aws:autoscaling:launchconfiguration/SSHSourceRestriction", "tcp,22,22,0.0.0.0/0"],
    ["environment-roles", "aws:elasticbeanstalk:environment/ServiceRole", undefined],
    ["environment-vpc", "aws:ec2:vpc/VPCId", undefined],
    ["private-instances", "aws:ec2:vpc/AssociatePublicIpAddress", "true"],
    ["two-zones", "aws:ec2:vpc/Subnets", "subnet-1"],
    ["two-instances", "aws:autoscaling:asg/MinSize", "1"],
    ["deployment-policy", "aws:elasticbeanstalk:command/DeploymentPolicy", "AllAtOnce"],
    ["single-architecture", "aws:ec2:instances/InstanceTypes", "t3.small,t4g.small"],
    [
        "shared-load-balancer",
        "aws:elbv2:loadbalancer/SharedLoadBalancer",
        "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/front/1",
    ],
    ["imdsv2", "aws:autoscaling:launchconfiguration/DisableIMDSv1", "false"],
    ["consistent-options", "aws:ec2:vpc/VPCId", ["vpc-1", "vpc-1"]],
    ["valid-options", "aws:elasticbeanstalk:hostmanager/LogPublication", "true"],
    ["no-coupled-database", "aws:rds:dbinstance/DBEngine", "postgres"],
    ["properties-size", "aws:elasticbeanstalk:application:environment/TEXT", "x".repeat(4096)],
    ["no-literal-secrets", "aws:elasticbeanstalk:application:environment/SECRET_KEY", "hunter2"],
    ["django-debug-off", "aws:elasticbeanstalk:application:environment/DEBUG", "True"],
    ["allowed-hosts", "aws:elasticbeanstalk:application:environment/ALLOWED_HOSTS", "*"],
    ["load-balancer-timeouts", "aws:elbv2:loadbalancer/IdleTimeout", "90"],
    ["wsgi-path-and-procfile", "aws:elasticbeanstalk:container:python/WSGIPath", "notes.wsgi:application"],
];

/** Rule, resource of the sample stack and properties of it that trip the rule and no other. */
export const brokenNeighbours: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
    ["database-encrypted", "db", { storageEncrypted: false }],
    ["database-not-public", "db", { publiclyAccessible: true }],
    ["database-backups", "db", { backupRetentionPeriod: 1 }],
    ["database-multi-az", "db", { multiAz: false }],
    ["database-deletion-protection", "db", { deletionProtection: false }],
    ["database-tls", "db", { engineVersion: "14" }],
    ["database-logs-advice", "db", { enabledCloudwatchLogsExports: [] }],
    ["database-minor-upgrades", "db", { autoMinorVersionUpgrade: false }],
    ["bucket-public-access", "block", { blockPublicAcls: false }],
    ["bucket-tls-only", "policy", { policy: '{"Statement": []}' }],
    ["bucket-versioning-advice", "versioning", { versioningConfiguration: { status: "Suspended" } }],
    ["secret-encryption", "parameter", { type: "String" }],
    ["secret-policy", "secret-policy", { policy: '{"Statement": {"Effect": "Allow", "Principal": "*"}}' }],
    ["secret-rotation-advice", "rotation", { rotationRules: { automaticallyAfterDays: 365 } }],
];

/** Rule and configuration of its own with which the right stack trips it and no other. */
export const brokenByConfiguration: readonly (readonly [string, object])[] = [
    ["bundle-near-limit-advice", { share: 0 }],
    ["bundle-size", { maximumBytes: 1 }],
];
