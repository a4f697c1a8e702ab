import { iamNoStar } from "../../../policies/rules/iam-no-star";
import { Described, secret, unknown } from "../../support/policy-runner";
import { itJudges } from "../scenarios";

const found = (what: string, where = "Statement 1 of policy") =>
    `${where} allows ${what} on every resource; wanted: the actions that are needed, on the resources they are needed on. In ` +
    "this project: environment.access.managedPolicyArns names a policy of yours for what the application calls. In any other " +
    "program: list actions and ARNs.";
const every = found("every action");
const service = found("every action of a service");
const allBut = found("every action but some (NotAction)");

const allow = (statement: object) => ({ Effect: "Allow", Action: "*", Resource: "*", ...statement });
const bucket = "arn:aws:s3:::notes/*";

function policy(document: unknown, kind = "rolePolicy:RolePolicy"): Described {
    return { type: `aws:iam/${kind}`, name: "policy", props: { policy: document } };
}

const stack = (...statements: unknown[]) => [policy({ Version: "2012-10-17", Statement: statements })];

describe("iam-no-star", () => {
    itJudges(iamNoStar, [
        ...[undefined, null, "", "no JSON", "{}", 4].map((document) => ({
            title: `${String(document)} is no document, which AWS refuses`,
            stack: () => [policy(document), policy({ Statement: allow({}) })],
            finds: [every],
        })),
        { title: "star on star is wrong", stack: () => stack(allow({})), finds: [every] },
        {
            title: "so it is as text, and as one statement",
            stack: () => [policy(JSON.stringify({ Statement: allow({ Action: ["*"], Resource: ["*"] }) }))],
            finds: [every],
        },
        ...["policy:Policy", "userPolicy:UserPolicy", "groupPolicy:GroupPolicy"].map((kind) => ({
            title: `${kind} is judged alike`,
            stack: () => [policy({ Statement: allow({}) }, kind)],
            finds: [every],
        })),
        {
            title: "the policies inside a role are judged alike",
            stack: () => [
                {
                    type: "aws:iam/role:Role",
                    name: "role",
                    props: {
                        inlinePolicies: [
                            unknown,
                            { name: "read", policy: JSON.stringify({ Statement: allow({ Action: "s3:GetObject" }) }) },
                            {
                                name: "all",
                                policy: JSON.stringify({ Statement: [allow({ Resource: bucket }), allow({})] }),
                            },
                        ],
                    },
                },
            ],
            finds: [found("every action", "Statement 2 of inlinePolicies[2].policy")],
        },
        ...["*:*", "**", "?*"].map((Action) => ({
            title: `${Action} is every action`,
            stack: () => stack(allow({ Action })),
            finds: [every],
        })),
        ...["**", "?*", "arn:*", "arn:aws:*", "arn:aws-cn:*:*:*:*"].map((Resource) => ({
            title: `${Resource} is every resource`,
            stack: () => stack(allow({ Resource })),
            finds: [every],
        })),
        {
            title: "a condition makes it no better",
            stack: () => stack(allow({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })),
            finds: [every],
        },
        {
            title: "every action of a service is wrong",
            stack: () => stack(allow({ Action: "s3:*" })),
            finds: [service],
        },
        {
            title: "unless a condition narrows it",
            stack: () =>
                stack(
                    allow({
                        Action: "kms:*",
                        Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
                    }),
                ),
            reads: ["policy.policy"],
        },
        ...["s3:?*", "iam:*"].map((Action) => ({
            title: `${Action} is every action of a service`,
            stack: () => stack(allow({ Action })),
            finds: [service],
        })),
        ...["iam:*", "IAM:**", "iam:?*", ["s3:GetObject", "iam:*"]].map((Action) => ({
            title: `no condition narrows ${JSON.stringify(Action)}`,
            stack: () => stack(allow({ Action, Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } })),
            finds: [service],
        })),
        {
            title: "all but some actions are wrong",
            stack: () => stack({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
            finds: [allBut],
        },
        {
            title: "so is all but some resources",
            stack: () => stack({ Effect: "Allow", Action: "*", NotResource: bucket }),
            finds: [every],
        },
        ...[
            allow({ Action: ["ec2:Describe*", "xray:PutTraceSegments"] }),
            allow({ Resource: bucket }),
            allow({ Action: "s3:*", Resource: [bucket, "arn:aws:s3:::*"] }),
            { Effect: "Allow", NotAction: "s3:DeleteObject", Resource: bucket },
            { Effect: "Deny", Action: "*", Resource: "*" },
        ].map((statement) => ({
            title: `${JSON.stringify(statement)} is right`,
            stack: () => stack(statement),
            reads: ["policy.policy"],
        })),
        {
            title: "each wrong statement is found",
            stack: () => stack(allow({}), allow({ Resource: bucket }), allow({})),
            finds: [every, found("every action", "Statement 3 of policy")],
        },
        {
            title: "an unknown ARN, which is that of a resource, does not hide what is known",
            stack: () => stack(allow({ Resource: unknown }), unknown, allow({ Resource: [unknown, "*"] })),
            finds: [found("every action", "Statement 3 of policy")],
        },
        {
            title: "an unknown document is judged in the update, before it is made",
            stack: () => [policy(unknown)],
            reads: ["policy.policy"],
        },
        {
            title: "a secret is not repeated",
            stack: () => [policy(secret(JSON.stringify({ Statement: allow({}) })))],
            finds: [every],
        },
    ]);
});
