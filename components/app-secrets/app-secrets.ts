import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { SecretAccess, secretAccess } from "../beanstalk-environment/secret-access";
import type { Settings } from "../settings";
import { storeSecret } from "../stored-secret";
import { presentSecrets, referenceOf } from "./plan-secrets";

export interface AppSecretsArgs {
    readonly settings: Pick<Settings, "secrets" | "environment">;
    /** Values of the secrets of kind `stack`, by name; they never pass through the settings. */
    readonly values: ReadonlyMap<string, pulumi.Output<string>>;
    readonly tags: Readonly<Record<string, string>>;
}

/** Secrets that Elastic Beanstalk hands to the application as environment variables. Options, bundle and logs hold their ARNs only. */
export class AppSecrets extends pulumi.ComponentResource {
    /** What `environmentsecrets` takes, by variable: an ARN, with a JSON key where one secret holds several values. */
    readonly references: Readonly<Record<string, pulumi.Output<string>>>;
    /** What the instance role must be able to read. */
    readonly access: readonly SecretAccess<pulumi.Input<string>>[];
    /** Of the secrets that the stack makes; those given by ARN have versions that it does not know. */
    readonly versionIds: readonly pulumi.Output<string>[];

    constructor(name: string, args: AppSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
        const present = presentSecrets(args.settings.secrets);
        super("django-beanstalk:secrets:AppSecrets", name, { names: present.map(([variable]) => variable) }, opts);
        const made = present.map(([variable, secret]) => ({
            variable,
            ...createSecret(`${name}-${slug(variable)}`, variable, secret, args, { parent: this }),
        }));
        this.references = Object.fromEntries(made.map(({ variable, reference }) => [variable, reference]));
        this.access = made.map(({ access }) => access);
        this.versionIds = made.flatMap(({ versionId }) => (versionId === undefined ? [] : [versionId]));
        this.registerOutputs({});
    }
}

type Secret = Settings["secrets"][string];

interface Made {
    readonly access: SecretAccess<pulumi.Input<string>>;
    readonly reference: pulumi.Output<string>;
    readonly versionId?: pulumi.Output<string>;
}

function createSecret(
    name: string,
    variable: string,
    secret: Secret,
    args: AppSecretsArgs,
    opts: pulumi.CustomResourceOptions,
): Made {
    const store = (value: pulumi.Input<string>): Made => {
        const description = `${variable} of the application`;
        const { arn, versionId } = storeSecret(
            name,
            { description, value, recoveryDays: args.settings.environment.secretRecoveryDays, tags: args.tags },
            opts,
        );
        return { access: { arn, service: "secretsmanager" }, reference: arn, versionId };
    };
    switch (secret.kind) {
        case "generated":
            return store(
                new random.RandomPassword(`${name}-random`, { length: secret.length, special: false }, opts).result,
            );
        case "stack":
            return store(stackValue(variable, args.values));
        case "arn":
            return {
                access: secretAccess(secret.arn, secret.kmsKeyArn),
                reference: pulumi.output(referenceOf(secret)),
            };
    }
}

/** The plan leaves out a secret of kind `stack` without a value, so this is a fault of ours. */
function stackValue(variable: string, values: ReadonlyMap<string, pulumi.Output<string>>): pulumi.Output<string> {
    const value = values.get(variable);
    if (value === undefined) {
        throw new Error(`No value for secrets.${variable}.`);
    }
    return value;
}

const slug = (variable: string): string => variable.toLowerCase().replaceAll("_", "-");
