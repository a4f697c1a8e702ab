import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { isAlways, problemWith, readNamespace, readOption, readSettings } from "../../../policies/read/options";
import type { Resource } from "../../../policies/rule";
import { proxied, unknown } from "../../support/policy-runner";
import { settings } from "../sample-stack";

const namespace = "aws:ec2:vpc";
const name = "VPCId";

function resource(given: unknown): Resource {
    return {
        type: "aws:elasticbeanstalk/environment:Environment",
        urn: "urn:pulumi:prod::notes::aws:elasticbeanstalk/environment:Environment::env",
        name: "env",
        props: proxied({ settings: given }),
    };
}

describe("readOption", () => {
    const cases: [string, unknown, ReturnType<typeof readOption>][] = [
        ["no settings", undefined, { state: "absent" }],
        ["settings that are no list", "text", { state: "absent" }],
        ["unknown settings", unknown, { state: "unknown" }],
        ["another option", settings({ "aws:ec2:vpc/Subnets": "a" }), { state: "absent" }],
        ["another namespace", settings({ "aws:ec2:vpc2/VPCId": "a" }), { state: "absent" }],
        ["the option", settings({ "aws:ec2:vpc/VPCId": "a" }), { state: "known", values: ["a"] }],
        ["white space around it", settings({ "aws:ec2:vpc/VPCId": " a " }), { state: "known", values: ["a"] }],
        ["the option twice", settings({ "aws:ec2:vpc/VPCId": ["a", "b"] }), { state: "known", values: ["a", "b"] }],
        ["an unknown value", settings({ "aws:ec2:vpc/VPCId": unknown }), { state: "unknown" }],
        ["a known and an unknown value", settings({ "aws:ec2:vpc/VPCId": ["a", unknown] }), { state: "unknown" }],
        [
            "an unknown value of a neighbour before it",
            settings({ "aws:ec2:vpc/Subnets": unknown, "aws:ec2:vpc/VPCId": "a" }),
            { state: "known", values: ["a"] },
        ],
        ["an entry without value", [{ namespace, name }], { state: "known", values: [""] }],
        ["an entry whose name is unknown", [{ namespace, name: unknown, value: "a" }], { state: "unknown" }],
        ["an unknown entry", [unknown], { state: "unknown" }],
        ["an unknown entry beside it", [unknown, { namespace, name, value: "a" }], { state: "known", values: ["a"] }],
    ];
    for (const [title, given, expected] of cases) {
        it(`${title}: ${expected.state}`, () => {
            assert.deepEqual(readOption(resource(given), namespace, name), expected);
        });
    }

    it("takes any JSON for settings without throwing", () => {
        const entry = fc.record(
            {
                namespace: fc.oneof(fc.constantFrom(namespace, unknown), fc.jsonValue()),
                name: fc.oneof(fc.constantFrom(name, unknown), fc.jsonValue()),
                value: fc.oneof(fc.constantFrom("a", unknown), fc.jsonValue()),
            },
            { requiredKeys: [] },
        );
        const any = fc.oneof(fc.array(fc.oneof(entry, fc.jsonValue())), fc.jsonValue());
        fc.assert(
            fc.property(any, (given) => {
                const option = readOption(resource(given), namespace, name);
                assert.ok(option.state !== "known" || option.values.length > 0);
            }),
            { numRuns: 2000 },
        );
    });
});

describe("readSettings", () => {
    it("says whether all of them can be seen", () => {
        const complete = (given: unknown) => readSettings(resource(given)).complete;
        assert.deepEqual(
            [undefined, [], settings({ "aws:ec2:vpc/VPCId": unknown }), unknown, [unknown]].map(complete),
            [true, true, true, false, false],
        );
    });

    it("leaves out entries without a namespace, which set nothing", () => {
        const given = [
            { namespace: "", name, value: "" },
            { name, value: "a" },
            "text",
            { namespace, name, value: "a" },
        ];
        assert.equal(readSettings(resource(given)).entries.length, 1);
    });
});

describe("readNamespace", () => {
    it("gives the settings of one namespace in their order, what is not known as undefined", () => {
        const given = [
            { namespace, name, value: " a ", resource: "evening" },
            { namespace: "aws:ec2:other", name, value: "b" },
            { namespace, name: unknown, value: unknown, resource: unknown },
            { namespace: unknown, name, value: "c" },
        ];
        assert.deepEqual(
            readNamespace(resource(given), namespace).map((it) => [it.name, it.value(), it.resource()]),
            [
                [name, " a ", "evening"],
                [undefined, undefined, undefined],
            ],
        );
    });
});

describe("problemWith", () => {
    it("is silent only when every value is the wanted one", () => {
        const wanted = { namespace, name, value: "a" };
        const of = (value: unknown) => problemWith(resource(settings({ "aws:ec2:vpc/VPCId": value })), wanted);
        assert.equal(of(["a", "A"]), undefined);
        assert.equal(of(["a", "b"]), 'aws:ec2:vpc/VPCId is set 2 times and not always "a"; wanted: "a"');
    });

    it("does not take an option without values for right", () => {
        assert.equal(isAlways({ state: "absent" }, "a"), false);
        assert.equal(isAlways({ state: "unknown" }, "a"), false);
    });
});
