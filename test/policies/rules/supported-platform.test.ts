import { supportedPlatform } from "../../../policies/rules/supported-platform";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const says = (property: string, name: string, since: string) =>
    `${property} names a branch of ${name}, which AWS retired on ${since}; wanted: a supported branch of Amazon Linux 2023. A retired one ` +
    "gets no security updates, and accounts that do not have it cannot create it. In this project: app.platform, in a second stack, " +
    `since the branch of an environment cannot change. In any other program: another ${property}, by blue/green.`;

const arn = (platform: string, account = "") => `arn:aws:elasticbeanstalk:us-east-1:${account}:platform/${platform}`;

const retired: [string, string, string][] = [
    ["64bit Amazon Linux 2018.03 v2.9.20 running Python 3.6", "the Amazon Linux AMI", "2022-07-18"],
    ["64bit Amazon Linux 2017.09 v2.7.1 running Multi-container Docker 17.09", "the Amazon Linux AMI", "2022-07-18"],
    ["64bit Amazon Linux 2 v3.7.2 running Python 3.8", "Amazon Linux 2", "2026-08-06"],
    ["64bit Amazon Linux 2 v4.0.0 running Docker", "Amazon Linux 2", "2026-08-06"],
    ["64bit Amazon Linux 2023 v4.1.0 running Python 3.9", "Python 3.9", "2026-07-31"],
    ["64bit Amazon Linux 2023 v6.1.0 running Node.js 18", "Node.js 18", "2025-08-11"],
    ["64bit Amazon Linux 2023 v6.1.0 running Node.js 20", "Node.js 20", "2026-07-31"],
    ["64bit Amazon Linux 2023 v4.1.0 running Ruby 3.2", "Ruby 3.2", "2026-07-31"],
];
const current = [
    "64bit Amazon Linux 2023 v4.13.7 running Python 3.13",
    "64bit Amazon Linux 2023 v4.13.7 running Docker",
    "64bit Amazon Linux 2023 v4.7.7 running ECS",
    "64bit Amazon Linux 2023 v9.0.0 running Python 3.99",
    "64bit Windows Server 2025 v2.20.0 running IIS 10.0",
    "something of tomorrow",
    "",
];
const retiredArns: [string, string, string][] = [
    [arn("Python 3.8 running on 64bit Amazon Linux 2/3.7.2"), "Amazon Linux 2", "2026-08-06"],
    [arn("Python 3.9 running on 64bit Amazon Linux 2023/4.1.0"), "Python 3.9", "2026-07-31"],
    [arn("Python 3.9 running on 64bit Amazon Linux 2023"), "Python 3.9", "2026-07-31"],
    [arn("Python 3.6 running on 64bit Amazon Linux/2.9.20"), "the Amazon Linux AMI", "2022-07-18"],
];
const currentArns = [
    arn("Python 3.13 running on 64bit Amazon Linux 2023/4.13.7"),
    arn("IIS 10.0 running on 64bit Windows Server 2025/2.20.0"),
    arn("Python 3.8 running on 64bit Amazon Linux 2/1.0.0", "111122223333"),
];

const wrong =
    (property: string) =>
    ([value, name, since]: [string, string, string]): Scenario => ({
        title: `${value} is retired`,
        stack: () => [environment({}, { props: { [property]: value } })],
        finds: [says(property, name, since)],
    });
const right =
    (property: string) =>
    (value: unknown): Scenario => ({
        title: `${String(value)} is not known to be retired`,
        stack: () => [environment({}, { props: { [property]: value } })],
        reads: [`env.${property}`],
    });

describe("supported-platform", () => {
    describe("by the name of a solution stack", () => {
        itJudges(supportedPlatform, retired.map(wrong("solutionStackName")));
        itJudges(supportedPlatform, [...current, unknown].map(right("solutionStackName")));
    });

    describe("by ARN", () => {
        itJudges(supportedPlatform, retiredArns.map(wrong("platformArn")));
        itJudges(supportedPlatform, [...currentArns, unknown].map(right("platformArn")));
    });

    itJudges(supportedPlatform, [
        {
            title: "by neither, as with a configuration template, says nothing",
            stack: () => [environment({}, { props: { solutionStackName: undefined, templateName: "template" } })],
            reads: ["env.solutionStackName"],
        },
        {
            title: "a secret is not repeated",
            stack: () => [environment({}, { props: { solutionStackName: secret(retired[2]![0]) } })],
            finds: [says("solutionStackName", "Amazon Linux 2", "2026-08-06")],
        },
    ]);
});
