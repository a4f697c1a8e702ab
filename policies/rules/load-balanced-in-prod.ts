import { notInDev } from "../levels";
import { environmentNamespace, environmentType, isWorker } from "../read/environment";
import { howToSet, problemWith, readOption, Wanted } from "../read/options";
import type { Rule } from "../rule";

const wanted: Wanted = { namespace: environmentNamespace, name: "EnvironmentType", value: "LoadBalanced" };

export const loadBalancedInProd: Rule = {
    name: "load-balanced-in-prod",
    displayName: "Load-balanced in production",
    description: "A web environment of production has a load balancer, so that it has no pause at each deployment.",
    levels: notInDev,
    severity: "high",
    remediationSteps: `Set ${wanted.namespace}/${wanted.name} to "${wanted.value}", or leave it out.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-types.html",
    tags: ["load-balancer", "availability"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        // Left out, it is load-balanced.
        if (isWorker(environment) || readOption(environment, wanted.namespace, wanted.name).state === "absent") {
            return [];
        }
        const problem = problemWith(environment, wanted);
        return problem === undefined
            ? []
            : [
                  `${problem}. A single instance serves nobody while a version is deployed, or while it is replaced. ` +
                      howToSet("environment.loadBalancer: {kind: dedicated}", wanted),
              ];
    },
};
