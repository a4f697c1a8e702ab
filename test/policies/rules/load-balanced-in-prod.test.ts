import { loadBalancedInProd } from "../../../policies/rules/load-balanced-in-prod";
import { environment } from "../sample-stack";
import { optionScenarios } from "../option-scenarios";
import { itJudges } from "../scenarios";

const option = "aws:elasticbeanstalk:environment/EnvironmentType";

describe("load-balanced-in-prod", () => {
    itJudges(loadBalancedInProd, [
        ...optionScenarios({
            option,
            right: ["LoadBalanced"],
            wrong: ["SingleInstance"],
            wanted: '"LoadBalanced"',
            whenAbsent: "right",
            says: (state) =>
                `${option} ${state}; wanted: "LoadBalanced". A single instance serves nobody while a version is deployed, or while it is replaced. ` +
                "In this project: environment.loadBalancer: {kind: dedicated}. In any other program, in the environment's settings: " +
                '{namespace: "aws:elasticbeanstalk:environment", name: "EnvironmentType", value: "LoadBalanced"}.',
        }),
        {
            title: "a worker needs none",
            stack: () => [environment({ [option]: "SingleInstance" }, { props: { tier: "Worker" } })],
            reads: ["env.tier"],
        },
        {
            title: "a dev stack may be a single instance",
            stage: "dev",
            stack: () => [environment({ [option]: "SingleInstance" })],
        },
    ]);
});
