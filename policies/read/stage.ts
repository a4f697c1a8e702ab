import type { Stage } from "../levels";
import type { Graph, Resource } from "../rule";
import { peek, peekText } from "./peek";

/** Resources that show that a stack has a domain name to itself. */
const domainTypes: ReadonlySet<string> = new Set(["aws:acm/certificate:Certificate", "aws:route53/record:Record"]);

/**
 * The stage of a resource: as configured, else its tag `stage`, else the name of its stack. It is prod unless one of
 * them says dev, so that what is forgotten is judged in full.
 */
export function stageOf(resource: Resource, configured: Stage | undefined): Stage {
    if (configured !== undefined) {
        return configured;
    }
    const tags = peek(resource.props, "tags");
    if (tags.kind === "unknown") {
        return "prod";
    }
    const tag = peek(tags.kind === "known" ? tags.value : undefined, "stage");
    switch (tag.kind) {
        case "unknown":
            return "prod";
        case "known":
            return isDev(peekText({ tag: tag.value }, "tag") ?? "") ? "dev" : "prod";
        case "absent":
            return isDev(stackOf(resource.urn)) ? "dev" : "prod";
    }
}

/** Whether nothing in the stack gives it a name of its own, so that no certificate can be had. */
export function hasNoDomain(graph: Graph): boolean {
    return !graph.resources.some(({ type }) => domainTypes.has(type));
}

/** Name of the stack, from `urn:pulumi:<stack>::<project>::…`; the SDK's getStack() is wrong inside a pack. */
export function stackOf(urn: string): string {
    return /^urn:pulumi:(.*?)::/.exec(urn)?.[1] ?? "";
}

function isDev(name: string): boolean {
    return /^(dev|development|.+-dev)$/i.test(name);
}
