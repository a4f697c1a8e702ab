import { bucketTlsOnly } from "../../../policies/rules/bucket-tls-only";
import { unknown } from "../../support/policy-runner";
import { bucket, part, policyOf, tlsStatement } from "../bucket-stack";
import { itJudges, Scenario } from "../scenarios";

const says = (problem: string) =>
    `${problem}; wanted: a policy with the statement {Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [the bucket, ` +
    'the bucket/*], Condition: {Bool: {"aws:SecureTransport": "false"}}}. In this project: nothing, its buckets have it. ' +
    "In any other program: such a statement in the one BucketPolicy of the bucket.";
const open = says("The bucket's policy lets unencrypted requests in");
const none = says("The bucket has no policy in this stack");
const unproven = says(
    "That the bucket's policy refuses unencrypted requests cannot be proven, since it is not known in this preview",
);
const withPolicy = (policy: unknown) => [bucket(), part("bucketPolicy", { bucket: unknown, policy })];
const changed = (change: object) => policyOf({ ...tlsStatement, ...change });
const condition = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });
const [ofBucket, ofObjects] = tlsStatement.Resource;

const right: [string, unknown][] = [
    ["text", policyOf(tlsStatement)],
    ["an object", { Statement: [tlsStatement] }],
    ["one statement", { Statement: tlsStatement }],
    ["a second statement", policyOf({ Effect: "Allow", Principal: { Service: "x" } }, tlsStatement)],
    ["every action", changed({ Action: ["*"] })],
    ["principals of AWS", changed({ Principal: { AWS: ["*"] } })],
    ["one pattern for both", changed({ Resource: "arn:aws:s3:::uploads*" })],
    ["every resource", changed({ Resource: "*" })],
    ["another partition", changed({ Resource: ["arn:aws-cn:s3:::uploads", "arn:aws-cn:s3:::uploads/*"] })],
    ["a boolean", changed(condition("Bool", "aws:SecureTransport", false))],
    ["a key in other letters", changed(condition("BoolIfExists", "AWS:securetransport", ["false"]))],
    ["a text with the ARN of a new bucket, unknown in its first preview,", unknown],
    ["an unknown part", { Statement: [{ ...tlsStatement, Resource: [unknown] }] }],
];
const wrong: [string, unknown, string][] = [
    ["no JSON", "{", open],
    ["no statement", {}, open],
    ["Allow", changed({ Effect: "Allow" }), open],
    ["one principal", changed({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }), open],
    ["some actions", changed({ Action: "s3:GetObject" }), open],
    ["objects alone", changed({ Resource: ofObjects }), open],
    ["the bucket alone", changed({ Resource: ofBucket }), open],
    ["some objects", changed({ Resource: [ofBucket, "arn:aws:s3:::uploads/a*"] }), open],
    ["another bucket", changed({ Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] }), open],
    ["true", changed(condition("Bool", "aws:SecureTransport", "true")), open],
    ["both", changed(condition("Bool", "aws:SecureTransport", ["false", "true"])), open],
    ["another key", changed(condition("Bool", "aws:ViaAWSService", "false")), open],
    ["no condition", changed({ Condition: {} }), open],
    [
        "a second condition, outside of which it does not hold",
        changed({ Condition: { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } } }),
        open,
    ],
];

// CKV_AWS_379 looks at the ACL, which few buckets have.
describe("bucket-tls-only", () => {
    itJudges(bucketTlsOnly, [
        { title: "no policy is wrong", stack: () => [bucket()], finds: [none] },
        ...right.map(([title, policy]): Scenario => ({
            title: `${title} is right`,
            stack: () => withPolicy(policy),
            reads: ["part.policy"],
        })),
        ...wrong.map(([title, policy, message]): Scenario => ({
            title: `${title} is wrong`,
            stack: () => withPolicy(policy),
            finds: [message],
        })),
        {
            title: "a policy among the properties counts, also that of an older token",
            stack: () => [bucket({ policy: policyOf(tlsStatement) }, "aws:s3/bucketV2:BucketV2")],
            reads: ["bucket.policy"],
        },
        {
            title: "an unknown policy among the properties, which cannot have the bucket's ARN, is not proven",
            stack: () => [bucket({ policy: unknown })],
            finds: [unproven],
        },
        {
            title: "an unknown policy beside one that is wrong",
            stack: () => [...withPolicy(unknown), part("bucketPolicy", { policy: policyOf() }, "second")],
            finds: [open],
        },
        {
            title: "a policy by the bucket's name",
            stack: () => [
                bucket(),
                part("bucketPolicy", { bucket: "uploads", policy: policyOf(tlsStatement) }, "part", {}),
            ],
            reads: ["part.policy"],
        },
        {
            title: "a policy of another bucket does not count",
            stack: () => [
                bucket(),
                part("bucketPolicy", { bucket: "other", policy: policyOf(tlsStatement) }, "part", {}),
            ],
            finds: [none],
        },
        {
            title: "two policies, of which the last wins, both have to be right",
            stack: () => [
                ...withPolicy(policyOf(tlsStatement)),
                part("bucketPolicy", { policy: policyOf() }, "second"),
            ],
            finds: [open],
        },
    ]);
});
