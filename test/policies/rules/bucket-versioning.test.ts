import { bucketVersioning } from "../../../policies/rules/bucket-versioning";
import { Described, secret, unknown } from "../../support/policy-runner";
import { bucket, part, policyOf, tlsStatement } from "../bucket-stack";
import { bundle } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const says = (state: string) =>
    `The bucket's versioning ${state}; wanted: Enabled. In this project: nothing, a bucket of uploads has it while ` +
    'environment.protect holds. In any other program: a BucketVersioning with status: "Enabled".';
const versioned = (status: unknown, token = "bucketVersioning") => [
    bucket(),
    part(token, { versioningConfiguration: { status } }),
];
/** A bucket into which a service of AWS may write, or from which it may not. */
const admitting = (Service: string, Effect = "Allow") => [
    bucket(),
    part("bucketPolicy", {
        policy: policyOf(tlsStatement, { Effect, Principal: { Service }, Action: "s3:PutObject", Resource: "*" }),
    }),
];
const unproven = says("is not known in this preview, so that it is Enabled cannot be proven");
const wrong: [string, Described[], string][] = [
    ["absent", [bucket()], says("is not set")],
    ["suspended", versioned("Suspended"), says("is not Enabled")],
    ["a secret", versioned(secret("hunter2")), says("is not Enabled")],
    ["unknown", versioned(unknown), unproven],
    ["an unknown configuration", [bucket(), part("bucketVersioning", { versioningConfiguration: unknown })], unproven],
    ["one that another service writes to", admitting("cloudfront.amazonaws.com"), says("is not set")],
    ["one that refuses logs", admitting("logdelivery.elasticloadbalancing.amazonaws.com", "Deny"), says("is not set")],
    ["off in the bucket", [bucket({ versioning: { enabled: false } })], says("is not Enabled")],
];
const right: [string, Described[], string][] = [
    ["enabled", versioned("Enabled"), "part.versioningConfiguration.status"],
    ["enabled by an older token", versioned("Enabled", "bucketVersioningV2"), "part.versioningConfiguration.status"],
    ["enabled in the bucket", [bucket({ versioning: { enabled: true } })], "bucket.versioning.enabled"],
    [
        "enabled in a bucket of the older token",
        [bucket({ versionings: [{ enabled: true }] }, "aws:s3/bucketV2:BucketV2")],
        "bucket.versionings.0.enabled",
    ],
    ["one that goes with its objects", [bucket({ forceDestroy: true })], "bucket.forceDestroy"],
    ["one for a load balancer's logs", admitting("logdelivery.elasticloadbalancing.amazonaws.com"), "part.policy"],
    ["one for the logs of buckets", admitting("logging.s3.amazonaws.com"), "part.policy"],
    ["one for logs", [bucket(), part("bucketAcl", { acl: "log-delivery-write" })], "part.acl"],
    [
        "one that logs of another go to",
        [
            bucket(),
            { ...bucket({ forceDestroy: true }), name: "other" },
            part("bucketLogging", { targetBucket: unknown }, "logging", {
                bucket: ["other"],
                targetBucket: ["bucket"],
            }),
        ],
        "logging.targetBucket",
    ],
    ["one for bundles", [bucket({ bucket: "bundles" }), ...bundle("a.zip")], "version.bucket"],
];

describe("bucket-versioning", () => {
    itJudges(bucketVersioning, [
        ...wrong.map(([title, stack, message]): Scenario => ({ title, stack: () => stack, finds: [message] })),
        ...right.map(([title, stack, read]): Scenario => ({ title, stack: () => stack, reads: [read] })),
        { title: "is not asked of dev", stack: () => [bucket()], stage: "dev" },
    ]);
});
