import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { keyOfArn, SecretAccess, secretAccess, SecretKey } from "../beanstalk-environment/secret-access";
import { accountArns } from "../lookups";
import type { SecretPlace } from "../secret-links";
import type { Settings } from "../settings";
import { keyHook, keyInput } from "./key-hook";
import { StoredSecret, storeParameter, storeSecret } from "../stored-secret";
import {
    ForeignSecret,
    ownPrefix,
    OwnSecret,
    parameterResource,
    planSecrets,
    presentSecrets,
    referenceOf,
    secretsWithoutValue,
} from "./plan-secrets";

export interface AppSecretsArgs {
    readonly settings: Pick<Settings, "secrets" | "environment" | "applicationName" | "region" | "stack">;
    /** Values of the secrets of kind `stack`, by name; they never pass through the settings. */
    readonly values: ReadonlyMap<string, pulumi.Output<string>>;
    /** What encrypts those that the stack makes; undefined for the keys that AWS manages. */
    readonly secretKey: SecretKey<pulumi.Input<string>> | undefined;
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
    /** Both by variable. */
    readonly places: Readonly<Record<string, Pick<SecretPlace, "access" | "versionId">>>;

    constructor(name: string, args: AppSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
        const present = presentSecrets(args.settings.secrets);
        const hooks = { beforeUpdate: [keyHook(name, args.settings)] };
        super(
            "django-beanstalk:secrets:AppSecrets",
            name,
            {
                names: present.map(([variable]) => variable),
                [keyInput]: args.settings.environment.secretStorage.key.kind,
            },
            pulumi.mergeOptions(opts, { hooks }),
        );
        warnOfMissing(args.settings.secrets, this);
        const { own, foreign } = planSecrets(args.settings);
        const kept = own.map(({ variable, secret, store }) => ({
            variable,
            store,
            value: valueOf(`${name}-${slug(variable)}`, variable, secret, args.values, { parent: this }),
        }));
        const made = [
            ...keepEach(name, kept, args, { parent: this }),
            ...keepTogether(name, kept, args, { parent: this }),
            ...keepParameters(name, kept, args, { parent: this }),
            ...foreign.map(({ variable, secret }) => refer(variable, secret, args, { parent: this })),
        ].sort((a, b) => (a.variable < b.variable ? -1 : 1));

        this.references = Object.fromEntries(made.map(({ variable, reference }) => [variable, reference]));
        this.access = [...new Set(made.map(({ access }) => access))];
        this.versionIds = [...new Set(made.flatMap(({ versionId }) => versionId ?? []))];
        this.places = Object.fromEntries(
            made.map(({ variable, access, versionId }) => [variable, { access, versionId }]),
        );
        this.registerOutputs({});
    }
}

interface Kept {
    readonly variable: string;
    readonly store: Settings["environment"]["secretStorage"]["store"];
    readonly value: pulumi.Output<string>;
}

interface Made {
    readonly variable: string;
    readonly access: SecretAccess<pulumi.Input<string>>;
    readonly reference: pulumi.Output<string>;
    readonly versionId?: pulumi.Output<string>;
}

/** The resource that makes a value up is the same wherever the value is kept, so that it survives a move. */
function valueOf(
    name: string,
    variable: string,
    secret: OwnSecret,
    values: AppSecretsArgs["values"],
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    return secret.kind === "generated"
        ? new random.RandomPassword(`${name}-random`, { length: secret.length, special: false }, opts).result
        : stackValue(variable, values);
}

function keepEach(
    name: string,
    kept: readonly Kept[],
    args: AppSecretsArgs,
    opts: pulumi.CustomResourceOptions,
): Made[] {
    return kept
        .filter(({ store }) => store === "each")
        .map(({ variable, value }) => {
            const description = `${variable} of the application`;
            return madeOf(
                variable,
                storeSecret(`${name}-${slug(variable)}`, secretArgs(description, value, args), opts),
            );
        });
}

/** One secret with a key for each variable. */
function keepTogether(
    name: string,
    kept: readonly Kept[],
    args: AppSecretsArgs,
    opts: pulumi.CustomResourceOptions,
): Made[] {
    const together = kept.filter(({ store }) => store === "together");
    if (together.length === 0) {
        return [];
    }
    const value = pulumi.jsonStringify(Object.fromEntries(together.map((each) => [each.variable, each.value])));
    const stored = storeSecret(`${name}-values`, secretArgs("Secrets of the application", value, args), opts);
    return together.map(({ variable }) => ({
        ...madeOf(variable, stored),
        reference: pulumi.interpolate`${stored.arn}:${variable}`,
    }));
}

function keepParameters(
    name: string,
    kept: readonly Kept[],
    args: AppSecretsArgs,
    opts: pulumi.CustomResourceOptions,
): Made[] {
    return kept
        .filter(({ store }) => store === "parameter")
        .map(({ variable, value }) => {
            const parameterName = `${ownPrefix(args.settings)}/${variable}`;
            const description = `${variable} of the application`;
            const parameter = { parameterName, ...secretArgs(description, value, args) };
            return madeOf(variable, storeParameter(`${name}-${slug(variable)}-parameter`, parameter, opts));
        });
}

const secretArgs = (
    description: string,
    value: pulumi.Input<string>,
    { settings, secretKey, tags }: AppSecretsArgs,
) => ({
    description,
    value,
    recoveryDays: settings.environment.secretRecoveryDays,
    key: secretKey,
    tags,
});

const madeOf = (variable: string, { arn, versionId, access }: StoredSecret): Made => ({
    variable,
    access,
    reference: arn,
    versionId,
});

function refer(
    variable: string,
    secret: ForeignSecret,
    { settings }: AppSecretsArgs,
    opts: pulumi.InvokeOptions,
): Made {
    if (secret.kind === "arn") {
        const access = secretAccess(secret.arn, secret.kmsKeyArn);
        return { variable, access, reference: pulumi.output(referenceOf(secret)) };
    }
    const arns = accountArns(settings.region, settings.environment.access.accountId, opts);
    const arn = arns.of("ssm", parameterResource(secret.name));
    const key = secret.kmsKeyArn === undefined ? undefined : keyOfArn(secret.kmsKeyArn);
    return { variable, access: { arn, service: "ssm", key }, reference: arn };
}

/** Whoever forgot a value finds it out here, and not by a feature that does not work. */
function warnOfMissing(secrets: Settings["secrets"], component: pulumi.Resource): void {
    const missing = secretsWithoutValue(secrets);
    if (missing.length > 0) {
        const told = `Optional secrets without a value, of which the environment is not told: ${missing.join(", ")}.`;
        void pulumi.log.warn(told, component);
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
