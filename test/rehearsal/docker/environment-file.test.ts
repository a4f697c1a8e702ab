import * as assert from "node:assert/strict";
import { environmentFile, readEnvironmentFile, WrongLine } from "../../../rehearsal/docker/environment-file";
import { composeConfig, needsJudges } from "../../support/judges";

describe("environmentFile", () => {
    it("has one line for each variable, by name, with doubled dollar signs", () => {
        assert.equal(
            environmentFile({ B: "a$b$$c", A: "x=y z", M: 'one\n"two"\\' }),
            'A=x=y z\nB=a$$b$$$$c\nM="one\n\\"two\\"\\\\"\n',
        );
    });
});

describe("readEnvironmentFile", () => {
    const text = [
        "# a comment",
        "",
        "PLAIN=a b",
        "  INDENTED = spaced  ",
        "export EXPORTED=1",
        "COLON: yes",
        "EMPTY=",
        "COMMENT=a # b",
        "HASH=a#b",
        "DOLLARS=a$$b$$$$c",
        "OTHER=<$PLAIN|${PLAIN}|${NONE:-none}>",
        "SINGLE='a $PLAIN # b'",
        'DOUBLE="a ${PLAIN} # b" # behind',
        'ESCAPED="line\\nnext \\"quoted\\" \\\\ \\t|"',
        'LINES="one',
        'two"',
        'INNER=it\'s "so"',
        "URL=postgresql://a:b%40c@d:5432/e?f=g&h",
        'JSON={"a": [1, 2]}',
        "LAST=1",
    ].join("\n");

    it("reads what the official parser reads", function () {
        needsJudges(this, "compose");
        const compose = "services: {a: {image: a, env_file: [one.env]}}";
        const theirs = composeConfig(compose, { "one.env": text }).services["a"]?.["environment"];
        assert.deepEqual(readEnvironmentFile(text), theirs);
    });

    it("reads back what the platform writes, as the official parser does", function () {
        needsJudges(this, "compose");
        const variables = {
            A: "$HOME",
            B: "a$$b",
            C: "${X:-y}",
            D: 'one\n"two" $three\\',
            E: "`x` \\n ; & | > ?",
            F: "",
        };
        const written = environmentFile(variables);
        assert.deepEqual(readEnvironmentFile(written), variables);
        const theirs = composeConfig("services: {a: {image: a, env_file: [one.env]}}", { "one.env": written });
        assert.deepEqual(theirs.services["a"]?.["environment"], variables);
    });

    for (const [name, wrong, line] of [
        ["a line without a name", "A=1\n=2\n", 2],
        ["words", "A=1\n\nsome words\n", 3],
        ["a quote that is not closed", "A='b\n", 1],
    ] as const) {
        it(`names the line of ${name}`, () => {
            assert.throws(
                () => readEnvironmentFile(wrong),
                (error: unknown) => error instanceof WrongLine && error.line === line,
            );
        });
    }
});
