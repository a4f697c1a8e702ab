import { resourceRules } from "../../../../ebextensions/lint/rules/resources";
import { describeRules } from "../table";

const record = (name: string, ...lines: string[]) =>
    `Resources:\n  Record: <<<\n    Type: AWS::Route53::RecordSet\n    Properties:\n      HostedZoneName: example.com.\n      Name: ${name}\n${lines.map((line) => `      ${line}\n`).join("")}`;

describeRules("rules about resources", resourceRules, {
    "logical-id": {
        wrong: [
            "Resources:\n  AWSEBLaunchTemplate: <<<\n    Type: AWS::EC2::LaunchTemplate\n    Properties: {}\n",
            "Resources:\n  AWSEBAutoScalingLaunchTemplate: <<<\n    Properties: {}\n",
            "Resources:\n  AWSEBV2LoadBalancerListner: <<<\n    Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties: {}\n",
        ],
        right: [
            "Resources:\n  AWSEBEC2LaunchTemplate:\n    Type: AWS::EC2::LaunchTemplate\n    Properties:\n      LaunchTemplateData:\n        MetadataOptions:\n          HttpPutResponseHopLimit: 2\n",
            "Resources:\n  AWSEBV2LoadBalancerListener443:\n    Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties: {}\n",
            "Resources:\n  AWSEBOwnTopic:\n    Type: AWS::SNS::Topic\n  LaunchTemplate:\n    Type: AWS::EC2::LaunchTemplate\n",
        ],
    },
    "launch-configuration": {
        wrong: [
            "Resources:\n  AWSEBAutoScalingLaunchConfiguration: <<<\n    Type: AWS::AutoScaling::LaunchConfiguration\n",
        ],
        right: ["Resources:\n  AWSEBAutoScalingGroup:\n    Type: AWS::AutoScaling::AutoScalingGroup\n"],
    },
    "classic-resource": {
        wrong: ["Resources:\n  AWSEBLoadBalancer: <<<\n    Type: AWS::ElasticLoadBalancing::LoadBalancer\n"],
        right: ["Resources:\n  AWSEBV2LoadBalancer:\n    Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n"],
    },
    "apex-cname": {
        wrong: [record("example.com.", "Type: CNAME", "TTL: 60"), record("Example.com", "Type: CNAME")],
        right: [record("www.example.com.", "Type: CNAME", "TTL: 60").replace(" <<<", "")],
    },
    "alias-zone": {
        wrong: [
            record(
                "example.com.",
                "Type: A",
                "AliasTarget:",
                "  DNSName: shop.eu-west-1.elasticbeanstalk.com",
                '  HostedZoneId: {"Fn::GetAtt": [AWSEBV2LoadBalancer, CanonicalHostedZoneID]}',
            ),
        ],
        right: [
            record(
                "example.com.",
                "Type: A",
                "AliasTarget:",
                '  DNSName: {"Fn::GetAtt": [AWSEBV2LoadBalancer, DNSName]}',
                '  HostedZoneId: {"Fn::GetAtt": [AWSEBV2LoadBalancer, CanonicalHostedZoneID]}',
            ).replace(" <<<", ""),
        ],
    },
});
