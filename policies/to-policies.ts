import type {
    Policies,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
} from "@pulumi/policy";
import type { BundleSources } from "./bundle-sources";
import { forTypes } from "./for-types";
import { Level, Stage, stages } from "./levels";
import type { PackSettings } from "./pack-settings";
import { notApplicable } from "./not-applicable";
import { isUnknownValue } from "./read/peek";
import { hasNoDomain, stageOf } from "./read/stage";
import { unknownKeys } from "./rule-configuration";
import type { SavedConfigurations } from "./saved-configurations";
import type { Config, Graph, GraphResource, GraphRule, Resource, ResourceRule, Rule } from "./rule";

/** End of the name of the policy that only advises. */
export const adviceEnding = "-advice";

/** What all rules of a run share. */
export interface Shared {
    readonly settings: PackSettings;
    readonly sources: BundleSources;
    readonly saved: SavedConfigurations;
}

type Shown = Exclude<Level, "off">;
type Messages = readonly string[] | Promise<readonly string[]>;

/**
 * The policies of a rule. A policy has one level, so a rule whose level differs between stacks takes two that share the resources out, `name` and
 * `name-advice`.
 */
export function toPolicies(rule: Rule, { settings, sources, saved }: Shared): Policies {
    const judging = new Judging(rule, settings, saved);
    return shownLevels(rule).map((level) =>
        rule.sees === "resource" ? resourcePolicy(rule, level, judging) : graphPolicy(rule, level, judging, sources),
    );
}

/** The levels at which a rule may find something; mandatory first, since that policy takes the configuration of both. */
export function shownLevels(rule: Rule): readonly Shown[] {
    const levels = [
        ...stages.map((stage) => rule.levels[stage]),
        rule.sees === "graph" ? rule.devWithoutDomain : "off",
    ];
    return (["mandatory", "advisory"] as const).filter((level) => levels.includes(level));
}

/** What the policies of one rule share. */
class Judging {
    config: Config = {};
    readonly #told = new Set<Shown>();

    constructor(
        readonly rule: Rule,
        private readonly settings: PackSettings,
        readonly saved: SavedConfigurations,
    ) {}

    /** Takes the configuration of a policy, and says once what is not understood of it. The one that advises has none of its own. */
    configure(level: Shown, config: Config, report: (message: string) => void): void {
        if (level === "mandatory") {
            this.config = config;
        }
        if (!this.#told.has(level)) {
            this.#told.add(level);
            unknownKeys(config, level === "mandatory" ? this.rule.configSchema : undefined).forEach((it) => report(it));
        }
    }

    stageOf(resource: Resource): Stage {
        return stageOf(resource, this.settings.stage);
    }

    levelFor(resource: Resource, graph?: Graph): Level {
        const { rule } = this;
        const stage = this.stageOf(resource);
        const lenient = rule.sees === "graph" && stage === "dev" && graph !== undefined && hasNoDomain(graph);
        return (lenient ? rule.devWithoutDomain : undefined) ?? rule.levels[stage];
    }

    /** Findings on a resource, but for those that the team lives with. */
    async findings(resource: Resource, judge: () => Messages): Promise<readonly string[]> {
        const messages = await proven(judge);
        return messages.length > 0 && this.settings.exemptions.covers(this.rule.name, resource) ? [] : messages;
    }
}

function resourcePolicy(rule: ResourceRule, level: Shown, judging: Judging): ResourceValidationPolicy {
    const others = `judges ${rule.types.join(" and ")}`;
    return {
        ...factsOf(rule, level),
        // Not async, since most resources are of other types: a promise for each that is refused costs more than the rest.
        validateResource: forTypes(rule.types, (args: ResourceValidationArgs, report: (message: string) => void) => {
            if (!rule.types.includes(args.type)) {
                notApplicable(args, others);
            }
            judging.configure(level, args.getConfig(), report);
            if (judging.levelFor(args) !== level) {
                notApplicable(args, `is not ${level} for this kind of stack`);
            }
            const judge = () => rule.judge(judging.saved.completed(args), judging.config, judging.stageOf(args));
            return judging.findings(args, judge).then((messages) => {
                messages.forEach((message) => report(message));
            });
        }),
    };
}

function graphPolicy(
    rule: GraphRule,
    level: Shown,
    judging: Judging,
    { pathOf, contentsOf }: BundleSources,
): StackValidationPolicy {
    const { types } = rule;
    return {
        ...factsOf(rule, level),
        validateStack: forTypes(
            types,
            async (args: StackValidationArgs, report: (message: string, urn?: string) => void) => {
                const resources = args.resources.map((it) => judging.saved.completed<GraphResource>(it));
                const graph: Graph = { resources, sourceOf: pathOf, contentsOf };
                judging.configure(level, args.getConfig(), report);
                const judged = resources.filter(
                    (it) => types.includes(it.type) && judging.levelFor(it, graph) === level,
                );
                if (judged.length === 0) {
                    notApplicable(args, `no ${types.join(" or ")} in this stack is one for which it is ${level}`);
                }
                for (const resource of judged) {
                    const judge = () => rule.judge(resource, graph, judging.config, judging.stageOf(resource));
                    for (const message of await judging.findings(resource, judge)) {
                        report(message, resource.urn);
                    }
                }
            },
        ),
    };
}

/** What the SDK shows and configures of a rule. */
function factsOf(rule: Rule, level: Shown) {
    const { name, displayName, description, severity, framework, remediationSteps, url, configSchema } = rule;
    const tags = [...rule.tags, ...(rule.standards ?? [])];
    const shown = { description, severity, framework, remediationSteps, url, tags };
    return level === "mandatory"
        ? { ...shown, name, displayName, configSchema, enforcementLevel: level }
        : { ...shown, name: name + adviceEnding, displayName: `${displayName} (advice)`, enforcementLevel: level };
}

/** A value that a rule did not expect to be unknown is a finding of the rule's own level; the SDK would make it advice. */
async function proven(judge: () => Messages): Promise<readonly string[]> {
    try {
        return await judge();
    } catch (error) {
        if (isUnknownValue(error)) {
            return [`This cannot be proven in a preview: ${error.message}.`];
        }
        throw error;
    }
}
