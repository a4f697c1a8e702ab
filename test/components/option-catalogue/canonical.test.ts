import * as assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalValue } from "../../../components/option-catalogue/canonical";
import { catalogue, findOption } from "../../../components/option-catalogue/catalogue";
import { allowedInstead, describe as inWords } from "../../../components/option-catalogue/check-value";
import { canonicalJson, goJson } from "../../../components/option-catalogue/json";
import { environments } from "./arbitraries";

const canonical = (namespace: string, name: string, value: string) =>
    canonicalValue(findOption(namespace, name), value);

describe("canonical values", () => {
    it("spell booleans, numbers, lists and JSON in one way", () => {
        assert.equal(canonical("aws:elasticbeanstalk:xray", "XRayEnabled", " True"), "true");
        assert.equal(canonical("aws:elasticbeanstalk:xray", "XRayEnabled", "yes"), "yes");
        const number = (value: string) => canonical("aws:autoscaling:trigger", "UpperThreshold", value);
        assert.deepEqual(["007", "+5", "0.50", "5.", "-0", "000", "-1", "1e3", "x"].map(number), [
            "7",
            "5",
            "0.5",
            "5",
            "0",
            "0",
            "-1",
            "1e3",
            "x",
        ]);
        assert.equal(canonical("aws:ec2:vpc", "Subnets", "subnet-2, subnet-1,subnet-2"), "subnet-1,subnet-2");
        assert.equal(canonical("aws:ec2:instances", "InstanceTypes", "t3.small,t3.micro"), "t3.small, t3.micro");
        assert.equal(
            canonical(
                "aws:elasticbeanstalk:healthreporting:system",
                "ConfigDocument",
                '{ "Version": 1.0, "A": ["<", null] }',
            ),
            '{"A":["<",null],"Version":1}',
        );
    });

    it("leave texts alone, and options that are not known", () => {
        assert.equal(canonical("aws:elasticbeanstalk:application:environment", "ORDER", "b, a"), "b, a");
        assert.equal(canonicalValue(undefined, " b,a "), " b,a ");
    });

    it("are canonical the second time", () => {
        fc.assert(
            fc.property(
                fc.constantFrom(...catalogue),
                fc.oneof(fc.string(), fc.json(), fc.double().map(String)),
                (entry, value) => {
                    const once = canonicalValue(entry, value);
                    assert.equal(canonicalValue(entry, once), once);
                },
            ),
            { numRuns: 1000 },
        );
    });

    it("are still taken", () => {
        fc.assert(
            fc.property(environments, ({ options }) => {
                const refused = options.filter(({ namespace, name, value }) => {
                    const entry = findOption(namespace, name);
                    return entry === undefined || allowedInstead(entry, value) !== undefined;
                });
                assert.deepEqual(refused, []);
            }),
            { numRuns: 100 },
        );
    });
});

describe("forms", () => {
    it("say what they take", () => {
        const words = (namespace: string, name: string) => {
            const entry = findOption(namespace, name);
            assert.ok(entry);
            return inWords(entry.form);
        };
        assert.equal(words("aws:autoscaling:asg", "MinSize"), "a whole number from 1 to 10000");
        assert.equal(words("aws:ec2:instances", "SpotMaxPrice"), "a number from 0.001 to 20");
        assert.equal(words("aws:autoscaling:trigger", "UpperBreachScaleIncrement"), "a whole number");
        assert.equal(words("aws:elasticbeanstalk:container:python", "NumThreads"), "a whole number, at least 1");
        assert.equal(words("aws:elasticbeanstalk:environment:process:default", "StickinessType"), "lb_cookie");
        assert.equal(
            words("aws:ec2:instances", "InstanceTypes"),
            "a list with commas between its items: instance types, such as t3.micro, at most 40 of them",
        );
        assert.equal(words("aws:elasticbeanstalk:healthreporting:system", "ConfigDocument"), "JSON");
        assert.equal(words("aws:elasticbeanstalk:sns:topics", "Notification Endpoint"), "any text that is not empty");
    });

    it("bound numbers and lists", () => {
        const takes = (namespace: string, name: string, value: string) => {
            const entry = findOption(namespace, name);
            assert.ok(entry);
            return allowedInstead(entry, value) === undefined;
        };
        assert.ok(takes("aws:autoscaling:asg", "MinSize", "010000"));
        assert.ok(!takes("aws:autoscaling:asg", "MinSize", "10001"));
        assert.ok(!takes("aws:autoscaling:asg", "MinSize", "1.5"));
        assert.ok(!takes("aws:autoscaling:asg", "MinSize", "1e3"));
        assert.ok(takes("aws:ec2:instances", "InstanceTypes", "t3.micro , t3.small"));
        assert.ok(!takes("aws:ec2:instances", "InstanceTypes", "t3.micro,,t3.small"));
        assert.ok(!takes("aws:ec2:instances", "InstanceTypes", Array.from({ length: 41 }, () => "t3.micro").join()));
        assert.ok(!takes("aws:elbv2:listenerrule:a", "HostHeaders", "a".repeat(129)));
        assert.ok(!takes("aws:elasticbeanstalk:healthreporting:system", "ConfigDocument", "{"));
    });
});

describe("JSON as Go writes it", () => {
    // Each right-hand side was printed by Go 1.26 with encoding/json.
    const byGo: readonly [string, string][] = [
        ['{"b":1,"a":[2, 1.0]}', '{"a":[2,1],"b":1}'],
        ["1.10", "1.1"],
        ["1e3", "1000"],
        ["-0", "-0"],
        ["12345678901234567890", "12345678901234567000"],
        ["1e21", "1e+21"],
        ["0.0000001", "1e-7"],
        ['{"a":1,"a":2}', '{"a":2}'],
        ['{"10":1,"9":2,"\u{1F600}":1,"\uffff":2}', '{"10":1,"9":2,"\uffff":2,"\u{1F600}":1}'],
        ['"<&>\\u2028"', '"\\u003c\\u0026\\u003e\\u2028"'],
        ['"\\ud800"', '"\ufffd"'],
        ['"\\b\\f\\u0001\\u007f\\/"', '"\\b\\f\\u0001\u007f/"'],
        ["[1e400, 2]", "[1e400, 2]"],
    ];
    for (const [text, written] of byGo) {
        it(`writes ${JSON.stringify(text)} as ${JSON.stringify(written)}`, () => {
            assert.equal(goJson(text), written);
        });
    }

    it("is not made of other text", () => {
        assert.deepEqual(["", "007", "a,b", "{", "1.1.0"].map(goJson), [
            undefined,
            undefined,
            undefined,
            undefined,
            undefined,
        ]);
    });

    it("tells apart what the canonical text tells apart", () => {
        fc.assert(
            fc.property(fc.json(), fc.json(), (a, b) => {
                assert.equal(canonicalJson(a) === canonicalJson(b), goJson(a) === goJson(b));
            }),
        );
    });
});
