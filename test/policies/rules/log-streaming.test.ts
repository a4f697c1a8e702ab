import { logStreaming } from "../../../policies/rules/log-streaming";
import { optionScenarios } from "../option-scenarios";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const namespace = "aws:elasticbeanstalk:cloudwatch:logs";
const stream = `${namespace}/StreamLogs`;
const retention = `${namespace}/RetentionInDays`;
const entry = (name: string, value: string) => `{namespace: "${namespace}", name: "${name}", value: "${value}"}`;
const other = "In any other program, in the environment's settings: ";
const all = "one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653";
const long = "one of 365, 400, 545, 731, 1827, 3653";

const saysStream = (state: string) =>
    `${stream} ${state}; wanted: "true". Without it logs end with the instance that wrote them; copies in S3 are of rotated files ` +
    `alone. In this project: environment.logs: {stream: true}, the default. ${other}${entry("StreamLogs", "true")}, ` +
    `${entry("RetentionInDays", "90")}.`;
const saysRetention =
    (words: string, days = "90") =>
    (state: string) =>
        `${retention} ${state}; wanted: ${words}. Left out, CloudWatch keeps the logs for 7 days. In this project: ` +
        `environment.logs.retentionDays. ${other}${entry("RetentionInDays", days)}.`;

describe("log-streaming", () => {
    describe("on or off", () => {
        itJudges(
            logStreaming,
            optionScenarios({
                option: stream,
                right: ["true", "True"],
                wrong: ["false", ""],
                wanted: '"true"',
                whenAbsent: "wrong",
                says: saysStream,
            }),
        );
        itJudges(logStreaming, [
            {
                title: "off is advice in a dev stack",
                stage: "dev",
                stack: () => [environment({ [stream]: "false" })],
                finds: [saysStream('is not "true"')],
            },
            {
                title: "copies of logs in S3, which cdk-nag asks for, are none in CloudWatch",
                stack: () => [
                    environment({
                        [stream]: undefined,
                        "aws:elasticbeanstalk:hostmanager/LogPublicationControl": "true",
                    }),
                ],
                finds: [saysStream("is not set")],
            },
        ]);
    });

    describe("the retention", () => {
        itJudges(
            logStreaming,
            optionScenarios({
                option: retention,
                right: ["1", "90", "3653"],
                wrong: ["0", "2", "forever"],
                wanted: all,
                whenAbsent: "right",
                says: saysRetention(all),
            }),
        );
        const config = { minimumDays: 365 };
        itJudges(logStreaming, [
            {
                title: "is long enough for a configured minimum",
                config,
                stack: () => [environment({ [retention]: "400" })],
                reads: [`env ${retention}`],
            },
            {
                title: "is too short for it",
                config,
                stack: () => [environment({ [retention]: "90" })],
                finds: [saysRetention(long, "365")(`is not ${long}`)],
            },
            {
                title: "is too short for it when left out",
                config,
                stack: () => [environment()],
                finds: [saysRetention(long, "365")("is not set")],
            },
        ]);
    });
});
