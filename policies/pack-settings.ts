import type { PolicyConfigSchema, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { Exemptions, readExemptions } from "./exemptions";
import { Stage, stages } from "./levels";
import { stackOf } from "./read/stage";
import { unknownKeys } from "./rule-configuration";

/** What the pack was told for all of its rules. */
export interface PackSettings {
    /** Stage of all stacks; undefined when each tells it by its tag or name. */
    readonly stage: Stage | undefined;
    readonly exemptions: Exemptions;
    /** Has to come first in the pack: takes the configuration before a rule judges. */
    readonly first: ResourceValidationPolicy;
    /** Has to come last: tells what became of the exemptions. */
    readonly last: StackValidationPolicy;
}

const configSchema: PolicyConfigSchema = {
    properties: {
        stage: {
            type: "string",
            enum: [...stages],
            description:
                "Levels of all rules; without it a resource's tag `stage` counts, else the name of the stack: dev, or prod",
        },
        exemptions: {
            type: "array",
            items: { type: "object" },
            description: "Findings to live with: {resource, rule, reason, expires, stack?}",
        },
    },
};

/**
 * The engine hands each policy its own configuration only, so what holds for all is that of one policy, which sees every resource before the others.
 *
 * @param rules - names of all rules
 * @param today - the day of the run, YYYY-MM-DD, in UTC
 */
export function packSettings(rules: readonly string[], today: () => string): PackSettings {
    const exemptions = new Exemptions(today);
    let stage: Stage | undefined;
    let taken: string | undefined;
    const first: ResourceValidationPolicy = {
        name: "pack-settings",
        displayName: "Settings of the pack",
        description: "Settings for all rules are understood: stage and exemptions.",
        severity: "medium",
        enforcementLevel: "mandatory",
        configSchema,
        validateResource: (args, report) => {
            const config: Readonly<Record<string, unknown>> = args.getConfig();
            const stack = stackOf(args.urn);
            const given = JSON.stringify([stack, config]);
            // Once in a run, not once for each resource.
            if (given !== taken) {
                taken = given;
                stage = stages.find((each) => each === config["stage"]);
                const read = readExemptions(config["exemptions"], rules);
                exemptions.take(read.exemptions, stack);
                [...unknownKeys(config, configSchema), ...read.problems].forEach((problem) => report(problem));
            }
        },
    };
    return {
        first,
        last: exemptionsInUse(exemptions),
        exemptions,
        get stage() {
            return stage;
        },
    };
}

function exemptionsInUse(exemptions: Exemptions): StackValidationPolicy {
    return {
        name: "exemptions",
        displayName: "Exemptions in use",
        description: "Each exemption is still needed, and has not expired.",
        severity: "low",
        enforcementLevel: "advisory",
        validateStack: (_, report) => {
            exemptions.findings().forEach((finding) => report(finding));
        },
    };
}
