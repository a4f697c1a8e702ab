import { checkov } from "../frameworks";
import { everywhere } from "../levels";
import { roleType } from "../read/iam";
import { entriesOf, knownParts } from "../read/known-parts";
import type { Rule } from "../rule";

/** Where a resource names managed policies. */
const properties: Readonly<Record<string, string>> = {
    [roleType]: "managedPolicyArns",
    "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment": "policyArn",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "policyArns",
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "policyArns",
    "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": "policyArns",
};

/**
 * AWS's policies that allow everything, or let their holder allow it, in each partition; those for the administrators of one service, such as
 * AdministratorAccess-Amplify, make roles and pass them on. Those that Elastic Beanstalk's service role needs are wide too,
 * and managed updates fail with narrower ones, so that AWS's policies are not judged by their width.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/iam-servicerole.html
 */
const administrators =
    /^arn:aws[\w-]*:iam::aws:policy\/(AdministratorAccess[\w+=,.@-]*|PowerUserAccess|IAMFullAccess)$/;

export const iamNoAdmin: Rule = {
    name: "iam-no-admin",
    displayName: "No administrators",
    description: "No role, user or group of the stack has a policy of AWS for administrators.",
    levels: everywhere,
    severity: "critical",
    framework: checkov(
        "CKV_AWS_274",
        "Disallow IAM roles, users, and groups from using the AWS AdministratorAccess policy",
    ),
    remediationSteps: "Attach a policy with the actions and resources that are needed.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    tags: ["iam"],
    sees: "resource",
    types: Object.keys(properties),
    judge({ type, props }) {
        const property = properties[type] ?? "";
        const arns = entriesOf(knownParts(props, property));
        // An ARN that is not known yet is that of a policy made in the same run, which other rules judge.
        return arns.some((arn) => typeof arn === "string" && administrators.test(arn))
            ? [
                  `${property} names AdministratorAccess, PowerUserAccess or IAMFullAccess; wanted: a policy with what is ` +
                      "needed. In this project: take it out of environment.access.managedPolicyArns, the features in use " +
                      "bring their own permissions. In any other program: attach a policy of your own.",
              ]
            : [];
    },
};
