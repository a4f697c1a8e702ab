import * as fs from "node:fs";

/** What a preview showed, as far as the summary needs it. */
export interface PreviewEvents {
    /** Planned operation of each resource, by URN: `create`, `update`, `same` … */
    readonly operations: ReadonlyMap<string, string>;
    readonly violations: readonly Violation[];
    /** Names of the policies that ran and found nothing, where the engine tells. */
    readonly passed: ReadonlySet<string>;
    readonly packs: ReadonlySet<string>;
}

export interface Violation {
    readonly policy: string;
    readonly level: string;
    readonly urn: string;
}

interface EventLine {
    readonly resourcePreEvent?: { readonly metadata: { readonly op: string; readonly urn: string } };
    readonly policyEvent?: {
        readonly policyName: string;
        readonly enforcementLevel: string;
        readonly resourceUrn?: string;
    };
    readonly policyAnalyzeSummaryEvent?: PolicySummary;
    readonly policyAnalyzeStackSummaryEvent?: PolicySummary;
}

interface PolicySummary {
    readonly policyPackName: string;
    readonly passed?: readonly string[];
}

/** Reads the file that the engine's `--event-log` wrote. An engine that stopped early has written what it knew until then. */
export function readEvents(file: string): PreviewEvents {
    const events = {
        operations: new Map<string, string>(),
        violations: [] as Violation[],
        passed: new Set<string>(),
        packs: new Set<string>(),
    };
    const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n") : [];
    for (const line of lines.filter((text) => text.endsWith("}"))) {
        const event = JSON.parse(line) as EventLine;
        if (event.resourcePreEvent !== undefined) {
            events.operations.set(event.resourcePreEvent.metadata.urn, event.resourcePreEvent.metadata.op);
        }
        if (event.policyEvent !== undefined) {
            const { policyName, enforcementLevel, resourceUrn } = event.policyEvent;
            events.violations.push({ policy: policyName, level: enforcementLevel, urn: resourceUrn ?? "" });
        }
        const summary = event.policyAnalyzeSummaryEvent ?? event.policyAnalyzeStackSummaryEvent;
        if (summary !== undefined) {
            events.packs.add(summary.policyPackName);
            summary.passed?.forEach((name) => events.passed.add(name));
        }
    }
    return events;
}
