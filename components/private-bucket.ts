import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bucketsPrefix } from "./access-logs/plan-access-logs";
import { partition } from "./partition";
import { bucketPolicy, LifecycleRule, ServiceAccess, unfinishedUploads } from "./plan-bucket";

export interface BucketArgs {
    /** Delete the objects with the bucket. Without it AWS refuses to delete a bucket that holds any. */
    readonly forceDestroy: boolean;
    readonly tags: Readonly<Record<string, string>>;
    /** A key of the user's own; without it S3 encrypts with its own. */
    readonly kmsKeyArn?: string | undefined;
    /** Keep what is overwritten or deleted, until a rule of the lifecycle ends it. */
    readonly versioned?: boolean;
    readonly rules?: readonly LifecycleRule[];
    /** Bucket into which S3 logs the requests to this one. */
    readonly logsBucket?: pulumi.Input<string> | undefined;
}

/** A bucket that has no policy yet. */
export interface OpenBucket {
    readonly bucket: aws.s3.Bucket;
    readonly publicAccess: aws.s3.BucketPublicAccessBlock;
}

/** A bucket that no one reaches without credentials, over TLS only, encrypted, with one owner for every object. */
export function createPrivateBucket(
    name: string,
    args: BucketArgs & { readonly region: string },
    opts: pulumi.CustomResourceOptions,
): aws.s3.Bucket {
    const made = createBucket(name, args, opts);
    attachPolicy(name, made, { region: args.region, access: [] }, opts);
    return made.bucket;
}

/** The same without its policy, for a bucket whose policy names what is made after it. */
export function createBucket(name: string, args: BucketArgs, opts: pulumi.CustomResourceOptions): OpenBucket {
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
        { bucket: bucket.bucket, rules: [encryption(args.kmsKeyArn)] },
        inBucket,
    );
    const versioning = args.versioned === true ? [keepVersions(name, bucket, opts)] : [];
    new aws.s3.BucketLifecycleConfiguration(
        `${name}-lifecycle`,
        { bucket: bucket.bucket, rules: (args.rules ?? [unfinishedUploads]).map(toInput) },
        // S3 has one lifecycle a bucket: deleted under its former name, it would take the new one with it.
        { ...opts, dependsOn: [bucket, ...versioning], aliases: [{ name: `${name}-old-versions` }] },
    );
    logRequests(name, bucket, args.logsBucket, opts);
    return { bucket, publicAccess };
}

/** It goes when the protection of the stack is lifted, in the same update, which the engine would refuse of what is protected. */
const keepVersions = (name: string, bucket: aws.s3.Bucket, opts: pulumi.CustomResourceOptions) =>
    new aws.s3.BucketVersioning(
        `${name}-versions`,
        { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
        { ...opts, dependsOn: bucket, protect: false },
    );

/** A key of the bucket spares most requests to KMS. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html */
const encryption = (kmsKeyArn: string | undefined) =>
    kmsKeyArn === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
              bucketKeyEnabled: true,
          };

const toInput = ({ transitions, ...others }: LifecycleRule) => ({
    ...others,
    ...(transitions === undefined ? {} : { transitions: [...transitions] }),
});

/** It holds nothing, and goes when the settings say so, protected stack or not. */
function logRequests(
    name: string,
    bucket: aws.s3.Bucket,
    logsBucket: BucketArgs["logsBucket"],
    opts: pulumi.CustomResourceOptions,
): void {
    if (logsBucket !== undefined) {
        new aws.s3.BucketLogging(
            `${name}-logging`,
            { bucket: bucket.bucket, targetBucket: logsBucket, targetPrefix: `${bucketsPrefix}${name}/` },
            { ...opts, dependsOn: bucket, protect: false },
        );
    }
}

/**
 * The one policy of a bucket. It is made from the bucket's name, which a preview knows before the bucket is there, so that it can be judged in it; its ARN is not
 * known then. The resource has the name that it had when the policy said nothing else: under another, the old one would be deleted after the new one is written.
 */
export function attachPolicy(
    name: string,
    { bucket, publicAccess }: OpenBucket,
    { region, access }: { readonly region: string; readonly access: pulumi.Input<readonly ServiceAccess[]> },
    opts: pulumi.CustomResourceOptions,
): aws.s3.BucketPolicy {
    const policy = pulumi
        .all([bucket.bucket, access])
        .apply(([bucketName, services]) => bucketPolicy(`arn:${partition(region)}:s3:::${bucketName}`, services));
    // Two changes of a bucket's access at once make S3 answer OperationAborted.
    return new aws.s3.BucketPolicy(
        `${name}-tls-only`,
        { bucket: bucket.bucket, policy },
        { ...opts, dependsOn: publicAccess },
    );
}
