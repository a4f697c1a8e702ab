import type { OutputEntry, ResourceEntry } from "../model";
import { must } from "./model-error";

/**
 * Logical ids of what Elastic Beanstalk makes, which a file may change. Any other name is a new resource beside it, to which nothing refers.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-resources.html
 */
export const ownResources: Readonly<Record<string, string>> = {
    AWSEBAutoScalingGroup: "AWS::AutoScaling::AutoScalingGroup",
    AWSEBAutoScalingLaunchConfiguration: "AWS::AutoScaling::LaunchConfiguration",
    AWSEBEC2LaunchTemplate: "AWS::EC2::LaunchTemplate",
    AWSEBLoadBalancer: "AWS::ElasticLoadBalancing::LoadBalancer",
    AWSEBLoadBalancerSecurityGroup: "AWS::EC2::SecurityGroup",
    AWSEBRDSDatabase: "AWS::RDS::DBInstance",
    AWSEBSecurityGroup: "AWS::EC2::SecurityGroup",
    AWSEBV2LoadBalancer: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    AWSEBV2LoadBalancerListener: "AWS::ElasticLoadBalancingV2::Listener",
    AWSEBV2LoadBalancerListener443: "AWS::ElasticLoadBalancingV2::Listener",
    AWSEBV2LoadBalancerListenerRule: "AWS::ElasticLoadBalancingV2::ListenerRule",
    AWSEBV2LoadBalancerTargetGroup: "AWS::ElasticLoadBalancingV2::TargetGroup",
    AWSEBWorkerDeadLetterQueue: "AWS::SQS::Queue",
    AWSEBWorkerQueue: "AWS::SQS::Queue",
};

/**
 * A resource of CloudFormation in the environment's stack: a new one, or properties laid over one that Elastic Beanstalk makes.
 *
 * @throws ModelError for an id that looks like one of Elastic Beanstalk's and is none, or one with another type
 */
export function resource(
    logicalId: string,
    type: string,
    properties: Readonly<Record<string, unknown>>,
): ResourceEntry {
    must(/^[A-Za-z0-9]{1,255}$/.test(logicalId), "A logical id has letters and digits", logicalId);
    must(/^[A-Za-z0-9]+(::[A-Za-z0-9]+){2}$/.test(type), "A type has the form AWS::Service::Resource", type);
    const own = ownResources[logicalId];
    must(
        own !== undefined || !/^awseb/i.test(logicalId),
        `A logical id of Elastic Beanstalk's is one of ${Object.keys(ownResources).join(", ")}`,
        logicalId,
    );
    must(own === undefined || own === type, `${logicalId} is of the type ${String(own)}`, type);
    return { kind: "resource", logicalId, type, properties };
}

/** A value that the environment's stack tells, and with `exportName` to other stacks of the region. */
export function output(
    name: string,
    value: unknown,
    { description, exportName }: { readonly description?: string; readonly exportName?: string } = {},
): OutputEntry {
    must(/^[A-Za-z0-9]{1,255}$/.test(name), "An output has a name of letters and digits", name);
    return { kind: "output", name, value, description, exportName };
}
