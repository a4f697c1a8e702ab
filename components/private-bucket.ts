import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface PrivateBucketArgs {
    /** Delete the objects with the bucket. Without it AWS refuses to delete a bucket that holds any. */
    readonly forceDestroy: boolean;
    readonly tags: Readonly<Record<string, string>>;
}

/** A bucket that no one reaches without credentials, over TLS only, encrypted, with one owner for every object. */
export function createPrivateBucket(
    name: string,
    args: PrivateBucketArgs,
    opts: pulumi.CustomResourceOptions,
): aws.s3.Bucket {
    const bucket = new aws.s3.Bucket(name, { forceDestroy: args.forceDestroy, tags: args.tags }, opts);
    const inBucket = { ...opts, dependsOn: bucket };
    new aws.s3.BucketOwnershipControls(
        `${name}-owner`,
        { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
        inBucket,
    );
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
        `${name}-public-access`,
        {
            bucket: bucket.bucket,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        inBucket,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
        `${name}-encryption`,
        { bucket: bucket.bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
        inBucket,
    );
    // Two changes of a bucket's access at once make S3 answer OperationAborted.
    new aws.s3.BucketPolicy(
        `${name}-tls-only`,
        { bucket: bucket.bucket, policy: tlsOnly(bucket.arn) },
        { ...opts, dependsOn: publicAccess },
    );
    return bucket;
}

function tlsOnly(bucketArn: pulumi.Input<string>): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "TlsOnly",
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    });
}
