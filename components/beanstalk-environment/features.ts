import { memoryMetric } from "../monitoring/memory";
import { partition } from "../partition";
import type { Settings } from "../settings";
import type { Statement } from "./statements";
import { wildcardStatement } from "./wildcards";

/** What runs on an instance besides the application and the platform's agents, and needs rights of its own. */
export type InstanceFeature = "memoryMetric" | "sessionManager" | "xray";

/** The features that the settings ask for. */
export const instanceFeatures = (
    settings: Pick<Settings, "environment" | "environmentName" | "monitoring">,
): InstanceFeature[] => [
    ...(memoryMetric(settings) === undefined ? [] : (["memoryMetric"] as const)),
    ...(settings.environment.access.sessionManager ? (["sessionManager"] as const) : []),
    ...(settings.environment.xray ? (["xray"] as const) : []),
];

export function featureStatements(features: readonly InstanceFeature[]): Statement<string>[] {
    const sids = { memoryMetric: "MemoryMetric", sessionManager: "SessionManager", xray: "XRay" } as const;
    return [...new Set(features)].sort().map((feature) => wildcardStatement(sids[feature]));
}

/** The queue of a worker, by its URL: `https://sqs.<region>.amazonaws.com/<account>/<name>`. */
export function workerAccess({ environment: { tier }, region }: Settings): WorkerAccess<string> | undefined {
    if (tier.kind === "web") {
        return undefined;
    }
    const [account, name] = tier.queueUrl?.split("/").slice(-2) ?? [];
    return {
        queueArn:
            account === undefined || name === undefined
                ? undefined
                : `arn:${partition(region)}:sqs:${region}:${account}:${name}`,
    };
}

/** What the daemon of a worker environment works with. */
export interface WorkerAccess<V> {
    /** A queue of the user's own; undefined where Elastic Beanstalk makes one. */
    readonly queueArn: V | undefined;
}

/**
 * What the daemon does on a worker's instances: it takes messages from the queue, puts periodic tasks into it, elects by a table the instance that does so,
 * and reports its health. Cut by hand from AWSElasticBeanstalkWorkerTier, which allows the first on every queue and the last in every namespace.
 *
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSElasticBeanstalkWorkerTier.html
 */
export function workerStatements<V>(
    worker: WorkerAccess<V> | undefined,
    arn: (service: string, resource: string) => V,
): Statement<V | string>[] {
    if (worker === undefined) {
        return [];
    }
    return [
        {
            sid: "WorkerQueue",
            actions: ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage"],
            // Elastic Beanstalk names its queues and tables by the environment's id, which is not known before the role is.
            resources: [worker.queueArn ?? arn("sqs", "awseb-e-*")],
        },
        {
            sid: "WorkerPeriodicTasks",
            actions: [
                "dynamodb:BatchGetItem",
                "dynamodb:BatchWriteItem",
                "dynamodb:DeleteItem",
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:Query",
                "dynamodb:Scan",
                "dynamodb:UpdateItem",
            ],
            resources: [arn("dynamodb", "table/awseb-e-*-stack-AWSEBWorkerCronLeaderRegistry*")],
        },
        wildcardStatement("WorkerMetrics"),
    ];
}
