import { cdkNag } from "../frameworks";
import { everywhere } from "../levels";
import { environmentType } from "../read/environment";
import { judgeOption } from "../read/judge-option";
import type { Rule } from "../rule";

const namespace = "aws:ec2:vpc";

export const environmentVpc: Rule = {
    name: "environment-vpc",
    displayName: "VPC named",
    description: "An environment names the VPC that it is in.",
    levels: everywhere,
    severity: "medium",
    framework: cdkNag("AwsSolutions-EB1", "The Elastic Beanstalk environment is not configured to use a specific VPC."),
    remediationSteps: `Set ${namespace}/VPCId, with Subnets and ELBSubnets beside it.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.vpc.html",
    tags: ["network"],
    sees: "resource",
    types: [environmentType],
    judge: (environment) =>
        judgeOption(environment, {
            option: { namespace, name: "VPCId", value: "<id of the VPC>" },
            words: "the id of a VPC",
            accepts: (value) => value !== "",
            // The id of one that is made in the same run.
            alsoRight: ["unknown"],
            because:
                "Left out, the environment is in the default VPC, whatever that is, and in none where there is none.",
            stackFile: "network, which always sets it",
            together: [
                { namespace, name: "Subnets", value: "<ids of subnets, with commas>" },
                { namespace, name: "ELBSubnets", value: "<ids of subnets, with commas>" },
            ],
        }),
};
