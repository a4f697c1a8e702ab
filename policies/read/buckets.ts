import type { Graph, GraphResource, Resource } from "../rule";
import { PolicyDocument, readPolicyDocument } from "./policy-document";
import { peek, peekText } from "./peek";
import { isGiven, readList } from "./properties";
import { belongingTo, originsOf } from "./related";

/** Tokens of a bucket; the second is the one that older programs have. */
export const bucketTypes: readonly string[] = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

const partTypes = {
    publicAccessBlock: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
    policy: ["aws:s3/bucketPolicy:BucketPolicy"],
    acl: ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"],
    versioning: ["aws:s3/bucketVersioning:BucketVersioning", "aws:s3/bucketVersioningV2:BucketVersioningV2"],
    logging: ["aws:s3/bucketLogging:BucketLogging", "aws:s3/bucketLoggingV2:BucketLoggingV2"],
    encryption: [
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    ],
    object: ["aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/bucketObject:BucketObject"],
} as const;

/** The resources that set one thing of a bucket. */
export const partsOf = (bucket: GraphResource, graph: Graph, kind: keyof typeof partTypes): readonly GraphResource[] =>
    belongingTo(bucket, graph, partTypes[kind], "bucket");

/** The policies of a bucket: of resources of their own, and the one among its properties. */
export function policiesOfBucket(bucket: GraphResource, graph: Graph): readonly PolicyDocument[] {
    const own = readPolicyDocument(bucket.props, "policy");
    const attached = partsOf(bucket, graph, "policy").map(({ props }) => readPolicyDocument(props, "policy"));
    return attached.length === 0 && own.kind !== "absent" ? [own] : attached;
}

/** What is set inside a property, which older tokens have as a list of one. */
export function insideOf({ props }: Resource, ...names: readonly string[]): unknown {
    for (const name of names) {
        const peeked = peek(props, name);
        if (peeked.kind === "known") {
            return Array.isArray(peeked.value) ? known(peeked.value, 0) : peeked.value;
        }
    }
    return undefined;
}

const known = (holder: unknown, key: string | number): unknown => {
    const peeked = peek(holder, key);
    return peeked.kind === "known" ? peeked.value : undefined;
};

/**
 * Services of AWS that write logs into a bucket.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
const logWriters: readonly string[] = [
    "delivery.logs.amazonaws.com",
    "logdelivery.elasticloadbalancing.amazonaws.com",
    "logging.s3.amazonaws.com",
];

/** Whether the logs of other things go to a bucket. */
export function isForLogs(bucket: GraphResource, graph: Graph): boolean {
    const acls = [bucket, ...partsOf(bucket, graph, "acl")].map(({ props }) => peekText(props, "acl"));
    return acls.includes("log-delivery-write") || logTargets(graph).includes(bucket) || admitsLogs(bucket, graph);
}

const admitsLogs = (bucket: GraphResource, graph: Graph): boolean =>
    policiesOfBucket(bucket, graph).some(
        (it) =>
            it.kind === "known" &&
            it.statements.some(
                ({ effect, principals }) =>
                    effect === "Allow" &&
                    principals.some(({ kind, names }) => kind === "Service" && names.some(isLogWriter)),
            ),
    );

const isLogWriter = (name: string): boolean => logWriters.includes(name);

/** Buckets that other buckets' access logs go to. */
export function logTargets(graph: Graph): readonly GraphResource[] {
    const inProperties = graph.resources
        .filter(({ type }) => bucketTypes.includes(type))
        .map((it) => peekText(insideOf(it, "logging", "loggings"), "targetBucket"));
    const attached = graph.resources
        .filter(({ type }) => (partTypes.logging as readonly string[]).includes(type))
        .flatMap((it) => originsOf(it, graph, bucketTypes, "targetBucket"));
    const named = graph.resources.filter(
        ({ type, props }) =>
            bucketTypes.includes(type) &&
            inProperties.some(
                (name) => name !== undefined && [peekText(props, "bucket"), peekText(props, "id")].includes(name),
            ),
    );
    return [...attached, ...named];
}

/** Whether a bucket holds the archives of application versions, each of which is uploaded once, under a name of its own. */
export function isForBundles(bucket: GraphResource, graph: Graph): boolean {
    const versions = graph.resources.filter(
        ({ type }) => type === "aws:elasticbeanstalk/applicationVersion:ApplicationVersion",
    );
    return versions.some((version) => {
        const origins = [...originsOf(version, graph, bucketTypes, "bucket")];
        const objects = originsOf(version, graph, partTypes.object, "bucket");
        return (
            origins.includes(bucket) ||
            objects.some((it) => originsOf(it, graph, bucketTypes, "bucket").includes(bucket))
        );
    });
}

/** Whether somebody may see or change a bucket by an ACL that everyone, or every account of AWS, is in. */
export function hasPublicAcl({ props }: Resource): boolean {
    if (["public-read", "public-read-write", "authenticated-read"].includes(peekText(props, "acl") ?? "")) {
        return true;
    }
    const inline = readList(props, "grants");
    const attached = readList(known(props, "accessControlPolicy"), "grants");
    const uris = [
        ...(inline === "unknown" ? [] : inline.map((grant) => peekText(grant, "uri"))),
        ...(attached === "unknown" ? [] : attached.map((grant) => peekText(known(grant, "grantee"), "uri"))),
    ];
    return uris.some((uri) => /\/global\/(AllUsers|AuthenticatedUsers)$/.test(uri ?? ""));
}

/** Whether a bucket is deleted together with what is in it, so that nothing there is to be kept. */
export const isDisposable = ({ props }: Resource): boolean =>
    isGiven(props, "forceDestroy") && known(props, "forceDestroy") === true;
