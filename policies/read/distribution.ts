import type { Graph, GraphResource } from "../rule";
import { entriesOf, knownParts, partOf } from "./known-parts";
import { belongingTo } from "./related";

const secure: readonly unknown[] = ["https-only", "redirect-to-https"];

/** What distributions in front of an environment do with plain HTTP: `plain` where one answers it, or may. */
export function distributionOf(environment: GraphResource, graph: Graph): "none" | "secure" | "plain" {
    const found = belongingTo(environment, graph, ["aws:cloudfront/distribution:Distribution"], "origins");
    if (found.length === 0) {
        return "none";
    }
    const policies = found.flatMap(({ props }) =>
        [knownParts(props, "defaultCacheBehavior"), ...entriesOf(knownParts(props, "orderedCacheBehaviors"))].map(
            (behavior) => partOf(behavior, "viewerProtocolPolicy"),
        ),
    );
    return policies.every((policy) => secure.includes(policy)) ? "secure" : "plain";
}
