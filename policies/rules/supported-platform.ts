import { everywhere } from "../levels";
import { environmentType } from "../read/environment";
import { peekText } from "../read/peek";
import { retiredPlatform } from "../read/retired-platforms";
import type { Rule } from "../rule";

export const supportedPlatform: Rule = {
    name: "supported-platform",
    displayName: "Supported platform branch",
    description: "An environment is not on a platform branch that AWS has retired.",
    levels: everywhere,
    severity: "high",
    remediationSteps:
        "Move to a branch of Amazon Linux 2023 that is supported, by blue/green: a new environment, then the domain, then the end of the old one.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-support-policy.html",
    tags: ["platform", "updates"],
    sees: "resource",
    types: [environmentType],
    // A platform that is not known yet, or only named by a configuration template, only AWS can judge.
    judge: ({ props }) =>
        ["solutionStackName", "platformArn"].flatMap((property) => {
            const found = retiredPlatform(peekText(props, property) ?? "");
            return found === undefined
                ? []
                : [
                      `${property} names a branch of ${found.name}, which AWS retired on ${found.since}; wanted: a supported branch of Amazon ` +
                          "Linux 2023. A retired one gets no security updates, and accounts that do not have it cannot create it. In this " +
                          "project: app.platform, in a second stack, since the branch of an environment cannot change. In any other program: " +
                          `another ${property}, by blue/green.`,
                  ];
        }),
};
