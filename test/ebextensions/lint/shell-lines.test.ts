import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { codeLines, commandsOf, statements } from "../../../ebextensions/lint/shell-lines";

const commands = (text: string): string[] => commandsOf(statements(text)).map((each) => each.text);

describe("statements", () => {
    it("joins lines that continue, under the line of the first", () => {
        const text = "aws s3 cp \\\n  a b\nx &&\n  y\n\na | \\\n b\n";
        assert.deepEqual(statements(text, 10), [
            { text: "aws s3 cp a b", line: 10 },
            { text: "x && y", line: 12 },
            { text: "a | b", line: 15 },
        ]);
    });

    it("leaves out comments, but no sign inside a word or quotes", () => {
        const text = "# first\na # second\nb '#c' \"#d\" e#f ${#g}\n  # last";
        assert.deepEqual(
            statements(text).map((each) => each.text),
            ["a", "b '#c' \"#d\" e#f ${#g}"],
        );
    });

    it("leaves out here-documents, which are files", () => {
        const text = "cat <<EOF >a\nrm -rf /\nEOF\ncat <<-'END'\n\trm\n\tEND\ngrep x <<<word\nlast";
        assert.deepEqual(
            statements(text).map((each) => each.text),
            ["cat <<EOF >a", "cat <<-'END'", "grep x <<<word", "last"],
        );
        assert.ok(codeLines(text).some((each) => each.text === "rm -rf /"));
    });
});

describe("commandsOf", () => {
    it("splits at signs outside of quotes, and looks into substitutions", () => {
        assert.deepEqual(commands('a "x; y" && b | c; d || e & f 2>&1 &>g'), [
            'a "x; y"',
            "b",
            "c",
            "d",
            "e",
            "f 2>&1 &>g",
        ]);
        assert.deepEqual(commands('x="$(a "$(b c)" | d)"'), ["b c", 'a "$()"', "d"]);
        assert.deepEqual(commands("echo $((1 + 2)) 'no $(command)'"), ["echo $((1 + 2)) 'no $(command)'"]);
    });

    it("takes away what stands before a command", () => {
        const lines = [
            "sudo -E -u webapp python manage.py",
            "A=1 B='x y' python manage.py",
            "if ! python manage.py",
            "timeout 60 exec python manage.py",
            "bash -c 'python manage.py",
        ];
        assert.deepEqual(
            lines.flatMap(commands),
            lines.map(() => "python manage.py"),
        );
    });

    it("ends for any text, and invents no line", () => {
        const pieces = fc.constantFrom(
            "a",
            "$(",
            ")",
            "'",
            '"',
            "`",
            "\\",
            "\n",
            "<<E\n",
            "E",
            "|",
            "&&",
            "||",
            ";",
            "#",
            " ",
            "${",
            "}",
            "if ",
            "A=",
        );
        fc.assert(
            fc.property(
                fc.oneof(
                    fc.string(),
                    fc.array(pieces, { maxLength: 40 }).map((all) => all.join("")),
                ),
                (text) => {
                    const last = text.split("\n").length;
                    for (const { line } of [...codeLines(text), ...commandsOf(statements(text))]) {
                        assert.ok(line >= 1 && line <= last);
                    }
                },
            ),
            { numRuns: 200 },
        );
    });
});
