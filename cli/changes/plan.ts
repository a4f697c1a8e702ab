import { dangersOf } from "./data";
import { databaseType, databaseUpdate } from "./database";
import { Effect, inPlace, rank } from "./effect";
import { environmentType, environmentUpdate } from "./environment";
import type { Row } from "./row";
import type { Step } from "./step";

/** What an update will do. */
export interface Changes {
    /** `new`: there is nothing yet; `same`: nothing changes. */
    readonly kind: "new" | "same" | "changes";
    /** Resources of the stack, as the engine counts them. */
    readonly resources: number;
    /** The worst first. */
    readonly rows: readonly Row[];
}

/** An error that the engine reported. */
export interface EngineError {
    readonly urn: string | undefined;
    readonly message: string;
}

/**
 * The rows of a change table.
 *
 * @param errors - of the preview: a resource that has one cannot be changed so
 */
export function planChanges(steps: readonly Step[], errors: readonly EngineError[]): Changes {
    const failed = new Set(errors.map(({ urn }) => urn));
    const isNew = steps.length > 0 && steps.every(({ operation }) => operation === "create");
    const rows = isNew ? [] : steps.filter(isChange).map((step) => rowOf(step, failed.has(step.urn)));
    return {
        kind: isNew ? "new" : rows.length === 0 ? "same" : "changes",
        resources: steps.length,
        rows: rows.sort((a, b) => weight(b) - weight(a) || (a.name < b.name ? -1 : 1)),
    };
}

/** Components and the stack itself are nothing that runs; a resource that is only read does not change. */
const isChange = ({ operation, type }: Step): boolean =>
    !["same", "read", "refresh", "read-replacement", "read-discard"].includes(operation) &&
    !type.startsWith("django-beanstalk:") &&
    !type.startsWith("pulumi:");

/** What is impossible, dangerous, or the service itself comes before what stands behind it. */
function weight({ effect, dangers, type }: Row): number {
    return rank(effect) + (effect.kind === "impossible" || dangers.length > 0 ? 200 : isService(type) ? 100 : 0);
}

const isService = (type: string): boolean => type === environmentType || type === databaseType;

function rowOf(step: Step, failed: boolean): Row {
    const { urn, type, name, operation } = step;
    const nothing = { details: [], properties: [], warnings: [] };
    const { effect, ...parts } = partsOf(step);
    const row: Row = { urn, type, name, operation, effect, ...nothing, ...parts, dangers: dangersOf(step) };
    const isProtected = step.before?.protect === true && (operation === "replace" || operation === "delete");
    if (isProtected) {
        return {
            ...row,
            effect: impossible("the engine refuses it"),
            warnings: [...row.warnings, protectedWarning(step)],
        };
    }
    return failed && row.effect.kind !== "impossible" ? { ...row, effect: impossible("see the error") } : row;
}

const impossible = (how: string): Effect => ({ kind: "impossible", how, interrupts: false });

const protectedWarning = ({ operation, name }: Step): string =>
    `${name} is protected, so the engine does not ${operation} it. environment: {protect: false} and an update lift that.`;

function partsOf(step: Step): Pick<Row, "effect"> & Partial<Pick<Row, "details" | "properties" | "warnings">> {
    const { operation, type, before, changed, replacing } = step;
    switch (operation) {
        case "create":
        case "import":
            return { effect: { kind: "created", interrupts: false } };
        case "delete":
            return {
                effect:
                    before?.retain === true
                        ? { kind: "left", interrupts: false }
                        : { kind: "deleted", interrupts: isService(type) },
            };
        case "replace":
            return { effect: replacement(step), properties: replacing.length > 0 ? replacing : changed };
        default:
            switch (type) {
                case environmentType:
                    return environmentUpdate(step);
                case databaseType:
                    return databaseUpdate(step);
                default:
                    return { effect: inPlace, properties: changed };
            }
    }
}

function replacement({ type, before, deletedFirst }: Step): Effect {
    const how =
        before?.retain === true ? "the old one stays" : deletedFirst ? "the old one goes first" : "the new one first";
    return { kind: "replaced", how, interrupts: isService(type) };
}
