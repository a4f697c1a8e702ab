import type { Settings } from "../settings";
import { givenElsewhere } from "../settings/secret-values";

type Secrets = Settings["secrets"];
type Secret = Secrets[string];
export type OwnSecret = Extract<Secret, { kind: "generated" | "stack" }>;
export type ForeignSecret = Exclude<Secret, OwnSecret>;

/** How a secret that the stack makes is kept. */
export type Store = Settings["environment"]["secretStorage"]["store"];

/**
 * Secrets that the environment is told of. One of the stack that has no value gets neither a resource nor an option: Elastic Beanstalk fetches what an option
 * points to before any hook runs, and what it would make of an empty one is not documented.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html
 */
export const presentSecrets = (secrets: Secrets): [string, Secret][] =>
    Object.entries(secrets)
        .filter(([, secret]) => secret.kind !== "stack" || secret.value === givenElsewhere)
        .sort(([a], [b]) => (a < b ? -1 : 1));

/** Names of the secrets that the application does without, whether or not they have a value. */
export const optionalSecrets = (secrets: Secrets): string[] =>
    Object.entries(secrets).flatMap(([name, secret]) => (secret.kind !== "generated" && secret.optional ? [name] : []));

/** Optional secrets of the stack that nobody has given a value. */
export const secretsWithoutValue = (secrets: Secrets): string[] =>
    Object.entries(secrets)
        .flatMap(([name, secret]) =>
            secret.kind === "stack" && secret.optional && secret.value !== givenElsewhere ? [name] : [],
        )
        .sort();

/** What `environmentsecrets` takes for a secret that exists outside the stack. */
export const referenceOf = ({ arn, jsonKey }: Extract<Secret, { kind: "arn" }>): string =>
    jsonKey === undefined ? arn : `${arn}:${jsonKey}`;

/** The part of a parameter's ARN behind the account; a name without a path gets the slash there. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const parameterResource = (name: string): string => `parameter${name.startsWith("/") ? "" : "/"}${name}`;

/** Secrets by how they are kept, each list sorted by variable. */
export interface SecretsPlan {
    readonly own: readonly { readonly variable: string; readonly secret: OwnSecret; readonly store: Store }[];
    readonly foreign: readonly { readonly variable: string; readonly secret: ForeignSecret }[];
}

export type SecretsSettings = Pick<Settings, "secrets" | "environment" | "applicationName">;

export function planSecrets({ secrets, environment }: Pick<SecretsSettings, "secrets" | "environment">): SecretsPlan {
    const present = presentSecrets(secrets);
    return {
        own: present.flatMap(([variable, secret]) =>
            isOwn(secret) ? [{ variable, secret, store: secret.store ?? environment.secretStorage.store }] : [],
        ),
        foreign: present.flatMap(([variable, secret]) => (isOwn(secret) ? [] : [{ variable, secret }])),
    };
}

const isOwn = (secret: Secret): secret is OwnSecret => secret.kind === "generated" || secret.kind === "stack";

/** Path under which the stack keeps its parameters. */
export const ownPrefix = ({ environment, applicationName }: Omit<SecretsSettings, "secrets">): string =>
    environment.secretStorage.parameterPrefix ?? `/${applicationName}/secrets`;
