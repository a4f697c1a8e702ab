import { deploymentPolicy } from "../../../policies/rules/deployment-policy";
import { unknown } from "../../support/policy-runner";
import { optionScenarios } from "../option-scenarios";
import { environment, Options } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const policy = "aws:elasticbeanstalk:command/DeploymentPolicy";
const size = "aws:elasticbeanstalk:command/BatchSize";
const type = "aws:elasticbeanstalk:command/BatchSizeType";
const all = "one of RollingWithAdditionalBatch, Immutable, TrafficSplitting, Rolling";
const says = (state: string) =>
    `${policy} ${state}; wanted: ${all}. Left out, an environment made through the API deploys to all at once: an outage, and a bad ` +
    "version everywhere. In this project: environment.deployment: {policy: RollingWithAdditionalBatch}, the default in prod. In " +
    "any other program, in the environment's settings: " +
    '{namespace: "aws:elasticbeanstalk:command", name: "DeploymentPolicy", value: "RollingWithAdditionalBatch"}.';
const saysBatch = (state: string) =>
    `${policy} is "Rolling" and ${size} ${state}; wanted: a part of them. Left out, it is 100 percent. In this project: ` +
    "environment.deployment.batch. In any other program, in the environment's settings: " +
    '{namespace: "aws:elasticbeanstalk:command", name: "BatchSize", value: "30"}.';

const batch = (title: string, options: Options, finds?: string): Scenario => ({
    title,
    stack: () => [environment({ [policy]: "Rolling", ...options })],
    ...(finds === undefined ? { reads: [`env ${size}`] } : { finds: [saysBatch(finds)] }),
});

describe("deployment-policy", () => {
    itJudges(
        deploymentPolicy,
        optionScenarios({
            option: policy,
            right: ["RollingWithAdditionalBatch", "Immutable", "TrafficSplitting"],
            wrong: ["AllAtOnce", "immutable", ""],
            wanted: all,
            whenAbsent: "wrong",
            says,
        }),
    );
    itJudges(deploymentPolicy, [
        { title: "a dev stack may", stage: "dev", stack: () => [environment({ [policy]: "AllAtOnce" })] },
        {
            title: "a single instance can do nothing else",
            stack: () => [
                environment({
                    [policy]: "AllAtOnce",
                    "aws:elasticbeanstalk:environment/EnvironmentType": "SingleInstance",
                }),
            ],
            reads: ["env aws:elasticbeanstalk:environment/EnvironmentType"],
        },
        {
            title: "a worker may",
            stack: () => [environment({ [policy]: "AllAtOnce" }, { props: { tier: "Worker" } })],
            reads: ["env.tier"],
        },
        {
            title: "an additional batch may be of all",
            stack: () => [environment({ [size]: "100" })],
            reads: [`env ${policy}`],
        },
    ]);

    describe("in batches", () => {
        itJudges(deploymentPolicy, [
            batch("a share is right", { [size]: "50" }),
            batch("left out is all", { [size]: undefined }, "is not set"),
            batch("all are wrong", { [size]: "100" }, "takes all instances"),
            batch("no number is wrong", { [size]: "half" }, "takes all instances"),
            batch("a share and all is wrong", { [size]: ["50", "100"] }, "takes all instances"),
            batch("unknown proves nothing", { [size]: unknown }),
            batch("fewer than the smallest number is right", { [type]: "Fixed", [size]: "1" }),
            batch("as many as the smallest number is wrong", { [type]: "Fixed", [size]: "2" }, "takes all instances"),
            batch("a smallest number that is not known proves nothing", {
                [type]: "Fixed",
                [size]: "2",
                "aws:autoscaling:asg/MinSize": unknown,
            }),
            batch("one of one is another rule's finding", {
                [type]: "Fixed",
                [size]: "1",
                "aws:autoscaling:asg/MinSize": "1",
            }),
        ]);
    });
});
