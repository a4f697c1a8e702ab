import type { Settings } from "../settings";
import { givenElsewhere } from "../settings/secret-values";

type Secrets = Settings["secrets"];
type Secret = Secrets[string];

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

/** What `environmentsecrets` takes for a secret that exists outside the stack. */
export const referenceOf = ({ arn, jsonKey }: Extract<Secret, { kind: "arn" }>): string =>
    jsonKey === undefined ? arn : `${arn}:${jsonKey}`;
