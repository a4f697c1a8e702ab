import { Table, table, texts } from "../../components/parsed-values";

/** What the engine plans for one resource, with its state before and after. */
export interface Step {
    /** `create`, `update`, `replace`, `delete`, `same` … */
    readonly operation: string;
    readonly urn: string;
    /** As the program names it: `aws:rds:Instance`. */
    readonly type: string;
    readonly name: string;
    readonly before: State | undefined;
    readonly after: State | undefined;
    /** Properties that differ, by their first names. */
    readonly changed: readonly string[];
    /** Those that make it a replacement. */
    readonly replacing: readonly string[];
    /** Of a replacement: the old resource is deleted before there is a new one. */
    readonly deletedFirst: boolean;
}

export interface State {
    readonly inputs: Table;
    /** What the provider last read of it. */
    readonly outputs: Table;
    readonly protect: boolean;
    /** It stays in AWS when it leaves the stack. */
    readonly retain: boolean;
}

/** The engine's sign for a value that is not known before the update. https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Arguments that differ; the provider may name outputs too. */
export const changedArguments = ({ changed, before, after }: Step): string[] =>
    changed.filter((name) => before?.inputs[name] !== undefined || after?.inputs[name] !== undefined);

/** A value of a resource, as far as it may be shown. */
export type Value = { readonly kind: "known"; readonly text: string } | { readonly kind: "unknown" | "secret" };

/** @returns undefined for a value that is not set; "secret" for what is marked so, and for what is no single text, number or boolean */
export function valueOf(value: unknown): Value | undefined {
    if (value === undefined || value === null) {
        return undefined;
    }
    if (typeof value === "number" || typeof value === "boolean") {
        return { kind: "known", text: String(value) };
    }
    if (typeof value !== "string" || value === "[secret]") {
        return { kind: "secret" };
    }
    return value.includes(unknownValue) ? { kind: "unknown" } : { kind: "known", text: value };
}

/**
 * The steps of a preview, one for each resource; providers, which are part of the engine, are left out.
 *
 * A replacement is three events, of which the engine marks one as the logical step. What an earlier update did not come to delete has one event alone.
 *
 * @param metadata - of each `resourcePreEvent`, in their order
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go (StepEventMetadata)
 */
export function stepsOf(metadata: readonly Table[]): Step[] {
    const replaced = new Set(metadata.filter(({ op }) => op === "create-replacement").map(({ urn }) => urn));
    return metadata.flatMap((event, i) => {
        const { op, urn, type, logical } = event;
        if (typeof op !== "string" || typeof urn !== "string" || String(type).startsWith("pulumi:providers:")) {
            return [];
        }
        if (op === "delete-replaced" && !replaced.has(urn)) {
            return [stepOf("delete", urn, event, false)];
        }
        const deleted = metadata.findIndex((other) => other["op"] === "delete-replaced" && other["urn"] === urn);
        return logical === true ? [stepOf(op, urn, event, deleted !== -1 && deleted < i)] : [];
    });
}

function stepOf(operation: string, urn: string, event: Table, deletedFirst: boolean): Step {
    const paths = [...texts(event["diffs"]), ...Object.keys(table(event["detailedDiff"]))];
    return {
        operation,
        urn,
        type: String(event["type"]).replace(/^([^:]+:[^:/]+)(\/[^:]+)?:/, "$1:"),
        name: urn.split("::").pop() ?? urn,
        before: stateOf(event["old"]),
        after: stateOf(event["new"]),
        changed: [...new Set(paths.map((path) => path.split(/[.[]/, 1)[0] ?? path))].sort(),
        replacing: [...texts(event["keys"])].sort(),
        deletedFirst,
    };
}

function stateOf(value: unknown): State | undefined {
    const { inputs, outputs, protect, retainOnDelete } = table(value);
    return inputs === undefined
        ? undefined
        : {
              inputs: table(inputs),
              outputs: table(outputs),
              protect: protect === true,
              retain: retainOnDelete === true,
          };
}
