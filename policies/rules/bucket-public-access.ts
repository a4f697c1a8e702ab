import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { bucketTypes, hasPublicAcl, partsOf, policiesOfBucket } from "../read/buckets";
import { stateOf } from "../read/options";
import { readProperty } from "../read/properties";
import { isPublic } from "../read/public-statement";
import type { Graph, GraphResource, Rule } from "../rule";

const flags = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;
const ofAccount = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
const remedy =
    "In this project: nothing, its buckets are private. In any other program: a BucketPublicAccessBlock of the bucket " +
    `with ${flags.map((flag) => `${flag}: true`).join(", ")}.`;

export const bucketPublicAccess: Rule = {
    name: "bucket-public-access",
    displayName: "Bucket not public",
    description: "Nobody reaches a bucket without credentials, whatever its objects' ACLs or its policy say.",
    levels: everywhere,
    severity: "critical",
    framework: securityHub("S3.8", "S3 general purpose buckets should block public access"),
    standards: ["CT.S3.PR.1", "CKV2_AWS_6"],
    remediationSteps: "Add a public access block for the bucket with all four settings, and allow everyone nothing.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    tags: ["bucket"],
    sees: "graph",
    types: bucketTypes,
    judge: (bucket, graph) => [...judgeBlock(bucket, graph), ...judgeAcl(bucket, graph), ...judgePolicy(bucket, graph)],
};

/** Each setting has to be on in the bucket's own block or in that of the account: S3 takes what is stricter. */
function judgeBlock(bucket: GraphResource, graph: Graph): string[] {
    const account = graph.resources.filter(({ type }) => type === ofAccount);
    const blocks = [...partsOf(bucket, graph, "publicAccessBlock"), ...account];
    if (blocks.length === 0) {
        return [
            `The bucket has no public access block in this stack; AWS's own covers buckets made since April 2023 only, until somebody takes it off. ${remedy}`,
        ];
    }
    return flags.flatMap((flag) => {
        const found = blocks.map(({ props }) => readProperty(props, flag));
        if (found.some((it) => it.state === "known" && it.values[0] === "true")) {
            return [];
        }
        const [worst] = [...found.filter(({ state }) => state === "unknown"), ...found];
        return worst === undefined ? [] : [`${flag} ${stateOf(worst, "true")}; wanted: true. ${remedy}`];
    });
}

function judgeAcl(bucket: GraphResource, graph: Graph): string[] {
    return [bucket, ...partsOf(bucket, graph, "acl")].some(hasPublicAcl)
        ? [`The bucket's ACL is one for everyone; wanted: private, or none. ${remedy}`]
        : [];
}

/** A policy that is not known yet is left to AWS, which refuses a public one where the block says so. */
function judgePolicy(bucket: GraphResource, graph: Graph): string[] {
    const open = policiesOfBucket(bucket, graph).some((it) => it.kind === "known" && it.statements.some(isPublic));
    return open
        ? [
              "The bucket's policy allows something to everyone; wanted: principals by name, or a condition on the account, " +
                  `organization, VPC or address. ${remedy}`,
          ]
        : [];
}
