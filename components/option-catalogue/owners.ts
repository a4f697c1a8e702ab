import { findOption } from "./catalogue";

const asg = "aws:autoscaling:asg";
const launch = "aws:autoscaling:launchconfiguration";
const environment = "aws:elasticbeanstalk:environment";
const process = "aws:elasticbeanstalk:environment:process";
const rolling = "aws:autoscaling:updatepolicy:rollingupdate";
const trigger = "aws:autoscaling:trigger";
const action = "aws:autoscaling:scheduledaction";
const port80 = "aws:elbv2:listener:default";
const listener = "aws:elbv2:listener:{listener_port}";
const rule = "aws:elbv2:listenerrule:{rule_name}";
const loadBalancer = "aws:elbv2:loadbalancer";
const worker = "aws:elasticbeanstalk:sqsd";

/** Completes the sentence "Use …" for options that follow from several settings, or that nobody can choose. */
const imds = "nothing: instances answer IMDSv2 only";
const groups = "nothing: the stack makes the security groups";
const roles = "nothing: the stack makes the roles";

/**
 * The setting that an option belongs to, by namespace and name: such an option has no place under `options`. Every option of the catalogue is here, or
 * refused by its row, or among `withoutSetting`.
 */
export const owners: Readonly<Record<string, string>> = {
    [`${asg} / Availability Zones`]: "environment.scaling.zones",
    [`${asg} / Cooldown`]: "environment.scaling.cooldownSeconds",
    [`${asg} / Custom Availability Zones`]: "environment.scaling.zoneNames",
    [`${asg} / EnableCapacityRebalancing`]: "environment.spot.rebalance",
    [`${asg} / MinSize`]: "environment.scaling.min",
    [`${asg} / MaxSize`]: "environment.scaling.max",
    [`${action} / StartTime`]: "environment.scaling.schedule.*.start",
    [`${action} / EndTime`]: "environment.scaling.schedule.*.end",
    [`${action} / Recurrence`]: "environment.scaling.schedule.*.recurrence",
    [`${action} / MinSize`]: "environment.scaling.schedule.*.min",
    [`${action} / MaxSize`]: "environment.scaling.schedule.*.max",
    [`${action} / DesiredCapacity`]: "environment.scaling.schedule.*.desired",
    [`${action} / Suspend`]: "environment.scaling.schedule.*.suspend",
    [`${trigger} / MeasureName`]: "environment.scaling.trigger.measure",
    [`${trigger} / Statistic`]: "environment.scaling.trigger.statistic",
    [`${trigger} / Unit`]: "environment.scaling.trigger.unit",
    [`${trigger} / LowerThreshold`]: "environment.scaling.trigger.lower",
    [`${trigger} / UpperThreshold`]: "environment.scaling.trigger.upper",
    [`${trigger} / LowerBreachScaleIncrement`]: "environment.scaling.trigger.remove",
    [`${trigger} / UpperBreachScaleIncrement`]: "environment.scaling.trigger.add",
    [`${trigger} / Period`]: "environment.scaling.trigger.periodMinutes",
    [`${trigger} / EvaluationPeriods`]: "environment.scaling.trigger.evaluationPeriods",
    [`${trigger} / BreachDuration`]: "environment.scaling.trigger.periodMinutes",
    [`${rolling} / RollingUpdateEnabled`]: "environment.rollingUpdates.kind",
    [`${rolling} / RollingUpdateType`]: "environment.rollingUpdates.kind",
    [`${rolling} / MaxBatchSize`]: "environment.rollingUpdates.maxBatchSize",
    [`${rolling} / MinInstancesInService`]: "environment.rollingUpdates.minInService",
    [`${rolling} / PauseTime`]: "environment.rollingUpdates.pauseMinutes",
    [`${rolling} / Timeout`]: "environment.rollingUpdates.timeoutMinutes",
    [`${launch} / DisableDefaultEC2SecurityGroup`]: groups,
    [`${launch} / DisableIMDSv1`]: imds,
    [`${launch} / EC2KeyName`]: "environment.instances.keyPair.name",
    [`${launch} / SSHSourceRestriction`]: "environment.instances.keyPair.source",
    [`${launch} / IamInstanceProfile`]: roles,
    [`${launch} / ImageId`]: "environment.instances.imageId",
    [`${launch} / LaunchTemplateTagPropagationEnabled`]: "environment.instances.propagateTags",
    [`${launch} / MonitoringInterval`]: "environment.instances.detailedMonitoring",
    [`${launch} / SecurityGroups`]: groups,
    [`${launch} / RootVolumeType`]: "nothing: root volumes are gp3",
    [`${launch} / RootVolumeSize`]: "environment.instances.rootVolume.sizeGb",
    [`${launch} / RootVolumeIOPS`]: "environment.instances.rootVolume.iops",
    [`${launch} / RootVolumeThroughput`]: "environment.instances.rootVolume.throughputMibps",
    "aws:ec2:instances / EnableSpot": "environment.spot",
    "aws:ec2:instances / InstanceTypes": "environment.instanceTypes",
    "aws:ec2:instances / SpotAllocationStrategy": "environment.spot.allocation",
    "aws:ec2:instances / SpotFleetOnDemandBase": "environment.spot.onDemandBase",
    "aws:ec2:instances / SpotFleetOnDemandAboveBasePercentage": "environment.spot.onDemandPercent",
    "aws:ec2:instances / SpotMaxPrice": "environment.spot.maxPrice",
    "aws:ec2:vpc / VPCId": "network",
    "aws:ec2:vpc / Subnets": "network",
    "aws:ec2:vpc / ELBSubnets": "network",
    "aws:ec2:vpc / ELBScheme": "environment.loadBalancer.scheme",
    "aws:ec2:vpc / AssociatePublicIpAddress": "network",
    "aws:elasticbeanstalk:application:environment / *": "app.variables",
    "aws:elasticbeanstalk:application:environment / PORT": "app.variables",
    "aws:elasticbeanstalk:application:environment / PYTHONPATH": "app.variables",
    "aws:elasticbeanstalk:application:environment / DJANGO_SETTINGS_MODULE": "app.settingsModule",
    "aws:elasticbeanstalk:application:environmentsecrets / *": "secrets",
    [`${environment} / EnvironmentType`]: "environment.loadBalancer.kind",
    [`${environment} / ServiceRole`]: roles,
    [`${environment} / LoadBalancerType`]: "environment.loadBalancer.kind",
    [`${environment} / LoadBalancerIsShared`]: "environment.loadBalancer.kind",
    "aws:elasticbeanstalk:command / DeploymentPolicy": "environment.deployment.policy",
    "aws:elasticbeanstalk:command / Timeout": "environment.deployment.timeoutSeconds",
    "aws:elasticbeanstalk:command / BatchSizeType": "environment.deployment.batch.type",
    "aws:elasticbeanstalk:command / BatchSize": "environment.deployment.batch.size",
    "aws:elasticbeanstalk:command / IgnoreHealthCheck": "environment.deployment.ignoreHealth",
    "aws:elasticbeanstalk:trafficsplitting / NewVersionPercent": "environment.deployment.trafficSplitting.percent",
    "aws:elasticbeanstalk:trafficsplitting / EvaluationTime": "environment.deployment.trafficSplitting.minutes",
    "aws:elasticbeanstalk:managedactions / ManagedActionsEnabled": "environment.managedUpdates.enabled",
    "aws:elasticbeanstalk:managedactions / PreferredStartTime": "environment.managedUpdates.window",
    "aws:elasticbeanstalk:managedactions:platformupdate / UpdateLevel": "environment.managedUpdates.level",
    "aws:elasticbeanstalk:managedactions:platformupdate / InstanceRefreshEnabled":
        "environment.managedUpdates.refreshInstances",
    "aws:elasticbeanstalk:healthreporting:system / SystemType": "nothing: health is always enhanced",
    "aws:elasticbeanstalk:healthreporting:system / ConfigDocument": "environment.health",
    "aws:elasticbeanstalk:healthreporting:system / HealthCheckSuccessThreshold": "environment.health.successThreshold",
    "aws:elasticbeanstalk:cloudwatch:logs / StreamLogs": "environment.logs.stream",
    "aws:elasticbeanstalk:cloudwatch:logs / DeleteOnTerminate": "environment.logs.deleteOnTerminate",
    "aws:elasticbeanstalk:cloudwatch:logs / RetentionInDays": "environment.logs.retentionDays",
    "aws:elasticbeanstalk:cloudwatch:logs:health / HealthStreamingEnabled": "environment.logs.streamHealth",
    "aws:elasticbeanstalk:cloudwatch:logs:health / DeleteOnTerminate": "environment.logs.deleteOnTerminate",
    "aws:elasticbeanstalk:cloudwatch:logs:health / RetentionInDays": "environment.logs.retentionDays",
    "aws:elasticbeanstalk:hostmanager / LogPublicationControl": "environment.logs.publishToS3",
    "aws:elasticbeanstalk:sns:topics / Notification Endpoint": "environment.notifications.endpoint",
    "aws:elasticbeanstalk:sns:topics / Notification Protocol": "environment.notifications.protocol",
    "aws:elasticbeanstalk:sns:topics / Notification Topic ARN": "environment.notifications.topicArn",
    "aws:elasticbeanstalk:sns:topics / Notification Topic Name": "environment.notifications.topicName",
    "aws:elasticbeanstalk:xray / XRayEnabled": "environment.xray",
    [`${process}:default / DeregistrationDelay`]: "environment.loadBalancer.drainingSeconds",
    [`${process}:default / HealthCheckInterval`]: "environment.loadBalancer.healthCheck.intervalSeconds",
    [`${process}:default / Port`]: "environment.loadBalancer.endToEndTls",
    [`${process}:default / Protocol`]: "environment.loadBalancer.endToEndTls",
    [`${process}:default / HealthCheckPath`]: "app.healthPath",
    [`${process}:default / HealthCheckTimeout`]: "environment.loadBalancer.healthCheck.timeoutSeconds",
    [`${process}:default / HealthyThresholdCount`]: "environment.loadBalancer.healthCheck.healthyCount",
    [`${process}:default / MatcherHTTPCode`]: "environment.loadBalancer.healthCheck.codes",
    [`${process}:default / StickinessEnabled`]: "environment.loadBalancer.stickySeconds",
    [`${process}:default / StickinessLBCookieDuration`]: "environment.loadBalancer.stickySeconds",
    [`${process}:default / UnhealthyThresholdCount`]: "environment.loadBalancer.healthCheck.unhealthyCount",
    [`${process}:{process_name} / DeregistrationDelay`]: "environment.loadBalancer.processes.*.drainingSeconds",
    [`${process}:{process_name} / HealthCheckInterval`]:
        "environment.loadBalancer.processes.*.healthCheck.intervalSeconds",
    [`${process}:{process_name} / HealthCheckPath`]: "environment.loadBalancer.processes.*.healthPath",
    [`${process}:{process_name} / HealthCheckTimeout`]:
        "environment.loadBalancer.processes.*.healthCheck.timeoutSeconds",
    [`${process}:{process_name} / HealthyThresholdCount`]:
        "environment.loadBalancer.processes.*.healthCheck.healthyCount",
    [`${process}:{process_name} / MatcherHTTPCode`]: "environment.loadBalancer.processes.*.healthCheck.codes",
    [`${process}:{process_name} / Port`]: "environment.loadBalancer.processes.*.port",
    [`${process}:{process_name} / Protocol`]: "environment.loadBalancer.processes.*.protocol",
    [`${process}:{process_name} / StickinessEnabled`]: "environment.loadBalancer.processes.*.stickySeconds",
    [`${process}:{process_name} / StickinessLBCookieDuration`]: "environment.loadBalancer.processes.*.stickySeconds",
    [`${process}:{process_name} / UnhealthyThresholdCount`]:
        "environment.loadBalancer.processes.*.healthCheck.unhealthyCount",
    [`${port80} / ListenerEnabled`]: "environment.loadBalancer.http",
    [`${port80} / DefaultProcess`]: "environment.loadBalancer.tlsOnInstances",
    [`${port80} / Rules`]: "environment.loadBalancer.rules",
    [`${listener} / DefaultProcess`]: "environment.loadBalancer.listeners.*.process",
    [`${listener} / ListenerEnabled`]: "environment.loadBalancer.listeners",
    [`${listener} / Protocol`]: "environment.loadBalancer.listeners.*.protocol",
    [`${listener} / SSLCertificateArns`]: "environment.loadBalancer.listeners.*.certificateArn",
    [`${listener} / SSLPolicy`]: "environment.loadBalancer.tlsPolicy",
    [`${listener} / Rules`]: "environment.loadBalancer.listeners.*.rules",
    [`${rule} / HostHeaders`]: "environment.loadBalancer.rules.*.hosts",
    [`${rule} / PathPatterns`]: "environment.loadBalancer.rules.*.paths",
    [`${rule} / Priority`]: "environment.loadBalancer.rules.*.priority",
    [`${rule} / Process`]: "environment.loadBalancer.rules.*.process",
    [`${loadBalancer} / AccessLogsS3Bucket`]: "environment.loadBalancer.accessLogs.bucket",
    [`${loadBalancer} / AccessLogsS3Enabled`]: "environment.loadBalancer.accessLogs.kind",
    [`${loadBalancer} / AccessLogsS3Prefix`]: "environment.loadBalancer.accessLogs.prefix",
    [`${loadBalancer} / IdleTimeout`]: "environment.loadBalancer.idleTimeoutSeconds",
    [`${loadBalancer} / IpAddressType`]: "environment.loadBalancer.ipAddressType",
    [`${loadBalancer} / ManagedSecurityGroup`]: groups,
    [`${loadBalancer} / SecurityGroups`]: groups,
    [`${loadBalancer} / SharedLoadBalancer`]: "environment.loadBalancer.arn",
    "aws:elasticbeanstalk:customoption / ClientTrustStoreArn": "environment.loadBalancer.mutualTls",
    "aws:elasticbeanstalk:environment:proxy / ProxyServer": "app.platform.proxyServer",
    "aws:elasticbeanstalk:environment:proxy:staticfiles / *": "app.static.folders",
    [`${worker} / WorkerQueueURL`]: "environment.tier.queueUrl",
    [`${worker} / HttpPath`]: "environment.tier.path",
    [`${worker} / MimeType`]: "environment.tier.mimeType",
    [`${worker} / HttpConnections`]: "environment.tier.connections",
    [`${worker} / ConnectTimeout`]: "environment.tier.connectTimeoutSeconds",
    [`${worker} / InactivityTimeout`]: "environment.tier.inactivityTimeoutSeconds",
    [`${worker} / VisibilityTimeout`]: "environment.tier.visibilityTimeoutSeconds",
    [`${worker} / ErrorVisibilityTimeout`]: "environment.tier.errorVisibilityTimeoutSeconds",
    [`${worker} / RetentionPeriod`]: "environment.tier.retentionSeconds",
    [`${worker} / MaxRetries`]: "environment.tier.maxRetries",
};

/** The setting to use instead of an option; undefined when there is none. */
export function ownerOf(namespace: string, name: string): string | undefined {
    const entry = findOption(namespace, name);
    return entry === undefined ? undefined : owners[`${entry.namespace} / ${entry.name}`];
}
