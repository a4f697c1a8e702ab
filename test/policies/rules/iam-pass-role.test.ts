import { iamPassRole } from "../../../policies/rules/iam-pass-role";
import { Described, secret, unknown } from "../../support/policy-runner";
import { itJudges } from "../scenarios";

const found = (where = "Statement 1 of policy") =>
    `${where} allows iam:PassRole on every role to every service; wanted: the ARNs of roles, or a condition on ` +
    "iam:PassedToService. In this project: nothing, its roles pass none on; mend the policy that " +
    "environment.access.managedPolicyArns names. In any other program: name the role in Resource.";
const one = "arn:aws:iam::111122223333:role/instances";
const allow = (statement: object) => ({ Effect: "Allow", Action: "iam:PassRole", Resource: "*", ...statement });
const on = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });

function policy(document: unknown, kind = "policy:Policy"): Described {
    return { type: `aws:iam/${kind}`, name: "policy", props: { policy: document } };
}

const stack = (...statements: unknown[]) => [policy({ Statement: statements })];

describe("iam-pass-role", () => {
    itJudges(iamPassRole, [
        {
            title: "a policy without a document grants nothing",
            stack: () => [policy(undefined)],
            reads: ["policy.policy"],
        },
        ...["iam:PassRole", "IAM:passrole", "iam:Pass*", "iam:P?ssRole", "iam:*", "i*", "*PassRole", "***:Pass***"].map(
            (Action) => ({
                title: `${Action} on every role is wrong`,
                stack: () => stack(allow({ Action })),
                finds: [found()],
            }),
        ),
        ...["arn:aws:iam::111122223333:role/*", "arn:aws:iam::111122223333:*", "arn:aws:iam::*:role/*", "arn:*"].map(
            (Resource) => ({
                title: `${Resource} is every role`,
                stack: () => stack(allow({ Resource })),
                finds: [found()],
            }),
        ),
        {
            title: "so it is as text, in a role",
            stack: () => [
                {
                    type: "aws:iam/role:Role",
                    name: "role",
                    props: { inlinePolicies: [{ policy: JSON.stringify({ Statement: allow({}) }) }] },
                },
            ],
            finds: [found("Statement 1 of inlinePolicies[0].policy")],
        },
        ...[
            allow({ Resource: one }),
            allow({ Resource: "arn:aws:iam::111122223333:role/notes-*" }),
            allow({ Action: ["iam:GetRole", "iam:List*", "ec2:*"] }),
            allow({ Effect: "Deny" }),
            // Found by iam-no-star.
            allow({ Action: "*" }),
            allow(on("StringEquals", "iam:PassedToService", "ec2.amazonaws.com")),
            allow(on("StringLikeIfExists", "IAM:passedToService", ["ec2.amazonaws.com*"])),
            allow(on("StringEquals", "iam:PassedToService", unknown)),
        ].map((statement) => ({
            title: `${JSON.stringify(statement)} is right`,
            stack: () => stack(statement),
            reads: ["policy.policy"],
        })),
        ...[
            on("StringNotEquals", "iam:PassedToService", "ec2.amazonaws.com"),
            on("StringLike", "iam:PassedToService", "*"),
            on("Null", "iam:PassedToService", "false"),
            on("ForAllValues:StringEquals", "iam:PassedToService", "ec2.amazonaws.com"),
            on("StringEquals", "aws:RequestedRegion", "us-east-1"),
            { Condition: unknown },
        ].map((condition) => ({
            title: `${JSON.stringify(condition)} binds it to no service`,
            stack: () => stack(allow(condition)),
            finds: [found()],
        })),
        {
            title: "an unknown role does not hide what is known",
            stack: () =>
                stack(
                    allow({ Resource: unknown }),
                    allow({ Action: [unknown, "iam:PassRole"], Resource: [unknown, "*"] }),
                ),
            finds: [found("Statement 2 of policy")],
        },
        {
            title: "an unknown document is judged in the update, before it is made",
            stack: () => [policy(unknown)],
            reads: ["policy.policy"],
        },
        {
            title: "a secret is not repeated",
            stack: () => [policy(secret(JSON.stringify({ Statement: allow({}) })))],
            finds: [found()],
        },
    ]);
});
