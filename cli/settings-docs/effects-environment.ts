import type { Effects, OptionName } from "./effect";

const command = (name: string): OptionName => `aws:elasticbeanstalk:command / ${name}`;

/**
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.ec2.html (types and processors)
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-types.html (with and without a load balancer)
 */
export const environmentEffects: Effects = {
    "environment.stage": {
        does: ["inPlace"],
        note: "It changes the tag `stage` and every default that differs between the stages; each of those does what its own row says.",
    },
    "environment.name": { does: ["replaced"], note: "The new environment is created before the old one is deleted." },
    "environment.instanceTypes": {
        does: ["newInstances"],
        note: "AWS uses the first type alone unless Spot instances are on. An environment keeps its processor: between Graviton and the others only blue/green leads.",
        options: ["aws:ec2:instances / InstanceTypes"],
    },
    "environment.scaling.min": {
        does: ["inPlace"],
        note: "It counts with a load balancer.",
        options: ["aws:autoscaling:asg / MinSize"],
    },
    "environment.scaling.max": {
        does: ["inPlace"],
        note: "It counts with a load balancer.",
        options: ["aws:autoscaling:asg / MaxSize"],
    },
    "environment.deployment.policy": {
        does: ["inPlace"],
        note: "It holds from the next deployment on.",
        options: [command("DeploymentPolicy"), command("BatchSizeType"), command("BatchSize")],
    },
    "environment.deployment.timeoutSeconds": {
        does: ["inPlace"],
        note: "It holds from the next deployment on. The engine waits as long too.",
        options: [command("Timeout")],
    },
    "environment.managedUpdates.level": {
        does: ["inPlace"],
        options: ["aws:elasticbeanstalk:managedactions:platformupdate / UpdateLevel"],
    },
    "environment.managedUpdates.window": {
        does: ["inPlace"],
        options: ["aws:elasticbeanstalk:managedactions / PreferredStartTime"],
    },
    "environment.loadBalancer.kind": {
        does: ["environmentRestart", "newVersion"],
        note: "HTTPS needs a load balancer.",
        options: [
            "aws:elasticbeanstalk:environment / EnvironmentType",
            "aws:elasticbeanstalk:environment / LoadBalancerType",
        ],
    },
    "environment.loadBalancer.idleTimeoutSeconds": {
        does: ["inPlace", "newVersion"],
        note: "The new version is for nginx, which waits as long (Python platform).",
        options: ["aws:elbv2:loadbalancer / IdleTimeout"],
    },
    "environment.loadBalancer.tlsPolicy": {
        does: ["inPlace"],
        note: "It counts with a domain.",
        options: ["aws:elbv2:listener:443 / SSLPolicy"],
    },
    "environment.logRetentionDays": {
        does: ["inPlace"],
        options: [
            "aws:elasticbeanstalk:cloudwatch:logs / RetentionInDays",
            "aws:elasticbeanstalk:cloudwatch:logs:health / RetentionInDays",
        ],
    },
    "environment.secretRecoveryDays": { does: ["nothing"], note: "It counts when a secret is deleted." },
    "environment.protect": {
        does: ["nothing"],
        note: "It counts from the next `pulumi up` on. Without it, buckets are deleted with what is in them.",
    },
};
