import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOfArn, SecretKey } from "../beanstalk-environment/secret-access";
import { accountId } from "../lookups";
import type { Settings } from "../settings";
import { deletionDays, keyPolicy } from "./plan-key";

export interface SecretKeyArgs {
    readonly settings: Pick<Settings, "environment" | "region" | "applicationName">;
    readonly tags: Readonly<Record<string, string>>;
}

/** A key in KMS for the secrets of the stack, and a name by which people find it. */
export class StackKey extends pulumi.ComponentResource {
    readonly arn: pulumi.Output<string>;

    constructor(name: string, { settings, tags }: SecretKeyArgs, opts?: pulumi.ComponentResourceOptions) {
        const { environment, region, applicationName } = settings;
        super("django-beanstalk:secrets:StackKey", name, {}, opts);
        const account = accountId(environment.access.accountId, { parent: this });
        const key = new aws.kms.Key(
            name,
            {
                description: `Secrets of ${applicationName}`,
                enableKeyRotation: true,
                deletionWindowInDays: deletionDays(environment.secretRecoveryDays),
                policy: account.apply((id) => keyPolicy(region, id)),
                tags,
            },
            { parent: this },
        );
        new aws.kms.Alias(
            `${name}-alias`,
            { name: `alias/${applicationName}-secrets`, targetKeyId: key.keyId },
            { parent: this },
        );
        this.arn = key.arn;
        this.registerOutputs({ arn: this.arn });
    }
}

/** What encrypts the secrets of the stack, and the component where the stack makes it. */
export interface SecretKeyLinks {
    readonly component: StackKey | undefined;
    /** Undefined for the keys that AWS manages. */
    readonly secretKey: SecretKey<pulumi.Input<string>> | undefined;
}

/** The key that the settings ask for. */
export function createSecretKey(
    name: string,
    args: SecretKeyArgs,
    opts?: pulumi.ComponentResourceOptions,
): SecretKeyLinks {
    const { environment, region } = args.settings;
    const { key } = environment.secretStorage;
    switch (key.kind) {
        case "aws":
            return { component: undefined, secretKey: undefined };
        case "existing":
            return { component: undefined, secretKey: keyOfArn(key.arn) };
        case "new": {
            const component = new StackKey(name, args, opts);
            return { component, secretKey: { arn: component.arn, region } };
        }
    }
}
