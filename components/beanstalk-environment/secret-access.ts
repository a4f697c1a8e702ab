import { dnsSuffix, regionOf, serviceOf } from "../partition";
import type { Statement } from "./statements";

/** A key of the user's own in KMS. */
export interface SecretKey<V> {
    readonly arn: V;
    readonly region: string;
}

/** A secret that instances read. Secrets Manager and SSM parameters need different rights. */
export interface SecretAccess<V> {
    readonly arn: V;
    readonly service: "secretsmanager" | "ssm";
    /** What encrypts it, where that is not the key that AWS manages for the service. */
    readonly key?: SecretKey<V> | undefined;
}

/** The service that an ARN of the settings belongs to. */
export const secretAccess = (arn: string, kmsKeyArn?: string): SecretAccess<string> => ({
    arn,
    service: serviceOf(arn) === "ssm" ? "ssm" : "secretsmanager",
    key: kmsKeyArn === undefined ? undefined : keyOfArn(kmsKeyArn),
});

export const keyOfArn = (arn: string): SecretKey<string> => ({ arn, region: regionOf(arn) });

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
function keyStatements<V>(secrets: readonly SecretAccess<V>[]): Statement<V>[] {
    const uses = secrets.flatMap(({ service, key }) => (key === undefined ? [] : [{ service, key }]));
    const services = uses.map(({ service, key }) => viaService(service, key.region));
    return [
        {
            sid: "SecretKeys",
            actions: ["kms:Decrypt"],
            resources: sortedTexts([...new Set(uses.map(({ key }) => key.arn))]),
            condition: { StringEquals: { "kms:ViaService": [...new Set(services)].sort() } },
        },
    ];
}

/** As KMS names a service that uses a key for someone. */
export const viaService = (service: string, region: string): string => `${service}.${region}.${dnsSuffix(region)}`;

/** What is not known yet stays where it is. */
const sortedTexts = <V>(values: readonly V[]): readonly V[] =>
    values.every((value) => typeof value === "string") ? [...values].sort() : values;
