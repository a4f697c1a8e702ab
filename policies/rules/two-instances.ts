import { notInDev } from "../levels";
import { environmentNamespace, environmentType, isSingleInstance, isWorker } from "../read/environment";
import { judgeOption, numberOf } from "../read/judge-option";
import { howToSet, readOption, Wanted } from "../read/options";
import type { Resource, Rule } from "../rule";

const namespace = "aws:autoscaling:asg";
const least: Wanted = { namespace, name: "MinSize", value: "2" };
const most: Wanted = { namespace, name: "MaxSize", value: `<${least.name} or more>` };
const scalable: Wanted = { namespace: environmentNamespace, name: "EnvironmentType", value: "LoadBalanced" };

export const twoInstances: Rule = {
    name: "two-instances",
    displayName: "Two instances",
    description: "A web environment always has at least two instances.",
    levels: notInDev,
    severity: "high",
    remediationSteps: `Set ${namespace}/${least.name} to "2" or more, and ${namespace}/${most.name} to no less.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.as.html",
    tags: ["availability"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        if (isWorker(environment)) {
            // The queue keeps its messages while an instance is replaced.
            return [];
        }
        return isSingleInstance(environment) ? single : [...judgeLeast(environment), ...judgeMost(environment)];
    },
};

const single = [
    `${scalable.namespace}/${scalable.name} is "SingleInstance"; wanted: "${scalable.value}". The service is down whenever its one ` +
        `instance is replaced. ${howToSet("environment.loadBalancer: {kind: dedicated}", scalable, least)}`,
];

const judgeLeast = (environment: Resource): string[] =>
    judgeOption(environment, {
        option: least,
        words: "2 or more",
        accepts: (value) => (numberOf(value) ?? 0) >= 2,
        because: "Left out, it is 1, and the service is down whenever that instance is replaced.",
        stackFile: "environment.scaling: {min: 2}, the default in prod",
    });

/** Left out it is 4. The number found is not repeated. One that is not known yet AWS itself compares, and refuses. */
function judgeMost(environment: Resource): string[] {
    const found = readOption(environment, namespace, least.name);
    const smallest = Math.max(...(found.state === "known" ? found.values.map((value) => numberOf(value) ?? 0) : [0]));
    return judgeOption(environment, {
        option: most,
        words: `as many as ${least.name} says, or more`,
        accepts: (value) => (numberOf(value) ?? 0) >= smallest,
        alsoRight: smallest <= 4 ? ["absent", "unknown"] : ["unknown"],
        because: "Left out, it is 4. AWS refuses a largest number below the smallest.",
        stackFile: "environment.scaling.max",
    });
}
