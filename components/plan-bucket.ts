import { common } from "./settings/defaults";

/** What a service of AWS may do with a bucket's objects. A bucket has one policy, so every statement of it goes through here. */
export interface ServiceAccess {
    readonly sid: string;
    readonly service: string;
    readonly action: "s3:GetObject" | "s3:PutObject";
    /** Patterns of keys. */
    readonly objects: readonly string[];
    /** Operator, key, value. */
    readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Refuses everyone a request that is not encrypted on its way, and lets in the services that are named and no one else. */
export function bucketPolicy(bucketArn: string, access: readonly ServiceAccess[] = []): string {
    const tlsOnly = {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const allowed = access.map(({ sid, service, action, objects, condition }) => ({
        Sid: sid,
        Effect: "Allow",
        Principal: { Service: service },
        Action: action,
        Resource: objects.map((pattern) => `${bucketArn}/${pattern}`),
        ...(condition === undefined ? {} : { Condition: condition }),
    }));
    return JSON.stringify({ Version: "2012-10-17", Statement: [tlsOnly, ...allowed] });
}

/** A rule of a bucket's lifecycle, as the provider takes it; for all of its objects. */
export interface LifecycleRule {
    readonly id: string;
    readonly status: "Enabled";
    readonly filter: { readonly prefix: "" };
    readonly abortIncompleteMultipartUpload?: { readonly daysAfterInitiation: number };
    readonly expiration?: { readonly days: number } | { readonly expiredObjectDeleteMarker: true };
    readonly noncurrentVersionExpiration?: { readonly noncurrentDays: number };
    readonly transitions?: readonly { readonly storageClass: string; readonly days: number }[];
}

export const rule = (id: string, does: Omit<LifecycleRule, "id" | "status" | "filter">): LifecycleRule => ({
    id,
    status: "Enabled",
    filter: { prefix: "" },
    ...does,
});

/**
 * Parts of an upload that never ended are paid for and seen by no one.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html
 */
export const unfinishedUploads = rule("unfinished-uploads", {
    abortIncompleteMultipartUpload: { daysAfterInitiation: common.unfinishedUploadDays },
});

/** What is overwritten or deleted stays for some days. A delete marker with nothing behind it goes too. */
export const oldVersions = (days: number): LifecycleRule =>
    rule("old-versions", {
        noncurrentVersionExpiration: { noncurrentDays: days },
        expiration: { expiredObjectDeleteMarker: true },
    });
