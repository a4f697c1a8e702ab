import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { bucketTypes, partsOf, policiesOfBucket } from "../read/buckets";
import type { PolicyDocument, Statement } from "../read/policy-document";
import { peekText } from "../read/peek";
import type { Graph, GraphResource, Rule } from "../rule";

const wanted =
    'a policy with the statement {Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [the bucket, the bucket/*], ' +
    'Condition: {Bool: {"aws:SecureTransport": "false"}}}';

export const bucketTlsOnly: Rule = {
    name: "bucket-tls-only",
    displayName: "Bucket over TLS only",
    description: "A bucket refuses requests that are not encrypted on their way.",
    levels: everywhere,
    severity: "medium",
    framework: securityHub("S3.5", "S3 general purpose buckets should require requests to use SSL"),
    standards: ["CT.S3.PR.8", "CKV_AWS_379", "AwsSolutions-S10"],
    remediationSteps:
        "Add a bucket policy that denies everyone every action on the bucket and its objects while aws:SecureTransport is false.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    tags: ["bucket", "tls"],
    sees: "graph",
    types: bucketTypes,
    judge(bucket, graph) {
        const problem = problemWith(bucket, graph);
        return problem === undefined
            ? []
            : [
                  `${problem}; wanted: ${wanted}. In this project: nothing, its buckets have it. In any other program: ` +
                      "such a statement in the one BucketPolicy of the bucket.",
              ];
    },
};

/**
 * A bucket has one policy: of several, the one that is written last wins, so each has to be right. One of a resource of its own names the bucket's ARN, which
 * nobody knows before the bucket is there: it is judged at the end of the update.
 */
function problemWith(bucket: GraphResource, graph: Graph): string | undefined {
    const policies = policiesOfBucket(bucket, graph);
    if (policies.length === 0) {
        return "The bucket has no policy in this stack";
    }
    const isAttached = partsOf(bucket, graph, "policy").length > 0;
    if (!isAttached && policies.some(({ kind }) => kind === "unknown")) {
        return "That the bucket's policy refuses unencrypted requests cannot be proven, since it is not known in this preview";
    }
    const isRight = (policy: PolicyDocument) =>
        policy.kind === "unknown" ||
        (policy.kind === "known" &&
            policy.statements.some((it) => refusesPlainHttp(it, peekText(bucket.props, "bucket"))));
    return policies.every(isRight) ? undefined : "The bucket's policy lets unencrypted requests in";
}

/** A second condition would let in what it does not hold for. */
function refusesPlainHttp(statement: Statement, name: string | undefined): boolean {
    const { effect, principals, actions, conditions } = statement;
    const [condition] = conditions;
    return (
        effect === "Deny" &&
        principals.some(({ kind, names }) => ["*", "AWS"].includes(kind) && names.includes("*")) &&
        actions.some((action) => ["*", "s3:*"].includes(action.toLowerCase())) &&
        conditions.length === 1 &&
        /^Bool(IfExists)?$/i.test(condition?.operator ?? "") &&
        condition?.key === "aws:securetransport" &&
        condition.values.length > 0 &&
        condition.values.every((value) => value.toLowerCase() === "false") &&
        coversAll(statement.resources, name)
    );
}

/** The bucket and its objects, by two patterns or by one. Where a bucket's name is not known, that of any bucket counts. */
function coversAll(resources: readonly string[], name: string | undefined): boolean {
    const paths = resources.map((it) => it.replace(/^arn:[^:]*:s3:::/, ""));
    const bucket = name ?? paths.find((path) => /^[^/*?]+$/.test(path)) ?? "";
    const covers = (path: string) => paths.some((it) => [path, `${bucket}*`, "*"].includes(it));
    return covers(bucket) && covers(`${bucket}/*`);
}
