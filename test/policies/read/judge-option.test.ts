import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { itemsOf, judgeOption, listsIn, numberOf } from "../../../policies/read/judge-option";
import { readOption } from "../../../policies/read/options";
import { proxied, unknown } from "../../support/policy-runner";
import { settings } from "../sample-stack";

const option = { namespace: "aws:autoscaling:asg", name: "MinSize", value: "2" };

const resource = (value: unknown) => ({
    type: "aws:elasticbeanstalk/environment:Environment",
    urn: "urn:pulumi:prod::notes::aws:elasticbeanstalk/environment:Environment::env",
    name: "env",
    props: proxied({ settings: settings({ "aws:autoscaling:asg/MinSize": value }) }),
});

describe("judgeOption", () => {
    const judge = (value: unknown, alsoRight?: readonly ("absent" | "unknown")[]) =>
        judgeOption(resource(value), {
            option,
            words: "2 or more",
            accepts: (text) => Number(text) >= 2,
            alsoRight,
            because: "One is none.",
            stackFile: "environment.scaling.min",
            together: [{ ...option, name: "MaxSize" }],
        });
    const rest =
        "; wanted: 2 or more. One is none. In this project: environment.scaling.min. In any other program, in the environment's " +
        'settings: {namespace: "aws:autoscaling:asg", name: "MinSize", value: "2"}, ' +
        '{namespace: "aws:autoscaling:asg", name: "MaxSize", value: "2"}.';

    const wrong: [string, unknown, string][] = [
        ["absent", undefined, "is not set"],
        ["another value", "1", "is not 2 or more"],
        ["one of two values", ["3", "1"], "is set 2 times and not always 2 or more"],
        ["unknown", unknown, "is not known in this preview, so that it is 2 or more cannot be proven"],
    ];
    for (const [title, value, state] of wrong) {
        it(`tells of ${title}`, () => {
            assert.deepEqual(judge(value), [`aws:autoscaling:asg/MinSize ${state}${rest}`]);
        });
    }

    const right: [string, unknown, readonly ("absent" | "unknown")[]][] = [
        ["a right value", "2", []],
        ["two right values", ["2", "3"], []],
        ["absence, where that is right", undefined, ["absent"]],
        ["what is not known, where that is right", unknown, ["unknown"]],
    ];
    for (const [title, value, alsoRight] of right) {
        it(`says nothing of ${title}`, () => {
            assert.deepEqual(judge(value, alsoRight), []);
        });
    }
});

describe("a list", () => {
    it("has its entries between commas, without spaces and empty ones", () => {
        assert.deepEqual(itemsOf(" t3.micro, t3.small ,,"), ["t3.micro", "t3.small"]);
        assert.deepEqual(itemsOf(""), []);
    });

    it("is read each time it is set, and not at all where it is not known", () => {
        const lists = (value: unknown) => listsIn(readOption(resource(value), option.namespace, option.name));
        assert.deepEqual(lists(["a,b", "c"]), [["a", "b"], ["c"]]);
        assert.deepEqual(lists(unknown), []);
        assert.deepEqual(lists(undefined), []);
    });
});

describe("a number", () => {
    it("is whole and has no sign", () => {
        fc.assert(fc.property(fc.nat(999_999_999), (number) => numberOf(String(number)) === number));
        for (const text of ["", "-1", "1.5", "two", "1e3", "9999999999", " 1"]) {
            assert.equal(numberOf(text), undefined, text);
        }
    });
});
