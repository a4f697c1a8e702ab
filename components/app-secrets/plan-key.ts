import { viaService } from "../beanstalk-environment/secret-access";
import { partition } from "../partition";

/** What the account's own policies may allow of a key besides using it. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const administration = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:Describe*",
    "kms:DisableKey",
    "kms:EnableKey*",
    "kms:Get*",
    "kms:List*",
    "kms:PutKeyPolicy",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
];

/** What Secrets Manager and Parameter Store do with a key for whoever calls them. https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
const use = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/**
 * Policy of a key for secrets. Policies of IAM in the account decide who administers it and who uses it, and use is through the two services alone: nobody,
 * the administrator included, decrypts with the key by itself.
 */
export function keyPolicy(region: string, accountId: string): string {
    const Principal = { AWS: `arn:${partition(region)}:iam::${accountId}:root` };
    const services = ["secretsmanager", "ssm"].map((service) => viaService(service, region));
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Sid: "Administration", Effect: "Allow", Principal, Action: administration, Resource: "*" },
            {
                Sid: "UseThroughServices",
                Effect: "Allow",
                Principal,
                Action: use,
                Resource: "*",
                Condition: { StringEquals: { "kms:ViaService": services } },
            },
        ],
    });
}

/** Days until a key that the stack gives up is gone: as long as a deleted secret can be had back, and 7 at least. https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html */
export const deletionDays = (secretRecoveryDays: number): number => Math.max(7, secretRecoveryDays);
