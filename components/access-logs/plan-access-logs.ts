import { LifecycleRule, rule, ServiceAccess, unfinishedUploads } from "../plan-bucket";
import type { Settings } from "../settings";

/** Below it Elastic Load Balancing writes, and no setting changes it: the bucket is the stack's own. */
export const loadBalancerPrefix = "load-balancer";

/** Below it S3 writes what it logs of the other buckets, each below its own name. */
export const bucketsPrefix = "s3/";

export interface AccessLogsPlan {
    /** Whether S3 writes there too. */
    readonly buckets: boolean;
    readonly rules: readonly LifecycleRule[];
    access(accountId: string): readonly ServiceAccess[];
}

/** The bucket for access logs, where the settings ask for one. */
export function planAccessLogs({ environment }: Pick<Settings, "environment">): AccessLogsPlan | undefined {
    const { loadBalancer } = environment;
    const logs = loadBalancer.kind === "dedicated" ? loadBalancer.accessLogs : undefined;
    if (logs?.kind !== "new") {
        return undefined;
    }
    const { buckets, expireDays } = logs;
    return {
        buckets,
        rules: [unfinishedUploads, rule("old-logs", { expiration: { days: expireDays } })],
        access: (accountId) => [loadBalancerAccess(accountId), ...(buckets ? [s3Access(accountId)] : [])],
    };
}

/**
 * The service's own principal, which AWS recommends in every Region over the account's number that older ones had. The path ends in the number of the
 * load balancer's owner, so that no other account's can write here; AWS's example has no condition, and documents none that the service sends.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
const loadBalancerAccess = (accountId: string): ServiceAccess => ({
    sid: "LoadBalancerLogs",
    service: "logdelivery.elasticloadbalancing.amazonaws.com",
    action: "s3:PutObject",
    objects: [`${loadBalancerPrefix}/AWSLogs/${accountId}/*`],
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
const s3Access = (accountId: string): ServiceAccess => ({
    sid: "BucketLogs",
    service: "logging.s3.amazonaws.com",
    action: "s3:PutObject",
    objects: [`${bucketsPrefix}*`],
    condition: { StringEquals: { "aws:SourceAccount": accountId } },
});
