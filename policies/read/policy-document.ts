import { peek } from "./peek";

/** A statement of a policy document, each of its lists a list, whatever it was written as. */
export interface Statement {
    readonly effect: string;
    readonly actions: readonly string[];
    readonly notActions: readonly string[];
    readonly resources: readonly string[];
    readonly notResources: readonly string[];
    /** Principals by kind; `*` alone is that of every kind. */
    readonly principals: readonly { readonly kind: string; readonly names: readonly string[] }[];
    readonly hasNotPrincipal: boolean;
    /** Operator, key and values, keys in lower case. */
    readonly conditions: readonly {
        readonly operator: string;
        readonly key: string;
        readonly values: readonly string[];
    }[];
}

/** A policy document; `unknown` when it, or a part that counts, is not known in this preview, `invalid` when it is none. */
export type PolicyDocument =
    | { readonly kind: "absent" | "unknown" | "invalid" }
    | { readonly kind: "known"; readonly statements: readonly Statement[] };

/**
 * A property that holds a policy document: JSON text or an object, statements one or many, actions one or many.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicyDocument(holder: unknown, key: string): PolicyDocument {
    const peeked = peek(holder, key);
    if (peeked.kind !== "known") {
        return { kind: peeked.kind };
    }
    try {
        const document = typeof peeked.value === "string" ? parse(peeked.value) : peeked.value;
        const statements = at(document, "Statement");
        if (statements === undefined) {
            return { kind: "invalid" };
        }
        return { kind: "known", statements: listOf(statements).map(statementOf) };
    } catch (error) {
        if (error instanceof NotKnown) {
            return { kind: "unknown" };
        }
        throw error;
    }
}

class NotKnown extends Error {}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        // What is no JSON has no statements, which is how the caller sees it.
        return undefined;
    }
}

function statementOf(statement: unknown): Statement {
    const principal = at(statement, "Principal");
    return {
        effect: textsOf(at(statement, "Effect"))[0] ?? "",
        actions: textsOf(at(statement, "Action")),
        notActions: textsOf(at(statement, "NotAction")),
        resources: textsOf(at(statement, "Resource")),
        notResources: textsOf(at(statement, "NotResource")),
        principals:
            typeof principal === "string"
                ? [{ kind: "*", names: [principal] }]
                : keysOf(principal).map((kind) => ({ kind, names: textsOf(at(principal, kind)) })),
        hasNotPrincipal: at(statement, "NotPrincipal") !== undefined,
        conditions: conditionsOf(at(statement, "Condition")),
    };
}

function conditionsOf(condition: unknown): Statement["conditions"] {
    return keysOf(condition).flatMap((operator) => {
        const keys = at(condition, operator);
        return keysOf(keys).map((key) => ({ operator, key: key.toLowerCase(), values: textsOf(at(keys, key)) }));
    });
}

function at(holder: unknown, key: string | number): unknown {
    const peeked = peek(holder, key);
    if (peeked.kind === "unknown") {
        throw new NotKnown();
    }
    return peeked.kind === "known" ? peeked.value : undefined;
}

const keysOf = (holder: unknown): string[] =>
    typeof holder === "object" && holder !== null && !Array.isArray(holder) ? Object.keys(holder) : [];

/** A list as it is, one thing as a list of one, nothing as an empty list. */
function listOf(value: unknown): unknown[] {
    if (value === undefined) {
        return [];
    }
    return Array.isArray(value) ? Array.from({ length: value.length }, (_, index) => at(value, index)) : [value];
}

const textsOf = (value: unknown): string[] =>
    listOf(value).flatMap((it) => (typeof it === "string" || typeof it === "boolean" ? [String(it)] : []));
