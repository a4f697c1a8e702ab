import type * as pulumi from "@pulumi/pulumi";
import { oneLine } from "../problem";
import type { Settings } from "../settings";
import { findingsHook } from "./findings-hook";
import { checkGiven, givenSecrets, Standing, standingOfError } from "./given-secrets";

/** @returns whether a secret has a value, which is not read */
export type AskForValue = (arn: string) => Promise<boolean>;

/**
 * Asks Secrets Manager for the secrets that exist outside the stack before the environment is created or updated, in the preview already: Elastic Beanstalk fails on
 * the instances, minutes later, for one that has no value. A hook, so that nothing is asked while nothing is deployed.
 */
export function givenSecretsHook(
    name: string,
    settings: Settings,
    hasValue: AskForValue,
    about: pulumi.Resource | undefined,
): pulumi.ResourceHook {
    const secrets = givenSecrets(settings);
    const find = async () => {
        const found = secrets.map(async (secret) => [secret, await standingOf(secret.arn, hasValue)] as const);
        return checkGiven(await Promise.all(found));
    };
    return findingsHook(`${name}-given-secrets`, settings, find, about);
}

async function standingOf(arn: string, hasValue: AskForValue): Promise<Standing> {
    try {
        return { kind: (await hasValue(arn)) ? "valued" : "empty" };
    } catch (error) {
        // A right that is missing here says nothing about the instances, which have their own.
        return standingOfError(oneLine(error));
    }
}
