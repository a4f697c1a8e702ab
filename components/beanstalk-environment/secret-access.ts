import { dnsSuffix } from "../partition";
import type { Statement } from "./statements";

/** A secret that instances read. Secrets Manager and SSM parameters need different rights. */
export interface SecretAccess<V> {
    readonly arn: V;
    readonly service: "secretsmanager" | "ssm";
    /** The key in KMS that encrypts it, where that is not the one that AWS manages for the service. */
    readonly kmsKeyArn?: string | undefined;
}

/** The service that an ARN of the settings belongs to. */
export function secretAccess(arn: string, kmsKeyArn?: string): SecretAccess<string> {
    return { arn, service: arn.split(":")[2] === "ssm" ? "ssm" : "secretsmanager", kmsKeyArn };
}

export function secretStatements<V>(secrets: readonly SecretAccess<V>[]): Statement<V | string>[] {
    const arnsOf = (service: SecretAccess<V>["service"]) =>
        secrets.filter((secret) => secret.service === service).map(({ arn }) => arn);
    return [
        { sid: "Secrets", actions: ["secretsmanager:GetSecretValue"], resources: arnsOf("secretsmanager") },
        { sid: "Parameters", actions: ["ssm:GetParameter", "ssm:GetParameters"], resources: arnsOf("ssm") },
        ...keyStatements(secrets),
    ].filter(({ resources }) => resources.length > 0);
}

/**
 * A key is used through the service that keeps the secret and in no other way. A key that AWS manages for the service needs no right.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
function keyStatements<V>(secrets: readonly SecretAccess<V>[]): Statement<string>[] {
    const uses = secrets.flatMap(({ service, kmsKeyArn }) => (kmsKeyArn === undefined ? [] : [{ service, kmsKeyArn }]));
    const services = uses.map(({ service, kmsKeyArn }) => {
        const region = kmsKeyArn.split(":")[3] ?? "";
        return `${service}.${region}.${dnsSuffix(region)}`;
    });
    return [
        {
            sid: "SecretKeys",
            actions: ["kms:Decrypt"],
            resources: unique(uses.map(({ kmsKeyArn }) => kmsKeyArn)),
            condition: { StringEquals: { "kms:ViaService": unique(services) } },
        },
    ];
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
