import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
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
    levels: everywhere,
    severity: "low",
    framework: securityHub(
        "ElasticBeanstalk.1",
        "Elastic Beanstalk environments should have enhanced health reporting enabled",
    ),
    standards: ["CT.ELASTICBEANSTALK.PR.1", "CKV_AWS_312"],
    remediationSteps: `Set ${wanted.namespace}/${wanted.name} to "${wanted.value}".`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html",
    tags: ["health"],
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
