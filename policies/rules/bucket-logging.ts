import { securityHub } from "../frameworks";
import { adviceNotInDev } from "../levels";
import { bucketTypes, insideOf, isForLogs, logTargets, partsOf } from "../read/buckets";
import { isGiven } from "../read/properties";
import type { Rule } from "../rule";

export const bucketLogging: Rule = {
    name: "bucket-logging",
    displayName: "Bucket with access logs",
    description:
        "Where a stack keeps the access logs of one bucket it keeps those of the others; a strict one keeps them all.",
    levels: adviceNotInDev,
    severity: "low",
    framework: securityHub("S3.9", "S3 general purpose buckets should have server access logging enabled"),
    standards: ["CT.S3.PR.2", "CKV_AWS_18"],
    remediationSteps: "Add a BucketLogging for the bucket, with a bucket for logs as its target.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
    tags: ["bucket", "logs"],
    sees: "graph",
    types: bucketTypes,
    judge(bucket, graph, _, stage) {
        const applies = stage === "strict" || logTargets(graph).length > 0;
        // Logs of the bucket that the logs go to would beget logs without end.
        if (!applies || isForLogs(bucket, graph)) {
            return [];
        }
        const isLogged =
            partsOf(bucket, graph, "logging").length > 0 ||
            isGiven(insideOf(bucket, "logging", "loggings"), "targetBucket");
        return isLogged
            ? []
            : [
                  "The bucket has no access logs in this stack; wanted: a BucketLogging of it. In this project: environment.loadBalancer.accessLogs: {kind: new, buckets: true}. " +
                      "In any other program: a BucketLogging with bucket, targetBucket and targetPrefix.",
              ];
    },
};
