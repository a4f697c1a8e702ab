import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { isEveryAction, isOnEverything, permissionsOf, permissionTypes } from "../read/iam";
import type { Statement } from "../read/policy-document";
import type { Rule } from "../rule";

export const iamNoStar: Rule = {
    name: "iam-no-star",
    displayName: "No permission for everything",
    description: "No policy of the stack allows all actions, or all of a service, on all resources.",
    levels: everywhere,
    severity: "high",
    framework: securityHub("IAM.1", 'IAM policies should not allow full "*" administrative privileges'),
    remediationSteps: "Name the actions that are needed, and the ARNs of the resources they are needed on.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    tags: ["iam"],
    sees: "resource",
    types: permissionTypes,
    judge(resource) {
        return permissionsOf(resource).flatMap(({ where, statement }) => {
            const allowed = isOnEverything(statement) ? tooMuchIn(statement) : undefined;
            return allowed === undefined
                ? []
                : [
                      `${where} allows ${allowed} on every resource; wanted: the actions that are needed, on the resources ` +
                          "they are needed on. In this project: environment.access.managedPolicyArns names a policy of " +
                          "yours for what the application calls. In any other program: list actions and ARNs.",
                  ];
        });
    },
};

/**
 * A condition narrows a service, and does not make an administrator less of one. Nor does it where all of IAM is allowed: who may change any role, even from
 * one region or of one tag, gives it every permission, so that no condition excuses that.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
function tooMuchIn({ actions, notActions, conditions }: Statement): string | undefined {
    if (actions.some(isEveryAction)) {
        return "every action";
    }
    if (notActions.length > 0) {
        return "every action but some (NotAction)";
    }
    return actions.some((action) => isWholeService(action) && (conditions.length === 0 || /^iam:/i.test(action)))
        ? "every action of a service"
        : undefined;
}

const isWholeService = (action: string): boolean => /^[\w-]+:[*?]*\*[*?]*$/.test(action);
