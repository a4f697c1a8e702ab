import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { entriesIn, Node, readConfig, valueOf } from "../../../ebextensions/lint/read-config";

const scalar = (text: string, key = "a"): Node | undefined => valueOf(readConfig(text).root, key);

describe("readConfig", () => {
    it("keeps a key that is there twice, with both lines", () => {
        const { root, problem } = readConfig("a: 1\nb: 2\n\na: 3\n");
        assert.equal(problem, undefined);
        assert.deepEqual(
            entriesIn(root).map(({ key, line }) => [key, line]),
            [
                ["a", 1],
                ["b", 2],
                ["a", 4],
            ],
        );
        assert.deepEqual(valueOf(root, "a"), {
            kind: "scalar",
            line: 4,
            value: 3,
            text: "3",
            plain: true,
            textLine: 4,
            literal: false,
        });
    });

    it("reads as YAML 1.1 does, and knows what was written", () => {
        const table: [string, unknown, string][] = [
            ["a: on", true, "on"],
            ["a: 0755", 493, "0755"],
            ["a: 9:30", 570, "9:30"],
            ['a: "0755"', "0755", "0755"],
            ["a: Tue:09:00", "Tue:09:00", "Tue:09:00"],
        ];
        for (const [text, value, written] of table) {
            const node = scalar(text);
            assert.deepEqual(node?.kind === "scalar" ? [node.value, node.text] : [], [value, written], text);
        }
    });

    it("follows no more aliases than it is told to", () => {
        const text = "a: &a 1\nb: &b [*a, *a, *b]\n";
        const values = (aliases: number) => {
            const node = valueOf(readConfig(text, aliases).root, "b");
            return node?.kind === "list"
                ? node.items.map((item) => (item.kind === "scalar" ? item.value : item.kind))
                : [];
        };
        assert.deepEqual(values(0), [undefined, undefined, undefined]);
        assert.deepEqual(values(1), [1, undefined, undefined]);
        assert.deepEqual(values(100), [1, 1, "list"]);
    });

    it("says where the text of a block begins", () => {
        const node = scalar("x: 1\na: |\n  one\n  two\n");
        assert.deepEqual(node?.kind === "scalar" ? [node.textLine, node.text] : [], [3, "one\ntwo\n"]);
    });

    it("names the line of what it cannot read, without a path or a position in the message", () => {
        assert.deepEqual(readConfig("a:\n\tb: 1\n").problem, {
            line: 2,
            message: "Tabs are not allowed as indentation",
        });
        assert.equal(readConfig('{\n\t"a": 1\n}').problem, undefined);
    });

    it("ends for any text", () => {
        const pieces = fc.constantFrom(
            "a",
            ": ",
            "- ",
            "\n",
            "  ",
            "\t",
            "|",
            ">",
            "'",
            '"',
            "{",
            "}",
            "[",
            "]",
            "&x ",
            "*x",
            "<<",
            "!t ",
            "---\n",
            "# ",
            "0755",
            "?",
        );
        fc.assert(
            fc.property(
                fc.oneof(
                    fc.string(),
                    fc.array(pieces, { maxLength: 30 }).map((all) => all.join("")),
                ),
                (text) => {
                    const { problem } = readConfig(text);
                    assert.ok(problem === undefined || problem.line >= 1);
                },
            ),
            { numRuns: 200 },
        );
    });
});
