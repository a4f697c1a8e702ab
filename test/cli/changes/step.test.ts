import * as assert from "node:assert/strict";
import { stepsOf, valueOf } from "../../../cli/changes/step";
import { metadataOf, unknownValue } from "./events";

const bucket = "aws:s3/bucket:Bucket";
const inputs = { forceDestroy: true };
const held = { forceDestroy: true, arn: "arn:aws:s3:::it" };

describe("the steps of a preview", () => {
    it("are one for each resource, without the engine's own providers", () => {
        const steps = stepsOf([
            metadataOf({ operation: "same", type: "pulumi:providers:aws", name: "default_7_48_0" }),
            metadataOf({ operation: "create", type: "pulumi:pulumi:Stack", name: "stack", after: {} }),
            metadataOf({
                operation: "update",
                type: bucket,
                name: "media",
                before: {},
                after: inputs,
                diffs: ["tags"],
            }),
        ]);
        assert.deepEqual(
            steps.map(({ operation, type, name, changed }) => ({ operation, type, name, changed })),
            [
                { operation: "create", type: "pulumi:pulumi:Stack", name: "stack", changed: [] },
                { operation: "update", type: "aws:s3:Bucket", name: "media", changed: ["tags"] },
            ],
        );
    });

    const replacement = {
        create: {
            ...metadataOf({ operation: "create-replacement", type: bucket, before: inputs, after: {} }),
            logical: undefined,
        },
        replace: metadataOf({ operation: "replace", type: bucket, before: inputs, after: {}, keys: ["bucket"] }),
        remove: { ...metadataOf({ operation: "delete-replaced", type: bucket, before: inputs }), logical: undefined },
    };

    it("take a replacement's three events as one, and tell which comes first", () => {
        const { create, replace, remove } = replacement;
        const facts = (events: readonly Record<string, unknown>[]) =>
            stepsOf(events).map(({ operation, replacing, deletedFirst }) => ({ operation, replacing, deletedFirst }));
        assert.deepEqual(facts([create, replace, remove]), [
            { operation: "replace", replacing: ["bucket"], deletedFirst: false },
        ]);
        assert.deepEqual(facts([remove, replace, create]), [
            { operation: "replace", replacing: ["bucket"], deletedFirst: true },
        ]);
    });

    it("take what an earlier update did not come to delete as a deletion", () => {
        const same = metadataOf({ operation: "same", type: bucket, before: inputs, after: inputs });
        assert.deepEqual(
            stepsOf([same, replacement.remove]).map(({ operation }) => operation),
            ["same", "delete"],
        );
    });

    it("name what changed by the first name of its path", () => {
        const event = {
            ...metadataOf({ operation: "update", type: bucket, before: {}, after: {} }),
            detailedDiff: { "settings[3].value": {}, 'tags["a.b"]': {}, "settings[4].name": {} },
        };
        assert.deepEqual(stepsOf([event])[0]?.changed, ["settings", "tags"]);
    });

    it("know protection, retention, inputs and outputs", () => {
        const [step] = stepsOf([
            metadataOf({ operation: "delete", type: bucket, before: inputs, held, protect: true, retain: true }),
        ]);
        assert.deepEqual(step?.before, { inputs, outputs: held, protect: true, retain: true });
        assert.equal(step?.after, undefined);
    });
});

describe("a value of a state", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
    const cases: readonly [unknown, ReturnType<typeof valueOf>][] = [
        [undefined, undefined],
        [null, undefined],
        ["text", { kind: "known", text: "text" }],
        [3, { kind: "known", text: "3" }],
        [false, { kind: "known", text: "false" }],
        ["[secret]", { kind: "secret" }],
        [secret, { kind: "secret" }],
        [["a"], { kind: "secret" }],
        [unknownValue, { kind: "unknown" }],
        [`${unknownValue}:url`, { kind: "unknown" }],
    ];
    for (const [value, expected] of cases) {
        it(`${JSON.stringify(value) ?? "undefined"} is ${expected?.kind ?? "not set"}`, () => {
            assert.deepEqual(valueOf(value), expected);
        });
    }
});
