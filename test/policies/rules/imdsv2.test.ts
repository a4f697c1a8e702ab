import { imdsv2 } from "../../../policies/rules/imdsv2";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const option = "aws:autoscaling:launchconfiguration/DisableIMDSv1";
const rest =
    '; wanted: "true". Only Amazon Linux 2023 has it by default. In this project: leave it out of options, it is always ' +
    "set. In any other program, in the environment's settings: " +
    '{namespace: "aws:autoscaling:launchconfiguration", name: "DisableIMDSv1", value: "true"}.';
const on2023 = { props: { solutionStackName: "64bit Amazon Linux 2023 v4.13.7 running Python 3.13" } };
const arn2023 = "arn:aws:elasticbeanstalk:us-east-1::platform/Python 3.13 running on 64bit Amazon Linux 2023/4.13.7";
const on2 = { props: { solutionStackName: "64bit Amazon Linux 2 v3.7.2 running Python 3.8" } };

describe("imdsv2", () => {
    itJudges(imdsv2, [
        {
            title: "absent on an unnamed platform is wrong",
            stack: () => [environment({ [option]: undefined })],
            finds: [`${option} is not set${rest}`],
        },
        {
            title: "absent on Amazon Linux 2 is wrong",
            stack: () => [environment({ [option]: undefined }, on2)],
            finds: [`${option} is not set${rest}`],
        },
        {
            title: "absent on an unknown platform is wrong",
            stack: () => [environment({ [option]: undefined }, { props: { solutionStackName: unknown } })],
            finds: [`${option} is not set${rest}`],
        },
        {
            title: "absent on Amazon Linux 2023 is right",
            stack: () => [environment({ [option]: undefined }, on2023)],
            reads: ["env.solutionStackName"],
        },
        {
            title: "absent on the ARN of an Amazon Linux 2023 platform is right",
            stack: () => [environment({ [option]: undefined }, { props: { platformArn: arn2023 } })],
            reads: ["env.platformArn"],
        },
        {
            title: "false is wrong on Amazon Linux 2023 too",
            stack: () => [environment({ [option]: "false" }, on2023)],
            finds: [`${option} is not "true"${rest}`],
        },
        { title: "true is right", stack: () => [environment()], reads: [`env ${option}`] },
        { title: "True is right", stack: () => [environment({ [option]: "True" })], reads: [`env ${option}`] },
        { title: "a boolean is right", stack: () => [environment({ [option]: true })], reads: [`env ${option}`] },
        {
            title: "two contradicting values are wrong",
            stack: () => [environment({ [option]: ["true", "false"] })],
            finds: [`${option} is set 2 times and not always "true"${rest}`],
        },
        {
            title: "an unknown value is not proven on Amazon Linux 2023 either",
            stack: () => [environment({ [option]: unknown }, on2023)],
            finds: [`${option} is not known in this preview, so that it is "true" cannot be proven${rest}`],
        },
        {
            title: "a secret value is not repeated",
            stack: () => [environment({ [option]: secret("hunter2") })],
            finds: [`${option} is not "true"${rest}`],
        },
    ]);
});
