import { applicationLoadBalancer } from "../../../policies/rules/application-load-balancer";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const option = "aws:elasticbeanstalk:environment/LoadBalancerType";
const rest =
    '; wanted: "application". Left out, Elastic Beanstalk makes a classic load balancer, and the type cannot be changed ' +
    "afterwards. In this project: environment.loadBalancer: {kind: dedicated}. In any other program, in the environment's " +
    'settings: {namespace: "aws:elasticbeanstalk:environment", name: "LoadBalancerType", value: "application"}.';

describe("application-load-balancer", () => {
    itJudges(applicationLoadBalancer, [
        {
            title: "absent is a classic load balancer",
            stack: () => [environment({ [option]: undefined })],
            finds: [`${option} is not set${rest}`],
        },
        {
            title: "classic is wrong",
            stack: () => [environment({ [option]: "classic" })],
            finds: [`${option} is not "application"${rest}`],
        },
        { title: "network is right", stack: () => [environment({ [option]: "network" })], reads: [`env ${option}`] },
        { title: "application is right", stack: () => [environment()], reads: [`env ${option}`] },
        {
            title: "two contradicting values are wrong",
            stack: () => [environment({ [option]: ["application", "classic"] })],
            finds: [`${option} is set 2 times and not always "application"${rest}`],
        },
        {
            title: "an unknown value is not proven",
            stack: () => [environment({ [option]: unknown })],
            finds: [`${option} is not known in this preview, so that it is "application" cannot be proven${rest}`],
        },
        {
            title: "unknown settings are not proven",
            stack: () => [environment({}, { props: { settings: unknown } })],
            finds: [`${option} is not known in this preview, so that it is "application" cannot be proven${rest}`],
        },
        {
            title: "a secret value is not repeated",
            stack: () => [environment({ [option]: secret("hunter2") })],
            finds: [`${option} is not "application"${rest}`],
        },
        {
            title: "an unknown type of environment counts as load-balanced",
            stack: () => [
                environment({ "aws:elasticbeanstalk:environment/EnvironmentType": unknown, [option]: undefined }),
            ],
            finds: [`${option} is not set${rest}`],
        },
        {
            title: "an environment that is not said to be a single instance is load-balanced",
            stack: () => [
                environment({ "aws:elasticbeanstalk:environment/EnvironmentType": undefined, [option]: undefined }),
            ],
            finds: [`${option} is not set${rest}`],
        },
        {
            title: "a single instance has no load balancer",
            stack: () => [
                environment({
                    "aws:elasticbeanstalk:environment/EnvironmentType": "SingleInstance",
                    [option]: undefined,
                }),
            ],
            reads: ["env aws:elasticbeanstalk:environment/EnvironmentType"],
        },
        {
            title: "a worker has no load balancer",
            stack: () => [environment({ [option]: undefined }, { props: { tier: "Worker" } })],
            reads: ["env.tier"],
        },
    ]);
});
