import { regionOf } from "../../../components/partition";
import { arn, digits, globalArn, ResourceTypes } from "../resource-type";
import { isRecord, Properties, textOf } from "../values";

export const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
const compositeAlarm = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** The names in an alarm rule: ALARM("one") OR ALARM("two"). */
const named = (rule: string): string => [...rule.matchAll(/"([^"]+)"/g)].map(([, name]) => `|${name ?? ""}|`).join("");

/**
 * CloudWatch, SNS, EventBridge, Budgets and chat. What replaces a resource is ForceNew in
 * https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service (cloudwatch, sns, events, logs, budgets, chatbot).
 */
export const monitoring: ResourceTypes = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
        name: { property: "name", max: 255 },
        replaces: ["name", "region"],
        defaults: { actionsEnabled: true },
        id: (inputs) => textOf(inputs, "name"),
        outputs: (_, id, place) => ({ arn: arn(place, "cloudwatch", `alarm:${id}`) }),
        refuseCreate: refuseAlarm,
        refuseUpdate: refuseAlarm,
        refuseDelete: (id, _, account) =>
            account.all(compositeAlarm).some(([, { rule }]) => typeof rule === "string" && rule.includes(`|${id}|`))
                ? `ValidationError: Cannot delete ${id} as there are composite alarm(s) depending on it.`
                : undefined,
    },
    [compositeAlarm]: {
        replaces: ["alarmName", "region"],
        defaults: { actionsEnabled: true },
        id: (inputs) => textOf(inputs, "alarmName"),
        outputs: (_, id, place) => ({ arn: arn(place, "cloudwatch", `alarm:${id}`) }),
        facts: (inputs) => ({ rule: named(textOf(inputs, "alarmRule")) }),
        refuseCreate: (inputs, account) => {
            const known = new Set(account.all("aws:cloudwatch/metricAlarm:MetricAlarm").map(([id]) => id));
            const missing = named(textOf(inputs, "alarmRule"))
                .split("|")
                .find((name) => name !== "" && !known.has(name));
            return missing === undefined
                ? undefined
                : `ValidationError: AlarmRule must not contain alarms that do not exist (${missing}).`;
        },
    },
    "aws:cloudwatch/dashboard:Dashboard": {
        replaces: ["dashboardName", "region"],
        id: (inputs) => textOf(inputs, "dashboardName"),
        outputs: (_, id, place) => ({ dashboardArn: globalArn(place, "cloudwatch", `dashboard/${id}`) }),
    },
    [logGroupType]: {
        name: {
            property: "name",
            max: 512,
            inUse: () => "ResourceAlreadyExistsException: The specified log group already exists",
        },
        replaces: ["name", "namePrefix", "logGroupClass", "region"],
        id: (inputs) => textOf(inputs, "name"),
        outputs: (_, id, place) => ({ arn: arn(place, "logs", `log-group:${id}`) }),
        facts: ({ retentionInDays }) => ({ retentionInDays: JSON.stringify(retentionInDays ?? 0) }),
        imported: ({ name, retentionInDays }) => ({ name, retentionInDays: Number(retentionInDays ?? 0) }),
    },
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
        name: { property: "name", max: 512, within: "logGroupName" },
        replaces: ["name", "logGroupName", "region"],
        id: (inputs) => textOf(inputs, "name"),
        // Filters of two groups may have one name, and so one id.
        key: (inputs) => `${textOf(inputs, "logGroupName")}:${textOf(inputs, "name")}`,
        outputs: () => ({}),
    },
    "aws:cloudwatch/eventRule:EventRule": {
        name: { property: "name", max: 64 },
        replaces: ["name", "namePrefix", "eventBusName", "region"],
        defaults: { eventBusName: "default", forceDestroy: false },
        id: (inputs) => textOf(inputs, "name"),
        outputs: (_, id, place) => ({ arn: arn(place, "events", `rule/${id}`) }),
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
        replaces: ["rule", "targetId", "eventBusName", "region"],
        defaults: { eventBusName: "default", forceDestroy: false },
        id: (inputs) => `${textOf(inputs, "rule")}-${textOf(inputs, "targetId")}`,
        outputs: () => ({}),
    },
    "aws:sns/topic:Topic": {
        name: { property: "name", max: 256 },
        replaces: ["name", "namePrefix", "fifoTopic", "region"],
        id: (inputs, place) => arn(place, "sns", textOf(inputs, "name")),
        outputs: (_, id, place) => ({ arn: id, owner: place.accountId }),
    },
    "aws:sns/topicPolicy:TopicPolicy": {
        replaces: ["arn", "region"],
        id: (inputs) => textOf(inputs, "arn"),
        outputs: (_, __, place) => ({ owner: place.accountId }),
    },
    "aws:sns/topicSubscription:TopicSubscription": {
        replaces: ["endpoint", "protocol", "topic", "region"],
        defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
        id: (inputs) => `${textOf(inputs, "topic")}:${digits(textOf(inputs, "endpoint"), 32)}`,
        outputs: (inputs, id, place) => ({
            arn: id,
            ownerId: place.accountId,
            pendingConfirmation: ["email", "https"].includes(textOf(inputs, "protocol")),
        }),
    },
    "aws:budgets/budget:Budget": {
        name: { property: "name", max: 100 },
        replaces: ["name", "namePrefix", "accountId"],
        id: (inputs, place) => `${place.accountId}:${textOf(inputs, "name")}`,
        outputs: (inputs, _, place) => ({
            accountId: place.accountId,
            arn: `arn:aws:budgets::${place.accountId}:budget/${textOf(inputs, "name")}`,
            timePeriodEnd: "2087-06-15_00:00",
        }),
    },
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
        replaces: ["configurationName", "slackChannelId", "slackTeamId", "region"],
        defaults: { loggingLevel: "NONE", userAuthorizationRequired: false },
        id: (inputs, place) => channelArn(inputs, place.accountId),
        outputs: (_, id) => ({ chatConfigurationArn: id }),
    },
};

const channelArn = (inputs: Properties, account: string): string =>
    `arn:aws:chatbot::${account}:chat-configuration/slack-channel/${textOf(inputs, "configurationName")}`;

/** Of an alarm that names its region; the others are in the provider's. */
function elsewhere(inputs: Properties): string | undefined {
    const region = textOf(inputs, "region");
    const actions = Array.isArray(inputs["alarmActions"]) ? inputs["alarmActions"].map(String) : [];
    const other = actions.map(regionOf).find((each) => each !== region);
    return region === "" || other === undefined
        ? undefined
        : `ValidationError: Invalid region ${other} specified. Only ${region} is supported.`;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
function refuseAlarm(inputs: Properties): string | undefined {
    const refused = elsewhere(inputs);
    if (refused !== undefined) {
        return refused;
    }
    const queries = Array.isArray(inputs["metricQueries"]) ? inputs["metricQueries"].filter(isRecord) : [];
    if ((queries.length === 0) === (inputs["metricName"] === undefined)) {
        return "ValidationError: Either MetricName or Metrics must be given, and not both.";
    }
    const periods = [inputs, ...queries, ...queries.map(({ metric }) => metric).filter(isRecord)]
        .map(({ period }) => period)
        .filter((period) => period !== undefined)
        .map(Number);
    const wrong = periods.find((period) => ![10, 20, 30].includes(period) && period % 60 !== 0);
    if (wrong !== undefined) {
        return `ValidationError: The value of Period must be 10, 20, 30 or a multiple of 60 (${wrong}).`;
    }
    const longest = Math.max(...periods);
    return longest * Number(inputs["evaluationPeriods"]) > (longest >= 3600 ? 604800 : 86400)
        ? "ValidationError: Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400), or 7 days with periods of an hour."
        : undefined;
}
