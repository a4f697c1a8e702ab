import { enhancedHealth } from "../../../policies/rules/enhanced-health";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const option = "aws:elasticbeanstalk:healthreporting:system/SystemType";
const rest =
    '; wanted: "enhanced". Left out, an environment made through the API has basic health. In this project: leave it out ' +
    "of options, it is always set. In any other program, in the environment's settings: " +
    '{namespace: "aws:elasticbeanstalk:healthreporting:system", name: "SystemType", value: "enhanced"}.';

describe("enhanced-health", () => {
    itJudges(enhancedHealth, [
        {
            title: "absent is basic",
            stack: () => [environment({ [option]: undefined })],
            finds: [`${option} is not set${rest}`],
        },
        {
            title: "basic is wrong",
            stack: () => [environment({ [option]: "basic" })],
            finds: [`${option} is not "enhanced"${rest}`],
        },
        { title: "enhanced is right", stack: () => [environment()], reads: [`env ${option}`] },
        {
            title: "enhanced twice is right",
            stack: () => [environment({ [option]: ["enhanced", "enhanced"] })],
            reads: [`env ${option}`],
        },
        {
            title: "the last of two values does not win",
            stack: () => [environment({ [option]: ["basic", "enhanced"] })],
            finds: [`${option} is set 2 times and not always "enhanced"${rest}`],
        },
        {
            title: "an unknown value is not proven",
            stack: () => [environment({ [option]: unknown })],
            finds: [`${option} is not known in this preview, so that it is "enhanced" cannot be proven${rest}`],
        },
        {
            title: "an unknown neighbour changes nothing",
            stack: () => [environment({ "aws:ec2:vpc/VPCId": unknown })],
            reads: [`env ${option}`],
        },
        {
            title: "a secret value is not repeated",
            stack: () => [environment({ [option]: secret("hunter2") })],
            finds: [`${option} is not "enhanced"${rest}`],
        },
        {
            title: "HealthStreamingEnabled of the namespace, which Checkov asks for, says nothing",
            stack: () => [
                environment({
                    [option]: undefined,
                    "aws:elasticbeanstalk:healthreporting:system/HealthStreamingEnabled": "true",
                }),
            ],
            finds: [`${option} is not set${rest}`],
        },
    ]);
});
