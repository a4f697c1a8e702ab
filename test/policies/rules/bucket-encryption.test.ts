import { bucketEncryption } from "../../../policies/rules/bucket-encryption";
import { unknown } from "../../support/policy-runner";
import { bucket, part } from "../bucket-stack";
import { itJudges, Scenario } from "../scenarios";

const found =
    "The bucket's default encryption has no key of KMS that the team holds, as far as this preview knows; wanted: sseAlgorithm: " +
    '"aws:kms" with kmsMasterKeyId. In this project: an exemption, its buckets are encrypted by S3. In any other program: a ' +
    "BucketServerSideEncryptionConfiguration with them.";
const rule = (props: object) => ({ applyServerSideEncryptionByDefault: props });
const own = rule({ sseAlgorithm: "aws:kms", kmsMasterKeyId: unknown });
const token = "bucketServerSideEncryptionConfiguration";
const stage = "strict";

describe("bucket-encryption", () => {
    itJudges(
        bucketEncryption,
        [
            { title: "absent is S3's own key", stack: () => [bucket()], finds: [found] },
            {
                title: "S3's own key",
                stack: () => [bucket(), part(token, { rules: [rule({ sseAlgorithm: "AES256" })] })],
                finds: [found],
            },
            {
                title: "AWS's key of KMS",
                stack: () => [bucket(), part(token, { rules: [rule({ sseAlgorithm: "aws:kms" })] })],
                finds: [found],
            },
            { title: "unknown rules", stack: () => [bucket(), part(token, { rules: unknown })], finds: [found] },
            {
                title: "a key of the same run",
                stack: () => [bucket(), part(token, { rules: [own] })],
                reads: ["part.rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId"],
            },
            {
                title: "an older token",
                stack: () => [bucket(), part(`${token}V2`, { rules: [own] })],
                reads: ["part.rules"],
            },
            {
                title: "inside the bucket",
                stack: () => [bucket({ serverSideEncryptionConfiguration: { rule: own } })],
                reads: ["bucket.serverSideEncryptionConfiguration.rule"],
            },
            {
                title: "inside a bucket of the older token",
                stack: () => [
                    bucket(
                        {
                            serverSideEncryptionConfigurations: [
                                {
                                    rules: [
                                        {
                                            applyServerSideEncryptionByDefaults: [],
                                            ...rule([own.applyServerSideEncryptionByDefault] as object),
                                        },
                                    ],
                                },
                            ],
                        },
                        "aws:s3/bucketV2:BucketV2",
                    ),
                ],
                reads: ["bucket.serverSideEncryptionConfigurations"],
            },
        ].map((it): Scenario => ({ ...it, stage })),
    );
    itJudges(bucketEncryption, [{ title: "is asked of strict stacks only", stack: () => [bucket()] }]);
});
