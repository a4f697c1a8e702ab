import { bucketPublicAccess } from "../../../policies/rules/bucket-public-access";
import { secret, unknown } from "../../support/policy-runner";
import { block, bucket, part, policyOf } from "../bucket-stack";
import { itJudges, Scenario } from "../scenarios";

const flags = Object.keys(block);
const remedy =
    "In this project: nothing, its buckets are private. In any other program: a BucketPublicAccessBlock of the bucket with " +
    "blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true.";
const noBlock =
    "The bucket has no public access block in this stack; AWS's own covers buckets made since April 2023 only, until somebody " +
    `takes it off. ${remedy}`;
const acl = `The bucket's ACL is one for everyone; wanted: private, or none. ${remedy}`;
const policy =
    "The bucket's policy allows something to everyone; wanted: principals by name, or a condition on the account, " +
    `organization, VPC or address. ${remedy}`;
const blocked = (props: object = {}) => [bucket(), part("bucketPublicAccessBlock", { ...block, ...props }, "block")];
const allow = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::uploads/*" };
const policed = (statement: object) => [
    ...blocked(),
    part("bucketPolicy", { policy: policyOf({ ...allow, ...statement }) }, "policy"),
];
const everyone = "http://acs.amazonaws.com/groups/global/AllUsers";

const perFlag = flags.flatMap((flag): Scenario[] => [
    {
        title: `${flag} left out`,
        stack: () => blocked({ [flag]: undefined }),
        finds: [`${flag} is not set; wanted: true. ${remedy}`],
    },
    {
        title: `${flag} off`,
        stack: () => blocked({ [flag]: false }),
        finds: [`${flag} is not true; wanted: true. ${remedy}`],
    },
    {
        title: `${flag} unknown`,
        stack: () => blocked({ [flag]: unknown }),
        finds: [`${flag} is not known in this preview, so that it is true cannot be proven; wanted: true. ${remedy}`],
    },
    {
        title: `${flag} secret`,
        stack: () => blocked({ [flag]: secret("hunter2") }),
        finds: [`${flag} is not true; wanted: true. ${remedy}`],
    },
    {
        title: `${flag} of the account`,
        stack: () => [...blocked({ [flag]: false }), part("accountPublicAccessBlock", { [flag]: true }, "account", {})],
        reads: [`account.${flag}`],
    },
]);

const acls: [string, object, object[]][] = [
    ["public-read", { acl: "public-read" }, []],
    ["grants", { grants: [{ type: "Group", uri: everyone }] }, []],
    ["an ACL of its own", {}, [part("bucketAcl", { acl: "public-read-write" })]],
    ["that of an older token", {}, [part("bucketAclV2", { acl: "authenticated-read" })]],
    [
        "grants of an ACL of its own",
        {},
        [part("bucketAcl", { accessControlPolicy: { grants: [{ grantee: { uri: everyone } }] } })],
    ],
];

describe("bucket-public-access", () => {
    itJudges(bucketPublicAccess, [
        { title: "no block is wrong", stack: () => [bucket()], finds: [noBlock] },
        {
            title: "no block for an older token is wrong",
            stack: () => [bucket({}, "aws:s3/bucketV2:BucketV2")],
            finds: [noBlock],
        },
        { title: "all four are right", stack: () => blocked(), reads: flags.map((flag) => `block.${flag}`) },
        // CKV2_AWS_6 asks for two of them.
        ...perFlag,
        {
            title: "a block of another bucket does not count",
            stack: () => [bucket(), part("bucketPublicAccessBlock", { ...block, bucket: "other" }, "block", {})],
            finds: [noBlock],
        },
        ...acls.map(([title, props, parts]): Scenario => ({
            title: `an ACL for everyone: ${title}`,
            stack: () => [bucket(props as Record<string, unknown>), ...blocked().slice(1), ...(parts as [])],
            finds: [acl],
        })),
        { title: "a policy for everyone", stack: () => policed({}), finds: [policy] },
        {
            title: "a policy that a Referer excuses, which everyone can send",
            stack: () => policed({ Condition: { StringLike: { "aws:Referer": "https://www.example.com/*" } } }),
            finds: [policy],
        },
        {
            title: "a policy for one distribution",
            stack: () =>
                policed({
                    Condition: {
                        StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1" },
                    },
                }),
            reads: ["policy.policy"],
        },
        {
            title: "a policy that is not known yet, which AWS refuses if it is public",
            stack: () => [...blocked(), part("bucketPolicy", { policy: unknown }, "policy")],
            reads: ["policy.policy"],
        },
    ]);
});
