export const secretType = "aws:secretsmanager/secret:Secret";
export const secretPolicyType = "aws:secretsmanager/secretPolicy:SecretPolicy";
export const secretRotationType = "aws:secretsmanager/secretRotation:SecretRotation";
export const parameterType = "aws:ssm/parameter:Parameter";
