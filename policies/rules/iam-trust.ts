import { checkov } from "../frameworks";
import { everywhere } from "../levels";
import { isBoundBy, roleType, trustOf } from "../read/iam";
import type { Statement } from "../read/policy-document";
import { isFixed } from "../read/public-statement";
import type { Rule } from "../rule";

/**
 * Keys that say whose the request is, or from which network of one's own. An external ID is none: it is no secret.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const keys: readonly string[] = [
    ...["account", "arn", "orgid", "orgpaths"].map((key) => `aws:principal${key}`),
    ...["account", "arn", "orgid", "orgpaths", "vpc", "vpce"].map((key) => `aws:source${key}`),
    "aws:userid",
];

export const iamTrust: Rule = {
    name: "iam-trust",
    displayName: "Roles for someone",
    description: "No role of the stack can be taken on by everyone.",
    levels: everywhere,
    severity: "critical",
    framework: checkov("CKV_AWS_60", "Ensure IAM role allows only specific services or principals to assume it"),
    remediationSteps: "Name the service or the account that takes on the role in Principal.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    tags: ["iam"],
    sees: "resource",
    types: [roleType],
    judge(role) {
        return trustOf(role)
            .filter(({ statement }) => isForEveryone(statement) && !isBoundBy(statement, keys, isFixed))
            .map(
                ({ where }) =>
                    `${where} lets everyone take on the role; wanted: a service or an account as Principal. In this project: ` +
                    "nothing, its roles are for EC2 and Elastic Beanstalk. In any other program: name who takes it on, or " +
                    "bind it with a condition on aws:PrincipalOrgID or aws:PrincipalArn.",
            );
    },
};

const isForEveryone = ({ principals, hasNotPrincipal }: Statement): boolean =>
    hasNotPrincipal || principals.some(({ names }) => names.some((name) => /^\*+$/.test(name)));
