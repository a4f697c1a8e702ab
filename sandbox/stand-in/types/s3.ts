import type { Account } from "../account";
import { ResourceTypes } from "../resource-type";
import { textOf } from "../values";

const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";

const objectsIn = (account: Account, bucket: string): string[] =>
    account.all(objectType).flatMap(([id, facts]) => (facts["bucket"] === bucket ? [id] : []));

/** A setting of a bucket has the bucket's name for its id. */
const ofBucket = { id: (inputs: Record<string, unknown>) => textOf(inputs, "bucket"), replaces: ["bucket"] };

export const s3: ResourceTypes = {
    "aws:s3/bucket:Bucket": {
        name: {
            property: "bucket",
            max: 63,
            inUse: () =>
                "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
        },
        replaces: ["bucket", "bucketPrefix", "region"],
        defaults: { forceDestroy: false },
        id: (inputs) => textOf(inputs, "bucket"),
        outputs: (_, id, { region }) => ({
            arn: `arn:aws:s3:::${id}`,
            bucketDomainName: `${id}.s3.amazonaws.com`,
            bucketRegionalDomainName: `${id}.s3.${region}.amazonaws.com`,
            hostedZoneId: "Z3AQBSTGFYJSTF",
            region,
        }),
        facts: (inputs) => ({ forceDestroy: inputs["forceDestroy"] === true }),
        refuseDelete: (id, { forceDestroy }, account) =>
            forceDestroy !== true && objectsIn(account, id).length > 0
                ? `BucketNotEmpty: The bucket you tried to delete is not empty (bucket ${id})`
                : undefined,
        deleted: (id, _, account) => {
            account.remove(objectType, objectsIn(account, id));
        },
    },
    "aws:s3/bucketObjectv2:BucketObjectv2": {
        replaces: ["bucket", "key"],
        id: (inputs) => `${textOf(inputs, "bucket")}/${textOf(inputs, "key")}`,
        outputs: (inputs, id) => ({
            arn: `arn:aws:s3:::${id}`,
            storageClass: "STANDARD",
            serverSideEncryption: "AES256",
            contentType: inputs["contentType"] ?? "application/octet-stream",
        }),
        facts: (inputs) => ({ bucket: textOf(inputs, "bucket") }),
        refuseCreate: (inputs, account) =>
            account.find("aws:s3/bucket:Bucket", textOf(inputs, "bucket")) === undefined
                ? `NoSuchBucket: The specified bucket does not exist (${textOf(inputs, "bucket")})`
                : undefined,
    },
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ofBucket,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket,
    "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
    "aws:s3/bucketVersioning:BucketVersioning": ofBucket,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket,
    "aws:s3/bucketLogging:BucketLogging": {
        ...ofBucket,
        refuseCreate: (inputs, account) =>
            account.find("aws:s3/bucket:Bucket", textOf(inputs, "targetBucket")) === undefined
                ? "InvalidTargetBucketForLogging: The target bucket for logging does not exist"
                : undefined,
    },
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": ofBucket,
};
