import { iamNoAdmin } from "../../../policies/rules/iam-no-admin";
import { Described, secret, unknown } from "../../support/policy-runner";
import { itJudges } from "../scenarios";

const arn = (policy: string, partition = "aws") => `arn:${partition}:iam::aws:policy/${policy}`;
const administrator = arn("AdministratorAccess");
const found = (property: string) =>
    `${property} names AdministratorAccess, PowerUserAccess or IAMFullAccess; wanted: a policy with what is needed. In this ` +
    "project: take it out of environment.access.managedPolicyArns, the features in use bring their own permissions. In any " +
    "other program: attach a policy of your own.";

function attachment(policyArn: unknown, kind = "rolePolicyAttachment:RolePolicyAttachment"): Described {
    return { type: `aws:iam/${kind}`, name: "attached", props: { role: "instances", policyArn } };
}

function role(managedPolicyArns: unknown): Described {
    return { type: "aws:iam/role:Role", name: "role", props: { managedPolicyArns } };
}

describe("iam-no-admin", () => {
    itJudges(iamNoAdmin, [
        {
            title: "a role without policies is right",
            stack: () => [role(undefined)],
            reads: ["role.managedPolicyArns"],
        },
        ...["aws", "aws-cn", "aws-us-gov"].flatMap((partition) => [
            ...[
                "AdministratorAccess",
                "AdministratorAccess-AWSElasticBeanstalk",
                "AdministratorAccess-Amplify",
                "PowerUserAccess",
                "IAMFullAccess",
            ].map((policy) => ({
                title: `${arn(policy, partition)} is wrong`,
                stack: () => [attachment(arn(policy, partition))],
                finds: [found("policyArn")],
            })),
            ...[
                "service-role/AWSElasticBeanstalkEnhancedHealth",
                "AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy",
                "AmazonSSMManagedInstanceCore",
            ].map((policy) => ({
                title: `${arn(policy, partition)} is right`,
                stack: () => [attachment(arn(policy, partition))],
                reads: ["attached.policyArn"],
            })),
        ]),
        ...[
            "policyAttachment:PolicyAttachment",
            "userPolicyAttachment:UserPolicyAttachment",
            "groupPolicyAttachment:GroupPolicyAttachment",
        ].map((kind) => ({
            title: `${kind} is judged alike`,
            stack: () => [attachment(administrator, kind)],
            finds: [found("policyArn")],
        })),
        ...["role", "user", "group"].map((kind) => {
            const type = `${kind}PolicyAttachmentsExclusive`;
            return {
                title: `${type} is judged alike`,
                stack: () => [
                    {
                        type: `aws:iam/${type}:${type[0]?.toUpperCase()}${type.slice(1)}`,
                        name: "exclusive",
                        props: { policyArns: [unknown, administrator] },
                    },
                ],
                finds: [found("policyArns")],
            };
        }),
        {
            title: "one of a role's own list is wrong, twice or beside an unknown one",
            stack: () => [role([unknown, arn("ReadOnlyAccess"), administrator, administrator])],
            finds: [found("managedPolicyArns")],
        },
        {
            title: "a policy of one's own with such a name is not AWS's",
            stack: () => [attachment("arn:aws:iam::111122223333:policy/AdministratorAccess")],
            reads: ["attached.policyArn"],
        },
        {
            title: "one of AWS for those who only look is right",
            stack: () => [attachment(arn("job-function/ViewOnlyAccess"))],
            reads: ["attached.policyArn"],
        },
        {
            title: "an unknown ARN satisfies: the policy is made in the same run",
            stack: () => [attachment(unknown), role(unknown)],
            reads: ["attached.policyArn", "role.managedPolicyArns"],
        },
        {
            title: "a secret is not repeated",
            stack: () => [attachment(secret(administrator))],
            finds: [found("policyArn")],
        },
    ]);
});
