import { everywhere } from "../levels";
import { objectOfVersion, versionType } from "../read/bundle";
import { peekText } from "../read/peek";
import { originsOf } from "../read/related";
import type { Graph, GraphResource, Rule } from "../rule";

const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

export const bundleBucketRegion: Rule = {
    name: "bundle-bucket-region",
    displayName: "Region of the bundle's bucket",
    description: "A source bundle lies in a bucket of the Region in which it is deployed.",
    levels: everywhere,
    severity: "high",
    remediationSteps: "Make the bucket with the same provider, or the same region, as the application version.",
    url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticbeanstalk-applicationversion.html",
    tags: ["bundle"],
    sees: "graph",
    types: [versionType],
    judge(version, graph) {
        const region = regionOf(version);
        const bucket = bucketOf(version, graph);
        const other = bucket === undefined ? undefined : regionOf(bucket);
        // A Region that is not known yet is that of one provider or the other; AWS refuses a wrong one when the version is made.
        return region === undefined || other === undefined || region === other
            ? []
            : [
                  `The bucket ${bucket?.name ?? ""}, in which the bundle lies, is in another Region than the application version; wanted: the ` +
                      "same, or Elastic Beanstalk refuses the version. In this project: nothing is to be set, one provider makes both. In any " +
                      "other program: give bucket, S3 object and application version the same provider or the same region.",
              ];
    },
};

/** The bucket, if it is in this stack: the version often has its name from the S3 object. */
function bucketOf(version: GraphResource, graph: Graph): GraphResource | undefined {
    const object = objectOfVersion(version, graph);
    const buckets = [version, ...(object === undefined ? [] : [object])].map((it) =>
        originsOf(it, graph, bucketTypes, "bucket"),
    );
    return buckets.find(({ length }) => length === 1)?.[0];
}

/** Of the resource itself, of its ARN (a bucket's names none), else of its provider. */
function regionOf({ props, provider }: GraphResource): string | undefined {
    const ofArn = /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(peekText(props, "arn") ?? "")?.[1];
    return peekText(props, "region") ?? ofArn ?? peekText(provider?.props, "region");
}
