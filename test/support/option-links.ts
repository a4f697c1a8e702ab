import type { OptionLinks } from "../../components/beanstalk-environment/option-links";
import { fixedVariables, hasCertificate } from "../../components/beanstalk-environment/variables";
import { hasLoadBalancerGroup } from "../../components/network/plan-rules";
import type { Settings } from "../../components/settings";

const account = "123456789012";

/** What the graph would fill in. */
export function linksOf(settings: Settings): OptionLinks<string> {
    const { region } = settings;
    return {
        vpcId: "vpc-0a1b",
        instanceSubnetIds: "subnet-0a,subnet-0b",
        loadBalancerSubnetIds: "subnet-1a,subnet-1b",
        publicInstances: true,
        instanceSecurityGroupId: "sg-0a",
        loadBalancerSecurityGroupId: hasLoadBalancerGroup(settings.environment) ? "sg-0b" : undefined,
        instanceProfileName: "notes-dev-instance",
        serviceRoleArn: `arn:aws:iam::${account}:role/notes-dev-service`,
        certificateArn: hasCertificate(settings) ? `arn:aws:acm:${region}:${account}:certificate/0a1b-2c3d` : undefined,
        clientTrustStoreArn: `arn:aws:elasticloadbalancing:${region}:${account}:truststore/notes-dev/0123456789abcdef`,
        accessLogsBucket: "notes-dev-access-logs-0a1b2c3",
        variables: fixedVariables(settings),
        secrets: {
            SECRET_KEY: `arn:aws:secretsmanager:${region}:${account}:secret:notes-dev-key-AbCdEf`,
            DATABASE_URL: `arn:aws:secretsmanager:${region}:${account}:secret:notes-dev-db-AbCdEf:url`,
        },
    };
}
