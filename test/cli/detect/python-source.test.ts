import assert from "node:assert/strict";
import fc from "fast-check";
import { assignedString, statements } from "../../../cli/detect/python-source";

const texts = (source: string) => statements(source).map(({ tokens }) => tokens.map(({ text }) => text));
const kinds = (source: string) => statements(source).flatMap(({ tokens }) => tokens.map(({ kind }) => kind));

describe("statements", () => {
    it("cuts code into logical lines with their line numbers", () => {
        const source = 'import os\n\nos.environ.setdefault(\n    "A",  # why\n    "b.c",\n)\nx = 1; y = \\\n    2\n';
        assert.deepEqual(texts(source), [
            ["import", "os"],
            ["os", ".", "environ", ".", "setdefault", "(", "A", ",", "b.c", ",", ")"],
            ["x", "=", "1"],
            ["y", "=", "2"],
        ]);
        assert.deepEqual(
            statements(source).map(({ line }) => line),
            [1, 3, 7, 7],
        );
        assert.equal(statements(source)[1]?.tokens.at(-3)?.line, 5);
    });

    it("drops comments, keeps the sign inside strings", () => {
        assert.deepEqual(texts('a = "# no comment"  # one\n# x = 1\n'), [["a", "=", "# no comment"]]);
    });

    it("takes a docstring as one string, quotes and all", () => {
        assert.deepEqual(texts('"""One "two"\nx = 1\n# y\n"""\nz = 1'), [['One "two"\nx = 1\n# y\n'], ["z", "=", "1"]]);
    });

    it("knows which literals are their text", () => {
        assert.deepEqual(kinds(`r"^health/$" u'a' 'b' f"{c}" b"d" rb'e' "\\x41" '''f'''`), [
            "string",
            "string",
            "string",
            "other",
            "other",
            "other",
            "other",
            "string",
        ]);
    });

    it("does not take the end of a word for a string's prefix", () => {
        assert.deepEqual(texts('return"x"if"y"in z'), [["return", "x", "if", "y", "in", "z"]]);
    });

    it("an unfinished string ends with its line", () => {
        assert.deepEqual(texts("a = 'oops\nb = 1"), [
            ["a", "=", "oops"],
            ["b", "=", "1"],
        ]);
    });

    it("tells module level from deeper", () => {
        assert.deepEqual(
            statements("if x:\n    a = 1\nb = 2").map(({ indent }) => indent),
            [0, 4, 0],
        );
    });

    it("brackets inside strings do not count", () => {
        assert.equal(statements('a = f"("\nb = "["\nc = 1\n').length, 3);
    });

    it("ends on any text, and the lines it names are there", () => {
        fc.assert(
            fc.property(fc.string({ unit: fc.constantFrom(..."ab =\"'#\\()[]{}\n;fré🙂") }), (source) => {
                const last = source.split("\n").length;
                assert.ok(
                    statements(source).every(({ tokens }) => tokens.every(({ line }) => line >= 1 && line <= last)),
                );
            }),
        );
    });

    it("any text in a comment or a string leaves the code around it alone", () => {
        const inside = fc.string().filter((text) => !/[\n\r"\\]/.test(text));
        fc.assert(
            fc.property(inside, (text) => {
                const source = `a = 1  # ${text}\nb = "${text}"\nc = """${text}"""\nd = 2\n`;
                assert.deepEqual(texts(source), [
                    ["a", "=", "1"],
                    ["b", "=", text],
                    ["c", "=", text],
                    ["d", "=", "2"],
                ]);
            }),
        );
    });
});

describe("assignedString", () => {
    const value = (source: string) => assignedString(statements(source), "A")?.text;

    it("is the last literal of the module level, annotated or not", () => {
        assert.equal(value('A = "1"\nA: str = "2"\ndef f():\n    A = "3"\n'), "2");
    });

    it("is unknown when it is computed", () => {
        assert.equal(value('A = "x" + y\n'), undefined);
        assert.equal(value('A = get("x")\n'), undefined);
        assert.equal(value('A = f"{x}"\n'), undefined);
        assert.equal(value('A = x or "y"\n'), undefined);
    });
});
