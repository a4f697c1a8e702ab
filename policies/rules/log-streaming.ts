import { securityHub } from "../frameworks";
import { advisoryInDev } from "../levels";
import { environmentType } from "../read/environment";
import { judgeOption, numberOf } from "../read/judge-option";
import type { Wanted } from "../read/options";
import { numberIn } from "../rule-configuration";
import type { Config, Resource, Rule } from "../rule";

const namespace = "aws:elasticbeanstalk:cloudwatch:logs";
const stream: Wanted = { namespace, name: "StreamLogs", value: "true" };
const retention: Wanted = { namespace, name: "RetentionInDays", value: "90" };

/** Days that the option can be; without it the first that are a week. */
const allowedDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653];
const defaultDays = 7;

export const logStreaming: Rule = {
    name: "log-streaming",
    displayName: "Logs streamed and kept",
    description: "Instances send their logs to CloudWatch Logs, which keeps them for a stated time.",
    levels: advisoryInDev,
    severity: "high",
    framework: securityHub("ElasticBeanstalk.3", "Elastic Beanstalk should stream logs to CloudWatch"),
    standards: ["AwsSolutions-EB4"],
    remediationSteps:
        `Set ${namespace}/${stream.name} to "true" and ${namespace}/${retention.name} to the days that logs are needed ` +
        `for; left out, they are kept for ${defaultDays}.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.cloudwatchlogs.html",
    tags: ["logs"],
    configSchema: {
        properties: {
            minimumDays: {
                type: "integer",
                minimum: 1,
                maximum: 3653,
                default: 1,
                description: "Days for which logs have to be kept at least",
            },
        },
    },
    sees: "resource",
    types: [environmentType],
    judge(environment, config) {
        const off = judgeStream(environment);
        return off.length > 0 ? off : judgeRetention(environment, config);
    },
};

const judgeStream = (environment: Resource): string[] =>
    judgeOption(environment, {
        option: stream,
        words: '"true"',
        accepts: (value) => value.toLowerCase() === "true",
        because: "Without it logs end with the instance that wrote them; copies in S3 are of rotated files alone.",
        stackFile: "environment.logs: {stream: true}, the default",
        together: [retention],
    });

function judgeRetention(environment: Resource, config: Config): string[] {
    const least = numberIn(config, "minimumDays", 1);
    const days = allowedDays.filter((each) => each >= least);
    return judgeOption(environment, {
        option: { ...retention, value: String(days.includes(90) ? 90 : (days[0] ?? 3653)) },
        words: `one of ${days.join(", ")}`,
        accepts: (value) => days.includes(numberOf(value) ?? 0),
        alsoRight: least <= defaultDays ? ["absent"] : [],
        because: `Left out, CloudWatch keeps the logs for ${defaultDays} days.`,
        stackFile: "environment.logs.retentionDays",
    });
}
