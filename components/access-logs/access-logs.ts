import * as pulumi from "@pulumi/pulumi";
import { accountArns } from "../lookups";
import { attachPolicy, createBucket } from "../private-bucket";
import type { Settings } from "../settings";
import { AccessLogsPlan, planAccessLogs } from "./plan-access-logs";

export interface AccessLogsArgs {
    readonly settings: Pick<Settings, "environment" | "region">;
    readonly plan: AccessLogsPlan;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * A bucket into which AWS writes access logs. S3 encrypts it with its own keys: Elastic Load Balancing can write to no other.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class AccessLogs extends pulumi.ComponentResource {
    /** Known once the bucket lets AWS in: a load balancer tries it with a file, and is refused with an error otherwise. */
    readonly bucketName: pulumi.Output<string>;
    /** Where S3 writes the logs of the stack's other buckets; undefined where the settings do not ask for them. */
    readonly ofBuckets: pulumi.Output<string> | undefined;

    constructor(name: string, { settings, plan, tags }: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:logs:AccessLogs", name, {}, opts);
        const { region, environment } = settings;
        const { account } = accountArns(region, environment.access.accountId, { parent: this });
        const bucket = createBucket(
            name,
            { forceDestroy: !environment.protect, tags, rules: plan.rules },
            { parent: this },
        );
        const policy = attachPolicy(
            name,
            bucket,
            { region, access: account.apply((id) => plan.access(id)) },
            { parent: this },
        );

        this.bucketName = pulumi.all([bucket.bucket.bucket, policy.id]).apply(([known]) => known);
        this.ofBuckets = plan.buckets ? this.bucketName : undefined;
        this.registerOutputs({ bucketName: this.bucketName });
    }
}

/** The bucket that the settings ask for, or none. */
export function createAccessLogs(
    name: string,
    { settings, tags }: Omit<AccessLogsArgs, "plan">,
    opts?: pulumi.ComponentResourceOptions,
): AccessLogs | undefined {
    const plan = planAccessLogs(settings);
    return plan === undefined ? undefined : new AccessLogs(name, { settings, plan, tags }, opts);
}
