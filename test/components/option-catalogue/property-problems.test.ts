import * as assert from "node:assert/strict";
import fc from "fast-check";
import {
    hashBlindProblems,
    maxPropertyBytes,
    propertyBytes,
    propertyProblems,
} from "../../../components/option-catalogue/property-problems";
import { normalise } from "../../../components/option-catalogue/round-trip";

const got = (properties: Record<string, string>) =>
    propertyProblems(properties, "docker").map((problem) => problem.got);

describe("environment properties", () => {
    it("have names that a shell can read", () => {
        assert.deepEqual(got({ DEBUG: "1", no_proxy: "a", _X9: "b" }), []);
        for (const name of ["1ST", "A-B", "a.b", "A B", "Ä", ""]) {
            assert.deepEqual(got({ [name]: "x" }), ["a name with other signs"]);
        }
    });

    it("have values that arrive as they are", () => {
        assert.deepEqual(got({ A: "a, b; c=d&e?f*%\t\nü", B: '{\\"a\\":1}', C: "C:\\\\temp" }), []);
        assert.deepEqual(got({ A: "" }), ["an empty value"]);
        assert.deepEqual(got({ A: "a\u0000b" }), ["a value with control characters"]);
        assert.deepEqual(got({ A: "a\r\nb" }), ["a value with control characters"]);
        for (const value of ["it's", '"a"', "C:\\temp", 'a\\\\"', "\\"]) {
            assert.deepEqual(got({ A: value }), ["a value with a quotation mark or a backslash that is not escaped"]);
        }
    });

    it("have room for 4,096 bytes, the platform's own included", () => {
        const fill = (bytes: number) => ({ A: "x".repeat(bytes - 2) });
        assert.deepEqual(propertyProblems(fill(maxPropertyBytes), "docker"), []);
        assert.equal(propertyProblems(fill(maxPropertyBytes + 1), "docker").length, 1);
        const own = Buffer.byteLength("PYTHONPATH=/var/app/venv/staging-LQM1lest/bin,");
        assert.deepEqual(propertyProblems(fill(maxPropertyBytes - own), "python"), []);
        assert.equal(propertyProblems(fill(maxPropertyBytes - own + 1), "python").length, 1);
        // A value of the user's own takes the place of the platform's.
        assert.equal(propertyBytes({ PYTHONPATH: "a" }, "python"), 12);
        assert.equal(propertyBytes({ A: "ü", B: "b" }, "docker"), 4 + 1 + 3);
        assert.equal(propertyBytes({}, "docker"), 0);
    });

    it("tell the ten largest when there are too many, and never a value", () => {
        const properties = Object.fromEntries(
            Array.from({ length: 12 }, (_, i) => [
                `NAME_${String(i).padStart(2, "0")}`,
                `canary${"x".repeat(400 + i)}`,
            ]),
        );
        const [problem, ...others] = propertyProblems(properties, "python");
        assert.deepEqual(others, []);
        assert.equal(problem?.where, "app.variables");
        assert.ok(!JSON.stringify(problem).includes("canary"));
        assert.match(problem?.got ?? "", /largest: NAME_11 425, NAME_10 424, .*NAME_02 416$/);
        assert.match(problem?.remedy ?? "", /secrets \(Secrets Manager or SSM\)/);
    });

    it("never show a value in any message", () => {
        const values = ["canary'", "canary\u0001", "canary,a", '{"canary": 1}'];
        const problems = values.flatMap((value) => [
            ...propertyProblems({ A: value }, "python"),
            ...hashBlindProblems({ A: value }),
        ]);
        assert.ok(problems.length >= 4);
        assert.ok(!JSON.stringify(problems).includes("canary"));
    });
});

describe("properties whose change the provider would not send", () => {
    const blind = (value: string) => hashBlindProblems({ A: value }).length === 1;

    it("are lists out of order: MIDDLEWARE=b,a", () => {
        assert.ok(blind("b,a"));
        assert.ok(!blind("a,b"));
        // The provider sees which item has no space.
        assert.ok(!blind("a, b") && !blind("b, a") && blind(" a,b"));
        assert.ok(!blind("c, a, b") && blind("c, b, a"));
        assert.ok(!blind("b;a"));
        assert.ok(!blind("b"));
        assert.equal(normalise("b,a"), normalise("a,b"));
    });

    it("are numbers and JSON spelt otherwise: APP_VERSION=1.10", () => {
        for (const value of ["1.10", "1e3", " 1", "1 ", '{"b":1,"a":2}', "[1, 2]", "9007199254740993", '"\\u0061"']) {
            assert.ok(blind(value), value);
        }
        for (const value of [
            "1.1",
            "1000",
            "v1.10",
            "007",
            '{"a":2,"b":1}',
            "[2,1]",
            "true",
            "1.1.0",
            "1e400",
            '"<"',
        ]) {
            assert.ok(!blind(value), value);
        }
        assert.equal(normalise("1.10"), normalise("1.1"));
        assert.equal(normalise("9007199254740993"), normalise("9007199254740992"));
        assert.notEqual(normalise("007"), normalise("7"));
    });

    it("never pass: two values that pass are two for the provider", () => {
        const value = fc.oneof(
            fc.json(),
            fc.array(fc.constantFrom("a", "b", " a", "1", "10")).map((items) => items.join(",")),
            fc.double().map(String),
            fc.stringMatching(/^[0-9.,e" ]{1,4}$/),
        );
        fc.assert(
            fc.property(value, value, (a, b) => {
                fc.pre(a !== b && !blind(a) && !blind(b));
                assert.notEqual(normalise(a), normalise(b));
            }),
            { numRuns: 3000 },
        );
    });
});
