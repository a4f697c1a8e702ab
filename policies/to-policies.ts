import type {
    Policies,
    PolicyConfigSchema,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
} from "@pulumi/policy";
import type { BundleSources } from "./bundle-sources";
import { isUnknownValue } from "./read/peek";
import { hasNoDomain, Stage, stageOf } from "./read/stage";
import type { Graph, GraphRule, Resource, ResourceRule, Rule } from "./rule";

/** Whether a policy judges this resource: a pair shares them out between its two. */
type Applies = (resource: Resource, graph: Graph) => boolean;

const stageProperty: PolicyConfigSchema["properties"][string] = {
    type: "string",
    enum: ["dev", "prod"],
    description: "Stage of the stack; without it the environment's tag `stage` counts, else the name of the stack",
};

/** The policies of a rule: one, or a mandatory and an advising one where it is lenient to some stacks. */
export function toPolicies(rule: Rule, sources: BundleSources): Policies {
    switch (rule.sees) {
        case "resource":
            return [resourcePolicy(rule)];
        case "graph":
            return rule.advisoryFor === undefined
                ? [graphPolicy(rule, sources, () => () => true)]
                : lenientPair(rule, rule.advisoryFor, sources);
    }
}

function resourcePolicy(rule: ResourceRule): ResourceValidationPolicy {
    return {
        ...factsOf(rule),
        validateResource: forTypes(rule.types, async (args, report) => {
            if (!rule.types.includes(args.type)) {
                args.notApplicable(`judges ${rule.types.join(" and ")}`);
            }
            for (const message of await proven(() => rule.judge(args, args.getConfig()))) {
                report(message);
            }
        }),
    };
}

function graphPolicy(
    rule: GraphRule,
    sources: BundleSources,
    choose: (args: StackValidationArgs) => Applies,
): StackValidationPolicy {
    return {
        ...factsOf(rule),
        validateStack: forTypes([rule.type], async (args, report) => {
            const graph: Graph = { resources: args.resources, sourceOf: sources.pathOf };
            const applies = choose(args);
            const judged = args.resources.filter((it) => it.type === rule.type && applies(it, graph));
            if (judged.length === 0) {
                args.notApplicable(`no ${rule.type} in this stack is of the kind that this policy judges`);
            }
            for (const resource of judged) {
                for (const message of await proven(() => rule.judge(resource, graph, args.getConfig()))) {
                    report(message, resource.urn);
                }
            }
        }),
    };
}

/**
 * A policy has one level, so leniency takes two policies that share the stacks out. The engine hands each only its own
 * configuration: the stage is configured on the strict one, which the SDK runs first, and holds for both. Were each to
 * have its own, a stage given to only one of them would leave stacks that neither judges.
 */
function lenientPair(rule: GraphRule, kind: string, sources: BundleSources): StackValidationPolicy[] {
    let configured: Stage | undefined;
    const isLenient: Applies = (resource, graph) => stageOf(resource, configured) === "dev" && hasNoDomain(graph);
    const strict = graphPolicy(rule, sources, (args) => {
        configured = stageIn(args.getConfig());
        return (resource, graph) => !isLenient(resource, graph);
    });
    return [
        { ...strict, configSchema: { properties: { ...rule.configSchema?.properties, stage: stageProperty } } },
        {
            ...graphPolicy(rule, sources, () => isLenient),
            name: `${rule.name}-dev`,
            displayName: `${rule.displayName} (advice for ${kind})`,
            enforcementLevel: "advisory",
        },
    ];
}

function stageIn({ stage }: { readonly stage?: unknown }): Stage | undefined {
    return stage === "dev" || stage === "prod" ? stage : undefined;
}

/** What the SDK shows and configures of a rule. */
function factsOf({ name, displayName, description, severity, framework, remediationSteps, url, ...rest }: Rule) {
    const { tags, configSchema, level } = rest;
    const shown = { name, displayName, description, severity, framework, remediationSteps, url, tags: [...tags] };
    return { ...shown, configSchema, enforcementLevel: level };
}

/** With a single type attached to it, the SDK does not call a function, nor unpack properties, for other types. */
function forTypes<F>(types: readonly string[], judge: F): F {
    return types.length === 1 ? (Object.assign(judge as object, { __pulumiType: types[0] }) as F) : judge;
}

/** A value that a rule did not expect to be unknown is a finding of the rule's own level; the SDK would make it advice. */
async function proven(judge: () => readonly string[] | Promise<readonly string[]>): Promise<readonly string[]> {
    try {
        return await judge();
    } catch (error) {
        if (isUnknownValue(error)) {
            return [`This cannot be proven in a preview: ${error.message}.`];
        }
        throw error;
    }
}
