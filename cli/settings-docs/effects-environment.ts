import type { Effects } from "./effect";

/**
 * What the catalogue of options does not say: settings without an option, and notes.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.ec2.html (types and processors)
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-types.html (with and without a load balancer)
 */
export const environmentEffects: Effects = {
    "environment.stage": {
        does: ["inPlace"],
        note: "It changes the tag `stage` and every default that differs between the stages; each of those does what its own row says.",
    },
    "environment.name": { does: ["replaced"], note: "The new environment is created before the old one is deleted." },
    "environment.cnamePrefix": { does: ["creation"] },
    "environment.instances.swapMb": {
        does: ["newVersion"],
        note: "At 0 a file that an instance has stays until the instance goes.",
    },
    "environment.instances.packages.*": {
        does: ["newVersion"],
        note: "One that is no longer named stays installed until the instance goes.",
    },
    "environment.instances.encryptVolumesInRegion": {
        does: ["inPlace"],
        note: "It counts for every volume that the account makes in the region from then on, in all stacks. Turned off, it stays as it is in the account.",
    },
    "environment.scaling.schedule.*": {
        does: ["inPlace"],
        note: "An action that is removed stops the preview: no request removes a single one.",
    },
    "environment.tier.kind": {
        does: ["refused"],
        note: "The other tier is another environment: with another `environment.name` the new one is created, and then the old one deleted.",
    },
    "environment.tier.cron.*": { does: ["newVersion"] },
    "environment.tier.cron.*.path": { does: ["newVersion"] },
    "environment.tier.cron.*.schedule": { does: ["newVersion"] },
    "environment.loadBalancer.kind": {
        does: ["refused"],
        note: "A single instance can get a load balancer, and the other way round: AWS then deletes the environment's resources and makes them again, with an outage. HTTPS needs a load balancer.",
        options: [
            "aws:elasticbeanstalk:environment / EnvironmentType",
            "aws:elasticbeanstalk:environment / LoadBalancerType",
            "aws:elasticbeanstalk:environment / LoadBalancerIsShared",
        ],
    },
    "environment.loadBalancer.idleTimeoutSeconds": {
        does: ["inPlace", "newVersion"],
        note: "The new version is for the proxy, which waits as long (Python platform).",
        options: ["aws:elbv2:loadbalancer / IdleTimeout"],
    },
    "environment.loadBalancer.endToEndTls": {
        does: ["inPlace", "newVersion"],
        note: "Port and version change one after the other: until both are there instances count as unhealthy. Move a site that serves by blue/green.",
        options: [
            "aws:elasticbeanstalk:environment:process:default / Port",
            "aws:elasticbeanstalk:environment:process:default / Protocol",
        ],
    },
    "environment.loadBalancer.securityGroupId": { does: ["inPlace"] },
    "environment.loadBalancer.certificateArn": {
        does: ["inPlace", "newVersion"],
        note: "A first one is a new version: port 80 then redirects.",
        options: ["aws:elbv2:listener:443 / SSLCertificateArns"],
    },
    "environment.loadBalancer.clients": { does: ["inPlace"] },
    "environment.loadBalancer.vpcRange": { does: ["inPlace"] },
    "environment.loadBalancer.listeners.*.clients": { does: ["inPlace"] },
    "environment.loadBalancer.listenerPort": {
        does: ["refused"],
        note: "AWS says that listeners and rules of a shared load balancer cannot be updated through Elastic Beanstalk.",
        options: ["aws:elbv2:listener:{listener_port} / Rules"],
    },
    "environment.loadBalancer.priority": {
        does: ["refused"],
        note: "AWS says that listeners and rules of a shared load balancer cannot be updated through Elastic Beanstalk.",
        options: ["aws:elbv2:listenerrule:{rule_name} / Priority"],
    },
    "environment.loadBalancer.processes.*": { does: ["inPlace"] },
    "environment.loadBalancer.rules.*": { does: ["inPlace"], options: ["aws:elbv2:listener:default / Rules"] },
    "environment.loadBalancer.listeners.*": {
        does: ["inPlace"],
        options: ["aws:elbv2:listener:{listener_port} / ListenerEnabled"],
    },
    "environment.health.ignoreApplication4xx": {
        does: ["inPlace"],
        options: ["aws:elasticbeanstalk:healthreporting:system / ConfigDocument"],
    },
    "environment.health.ignoreLoadBalancer4xx": {
        does: ["inPlace"],
        options: ["aws:elasticbeanstalk:healthreporting:system / ConfigDocument"],
    },
    "environment.health.environmentMetrics.*": {
        does: ["inPlace"],
        options: ["aws:elasticbeanstalk:healthreporting:system / ConfigDocument"],
    },
    "environment.health.instanceMetrics.*": {
        does: ["inPlace"],
        options: ["aws:elasticbeanstalk:healthreporting:system / ConfigDocument"],
    },
    "environment.notifications.kind": { does: ["inPlace"] },
    "environment.spot.rebalance": {
        does: ["undocumented"],
        options: ["aws:autoscaling:asg / EnableCapacityRebalancing", "aws:ec2:instances / EnableSpot"],
    },
    "environment.secretRecoveryDays": { does: ["nothing"], note: "It counts when a secret is deleted." },
    "environment.protect": {
        does: ["nothing"],
        note: "It counts from the next `pulumi up` on. Without it, buckets are deleted with what is in them.",
    },
};
