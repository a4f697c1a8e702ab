import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountArns, AccountArns } from "../lookups";
import { required } from "../required";
import type { Settings } from "../settings";
import { alarmSettings } from "./alarm";
import {
    alarmPublisher,
    chatPolicyArn,
    chatRegion,
    chatTrust,
    keyPolicy,
    Publisher,
    publishers,
    topicPolicy,
} from "./plan-notifications";

export interface TopicArgs {
    readonly settings: Settings;
    readonly tags: Readonly<Record<string, string>>;
}

/** Topics of a stack: an alarm tells those of its own region alone. */
export interface Topics {
    /**
     * @param region - undefined for the stack's own
     * @returns the ARN of the topic there, known once the services may publish
     */
    in(region: string | undefined): pulumi.Output<string>;
}

/** A topic of one region. */
interface Place {
    readonly topicName: string;
    readonly region: string;
    /** What the resources there are given besides; nothing in the stack's region, which the provider knows. */
    readonly at: { readonly region?: string };
    readonly services: readonly Publisher[];
}

const ownPlace = (settings: Settings): Place => ({
    topicName: settings.applicationName,
    region: settings.region,
    at: {},
    services: publishers(settings),
});

const placeIn = ({ applicationName }: Settings, region: string): Place => ({
    topicName: `${applicationName}-${region}`,
    region,
    at: { region },
    services: [alarmPublisher],
});

/**
 * The topic through which everything is told, and one in each further region that has alarms, with the same people.
 *
 * @param regions - besides the stack's own
 */
export function createTopics(
    name: string,
    args: TopicArgs,
    regions: readonly string[],
    opts: pulumi.CustomResourceOptions,
): Topics {
    const own = createTopic(name, args, ownPlace(args.settings), opts);
    const others = regions.map((region) =>
        createTopic(`${name}-${region}`, args, placeIn(args.settings, region), opts),
    );
    createChannels(name, args, [own, ...others], opts);
    const arns = new Map(others.map(({ at, publishableArn }) => [at.region, publishableArn]));
    const inRegion = (region: string) => required(arns.get(region), "An alarm is in a region without a topic.");
    return { in: (region) => (region === undefined ? own.publishableArn : inRegion(region)) };
}

interface MadeTopic extends Pick<Place, "at"> {
    readonly topic: aws.sns.Topic;
    readonly publishableArn: pulumi.Output<string>;
}

function createTopic(name: string, args: TopicArgs, place: Place, opts: pulumi.CustomResourceOptions): MadeTopic {
    const { settings, tags } = args;
    const { topicName, region, at, services } = place;
    const arns = accountArns(region, settings.environment.access.accountId, opts);
    const key = createKey(`${name}-key`, args, place, arns, opts);
    const topic = new aws.sns.Topic(
        name,
        { name: topicName, ...(key === undefined ? {} : { kmsMasterKeyId: key.arn }), ...at, tags },
        opts,
    );
    // From its name, which a preview knows, so that the policy can be judged in it.
    const arn = arns.of("sns", topicName);
    const policy = new aws.sns.TopicPolicy(
        `${name}-policy`,
        {
            arn: topic.arn,
            policy: pulumi.jsonStringify(topicPolicy<pulumi.Output<string>>(services, arns.account, arn)),
            ...at,
        },
        opts,
    );
    subscribe(name, args, { topic, at }, opts);
    return { topic, at, publishableArn: policy.arn };
}

/**
 * CloudWatch may not use AWS's own key for SNS, whose policy cannot be changed. A topic takes keys of its region alone, so that each has one of its own: a
 * multi-Region key would cost as much in each region, and the key that is there could not become one.
 */
function createKey(
    name: string,
    { settings, tags }: TopicArgs,
    { at, services }: Place,
    arns: AccountArns,
    opts: pulumi.CustomResourceOptions,
): aws.kms.Key | undefined {
    return alarmSettings(settings)?.customerKey === true
        ? new aws.kms.Key(
              name,
              {
                  description: `Notifications of ${settings.applicationName}`,
                  enableKeyRotation: true,
                  // A topic keeps no messages, so that nothing is lost with the key.
                  deletionWindowInDays: 7,
                  policy: pulumi.jsonStringify(keyPolicy<pulumi.Output<string>>(services, arns.account, arns.root)),
                  ...at,
                  tags,
              },
              opts,
          )
        : undefined;
}

function subscribe(
    name: string,
    { settings }: TopicArgs,
    { topic, at }: Pick<MadeTopic, "topic" | "at">,
    opts: pulumi.CustomResourceOptions,
): void {
    const create = (called: string, protocol: "email" | "https", endpoint: pulumi.Input<string>) =>
        new aws.sns.TopicSubscription(`${name}-${called}`, { topic: topic.arn, protocol, endpoint, ...at }, opts);
    for (const subscriber of alarmSettings(settings)?.subscribers ?? []) {
        switch (subscriber.kind) {
            case "email":
                create(subscriber.address, "email", subscriber.address);
                break;
            case "https":
                // Its path may be as good as a password.
                create(hostOf(subscriber.endpoint), "https", pulumi.secret(subscriber.endpoint));
                break;
            case "slack":
                // A channel has one configuration, for all topics.
                break;
        }
    }
}

/** Without its path, which may be as good as a password. */
const hostOf = (endpoint: string): string => new URL(endpoint).host;

function createChannels(
    name: string,
    { settings, tags }: TopicArgs,
    topics: readonly MadeTopic[],
    opts: pulumi.CustomResourceOptions,
): void {
    const channels = (alarmSettings(settings)?.subscribers ?? []).filter((subscriber) => subscriber.kind === "slack");
    if (channels.length === 0) {
        return;
    }
    const role = createChatRole(`${name}-chat`, { settings, tags }, opts);
    const topicArns = topics.map(({ topic }) => topic.arn);
    for (const subscriber of channels) {
        createChannel(`${name}-${subscriber.channelId}`, { settings, subscriber, role, topicArns, tags }, opts);
    }
}

function createChatRole(name: string, { settings, tags }: TopicArgs, opts: pulumi.CustomResourceOptions): aws.iam.Role {
    const { permissionsBoundary } = settings.environment.access;
    const boundary = permissionsBoundary === undefined ? {} : { permissionsBoundary };
    const role = new aws.iam.Role(
        `${name}-role`,
        { assumeRolePolicy: JSON.stringify(chatTrust), ...boundary, tags },
        opts,
    );
    const policyArn = chatPolicyArn(settings.region);
    new aws.iam.RolePolicyAttachment(`${name}-metrics`, { role: role.name, policyArn }, opts);
    return role;
}

type Slack = { readonly workspaceId: string; readonly channelId: string };

function createChannel(
    name: string,
    args: TopicArgs & {
        readonly subscriber: Slack;
        readonly role: aws.iam.Role;
        readonly topicArns: readonly pulumi.Output<string>[];
    },
    opts: pulumi.CustomResourceOptions,
): void {
    const { settings, subscriber, role, topicArns, tags } = args;
    new aws.chatbot.SlackChannelConfiguration(
        name,
        {
            region: chatRegion(settings.region),
            configurationName: `${settings.applicationName}-${subscriber.channelId}`,
            iamRoleArn: role.arn,
            guardrailPolicyArns: [chatPolicyArn(settings.region)],
            slackTeamId: subscriber.workspaceId,
            slackChannelId: subscriber.channelId,
            snsTopicArns: [...topicArns],
            tags,
        },
        opts,
    );
}
