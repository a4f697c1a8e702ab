import * as assert from "node:assert/strict";
import type { Stage } from "../../policies/levels";
import { policiesOf } from "../../policies/pack";
import type { Rule } from "../../policies/rule";
import { adviceEnding } from "../../policies/to-policies";
import { Described, Run, runPolicies, unknown } from "../support/policy-runner";
import { environment } from "./sample-stack";

/** One line of a rule's table. */
export interface Scenario {
    readonly title: string;
    readonly stack: () => readonly Described[] | Promise<readonly Described[]>;
    readonly config?: object;
    /** Kind of the stack; prod when left out. */
    readonly stage?: Stage;
    /** The messages, exactly; none when all is right. */
    readonly finds?: readonly string[] | (() => readonly string[]);
    /** What the rule must have looked at: a right case that nobody looked at proves nothing. */
    readonly reads?: readonly string[];
}

/** The day of all runs of tests. */
export const today = "2026-11-22";

/** Runs the policies of a rule, with those that have to come first and last. */
export function runRule(
    rule: Rule,
    stack: readonly Described[],
    configs: Readonly<Record<string, object>> = {},
): Promise<Run> {
    return runPolicies(
        policiesOf([rule], "/program", undefined, () => today),
        stack,
        configs,
    );
}

/** The line of a table for an environment whose settings are computed as a whole. */
export const unknownSettings = (claim: string): Scenario => ({
    title: "settings that are unknown as a whole prove nothing",
    stack: () => [environment({}, { props: { settings: unknown } })],
    finds: [
        `That ${claim} cannot be proven: the environment's settings are not known in this preview; wanted: a list of which no more ` +
            "than values are computed. In this project: they always are one. In any other program: build the list itself outside " +
            "of apply, and give computed values to its entries.",
    ],
});

/** Name of the policy by which a rule finds something in a kind of stack, and its level. */
export function policyFor({ name, levels }: Rule, stage: Stage = "prod"): readonly [string, string] {
    return levels[stage] === "advisory" ? [name + adviceEnding, "advisory"] : [name, levels[stage]];
}

/** Makes a test of each scenario: all findings have to be the rule's own, on the level of the stage. */
export function itJudges(rule: Rule, scenarios: readonly Scenario[]): void {
    for (const { title, stack, config, stage = "prod", finds = [], reads = [] } of scenarios) {
        it(title, async () => {
            assert.ok(
                finds.length > 0 || reads.length > 0 || typeof finds === "function" || rule.levels[stage] === "off",
                "what proves that it looked?",
            );
            const configs = config === undefined ? {} : { [rule.name]: config };
            const run = await runRule(rule, await stack(), { ...configs, "pack-settings": { stage } });
            assert.deepEqual(
                run.findings.map(({ message }) => message),
                typeof finds === "function" ? finds() : finds,
            );
            for (const { policy, level } of run.findings) {
                assert.deepEqual([policy, level], policyFor(rule, stage));
            }
            for (const property of reads) {
                assert.ok(run.read.has(property), `${property} was not read`);
            }
        });
    }
}
