import { ownNamespace } from "../monitoring/error-log";
import type { Statement } from "./statements";

/** A statement on every resource, and why it cannot name fewer. */
interface Wildcard {
    readonly actions: readonly string[];
    readonly reason: string;
    readonly condition?: Statement<string>["condition"];
}

/**
 * Every statement of the instance role whose resource is `*`. AWS offers nothing narrower for these actions; no other statement may do the same, which a
 * test holds all combinations of features to. docs/access.md shows this table.
 */
export const wildcards = {
    SessionManager: {
        actions: [
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ],
        reason: "The channels of SSM's agent are no resources. AWS's own smallest policy for Session Manager has the same five actions on every resource. Who may open a session is said by the policies of people (`ssm:StartSession`), not here.",
    },
    XRay: {
        actions: [
            "xray:GetSamplingRules",
            "xray:GetSamplingStatisticSummaries",
            "xray:GetSamplingTargets",
            "xray:PutTelemetryRecords",
            "xray:PutTraceSegments",
        ],
        reason: "X-Ray has no resources for traces: AWS's managed policies for instances grant these five on every resource.",
    },
    MemoryMetric: {
        actions: ["cloudwatch:PutMetricData"],
        reason: "CloudWatch's metrics are no resources. The condition leaves only the namespace of the program's own metrics.",
        condition: { StringEquals: { "cloudwatch:namespace": [ownNamespace] } },
    },
    WorkerMetrics: {
        actions: ["cloudwatch:PutMetricData"],
        reason: "CloudWatch's metrics are no resources. The condition leaves only the namespace of the worker's daemon.",
        condition: { StringEquals: { "cloudwatch:namespace": ["ElasticBeanstalk/SQSD"] } },
    },
    RegistryLogin: {
        actions: ["ecr:GetAuthorizationToken"],
        reason: "The token is for the account's registry. It gives no access to any image by itself.",
    },
} as const satisfies Readonly<Record<string, Wildcard>>;

export type WildcardSid = keyof typeof wildcards;

export function wildcardStatement(sid: WildcardSid): Statement<string> {
    const { actions, condition }: Wildcard = wildcards[sid];
    return { sid, actions, resources: ["*"], ...(condition === undefined ? {} : { condition }) };
}
