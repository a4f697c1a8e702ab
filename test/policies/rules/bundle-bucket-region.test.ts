import { bundleBucketRegion } from "../../../policies/rules/bundle-bucket-region";
import { Described, secret, unknown } from "../../support/policy-runner";
import { bundle } from "../sample-stack";
import { itJudges } from "../scenarios";

const found =
    "The bucket bucket, in which the bundle lies, is in another Region than the application version; wanted: the same, or Elastic Beanstalk refuses the " +
    "version. In this project: nothing is to be set, one provider makes both. In any other program: give bucket, S3 object and application version the same " +
    "provider or the same region.";

const providerIn = (region: unknown) => ({ urn: `urn:provider-${String(region)}`, props: { region } });
const [version, object] = bundle("/bundle.zip") as [Described, Described];

/** Version, object and bucket, each with properties and provider of its own. */
const stack =
    (ofVersion: Partial<Described>, ofBucket: Partial<Described>, from: readonly string[] = ["bucket"]) =>
    (): Described[] => [
        { ...version, ...ofVersion, props: { ...version.props, ...ofVersion.props } },
        { ...object, from: { bucket: from } },
        { type: "aws:s3/bucket:Bucket", name: "bucket", ...ofBucket, props: { bucket: "bundles", ...ofBucket.props } },
    ];
const region = (region: unknown): Partial<Described> => ({ props: { region } });
const arn = "arn:aws:elasticbeanstalk:us-east-1:111122223333:applicationversion/notes/1";
const reads = ["version.region", "bucket.region"];

describe("bundle-bucket-region", () => {
    itJudges(bundleBucketRegion, [
        { title: "the same Region is right", stack: stack(region("us-east-1"), region("us-east-1")), reads },
        { title: "another is wrong", stack: stack(region("us-east-1"), region("eu-west-1")), finds: [found] },
        {
            title: "in a dev stack too",
            stage: "dev",
            stack: stack(region("us-east-1"), region("eu-west-1")),
            finds: [found],
        },
        {
            title: "a bucket of the old type that is only named, with a name that is not known yet",
            stack: stack(region("us-east-1"), {
                type: "aws:s3/bucketV2:BucketV2",
                props: { bucket: unknown, region: "eu-west-1" },
            }),
            finds: [found],
        },
        {
            title: "a bucket that nothing but its name joins",
            stack: stack({ ...region("us-east-1"), from: {} }, region("eu-west-1"), []),
            finds: [found],
        },
        {
            title: "the providers' Regions count where nothing else tells",
            stack: stack({ provider: providerIn("us-east-1") }, { provider: providerIn("eu-west-1") }),
            finds: [found],
        },
        {
            title: "a Region of its own is stronger than the provider's",
            stack: stack(region("us-east-1"), { ...region("us-east-1"), provider: providerIn("eu-west-1") }),
            reads,
        },
        { title: "an ARN tells it", stack: stack({ props: { arn } }, region("eu-west-1")), finds: [found] },
        { title: "absent in both is one default", stack: stack({}, {}), reads: ["object.bucket"] },
        { title: "unknown is AWS's to refuse", stack: stack(region("us-east-1"), region(unknown)), reads },
        {
            title: "a secret is compared and not repeated",
            stack: stack(region("us-east-1"), region(secret("hunter2"))),
            finds: [found],
        },
        { title: "a bucket of something else", stack: () => [version, object], reads: ["object.bucket"] },
    ]);
});
