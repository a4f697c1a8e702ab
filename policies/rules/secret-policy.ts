import { everywhere } from "../levels";
import { readPolicyDocument } from "../read/policy-document";
import { isPublic } from "../read/public-statement";
import { secretPolicyType, secretType } from "../read/secrets";
import type { Rule } from "../rule";

export const secretPolicy: Rule = {
    name: "secret-policy",
    displayName: "Secret for known readers",
    description: "The policy of a secret lets nobody in whom it does not name.",
    levels: everywhere,
    severity: "critical",
    standards: ["AC_AWS_0501"],
    remediationSteps:
        "Name the principals in the secret's policy, or narrow it by a condition on the account or organization.",
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
    tags: ["secrets"],
    sees: "resource",
    types: [secretType, secretPolicyType],
    judge({ props }) {
        const policy = readPolicyDocument(props, "policy");
        const remedy =
            "In this project: nothing, its secrets have no policy. In any other program: principals by their ARNs, and " +
            "blockPublicPolicy: true on a SecretPolicy.";
        // A policy that is not known yet is asked again with its value before it is written.
        return policy.kind === "known" && policy.statements.some(isPublic)
            ? [`The policy lets everyone in; wanted: principals by name, or a condition on the account. ${remedy}`]
            : [];
    },
};
