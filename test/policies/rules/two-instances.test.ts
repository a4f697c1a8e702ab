import { twoInstances } from "../../../policies/rules/two-instances";
import { unknown } from "../../support/policy-runner";
import { optionScenarios } from "../option-scenarios";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const least = "aws:autoscaling:asg/MinSize";
const most = "aws:autoscaling:asg/MaxSize";
const kind = "aws:elasticbeanstalk:environment/EnvironmentType";
const leastEntry = '{namespace: "aws:autoscaling:asg", name: "MinSize", value: "2"}';
const saysLeast = (state: string) =>
    `${least} ${state}; wanted: 2 or more. Left out, it is 1, and the service is down whenever that instance is replaced. In this ` +
    "project: environment.scaling: {min: 2}, the default in prod. In any other program, in the environment's settings: " +
    `${leastEntry}.`;
const saysMost = (state: string) =>
    `${most} ${state}; wanted: as many as MinSize says, or more. Left out, it is 4. AWS refuses a largest number below the ` +
    "smallest. In this project: environment.scaling.max. In any other program, in the environment's settings: " +
    '{namespace: "aws:autoscaling:asg", name: "MaxSize", value: "<MinSize or more>"}.';
const single =
    `${kind} is "SingleInstance"; wanted: "LoadBalanced". The service is down whenever its one instance is replaced. In this project: ` +
    "environment.loadBalancer: {kind: dedicated}. In any other program, in the environment's settings: " +
    `{namespace: "aws:elasticbeanstalk:environment", name: "EnvironmentType", value: "LoadBalanced"}, ${leastEntry}.`;
const worker = { props: { tier: "Worker" } };

describe("two-instances", () => {
    describe("at least", () => {
        itJudges(
            twoInstances,
            optionScenarios({
                option: least,
                right: ["2", "3"],
                wrong: ["1", "0", "two"],
                wanted: "2 or more",
                whenAbsent: "wrong",
                says: saysLeast,
            }),
        );
    });

    describe("at most", () => {
        const reads = [`env ${least}`];
        itJudges(twoInstances, [
            { title: "as many is right", stack: () => [environment({ [most]: "2" })], reads: [`env ${most}`] },
            { title: "left out is four", stack: () => [environment({ [least]: "4", [most]: undefined })], reads },
            { title: "unknown proves nothing", stack: () => [environment({ [most]: unknown })], reads },
            {
                title: "fewer than the smallest is wrong",
                stack: () => [environment({ [least]: "3", [most]: "2" })],
                finds: [saysMost("is not as many as MinSize says, or more")],
            },
            {
                title: "left out is fewer than five",
                stack: () => [environment({ [least]: "5", [most]: undefined })],
                finds: [saysMost("is not set")],
            },
        ]);
    });

    itJudges(twoInstances, [
        { title: "a dev stack may have one", stage: "dev", stack: () => [environment({ [least]: "1" })] },
        {
            title: "a single instance is one",
            stack: () => [environment({ [kind]: "SingleInstance" })],
            finds: [single],
        },
        {
            title: "a worker may have one",
            stack: () => [environment({ [least]: "1" }, worker)],
            reads: ["env.tier"],
        },
        {
            title: "a number is right",
            stack: () => [environment({ [least]: 2, [most]: 4 })],
            reads: [`env ${least}`],
        },
    ]);
});
