import * as assert from "node:assert/strict";
import { graphOfPreview, graphOfState } from "../../../cli/cost/graph";
import { ProblemError } from "../../../components/problem";
import { metadataOf, Planned } from "../changes/events";

const urn = (type: string) => `urn:pulumi:dev::django-beanstalk::a:b:C$${type}::it`;

describe("the graph of a preview", () => {
    const event = (planned: Planned) => JSON.stringify({ resourcePreEvent: { metadata: metadataOf(planned) } });
    const prelude = JSON.stringify({ preludeEvent: { config: { "aws:region": "eu-west-1" } } });

    it("is what there will be afterwards", () => {
        const type = "aws:kms/key:Key";
        const text = [
            "Previewing…",
            prelude,
            event({ operation: "create", type: "aws:ec2/eip:Eip", after: { domain: "vpc" } }),
            event({ operation: "same", type: "aws:ebs/volume:Volume", before: { size: 1 }, after: { size: 1 } }),
            event({ operation: "update", type: "aws:rds/instance:Instance", before: {}, after: { multiAz: true } }),
            event({ operation: "delete", type, before: {} }),
            event({ operation: "read", type, after: {} }),
            event({ operation: "create", type: "pulumi:providers:aws", after: {} }),
            JSON.stringify({
                resourcePreEvent: {
                    metadata: { ...metadataOf({ operation: "create", type, after: {} }), logical: false },
                },
            }),
            JSON.stringify({
                resourcePreEvent: {
                    metadata: {
                        ...metadataOf({ operation: "create", type, after: {} }),
                        new: { inputs: {}, custom: false },
                    },
                },
            }),
        ].join("\n");
        assert.deepEqual(graphOfPreview(text), {
            region: "eu-west-1",
            resources: [
                { urn: urn("aws:ec2/eip:Eip"), type: "aws:ec2:Eip", name: "it", inputs: { domain: "vpc" } },
                { urn: urn("aws:ebs/volume:Volume"), type: "aws:ebs:Volume", name: "it", inputs: { size: 1 } },
                {
                    urn: urn("aws:rds/instance:Instance"),
                    type: "aws:rds:Instance",
                    name: "it",
                    inputs: { multiAz: true },
                },
            ],
        });
    });

    it("is nothing of no events", () => {
        assert.deepEqual(graphOfPreview(""), { region: undefined, resources: [] });
    });
});

describe("the graph of an exported stack", () => {
    it("is its resources, without components, what is to be deleted and what is only read", () => {
        const of = (type: string, more: object = {}) => ({
            urn: urn(type),
            type,
            custom: true,
            inputs: { a: 1 },
            ...more,
        });
        const state = {
            version: 3,
            deployment: {
                resources: [
                    of("pulumi:pulumi:Stack", { custom: false }),
                    of("pulumi:providers:aws", { inputs: { region: "eu-central-1" } }),
                    of("aws:ec2/eip:Eip"),
                    of("aws:kms/key:Key", { delete: true }),
                    of("aws:ec2/vpc:Vpc", { external: true }),
                ],
            },
        };
        assert.deepEqual(graphOfState("state.json", JSON.stringify(state)), {
            region: "eu-central-1",
            resources: [{ urn: urn("aws:ec2/eip:Eip"), type: "aws:ec2:Eip", name: "it", inputs: { a: 1 } }],
        });
    });

    const problem = { allowed: "an exported stack", remedy: "Write one with: pulumi stack export --file state.json" };
    const wrong: [string, string, string][] = [
        ["no JSON", "token=canary", "no JSON"],
        ["a list", "[]", "no deployment with resources"],
        ["null", "null", "no deployment with resources"],
        ["an empty stack's file without resources", '{"deployment": {}}', "no deployment with resources"],
        ["the digest of a preview", '{"steps": []}', "no deployment with resources"],
    ];
    for (const [title, content, got] of wrong) {
        it(`is not made of ${title}`, () => {
            assert.throws(
                () => graphOfState("state.json", content),
                (error) => {
                    assert.ok(error instanceof ProblemError);
                    assert.deepEqual(error.problems, [{ where: "state.json", got, ...problem }]);
                    return true;
                },
            );
        });
    }
});
