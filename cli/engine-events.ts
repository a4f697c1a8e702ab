import * as fs from "node:fs";
import type { Table } from "../components/parsed-values";
import type { EngineError } from "./changes/plan";
import { Step, stepsOf } from "./changes/step";

/** What a preview showed, as far as its readers need it. */
export interface PreviewEvents {
    /** Planned operation of each resource, by URN: `create`, `update`, `same` … */
    readonly operations: ReadonlyMap<string, string>;
    readonly violations: readonly Violation[];
    /** Names of the policies that ran and found nothing, where the engine tells. */
    readonly passed: ReadonlySet<string>;
    readonly packs: ReadonlySet<string>;
    /** With the states of each resource, from which the change table is made. */
    readonly steps: readonly Step[];
    readonly errors: readonly EngineError[];
}

export interface Violation {
    readonly policy: string;
    readonly level: string;
    readonly urn: string;
}

interface EventLine {
    readonly resourcePreEvent?: { readonly metadata: Table & { readonly op: string; readonly urn: string } };
    readonly diagnosticEvent?: { readonly severity: string; readonly message: string; readonly urn?: string };
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

/** Reads the file that the engine's `--event-log` wrote. */
export const readEvents = (file: string): PreviewEvents =>
    parseEvents(fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");

/** Reads events, one a line. An engine that stopped early has written what it knew until then. */
export function parseEvents(text: string): PreviewEvents {
    const lines = text.split("\n").filter((line) => line.startsWith("{") && line.endsWith("}"));
    const events = lines.map((line) => JSON.parse(line) as EventLine);
    const metadata = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
    const summaries = events.flatMap(
        (event) => event.policyAnalyzeSummaryEvent ?? event.policyAnalyzeStackSummaryEvent ?? [],
    );
    return {
        operations: new Map(metadata.map(({ urn, op }) => [urn, op])),
        violations: events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [violationOf(policyEvent)])),
        passed: new Set(summaries.flatMap(({ passed = [] }) => passed)),
        packs: new Set(summaries.map(({ policyPackName }) => policyPackName)),
        steps: stepsOf(metadata),
        errors: events.flatMap(({ diagnosticEvent }) =>
            diagnosticEvent === undefined ? [] : errorOf(diagnosticEvent),
        ),
    };
}

const violationOf = (event: NonNullable<EventLine["policyEvent"]>): Violation => ({
    policy: event.policyName,
    level: event.enforcementLevel,
    urn: event.resourceUrn ?? "",
});

/** The engine's last word, "preview failed", adds nothing. */
function errorOf({ severity, message, urn }: NonNullable<EventLine["diagnosticEvent"]>): EngineError[] {
    const text = message.trim();
    return severity === "error" && text !== "preview failed" ? [{ urn, message: text }] : [];
}
