import { iamTrust } from "../../../policies/rules/iam-trust";
import { Described, secret, unknown } from "../../support/policy-runner";
import { itJudges } from "../scenarios";

const found = (number = 1) =>
    `Statement ${number} of assumeRolePolicy lets everyone take on the role; wanted: a service or an account as Principal. In ` +
    "this project: nothing, its roles are for EC2 and Elastic Beanstalk. In any other program: name who takes it on, or bind " +
    "it with a condition on aws:PrincipalOrgID or aws:PrincipalArn.";
const allow = (statement: object) => ({ Effect: "Allow", Action: "sts:AssumeRole", Principal: "*", ...statement });
const on = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });

function role(assumeRolePolicy: unknown): Described {
    return { type: "aws:iam/role:Role", name: "role", props: { assumeRolePolicy } };
}

const stack = (...statements: unknown[]) => [role({ Statement: statements })];

describe("iam-trust", () => {
    itJudges(iamTrust, [
        { title: "no document is for nobody", stack: () => [role(undefined)], reads: ["role.assumeRolePolicy"] },
        // Checkov looks for AWS inside Principal only, and reads a single statement as none.
        { title: "Principal * is wrong", stack: () => stack(allow({})), finds: [found()] },
        {
            title: "so it is as text, in one statement",
            stack: () => [role(JSON.stringify({ Statement: allow({}) }))],
            finds: [found()],
        },
        ...["AWS", "Federated"].flatMap((kind) =>
            ["*", ["arn:aws:iam::111122223333:root", "*"]].map((names) => ({
                title: `${JSON.stringify({ [kind]: names })} is wrong`,
                stack: () => stack(allow({ Principal: { [kind]: names } })),
                finds: [found()],
            })),
        ),
        {
            title: "everyone but one is wrong",
            stack: () => stack({ Effect: "Allow", Action: "sts:AssumeRole", NotPrincipal: { AWS: "111122223333" } }),
            finds: [found()],
        },
        ...[
            allow({ Principal: { Service: "ec2.amazonaws.com" } }),
            allow({ Principal: { Service: ["elasticbeanstalk.amazonaws.com", "ec2.amazonaws.com.cn"] } }),
            allow({ Principal: { AWS: "arn:aws:iam::111122223333:role/deploy" } }),
            allow({ Effect: "Deny" }),
            allow(on("StringEquals", "aws:PrincipalOrgID", "o-1")),
            allow(on("ArnLike", "AWS:PrincipalArn", ["arn:aws:iam::111122223333:role/*"])),
            allow(on("StringEquals", "aws:SourceAccount", unknown)),
            allow(on("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*")),
            allow(on("StringLike", "aws:userid", "AROAEXAMPLEEXAMPLE00:*")),
        ].map((statement) => ({
            title: `${JSON.stringify(statement)} is right`,
            stack: () => stack(statement),
            reads: ["role.assumeRolePolicy"],
        })),
        ...[
            on("StringEquals", "sts:ExternalId", "notes"),
            on("StringNotEquals", "aws:PrincipalOrgID", "o-1"),
            on("StringLike", "aws:PrincipalArn", "*"),
            on("StringLike", "aws:PrincipalArn", "?*"),
            on("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*"),
            on("ArnLike", "aws:PrincipalArn", ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::*:role/deploy"]),
            on("Bool", "aws:MultiFactorAuthPresent", "true"),
            { Condition: unknown },
        ].map((condition) => ({
            title: `${JSON.stringify(condition)} binds it to nobody`,
            stack: () => stack(allow(condition)),
            finds: [found()],
        })),
        {
            title: "an unknown principal does not hide what is known",
            stack: () =>
                stack(allow({ Principal: { AWS: unknown } }), allow({ Principal: { AWS: [unknown, "*"] } }), unknown),
            finds: [found(2)],
        },
        {
            title: "an unknown document is judged in the update, before it is made",
            stack: () => [role(unknown)],
            reads: ["role.assumeRolePolicy"],
        },
        {
            title: "a secret is not repeated",
            stack: () => [role(secret(JSON.stringify({ Statement: allow({}) })))],
            finds: [found()],
        },
    ]);
});
