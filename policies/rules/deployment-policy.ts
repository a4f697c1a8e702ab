import { notInDev } from "../levels";
import { environmentType, isSingleInstance, isWorker } from "../read/environment";
import { judgeOption, numberOf } from "../read/judge-option";
import { howToSet, isAlways, Option, readOption, Wanted } from "../read/options";
import type { Resource, Rule } from "../rule";

const namespace = "aws:elasticbeanstalk:command";
const policy: Wanted = { namespace, name: "DeploymentPolicy", value: "RollingWithAdditionalBatch" };
const right = ["RollingWithAdditionalBatch", "Immutable", "TrafficSplitting", "Rolling"];
const batch: Wanted = { namespace, name: "BatchSize", value: "30" };

export const deploymentPolicy: Rule = {
    name: "deployment-policy",
    displayName: "No deployment to all instances at once",
    description: "A new version never reaches all instances that serve at the same time.",
    levels: notInDev,
    severity: "high",
    remediationSteps: `Set ${namespace}/${policy.name} to "${policy.value}", "Immutable" or "TrafficSplitting".`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html",
    tags: ["deployment", "availability"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        // One instance can only be deployed to at once, a finding of two-instances; a worker's queue keeps its messages meanwhile.
        if (isSingleInstance(environment) || isWorker(environment)) {
            return [];
        }
        const found = judgePolicy(environment);
        return found.length > 0 ? found : judgeBatch(environment);
    },
};

const judgePolicy = (environment: Resource): string[] =>
    judgeOption(environment, {
        option: policy,
        words: `one of ${right.join(", ")}`,
        accepts: (value) => right.includes(value),
        because:
            "Left out, an environment made through the API deploys to all at once: an outage, and a bad version everywhere.",
        stackFile: "environment.deployment: {policy: RollingWithAdditionalBatch}, the default in prod",
    });

/** A batch of all instances is all at once under another name. An additional batch is of new instances, so that its size does no harm. */
function judgeBatch(environment: Resource): string[] {
    const policies = readOption(environment, namespace, policy.name);
    if (policies.state !== "known" || !policies.values.includes("Rolling")) {
        return [];
    }
    const size = readOption(environment, namespace, batch.name);
    const fixed = isAlways(readOption(environment, namespace, "BatchSizeType"), "Fixed");
    return size.state === "unknown" || (fixed ? isLessThanGroup(size, environment) : isShare(size))
        ? []
        : [
              `${namespace}/${policy.name} is "Rolling" and ${namespace}/${batch.name} ${size.state === "absent" ? "is not set" : "takes all instances"}; ` +
                  `wanted: a part of them. Left out, it is 100 percent. ${howToSet("environment.deployment.batch", batch)}`,
          ];
}

/** Percent, which is what the number means unless it is said to be fixed. */
const isShare = (size: Option): boolean =>
    size.state === "known" && size.values.every((value) => (numberOf(value) ?? 100) < 100);

/** Instances, of which there are no fewer than the smallest number. Where that is not known yet, it proves nothing. */
function isLessThanGroup(size: Option, environment: Resource): boolean {
    const least = readOption(environment, "aws:autoscaling:asg", "MinSize");
    if (least.state !== "known") {
        return size.state === "known";
    }
    const smallest = Math.min(...least.values.map((value) => numberOf(value) ?? 0));
    // One that is no number, or too small a group, is the finding of another rule.
    return size.state === "known" && (smallest < 2 || size.values.every((value) => (numberOf(value) ?? 0) < smallest));
}
