import { checkov } from "../frameworks";
import { everywhere, Stage } from "../levels";
import { stateOf } from "../read/options";
import { peekText } from "../read/peek";
import { isGiven, readProperty } from "../read/properties";
import { isSecretName, mayHoldPassword } from "../read/secret-signs";
import { parameterType, secretType } from "../read/secrets";
import { listIn } from "../rule-configuration";
import type { Resource, Rule } from "../rule";

/**
 * Secrets Manager encrypts whatever it is given, with aws/secretsmanager when no key is named, so only a strict stack is asked for a key of its own. A
 * parameter of type String is not encrypted.
 */
export const secretEncryption: Rule = {
    name: "secret-encryption",
    displayName: "Secrets encrypted",
    description:
        "What looks like a secret is kept in Secrets Manager or in an encrypted parameter; strict stacks use a key of their own.",
    levels: everywhere,
    severity: "high",
    framework: checkov("CKV2_AWS_34", "AWS SSM Parameter should be Encrypted"),
    standards: ["CKV_AWS_149"],
    remediationSteps: "Set the parameter's type to SecureString, or keep the value in Secrets Manager.",
    url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    tags: ["secrets"],
    configSchema: {
        properties: {
            allow: {
                type: "array",
                items: { type: "string" },
                default: [],
                description: "Names of parameters that hold no secret, whatever they look like",
            },
        },
    },
    sees: "resource",
    types: [secretType, parameterType],
    judge: (resource, config, stage) =>
        resource.type === parameterType
            ? judgeParameter(resource, listIn(config, "allow"))
            : judgeSecret(resource, stage),
};

function judgeParameter({ props, name: resourceName }: Resource, allowed: readonly string[]): string[] {
    const name = peekText(props, "name") ?? resourceName;
    const type = readProperty(props, "type");
    const isEncrypted = type.state === "known" && type.values[0] === "SecureString";
    // An ARN or a URL says where the secret is, and is none.
    const isReference = /^(arn:|https?:\/\/[^@]*$)/.test(
        peekText(props, "value") ?? peekText(props, "insecureValue") ?? "",
    );
    const looksSecret = !allowed.includes(name) && (isSecretName(name) || mayHoldPassword(name));
    return isEncrypted || isReference || !looksSecret
        ? []
        : [
              `The parameter is named as a secret is, and its type ${stateOf(type, "SecureString")}; wanted: SecureString. ` +
                  "In this project: secrets: {NAME: {kind: generated}} or another kind. " +
                  'In any other program: type: "SecureString", or a name that says that it is no secret. ' +
                  "A name that holds none: allow, in this rule's configuration.",
          ];
}

function judgeSecret({ props }: Resource, stage: Stage): string[] {
    const key = readProperty(props, "kmsKeyId");
    const isOwn =
        isGiven(props, "kmsKeyId") && !(key.state === "known" && /(^|alias\/)aws\//.test(key.values[0] ?? ""));
    return stage !== "strict" || isOwn
        ? []
        : [
              "kmsKeyId is not a key that the team holds; wanted: the ARN of such a key, without which no other account can be let in. " +
                  "In this project: an exemption. In any other program: kmsKeyId.",
          ];
}
