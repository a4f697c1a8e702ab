import * as assert from "node:assert/strict";
import { bundleSources } from "../../policies/bundle-sources";
import type { Rule } from "../../policies/rule";
import { toPolicies } from "../../policies/to-policies";
import { Described, Run, runPolicies } from "../support/policy-runner";

/** One line of a rule's table. */
export interface Scenario {
    readonly title: string;
    readonly stack: () => readonly Described[] | Promise<readonly Described[]>;
    readonly config?: object;
    /** The messages, exactly; none when all is right. */
    readonly finds?: readonly string[] | (() => readonly string[]);
    /** What the rule must have looked at: a right case that nobody looked at proves nothing. */
    readonly reads?: readonly string[];
}

/** Runs the policies of a rule, the observer of sources before them. */
export function runRule(rule: Rule, stack: readonly Described[], configs: Record<string, object> = {}): Promise<Run> {
    const sources = bundleSources("/program");
    return runPolicies([sources.observer, ...toPolicies(rule, sources)], stack, configs);
}

/** Makes a test of each scenario. Stacks are prod, so all findings are the rule's own, on its own level. */
export function itJudges(rule: Rule, scenarios: readonly Scenario[]): void {
    for (const { title, stack, config, finds = [], reads = [] } of scenarios) {
        it(title, async () => {
            assert.ok(
                finds.length > 0 || reads.length > 0 || typeof finds === "function",
                "what proves that it looked?",
            );
            const run = await runRule(rule, await stack(), config === undefined ? {} : { [rule.name]: config });
            assert.deepEqual(
                run.findings.map(({ message }) => message),
                typeof finds === "function" ? finds() : finds,
            );
            for (const { policy, level } of run.findings) {
                assert.deepEqual([policy, level], [rule.name, rule.level]);
            }
            for (const property of reads) {
                assert.ok(run.read.has(property), `${property} was not read`);
            }
        });
    }
}
