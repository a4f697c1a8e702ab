import assert from "node:assert/strict";
import fc from "fast-check";
import { admits, Constraint, parseConstraint, satisfies } from "../../../cli/detect/version-constraint";

const part = fc.nat({ max: 4 });
const version = fc.tuple(fc.constant(3), fc.integer({ min: 9, max: 15 }), part);
const written = fc.oneof(version, fc.tuple(fc.constant(3), fc.integer({ min: 9, max: 15 }))).map((v) => v.join("."));

function parsed(text: string): Constraint {
    return parseConstraint(text) ?? assert.fail(`not understood: ${text}`);
}

const holds = (text: string, v: readonly number[]) => satisfies(parsed(text), v);

describe("version constraints", () => {
    const table: readonly (readonly [string, readonly string[]])[] = [
        [">=3.11", ["3.11", "3.12", "3.13", "3.14"]],
        [">=3.10,<3.13", ["3.11", "3.12"]],
        [">= 3.10 , < 3.13", ["3.11", "3.12"]],
        [">=3.10 <3.13", ["3.11", "3.12"]],
        ["~=3.12", ["3.12", "3.13", "3.14"]],
        ["~=3.12.1", ["3.12"]],
        ["==3.12.*", ["3.12"]],
        ["==3.12", ["3.12"]],
        [">=3.11,!=3.12.*", ["3.11", "3.13", "3.14"]],
        [">=3.11,!=3.12.0", ["3.11", "3.12", "3.13", "3.14"]],
        [">3.12", ["3.12", "3.13", "3.14"]],
        ["<=3.12", ["3.11", "3.12"]],
        ["^3.12", ["3.12", "3.13", "3.14"]],
        ["~3.12", ["3.12"]],
        ["~3.12.2", ["3.12"]],
        ["~3", ["3.11", "3.12", "3.13", "3.14"]],
        ["3.12.*", ["3.12"]],
        ["*", ["3.11", "3.12", "3.13", "3.14"]],
        ["~3.11 || ~3.13", ["3.11", "3.13"]],
        ["<3.12 | >=3.14", ["3.11", "3.14"]],
        ["<3.14.0rc1", ["3.11", "3.12", "3.13"]],
        [">=2.7,<3", []],
        [">=4", []],
        ["^2.7", []],
    ];
    for (const [text, branches] of table) {
        it(`${text} admits ${branches.join(", ") || "nothing"}`, () => {
            const all = ["3.11", "3.12", "3.13", "3.14"];
            assert.deepEqual(
                all.filter((branch) => admits(parsed(text), branch)),
                branches,
            );
        });
    }

    for (const text of ["", "   ", "python3", ">=", "~=3", ">=3.12;", "3.x.y", "3.11 ||", "=>3.11", "3.12 or later"]) {
        it(`does not understand ${JSON.stringify(text)}`, () => assert.equal(parseConstraint(text), undefined));
    }

    it("!= is the opposite of ==, with and without a wildcard", () => {
        fc.assert(
            fc.property(written, fc.constantFrom("", ".*"), version, (text, wildcard, v) => {
                assert.notEqual(holds(`==${text}${wildcard}`, v), holds(`!=${text}${wildcard}`, v));
            }),
        );
    });

    it("exactly one of <, == and > holds", () => {
        fc.assert(
            fc.property(written, version, (text, v) => {
                assert.equal(["<", "==", ">"].filter((operator) => holds(operator + text, v)).length, 1);
            }),
        );
    });

    it("<= and >= are the opposites of > and <", () => {
        fc.assert(
            fc.property(written, version, (text, v) => {
                assert.equal(holds(`<=${text}`, v), !holds(`>${text}`, v));
                assert.equal(holds(`>=${text}`, v), !holds(`<${text}`, v));
            }),
        );
    });

    it("~= is at least that version with its last part free", () => {
        fc.assert(
            fc.property(version, version, ([a, b, c], v) => {
                assert.equal(holds(`~=${a}.${b}.${c}`, v), holds(`>=${a}.${b}.${c},==${a}.${b}.*`, v));
                assert.equal(holds(`~=${a}.${b}`, v), holds(`>=${a}.${b},==${a}.*`, v));
            }),
        );
    });

    it("Poetry's ^ and ~ are ranges", () => {
        fc.assert(
            fc.property(version, version, ([a, b, c], v) => {
                assert.equal(holds(`^${a}.${b}.${c}`, v), holds(`>=${a}.${b}.${c},<${a + 1}`, v));
                assert.equal(holds(`~${a}.${b}.${c}`, v), holds(`>=${a}.${b}.${c},<${a}.${b + 1}`, v));
            }),
        );
    });

    it("a comma or a space means and, a bar means or", () => {
        const one = fc.tuple(fc.constantFrom(">=", "<", "!=", "==", "~"), written).map((pieces) => pieces.join(""));
        fc.assert(
            fc.property(one, one, version, fc.constantFrom(",", ", ", " "), (a, b, v, and) => {
                assert.equal(holds(`${a}${and}${b}`, v), holds(a, v) && holds(b, v));
                assert.equal(holds(`${a} || ${b}`, v), holds(a, v) || holds(b, v));
            }),
        );
    });

    it("a branch is admitted when one of its releases is", () => {
        fc.assert(
            fc.property(written, fc.constantFrom(">=", "<", "!=", "==", "~", "^"), version, (text, operator, v) => {
                const constraint = parsed(operator + text);
                assert.ok(!satisfies(constraint, v) || admits(constraint, `${v[0]}.${v[1]}`));
            }),
        );
    });
});
