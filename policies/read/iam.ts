import type { Resource } from "../rule";
import { entriesOf, knownParts, partOf } from "./known-parts";
import { readPolicyDocument, Statement } from "./policy-document";

export const roleType = "aws:iam/role:Role";

/** Resources that hold a document of permissions. */
export const permissionTypes: readonly string[] = [
    roleType,
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/policy:Policy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
];

/** A statement that allows something, and where it stands. */
export interface Allowing {
    readonly where: string;
    readonly statement: Statement;
}

/**
 * What the documents of a resource allow, as far as it is known. One that names resources made in the same run is often not known at all in a preview; the
 * update judges it before it is made.
 */
export function permissionsOf({ type, props }: Resource): readonly Allowing[] {
    return type === roleType
        ? entriesOf(knownParts(props, "inlinePolicies")).flatMap((policy, index) =>
              allowingIn(partOf(policy, "policy"), `inlinePolicies[${index}].policy`),
          )
        : allowingIn(knownParts(props, "policy"), "policy");
}

/** Who may take on a role, as far as it is known. */
export const trustOf = ({ props }: Resource): readonly Allowing[] =>
    allowingIn(knownParts(props, "assumeRolePolicy"), "assumeRolePolicy");

function allowingIn(document: unknown, where: string): readonly Allowing[] {
    const read = readPolicyDocument({ document }, "document");
    return read.kind === "known"
        ? read.statements
              .map((statement, index) => ({ where: `Statement ${index + 1} of ${where}`, statement }))
              .filter(({ statement }) => statement.effect === "Allow")
        : [];
}

/** Whether a pattern of a policy stands for every resource: `*`, and longer ways of writing it, such as `arn:aws:*:*:*:*`. */
export function isEveryResource(pattern: string): boolean {
    return isOnlyWildcards(pattern.replace(/^arn(:aws[\w-]*)?/, ""));
}

/** Whether a pattern of a policy stands for every action: `*`, `*:*` or `?*`. */
export const isEveryAction = (pattern: string): boolean => isOnlyWildcards(pattern);

const isOnlyWildcards = (pattern: string): boolean => /^[*:?]*\*[*:?]*$/.test(pattern);

/** Whether a statement is about every resource, or all but some. */
export const isOnEverything = ({ resources, notResources }: Statement): boolean =>
    resources.some(isEveryResource) || notResources.length > 0;

/**
 * Whether a condition holds the statement to values of a key that say something: not their opposite, nor any.
 *
 * @param says - whether a value does
 */
export function isBoundBy(
    { conditions }: Statement,
    keys: readonly string[],
    says: (value: string) => boolean = (value) => !/^\*+$/.test(value),
): boolean {
    return conditions.some(
        ({ operator, key, values }) =>
            keys.includes(key) && !/^(forallvalues:|null$)|not/i.test(operator) && values.every(says),
    );
}
