import { securityHub } from "../frameworks";
import { adviceNotInDev } from "../levels";
import { bucketTypes, insideOf, isDisposable, isForBundles, isForLogs, partsOf } from "../read/buckets";
import { stateOf } from "../read/options";
import { peek } from "../read/peek";
import { readProperty } from "../read/properties";
import type { Rule } from "../rule";

export const bucketVersioning: Rule = {
    name: "bucket-versioning",
    displayName: "Bucket with versions",
    description: "A bucket whose objects are worth keeping keeps what was overwritten or deleted for a while.",
    levels: adviceNotInDev,
    severity: "low",
    framework: securityHub("S3.14", "S3 general purpose buckets should have versioning enabled"),
    standards: ["CT.S3.PR.11", "CKV_AWS_21"],
    remediationSteps: "Add a BucketVersioning with the status Enabled, and a lifecycle rule that ends old versions.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    tags: ["bucket"],
    sees: "graph",
    types: bucketTypes,
    judge(bucket, graph) {
        // What is written once, or may go with its bucket, has no version to come back to.
        if (isDisposable(bucket) || isForLogs(bucket, graph) || isForBundles(bucket, graph)) {
            return [];
        }
        const attached = partsOf(bucket, graph, "versioning").map(({ props }) => {
            const configuration = peek(props, "versioningConfiguration");
            return configuration.kind === "known"
                ? readProperty(configuration.value, "status")
                : ({ state: configuration.kind } as const);
        });
        const inside = readProperty(insideOf(bucket, "versioning", "versionings"), "enabled");
        const isOn = [...attached, inside].some(
            (it) => it.state === "known" && ["Enabled", "true"].includes(it.values[0] ?? ""),
        );
        const state = stateOf(attached[0] ?? inside, "Enabled");
        return isOn
            ? []
            : [
                  `The bucket's versioning ${state}; wanted: Enabled. In this project: nothing, a bucket of uploads has it while ` +
                      'environment.protect holds. In any other program: a BucketVersioning with status: "Enabled".',
              ];
    },
};
