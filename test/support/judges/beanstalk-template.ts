const vpc = "vpc-0123456789abcdef0";
const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];

/**
 * A model of the template that Elastic Beanstalk makes for an environment with its own application load balancer: the logical
 * ids that may be overridden, each with the least that CloudFormation demands.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-format-resources-eb.html
 */
export const beanstalkTemplate = {
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: {
        AWSEBSecurityGroup: {
            Type: "AWS::EC2::SecurityGroup",
            Properties: { GroupDescription: "Instances", VpcId: vpc },
        },
        AWSEBLoadBalancerSecurityGroup: {
            Type: "AWS::EC2::SecurityGroup",
            Properties: { GroupDescription: "Load balancer", VpcId: vpc },
        },
        AWSEBV2LoadBalancer: {
            Type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
            Properties: { Subnets: subnets, SecurityGroups: [{ Ref: "AWSEBLoadBalancerSecurityGroup" }] },
        },
        AWSEBV2LoadBalancerTargetGroup: {
            Type: "AWS::ElasticLoadBalancingV2::TargetGroup",
            Properties: { VpcId: vpc, Port: 80, Protocol: "HTTP" },
        },
        AWSEBV2LoadBalancerListener: listener(80, "HTTP", {}),
        AWSEBV2LoadBalancerListener443: listener(443, "HTTPS", {
            Certificates: [
                {
                    CertificateArn:
                        "arn:aws:acm:eu-central-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef",
                },
            ],
        }),
        AWSEBEC2LaunchTemplate: {
            Type: "AWS::EC2::LaunchTemplate",
            Properties: { LaunchTemplateData: { ImageId: "ami-0123456789abcdef0", InstanceType: "t3.micro" } },
        },
        AWSEBAutoScalingGroup: {
            Type: "AWS::AutoScaling::AutoScalingGroup",
            Properties: {
                MinSize: "1",
                MaxSize: "2",
                VPCZoneIdentifier: subnets,
                LaunchTemplate: {
                    LaunchTemplateId: { Ref: "AWSEBEC2LaunchTemplate" },
                    Version: { "Fn::GetAtt": ["AWSEBEC2LaunchTemplate", "LatestVersionNumber"] },
                },
                TargetGroupARNs: [{ Ref: "AWSEBV2LoadBalancerTargetGroup" }],
            },
        },
    },
};

function listener(port: number, protocol: string, more: Readonly<Record<string, unknown>>) {
    return {
        Type: "AWS::ElasticLoadBalancingV2::Listener",
        Properties: {
            LoadBalancerArn: { Ref: "AWSEBV2LoadBalancer" },
            Port: port,
            Protocol: protocol,
            DefaultActions: [{ Type: "forward", TargetGroupArn: { Ref: "AWSEBV2LoadBalancerTargetGroup" } }],
            ...more,
        },
    };
}
