import * as pulumi from "@pulumi/pulumi";
import { isUnknown } from "@pulumi/pulumi/output";
import { scheduledAction } from "../option-catalogue/option-problems";
import { table } from "../parsed-values";
import { ProblemError } from "../problem";
import { frozenChanges, FrozenParts, platformTag } from "./frozen";

/**
 * Refuses in the preview what would fail, or silently do nothing, after minutes of an update. The engine calls it before an update, with the
 * arguments of the last one.
 */
export function frozenOptionsHook(name: string, stack: string): pulumi.ResourceHook {
    return new pulumi.ResourceHook(
        `${name}-frozen-options`,
        ({ oldInputs, newInputs }) => {
            const problems = frozenChanges(frozenParts(oldInputs), frozenParts(newInputs));
            if (problems.length > 0) {
                throw new ProblemError(`Pulumi.${stack}.yaml`, problems);
            }
        },
        { onDryRun: true },
    );
}

function frozenParts(inputs: Readonly<Record<string, unknown>> | undefined): FrozenParts {
    const settings: readonly unknown[] = Array.isArray(inputs?.["settings"]) ? inputs["settings"] : [];
    const rows = settings.map(table);
    const options = rows.flatMap(({ namespace, name, value }): [string, unknown][] =>
        typeof namespace === "string" && typeof name === "string" ? [[`${namespace} ${name}`, value]] : [],
    );
    const actions = rows.flatMap(({ namespace, resource }) =>
        namespace === scheduledAction && typeof resource === "string" ? [resource] : [],
    );
    const platform = table(inputs?.["tags"])[platformTag];
    return {
        options: new Map(options.filter((option): option is [string, string] => isKnown(option[1]))),
        unknown: new Set(options.filter(([, value]) => isUnknown(value)).map(([key]) => key)),
        scheduledActions: new Set(actions),
        platform: isKnown(platform) ? platform : undefined,
    };
}

/** In a preview a value may still be an output, which a secret is, or the SDK's sign for what is not known yet. */
const isKnown = (value: unknown): value is string => typeof value === "string";
