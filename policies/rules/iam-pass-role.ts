import { trivy } from "../frameworks";
import { everywhere } from "../levels";
import { isBoundBy, isEveryAction, isEveryResource, permissionsOf, permissionTypes } from "../read/iam";
import type { Statement } from "../read/policy-document";
import type { Rule } from "../rule";

export const iamPassRole: Rule = {
    name: "iam-pass-role",
    displayName: "Roles passed on by name",
    description: "No policy of the stack lets its holder hand any role to any service, and so become any of them.",
    levels: everywhere,
    severity: "high",
    framework: trivy("AWS-0342", "IAM Pass Role Filtering"),
    remediationSteps: "Name the roles in Resource, or the service in a condition on iam:PassedToService.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    tags: ["iam"],
    sees: "resource",
    types: permissionTypes,
    judge(resource) {
        return permissionsOf(resource)
            .filter(
                ({ statement }) =>
                    passesRoles(statement) &&
                    isOnEveryRole(statement) &&
                    !isBoundBy(statement, ["iam:passedtoservice"]),
            )
            .map(
                ({ where }) =>
                    `${where} allows iam:PassRole on every role to every service; wanted: the ARNs of roles, or a condition ` +
                    "on iam:PassedToService. In this project: nothing, its roles pass none on; mend the policy that " +
                    "environment.access.managedPolicyArns names. In any other program: name the role in Resource.",
            );
    },
};

/** `*` allows it as well, which is what iam-no-star finds. */
const passesRoles = ({ actions }: Statement): boolean =>
    actions.some((action) => !isEveryAction(action) && matches(action, "iam:passrole"));

const isOnEveryRole = ({ resources, notResources }: Statement): boolean =>
    notResources.length > 0 ||
    resources.some((resource) => isEveryResource(resource) || /^arn:[^:]*:iam::[^:]*:(role\/)?\*+$/.test(resource));

/** Actions have no case. `*` stands for any text, `?` for one character. */
function matches(pattern: string, action: string): boolean {
    const parts = pattern
        .toLowerCase()
        .replaceAll(/\*+/g, "*")
        .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${parts.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(action);
}
