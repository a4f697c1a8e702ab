import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { environmentType } from "../read/environment";
import { howToSet, problemWith, readOption, Wanted } from "../read/options";
import { peekText } from "../read/peek";
import type { Resource, Rule } from "../rule";

const wanted: Wanted = { namespace: "aws:autoscaling:launchconfiguration", name: "DisableIMDSv1", value: "true" };

export const imdsv2: Rule = {
    name: "imdsv2",
    displayName: "Instance metadata version 2 only",
    description:
        "Instances answer version 2 of the metadata service only, so that a forged request gets no credentials.",
    levels: everywhere,
    severity: "high",
    framework: securityHub("EC2.8", "EC2 instances should use Instance Metadata Service Version 2 (IMDSv2)"),
    remediationSteps: `Set ${wanted.namespace}/${wanted.name} to "${wanted.value}".`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-ec2-imds.html",
    tags: ["instances"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        const problem = problemWith(environment, wanted);
        if (problem === undefined || isSafeByDefault(environment)) {
            return [];
        }
        return [
            `${problem}. Only Amazon Linux 2023 has it by default. ` +
                howToSet("leave it out of options, it is always set", wanted),
        ];
    },
};

/** Amazon Linux 2023 platforms default to version 2 only; older ones do not. */
function isSafeByDefault({ props, ...environment }: Resource): boolean {
    const option = readOption({ props, ...environment }, wanted.namespace, wanted.name);
    const platform = peekText(props, "solutionStackName") ?? peekText(props, "platformArn") ?? "";
    return option.state === "absent" && platform.includes("Amazon Linux 2023");
}
