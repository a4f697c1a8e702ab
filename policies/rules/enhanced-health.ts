import { securityHub } from "../frameworks";
import { environmentType } from "../read/environment";
import { howToSet, problemWith, Wanted } from "../read/options";
import type { Rule } from "../rule";

const wanted: Wanted = {
    namespace: "aws:elasticbeanstalk:healthreporting:system",
    name: "SystemType",
    value: "enhanced",
};

export const enhancedHealth: Rule = {
    name: "enhanced-health",
    displayName: "Enhanced health",
    description: "An environment reports enhanced health, which managed updates and honest deployments depend on.",
    level: "mandatory",
    severity: "low",
    framework: securityHub(
        "ElasticBeanstalk.1",
        "Elastic Beanstalk environments should have enhanced health reporting enabled",
    ),
    remediationSteps: `Set ${wanted.namespace}/${wanted.name} to "${wanted.value}".`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html",
    tags: ["health", "CT.ELASTICBEANSTALK.PR.1"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        const problem = problemWith(environment, wanted);
        return problem === undefined
            ? []
            : [
                  `${problem}. Left out, an environment made through the API has basic health. ` +
                      howToSet("leave it out of options, it is always set", wanted),
              ];
    },
};
