import type { Described } from "../support/policy-runner";

export const bucketToken = "aws:s3/bucket:Bucket";

/** A bucket as a preview has it: the name is known, the ARN is not. */
export const bucket = (props: Readonly<Record<string, unknown>> = {}, type = bucketToken): Described => ({
    type,
    name: "bucket",
    props: { bucket: "uploads", ...props },
});

/** Something that is set for the bucket by a resource of its own. */
export const part = (
    token: string,
    props: Readonly<Record<string, unknown>>,
    name = "part",
    from: Described["from"] = { bucket: ["bucket"] },
): Described => ({
    type: `aws:s3/${token}:${token[0]?.toUpperCase() ?? ""}${token.slice(1)}`,
    name,
    props,
    ...{ from },
});

export const block = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
};

export const tlsStatement = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::uploads", "arn:aws:s3:::uploads/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export const policyOf = (...statements: readonly unknown[]): string => JSON.stringify({ Statement: statements });

/** Everything that the rules about buckets ask for in prod. */
export const rightBucket = (): Described[] => [
    bucket(),
    part("bucketPublicAccessBlock", block, "block"),
    part("bucketPolicy", { policy: policyOf(tlsStatement) }, "policy"),
    part("bucketVersioning", { versioningConfiguration: { status: "Enabled" } }, "versioning"),
];
