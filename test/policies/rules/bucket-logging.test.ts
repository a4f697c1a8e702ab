import { bucketLogging } from "../../../policies/rules/bucket-logging";
import { Described, unknown } from "../../support/policy-runner";
import { bucket, part } from "../bucket-stack";
import { itJudges, Scenario } from "../scenarios";

const found =
    "The bucket has no access logs in this stack; wanted: a BucketLogging of it. In this project: " +
    "environment.loadBalancer.accessLogs: {kind: new, buckets: true}. In any other program: a BucketLogging with bucket, targetBucket and targetPrefix.";
const logs: Described = { ...bucket({ bucket: "logs" }), name: "logs" };
const other: Described = { ...bucket({ bucket: "other" }), name: "other" };
const logging = (name: string, token = "bucketLogging") =>
    part(token, { targetBucket: unknown, bucket: unknown }, `${name}-logging`, {
        bucket: [name],
        targetBucket: ["logs"],
    });

describe("bucket-logging", () => {
    itJudges(bucketLogging, [
        { title: "one of two logs", stack: () => [bucket(), other, logs, logging("other")], finds: [found] },
        {
            title: "an older token",
            stack: () => [bucket(), other, logs, logging("other", "bucketLoggingV2")],
            finds: [found],
        },
        {
            title: "both log, and the bucket of the logs does not",
            stack: () => [bucket(), other, logs, logging("other"), logging("bucket")],
            reads: ["logs.bucket"],
        },
        {
            title: "inside the bucket",
            stack: () => [bucket({ logging: { targetBucket: "logs" } }), logs],
            reads: ["bucket.logging.targetBucket"],
        },
        {
            title: "inside a bucket of the older token",
            stack: () => [bucket({ loggings: [{ targetBucket: "logs" }] }, "aws:s3/bucketV2:BucketV2"), logs, other],
            finds: [found],
        },
        { title: "a stack without logs", stack: () => [bucket({ logging: {} }), other], reads: ["bucket.logging"] },
        { title: "a strict stack without logs", stack: () => [bucket()], stage: "strict", finds: [found] },
        { title: "is not asked of dev", stack: () => [bucket(), other, logs, logging("other")], stage: "dev" },
    ] satisfies Scenario[]);
});
