import { securityHub } from "../frameworks";
import { strictOnly } from "../levels";
import { bucketTypes, insideOf, partsOf } from "../read/buckets";
import { peek, peekText } from "../read/peek";
import { isGiven, readList } from "../read/properties";
import type { Rule } from "../rule";

/**
 * S3 encrypts every new object by itself, so that there is nothing to find before a team wants keys of its own.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
 */
export const bucketEncryption: Rule = {
    name: "bucket-encryption",
    displayName: "Bucket encrypted with a key of its own",
    description:
        "Objects are encrypted with a key of KMS that the team holds; S3 encrypts them with its own in any case.",
    levels: strictOnly,
    severity: "low",
    framework: securityHub("S3.17", "S3 general purpose buckets should be encrypted at rest with AWS KMS keys"),
    standards: ["CKV_AWS_145"],
    remediationSteps: "Set the bucket's default encryption to aws:kms with a kmsMasterKeyId.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    tags: ["bucket"],
    sees: "graph",
    types: bucketTypes,
    judge(bucket, graph) {
        const parts = partsOf(bucket, graph, "encryption").map(({ props }) => props);
        const inside = insideOf(bucket, "serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations");
        const isRight = [...parts, inside].some(hasOwnKey);
        return isRight
            ? []
            : [
                  "The bucket's default encryption has no key of KMS that the team holds, as far as this preview knows; wanted: " +
                      'sseAlgorithm: "aws:kms" with kmsMasterKeyId. In this project: an exemption, its buckets are encrypted by S3. ' +
                      "In any other program: a BucketServerSideEncryptionConfiguration with them.",
              ];
    },
};

/** A key that is not known yet is one of the same run. */
function hasOwnKey(configuration: unknown): boolean {
    const rules = ["rules", "rule"].map((name) => readList(configuration, name));
    const single = peek(configuration, "rule");
    const all = [
        ...rules.flatMap((it) => (it === "unknown" ? [] : it)),
        single.kind === "known" ? single.value : undefined,
    ];
    return all.some((rule) => {
        const found = peek(rule, "applyServerSideEncryptionByDefault");
        const byDefault: unknown =
            found.kind === "known" && Array.isArray(found.value)
                ? found.value[0]
                : found.kind === "known"
                  ? found.value
                  : undefined;
        return (
            (peekText(byDefault, "sseAlgorithm") ?? "").startsWith("aws:kms") && isGiven(byDefault, "kmsMasterKeyId")
        );
    });
}
