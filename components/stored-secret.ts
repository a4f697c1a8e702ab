import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { SecretAccess, SecretKey } from "./beanstalk-environment/secret-access";

export interface StoredSecretArgs {
    readonly description: string;
    readonly value: pulumi.Input<string>;
    /** Days in which a deleted secret can be restored; 0 deletes at once. 0 or 7 to 30. */
    readonly recoveryDays: number;
    /** What encrypts it; undefined for the key that AWS manages. */
    readonly key: SecretKey<pulumi.Input<string>> | undefined;
    readonly tags: Readonly<Record<string, string>>;
}

/** A value that instances can be told of. */
export interface StoredSecret {
    /** ARN that is known only once the secret has a value, so that whoever uses it waits. */
    readonly arn: pulumi.Output<string>;
    /** New with each value; says nothing about it. */
    readonly versionId: pulumi.Output<string>;
    /** What it takes to read it. */
    readonly access: SecretAccess<pulumi.Input<string>>;
}

/** A secret in Secrets Manager. AWS names it with a suffix of its own, so that a stack can be made again while the old secret waits to be deleted. */
export function storeSecret(name: string, args: StoredSecretArgs, opts: pulumi.CustomResourceOptions): StoredSecret {
    const { description, key, recoveryDays, tags } = args;
    const secret = new aws.secretsmanager.Secret(
        name,
        { description, recoveryWindowInDays: recoveryDays, ...(key === undefined ? {} : { kmsKeyId: key.arn }), tags },
        opts,
    );
    const { arn, versionId } = new aws.secretsmanager.SecretVersion(
        `${name}-value`,
        { secretId: secret.id, secretString: pulumi.secret(args.value) },
        opts,
    );
    return { arn, versionId, access: { arn, service: "secretsmanager", key } };
}

export interface StoredParameterArgs extends Omit<StoredSecretArgs, "recoveryDays"> {
    /** Its whole name, a path. */
    readonly parameterName: string;
}

/** A SecureString in SSM: it has no recovery window and costs nothing, up to 4 KB. https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
export function storeParameter(
    name: string,
    args: StoredParameterArgs,
    opts: pulumi.CustomResourceOptions,
): StoredSecret {
    const { description, key, parameterName, value, tags } = args;
    const { arn, version } = new aws.ssm.Parameter(
        name,
        {
            name: parameterName,
            type: "SecureString",
            tier: "Standard",
            description,
            value: pulumi.secret(value),
            // Left out, the parameter would keep a key that the stack gives up.
            keyId: key?.arn ?? "alias/aws/ssm",
            tags,
        },
        opts,
    );
    return {
        arn,
        versionId: pulumi.interpolate`${arn}:${version}`,
        access: { arn, service: "ssm", key },
    };
}
