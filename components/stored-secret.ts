import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface StoredSecretArgs {
    readonly description: string;
    readonly value: pulumi.Input<string>;
    /** Days in which a deleted secret can be restored; 0 deletes at once. 0 or 7 to 30. */
    readonly recoveryDays: number;
    readonly tags: Readonly<Record<string, string>>;
}

/** A secret in Secrets Manager with a value. */
export interface StoredSecret {
    readonly secret: aws.secretsmanager.Secret;
    readonly version: aws.secretsmanager.SecretVersion;
    /** ARN that is known only once the secret has a value, so that whoever uses it waits. */
    readonly arn: pulumi.Output<string>;
    /** New with each value; says nothing about it. */
    readonly versionId: pulumi.Output<string>;
}

/** AWS names the secret with a suffix of its own, so that a stack can be made again while the old secret waits to be deleted. */
export function storeSecret(name: string, args: StoredSecretArgs, opts: pulumi.CustomResourceOptions): StoredSecret {
    const secret = new aws.secretsmanager.Secret(
        name,
        { description: args.description, recoveryWindowInDays: args.recoveryDays, tags: args.tags },
        opts,
    );
    const version = new aws.secretsmanager.SecretVersion(
        `${name}-value`,
        { secretId: secret.id, secretString: pulumi.secret(args.value) },
        opts,
    );
    return { secret, version, arn: version.arn, versionId: version.versionId };
}
