import * as assert from "node:assert/strict";
import { belongingTo, originsOf } from "../../../policies/read/related";
import type { Graph, GraphResource } from "../../../policies/rule";
import { proxied, unknown, urnOf } from "../../support/policy-runner";

function resource(
    type: string,
    name: string,
    props: Record<string, unknown> = {},
    bucket: readonly GraphResource[] = [],
): GraphResource {
    return {
        type,
        name,
        urn: urnOf({ type, name, props }),
        props: proxied(props),
        propertyDependencies: { bucket },
        dependencies: [],
    };
}
const graphOf = (...resources: GraphResource[]): Graph => ({
    resources,
    sourceOf: () => Promise.resolve(undefined),
    contentsOf: () => Promise.resolve(undefined),
});

const owner = resource("bucket", "owner", { bucket: "uploads", id: unknown });
const unnamed = resource("bucket", "unnamed", { id: unknown });
const linked = resource("policy", "linked", { bucket: unknown }, [owner]);
const cases: [string, GraphResource, GraphResource, boolean][] = [
    ["by where its property came from", owner, linked, true],
    ["by where its property came from, without a name", unnamed, resource("policy", "it", {}, [unnamed]), true],
    ["by name", owner, resource("policy", "it", { bucket: "uploads" }), true],
    ["another name", owner, resource("policy", "it", { bucket: "other" }), false],
    ["another origin", owner, resource("policy", "it", { bucket: unknown }, [unnamed]), false],
    ["an unknown name without origin", owner, resource("policy", "it", { bucket: unknown }), false],
    ["neither has a name", unnamed, resource("policy", "it", {}), false],
    ["another type", owner, resource("acl", "it", { bucket: "uploads" }, [owner]), false],
];

describe("belongingTo", () => {
    for (const [title, bucket, member, expected] of cases) {
        it(`${title}: ${String(expected)}`, () => {
            const found = belongingTo(bucket, graphOf(bucket, member), ["policy"], "bucket");
            assert.deepEqual(found, expected ? [member] : []);
        });
    }

    it("follows what came from another that came from it", () => {
        const through = resource("policy", "through", { bucket: unknown }, [linked]);
        assert.deepEqual(belongingTo(owner, graphOf(owner, through), ["policy"], "bucket"), [through]);
    });

    it("ends where origins go round", () => {
        const first = resource("policy", "first", { bucket: unknown });
        const second = resource("policy", "second", { bucket: unknown }, [first]);
        Object.assign(first.propertyDependencies, { bucket: [second] });
        assert.deepEqual(belongingTo(owner, graphOf(first, second), ["policy"], "bucket"), []);
    });
});

describe("originsOf", () => {
    it("finds what a property came from, and what it names, of the types that are asked for", () => {
        const named = resource("policy", "named", { bucket: "uploads" });
        const graph = graphOf(owner, unnamed, linked, named);
        assert.deepEqual(originsOf(linked, graph, ["bucket"], "bucket"), [owner]);
        assert.deepEqual(originsOf(named, graph, ["bucket"], "bucket"), [owner]);
        assert.deepEqual(originsOf(unnamed, graph, ["bucket"], "bucket"), []);
    });
});
