import * as assert from "node:assert/strict";
import { namespacesOf, optionNames } from "../../../policies/read/option-names";
import { proxied, unknown } from "../../support/policy-runner";
import { settings } from "../sample-stack";

const environment = (given: unknown) => ({
    type: "aws:elasticbeanstalk/environment:Environment",
    urn: "urn",
    name: "env",
    props: proxied({ settings: given }),
});
const some = settings({
    "aws:elbv2:listener:443/Protocol": unknown,
    "aws:elbv2:listener:443/SSLPolicy": "a",
    "aws:elbv2:listener:default/ListenerEnabled": ["true", "false"],
    "aws:ec2:vpc/VPCId": "vpc-1",
});

describe("options that are set", () => {
    it("are named, whatever their values", () => {
        assert.deepEqual(
            optionNames(environment(some)).map(({ namespace, name }) => `${namespace}/${name}`),
            [
                "aws:elbv2:listener:443/Protocol",
                "aws:elbv2:listener:443/SSLPolicy",
                "aws:elbv2:listener:default/ListenerEnabled",
                "aws:elbv2:listener:default/ListenerEnabled",
                "aws:ec2:vpc/VPCId",
            ],
        );
    });

    it("are of namespaces, each once", () => {
        assert.deepEqual(namespacesOf(environment(some), "aws:elbv2:listener:"), [
            "aws:elbv2:listener:443",
            "aws:elbv2:listener:default",
        ]);
    });

    const nothing: [string, unknown][] = [
        ["no settings", undefined],
        ["unknown settings", unknown],
        ["settings that are no list", "a"],
        ["an unknown entry", [unknown]],
        ["an entry that is none", ["a", 1, null]],
        ["an unknown name", [{ namespace: "a", name: unknown }]],
    ];
    for (const [title, given] of nothing) {
        it(`are none: ${title}`, () => {
            assert.deepEqual(optionNames(environment(given)), []);
        });
    }
});
