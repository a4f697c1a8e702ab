import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountArns, AccountArns } from "../lookups";
import type { Settings } from "../settings";
import { alarmSettings } from "./alarm";
import { chatPolicyArn, chatRegion, chatTrust, keyPolicy, topicPolicy } from "./plan-notifications";

export interface TopicArgs {
    readonly settings: Settings;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * The topic through which everything is told, and who hears it.
 *
 * @returns its ARN, known once the services may publish
 */
export function createTopic(name: string, args: TopicArgs, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
    const { settings, tags } = args;
    const arns = accountArns(settings.region, settings.environment.access.accountId, opts);
    const key = createKey(`${name}-key`, args, arns, opts);
    const topic = new aws.sns.Topic(
        name,
        {
            name: settings.applicationName,
            ...(key === undefined ? {} : { kmsMasterKeyId: key.arn }),
            tags,
        },
        opts,
    );
    // From its name, which a preview knows, so that the policy can be judged in it.
    const arn = arns.of("sns", settings.applicationName);
    const policy = new aws.sns.TopicPolicy(
        `${name}-policy`,
        {
            arn: topic.arn,
            policy: pulumi.jsonStringify(topicPolicy<pulumi.Output<string>>(settings, arns.account, arn)),
        },
        opts,
    );
    subscribe(name, args, topic, opts);
    return policy.arn;
}

/** CloudWatch may not use AWS's own key for SNS, whose policy cannot be changed. */
function createKey(
    name: string,
    { settings, tags }: TopicArgs,
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
                  policy: pulumi.jsonStringify(keyPolicy<pulumi.Output<string>>(settings, arns.account, arns.root)),
                  tags,
              },
              opts,
          )
        : undefined;
}

function subscribe(
    name: string,
    { settings, tags }: TopicArgs,
    topic: aws.sns.Topic,
    opts: pulumi.CustomResourceOptions,
): void {
    let role: aws.iam.Role | undefined;
    for (const subscriber of alarmSettings(settings)?.subscribers ?? []) {
        switch (subscriber.kind) {
            case "email":
                createSubscription(`${name}-${subscriber.address}`, topic, "email", subscriber.address, opts);
                break;
            case "https":
                // Its path may be as good as a password.
                createSubscription(
                    `${name}-${hostOf(subscriber.endpoint)}`,
                    topic,
                    "https",
                    pulumi.secret(subscriber.endpoint),
                    opts,
                );
                break;
            case "slack":
                role ??= createChatRole(`${name}-chat`, { settings, tags }, opts);
                createChannel(`${name}-${subscriber.channelId}`, { settings, subscriber, role, topic, tags }, opts);
                break;
        }
    }
}

/** Without its path, which may be as good as a password. */
const hostOf = (endpoint: string): string => new URL(endpoint).host;

function createSubscription(
    name: string,
    topic: aws.sns.Topic,
    protocol: "email" | "https",
    endpoint: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): void {
    new aws.sns.TopicSubscription(name, { topic: topic.arn, protocol, endpoint }, opts);
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
    args: TopicArgs & { readonly subscriber: Slack; readonly role: aws.iam.Role; readonly topic: aws.sns.Topic },
    opts: pulumi.CustomResourceOptions,
): void {
    const { settings, subscriber, role, topic, tags } = args;
    new aws.chatbot.SlackChannelConfiguration(
        name,
        {
            region: chatRegion(settings.region),
            configurationName: `${settings.applicationName}-${subscriber.channelId}`,
            iamRoleArn: role.arn,
            guardrailPolicyArns: [chatPolicyArn(settings.region)],
            slackTeamId: subscriber.workspaceId,
            slackChannelId: subscriber.channelId,
            snsTopicArns: [topic.arn],
            tags,
        },
        opts,
    );
}
