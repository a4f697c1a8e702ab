import * as pulumi from "@pulumi/pulumi";
import { OfferedStacks } from "../lookups";
import { text } from "../parsed-values";
import { Findings, oneLine } from "../problem";
import type { Settings } from "../settings";
import { nameOfStack, SolutionStack } from "../solution-stack";
import { findingsHook } from "./findings-hook";
import { checkPin, editedPin, unchecked } from "./platform-pin";
import { platformBranch } from "./platform";

/** Input of the component that keeps the pinned platform in the state, so that an edit of it shows. It reaches nothing in AWS. */
export const pinInput = "pinnedPlatform";

/**
 * Asks AWS for the pinned release before an environment is created, in the preview already. A hook, because the program cannot tell whether the
 * environment exists, and for one that does the answer means nothing.
 */
export function offeredPinHook(
    name: string,
    settings: Settings,
    stacks: OfferedStacks,
    about: pulumi.Resource | undefined,
): pulumi.ResourceHook {
    const pin = pinOf(settings);
    const find = () => findings(pin, settings.stack, stacks);
    return findingsHook(`${name}-offered-platform`, settings, find, about);
}

async function findings(pin: SolutionStack, stack: string, stacks: OfferedStacks): Promise<Findings> {
    try {
        const current = await stacks.current(pin.branch);
        const name = nameOfStack(pin);
        const offered = current === name || (current !== undefined && (await stacks.has(name)));
        return checkPin(pin, { current, offered }, stack);
    } catch (error) {
        // No credentials, no right to ask: the creation itself tells that, or works without it.
        return { problems: [], warnings: [unchecked(pin, oneLine(error))] };
    }
}

/** Tells, once, that an edit of the pin leaves the environment where it is. On the component, where an edit is a change, and of the state alone. */
export function editedPinHook(name: string, settings: Settings): pulumi.ResourceHook {
    return new pulumi.ResourceHook(
        `${name}-edited-platform`,
        async ({ oldInputs, oldOutputs }) => {
            const environment = { name: settings.environmentName, region: settings.region };
            const warning = editedPin(text(oldInputs?.[pinInput]), pinOf(settings), environment);
            // Without it the environment was never made: its creation failed, perhaps for the very release that is edited now.
            const exists = oldOutputs?.["cname"] !== undefined;
            if (warning !== undefined && exists) {
                await pulumi.log.warn(warning);
            }
        },
        { onDryRun: true },
    );
}

const pinOf = (settings: Settings): SolutionStack => ({
    branch: platformBranch(settings),
    release: settings.app.platform.release,
});
