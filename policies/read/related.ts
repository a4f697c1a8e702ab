import type { Graph, GraphResource } from "../rule";
import { peekText } from "./peek";

/**
 * The resources of some types that belong to one of the graph, by a property: it came from that resource, or names it. In a preview names of new resources
 * are unknown, and where a property came from is not.
 *
 * @param property - of the resources that belong to it, such as a bucket policy's `bucket`
 */
export function belongingTo(
    owner: GraphResource,
    graph: Graph,
    types: readonly string[],
    property: string,
): readonly GraphResource[] {
    const names = namesOf(owner);
    const isNamed = (named: string | undefined) => named !== undefined && names.includes(named);
    return graph.resources.filter(
        (it) => types.includes(it.type) && (cameFrom(it, owner, property) || isNamed(peekText(it.props, property))),
    );
}

/** Whether a property came from a resource, straight or by way of others that have it from there: a policy may name the bucket of an access block. */
function cameFrom(
    resource: GraphResource,
    owner: GraphResource,
    property: string,
    seen: ReadonlySet<string> = new Set(),
): boolean {
    const origins = (resource.propertyDependencies[property] ?? []).filter(({ urn }) => !seen.has(urn));
    const passed = new Set([...seen, resource.urn]);
    return origins.some((it) => it.urn === owner.urn || cameFrom(it, owner, property, passed));
}

/** The resources of some types that a property came from, or that it names. */
export function originsOf(
    resource: GraphResource,
    graph: Graph,
    types: readonly string[],
    property: string,
): readonly GraphResource[] {
    const origins = resource.propertyDependencies[property] ?? [];
    const named = peekText(resource.props, property);
    return graph.resources.filter(
        (it) =>
            types.includes(it.type) &&
            (origins.some(({ urn }) => urn === it.urn) || (named !== undefined && namesOf(it).includes(named))),
    );
}

/** By what a resource may be named in a property of another. */
function namesOf({ props }: GraphResource): readonly string[] {
    return ["id", "arn", "bucket", "name", "identifier"].flatMap((key) => peekText(props, key) ?? []);
}
