import { everywhere } from "../levels";
import { environmentNamespace, environmentType, loadBalancerOf } from "../read/environment";
import { howToSet, problemWith, Wanted } from "../read/options";
import type { Rule } from "../rule";

const wanted: Wanted = { namespace: environmentNamespace, name: "LoadBalancerType", value: "application" };

export const applicationLoadBalancer: Rule = {
    name: "application-load-balancer",
    displayName: "Application load balancer",
    description:
        "A load-balanced environment uses an application load balancer, or a network one where it says so; the default is a classic one.",
    levels: everywhere,
    severity: "high",
    remediationSteps: `Set ${wanted.namespace}/${wanted.name} to "${wanted.value}" when the environment is created.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb.html",
    tags: ["load-balancer"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        if (["none", "network"].includes(loadBalancerOf(environment))) {
            return [];
        }
        const problem = problemWith(environment, wanted);
        return problem === undefined
            ? []
            : [
                  `${problem}. Left out, Elastic Beanstalk makes a classic load balancer, and the type cannot be changed ` +
                      `afterwards. ${howToSet("environment.loadBalancer: {kind: dedicated}", wanted)}`,
              ];
    },
};
