import * as pulumi from "@pulumi/pulumi";
import { text } from "../parsed-values";
import { ProblemError } from "../problem";
import type { Settings } from "../settings";
import { otherTier, unsentOrder } from "./frozen";

/**
 * What the state keeps of the component, so that its hook sees changes of which the environment's own hooks are not told: another tier replaces the
 * environment, and another order of instance types is no change to the provider.
 */
export const identity = (settings: Settings) => ({
    environmentName: settings.environmentName,
    tier: settings.environment.tier.kind,
    instanceTypes: settings.environment.instanceTypes.join(", "),
});

/** Refuses them in the preview: AWS has each name once while the new environment is created first, and an order that is not sent is lost. */
export function identityHook(name: string, settings: Settings): pulumi.ResourceHook {
    return new pulumi.ResourceHook(
        `${name}-identity`,
        ({ oldInputs = {} }) => {
            const wanted = identity(settings);
            const problems = [
                ...otherTier(
                    { tier: text(oldInputs["tier"]), name: text(oldInputs["environmentName"]) },
                    { tier: wanted.tier, name: wanted.environmentName },
                ),
                ...unsentOrder(text(oldInputs["instanceTypes"]), wanted.instanceTypes),
            ];
            if (problems.length > 0) {
                throw new ProblemError(`Pulumi.${settings.stack}.yaml`, problems);
            }
        },
        { onDryRun: true },
    );
}
