import * as assert from "node:assert/strict";
import type { Stage } from "../../../policies/levels";
import { stackOf, stageOf } from "../../../policies/read/stage";
import { proxied, unknown, urnOf } from "../../support/policy-runner";
import { environment } from "../sample-stack";

describe("stageOf", () => {
    const cases: [string, { stack: string; tags?: unknown; configured?: Stage }, Stage][] = [
        ["a stack that says nothing", { stack: "live" }, "prod"],
        ["a stack named dev", { stack: "dev" }, "dev"],
        ["a stack named development", { stack: "development" }, "dev"],
        ["a stack that ends in -dev", { stack: "alice-dev" }, "dev"],
        ["a stack that only begins with dev", { stack: "devops" }, "prod"],
        ["the tag before the name", { stack: "dev", tags: { stage: "prod" } }, "prod"],
        ["the tag of a stack with any name", { stack: "live", tags: { stage: "dev" } }, "dev"],
        ["a tag nobody knows", { stack: "dev", tags: { stage: "qa" } }, "prod"],
        ["tags without a stage", { stack: "dev", tags: { owner: "alice" } }, "dev"],
        ["an unknown tag", { stack: "dev", tags: { stage: unknown } }, "prod"],
        ["unknown tags", { stack: "dev", tags: unknown }, "prod"],
        ["what is configured before all", { stack: "dev", tags: { stage: "dev" }, configured: "prod" }, "prod"],
        ["dev, when configured", { stack: "live", configured: "dev" }, "dev"],
    ];
    for (const [title, { stack, tags, configured }, expected] of cases) {
        it(`${title}: ${expected}`, () => {
            const described = environment({}, { stack });
            const props = proxied({ ...described.props, tags });
            assert.equal(stageOf({ ...described, props, urn: urnOf(described) }, configured), expected);
        });
    }
});

describe("stackOf", () => {
    it("takes the stack from a URN with parents in its type", () => {
        assert.equal(
            stackOf("urn:pulumi:alice-dev::notes::django-beanstalk:web:Site$aws:s3/bucket:Bucket::x"),
            "alice-dev",
        );
    });

    it("is empty for what is no URN", () => {
        assert.equal(stackOf("dev"), "");
    });
});
