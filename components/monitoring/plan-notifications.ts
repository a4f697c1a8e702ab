import { partition } from "../partition";
import type { Settings } from "../settings";
import { alarmSettings } from "./alarm";

/** A service that tells something through the topic. */
export interface Publisher {
    readonly sid: string;
    readonly service: string;
    /** Whether a condition on the account may be put on what it does. */
    readonly tellsAccount: boolean;
}

/** The only one in a region that the stack has nothing but alarms in. */
export const alarmPublisher: Publisher = { sid: "Alarms", service: "cloudwatch.amazonaws.com", tellsAccount: true };

/**
 * EventBridge tells neither the account nor the rule when it uses a key, and AWS's own statement for a topic has no condition.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 */
export function publishers(settings: Pick<Settings, "monitoring">): Publisher[] {
    const own = alarmSettings(settings);
    return [
        alarmPublisher,
        ...(own?.failedDeployments === true
            ? [{ sid: "Events", service: "events.amazonaws.com", tellsAccount: false }]
            : []),
        ...(own?.budget === undefined ? [] : [{ sid: "Budget", service: "budgets.amazonaws.com", tellsAccount: true }]),
    ];
}

interface PolicyDocument<V> {
    readonly Version: "2012-10-17";
    readonly Statement: readonly Statement<V>[];
}

interface Statement<V> {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Principal: { readonly Service: string } | { readonly AWS: V };
    readonly Action: string | readonly string[];
    readonly Resource: V | string;
    readonly Condition?: { readonly StringEquals: { readonly "aws:SourceAccount": V } };
}

const ofAccount = <V>({ tellsAccount }: Publisher, account: V): Pick<Statement<V>, "Condition"> =>
    tellsAccount ? { Condition: { StringEquals: { "aws:SourceAccount": account } } } : {};

/** Who may publish: the account's own people and roles by their own policies, and these services. */
export const topicPolicy = <V>(services: readonly Publisher[], account: V, topicArn: V): PolicyDocument<V> => ({
    Version: "2012-10-17",
    Statement: services.map((publisher) => ({
        Sid: publisher.sid,
        Effect: "Allow",
        Principal: { Service: publisher.service },
        Action: "sns:Publish",
        Resource: topicArn,
        ...ofAccount(publisher, account),
    })),
});

/** Without the first statement nobody could change the key any more. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
export const keyPolicy = <V>(services: readonly Publisher[], account: V, rootArn: V): PolicyDocument<V> => ({
    Version: "2012-10-17",
    Statement: [
        { Sid: "Account", Effect: "Allow", Principal: { AWS: rootArn }, Action: "kms:*", Resource: "*" },
        ...services.map((publisher): Statement<V> => ({
            Sid: publisher.sid,
            Effect: "Allow",
            Principal: { Service: publisher.service },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            ...ofAccount(publisher, account),
        })),
    ],
});

/** Trust of the role with which Amazon Q Developer reads what it shows. https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-iam.html */
export const chatTrust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "chatbot.amazonaws.com" }, Action: "sts:AssumeRole" }],
} as const;

/** What is set there holds everywhere, but only these regions take it. https://docs.aws.amazon.com/general/latest/gr/chatbot.html */
const chatRegions: readonly string[] = ["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"];

export const chatRegion = (region: string): string => (chatRegions.includes(region) ? region : "us-east-2");

/** Graphs of alarms need it; as guardrail it is the most that anyone in the channel can do, where AWS's own default is administration. */
export const chatPolicyArn = (region: string): string =>
    `arn:${partition(region)}:iam::aws:policy/CloudWatchReadOnlyAccess`;

/**
 * What Elastic Beanstalk says of itself when an operation ends badly. AWS names the severities of a termination and of a managed update that failed INFO,
 * so those go by their status.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.eventbridge.html#eb-eventbridge-mapping
 */
export const failurePattern = ({ environmentName }: Pick<Settings, "environmentName">) => ({
    source: ["aws.elasticbeanstalk"],
    detail: {
        EnvironmentName: [environmentName],
        $or: [
            { Severity: ["ERROR", "FATAL"] },
            {
                Status: [
                    "Environment creation failed",
                    "Environment update failed",
                    "Environment termination failed",
                    "Managed update failed",
                ],
            },
        ],
    },
});

/** The text of a notification. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
export const failureText = {
    inputPaths: {
        environment: "$.detail.EnvironmentName",
        status: "$.detail.Status",
        message: "$.detail.Message",
    },
    inputTemplate:
        '"<environment>: <status>. <message> First: `eb events <environment>`, and the last lines of /var/log/eb-engine.log."',
} as const;

/** The page of a dashboard in the console of a region. */
export function dashboardUrl(region: string, name: string): string {
    const host = region.startsWith("us-gov-")
        ? "console.amazonaws-us-gov.com"
        : region.startsWith("cn-")
          ? "console.amazonaws.cn"
          : `${region}.console.aws.amazon.com`;
    return `https://${host}/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
}
