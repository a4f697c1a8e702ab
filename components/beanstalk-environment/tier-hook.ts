import * as pulumi from "@pulumi/pulumi";
import { text } from "../parsed-values";
import { ProblemError } from "../problem";
import type { Settings } from "../settings";
import { otherTier } from "./frozen";

/** Input of the component that keeps the tier in the state. A change of it replaces the environment, of which no hook of that is told beforehand. */
export const tierInput = "tier";

/** Refuses another tier under the same name in the preview: the new environment would be created first, and AWS has each name once. */
export function tierHook(name: string, settings: Settings): pulumi.ResourceHook {
    return new pulumi.ResourceHook(
        `${name}-tier`,
        ({ oldInputs }) => {
            const problems = otherTier(
                { tier: text(oldInputs?.[tierInput]), name: text(oldInputs?.["environmentName"]) },
                { tier: settings.environment.tier.kind, name: settings.environmentName },
            );
            if (problems.length > 0) {
                throw new ProblemError(`Pulumi.${settings.stack}.yaml`, problems);
            }
        },
        { onDryRun: true },
    );
}
