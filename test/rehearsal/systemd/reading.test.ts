import * as assert from "node:assert/strict";
import { expandCommand, parseExec } from "../../../rehearsal/systemd/command-line";
import { parseAssignments, parseEnvironmentFile } from "../../../rehearsal/systemd/environment";
import { expandSpecifiers } from "../../../rehearsal/systemd/specifiers";
import { timeSpan } from "../../../rehearsal/systemd/time-span";
import { readUnit } from "../../../rehearsal/systemd/unit";
import { parseUnitFile, valueOf, valuesOf } from "../../../rehearsal/systemd/unit-file";
import { splitWords } from "../../../rehearsal/systemd/words";
import { unitCommand } from "../../../ebextensions/systemd";

const refuse = (word: string) => assert.fail(word);

describe("parseUnitFile", () => {
    it("reads the example of systemd.syntax(7)", () => {
        const text = `[Section A]
KeyOne=value 1
KeyTwo=value 2

# a comment

[Section B]
Setting="something" "some thing" "..."
KeyTwo=value 2 \\
       value 2 continued

[Section C]
KeyThree=value 3\\
# this line is ignored
; this line is ignored too
       value 3 continued
`;
        assert.deepEqual(parseUnitFile(text), {
            entries: [
                { section: "Section A", key: "KeyOne", value: "value 1" },
                { section: "Section A", key: "KeyTwo", value: "value 2" },
                { section: "Section B", key: "Setting", value: '"something" "some thing" "..."' },
                { section: "Section B", key: "KeyTwo", value: "value 2         value 2 continued" },
                { section: "Section C", key: "KeyThree", value: "value 3        value 3 continued" },
            ],
            ignored: [],
        });
    });

    it("tells lines that systemd ignores", () => {
        assert.deepEqual(parseUnitFile("A=1\n[Unit]\nnonsense\n").ignored, [
            "Assignment outside of section, ignoring line: A=1",
            "Missing '=', ignoring line: nonsense",
        ]);
    });

    it("takes the last value of a key, and takes back a list with an empty one", () => {
        const { entries } = parseUnitFile("[Service]\nExecStart=/a\nUser=one\nExecStart=\nExecStart=/b\nUser=two\n");
        assert.deepEqual(valuesOf(entries, "Service", "ExecStart"), ["/b"]);
        assert.equal(valueOf(entries, "Service", "User"), "two");
    });
});

describe("splitWords", () => {
    const table: readonly [string, readonly string[] | undefined][] = [
        ["a  b", ["a", "b"]],
        ["'a b' \"c d\"", ["a b", "c d"]],
        ['a"b c"d', ["ab cd"]],
        ['"a \\"b\\" \\x41\\101\\u00e4\\s"', ['a "b" AA\u00e4 ']],
        ['""', [""]],
        ['a "b', undefined],
        ["\\q", ["\\q"]],
    ];
    for (const [text, words] of table) {
        it(`reads ${text}`, () => {
            assert.deepEqual(splitWords(text), words);
        });
    }
});

describe("commands of a unit", () => {
    const run = (text: string, variables: Readonly<Record<string, string>> = {}) =>
        parseExec(text)?.map((command) => expandCommand(command, variables));
    /** Those of systemd.service(5), section Command lines. */
    const documented: readonly [string, string, readonly (readonly string[])[]][] = [
        ["echo $ONE $TWO ${TWO}", `"ONE=one" 'TWO=two two'`, [["echo", "one", "two", "two", "two two"]]],
        ['echo one ; echo "two two"', "", [["echo", "one"], ["echo", "two two"]]], // prettier-ignore
        ["echo / >/dev/null & \\; ls", "", [["echo", "/", ">/dev/null", "&", ";", "ls"]]],
        ["sh -c 'a $ONE' $ONE/b", "ONE=1", [["sh", "-c", "a $ONE"]]],
        ["/bin/echo $$HOME $ABSENT ${ABSENT} x${ONE}y", "ONE=1", [["/bin/echo", "$HOME", "", "x1y"]]],
    ];
    for (const [text, environment, expected] of documented) {
        it(`takes ${text} as documented`, () => {
            assert.deepEqual(run(text, parseAssignments(environment, refuse)), expected);
        });
    }

    it("knows the prefixes", () => {
        const [command] = parseExec("@-+/bin/sh shell -c :") ?? [];
        assert.deepEqual(command, {
            text: "/bin/sh shell -c :",
            words: ["/bin/sh", "shell", "-c", ":"],
            mayFail: true,
            privileged: true,
            literal: false,
            named: true,
        });
        assert.deepEqual(run("@/bin/sh shell -c :"), [["/bin/sh", "-c", ":"]]);
        assert.deepEqual(run(":/bin/echo $HOME"), [["/bin/echo", "$HOME"]]);
    });

    it("refuses what systemd refuses", () => {
        assert.equal(parseExec('/bin/echo "open'), undefined);
        assert.equal(parseExec("$PROGRAM x"), undefined);
        assert.equal(parseExec(""), undefined);
    });

    it("reads back what a generated unit writes", () => {
        const argv = ["/bin/echo", 'say "$HOME" ${X}', "50%\\", "", ";", "it's"];
        const specifiers = { unit: "a.service", host: "h", user: "root", home: "/root" };
        assert.deepEqual(run(expandSpecifiers(unitCommand(argv), specifiers, refuse)), [argv]);
    });
});

describe("values of a unit", () => {
    it("expands specifiers and tells the unknown", () => {
        const values = { unit: "mail-out@a-b.service", host: "h.internal", user: "webapp", home: "/home/webapp" };
        const unknown: string[] = [];
        assert.equal(
            expandSpecifiers("%n %N %p %i %I %H %l %u %h %j %% %Z", values, (each) => unknown.push(each)),
            "mail-out@a-b.service mail-out@a-b mail-out a-b a/b h.internal h webapp /home/webapp out % %Z",
        );
        assert.deepEqual(unknown, ["%Z"]);
    });

    const spans: readonly [string, number | undefined][] = [
        ["50", 50_000],
        ["2min 200ms", 120_200],
        ["1h30m", 5_400_000],
        ["infinity", Infinity],
        ["1.5s", 1500],
        ["soon", undefined],
        ["", undefined],
        ["5 parsecs", undefined],
    ];
    for (const [text, milliseconds] of spans) {
        it(`reads the time span "${text}"`, () => {
            assert.equal(timeSpan(text), milliseconds);
        });
    }

    it("reads a file of variables", () => {
        const text = `# A=comment \\
B=still a comment
; C=comment
PLAIN= a  "b" c  
QUOTED="one \\"two\\" \\$x \\n"
SINGLE='it is \\ so'
LINES="first
second"
JOINED=a\\
b
ESCAPED=a\\ b\\\\
no assignment
1BAD=x
EMPTY=
DOLLAR=pa$$word`;
        assert.deepEqual(parseEnvironmentFile(text), {
            PLAIN: 'a  "b" c',
            QUOTED: 'one "two" $x \\n',
            SINGLE: "it is \\ so",
            LINES: "first\nsecond",
            JOINED: "ab",
            ESCAPED: "a b\\",
            EMPTY: "",
            DOLLAR: "pa$$word",
        });
    });
});

describe("readUnit", () => {
    it("adds drop-ins, and tells what is not done here", () => {
        const unit = readUnit({
            name: "web.service",
            path: "/etc/systemd/system/web.service",
            host: "ip-172-31-0-12",
            text: "[Unit]\nDescription=Web of %H\nOnFailure=mail.service\n[Service]\nExecStart=/a\nProtectSystem=strict\n[X-Own]\nA=1\n",
            dropIns: [
                {
                    path: "/etc/systemd/system/web.service.d/a.conf",
                    text: "[Service]\nExecStart=\nExecStart=/b\nLimitNOFILE=9\n",
                },
            ],
        });
        assert.equal(unit.description, "Web of ip-172-31-0-12");
        assert.deepEqual(valuesOf(unit.entries, "Service", "ExecStart"), ["/b"]);
        assert.deepEqual(unit.assumed, [
            "[Unit] OnFailure=mail.service",
            "[Service] ProtectSystem=strict",
            "[Service] LimitNOFILE=9",
        ]);
        assert.equal(unit.refused, undefined);
    });

    const refusals: readonly [string, string, string | undefined][] = [
        ["a.service", "[Service]\nType=simple\n", "Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing."],
        [
            "a.service",
            "[Service]\nExecStart=/a\nExecStart=/b\n",
            "Service has more than one ExecStart= setting, which is only allowed for Type=oneshot services. Refusing.",
        ],
        ["a.service", "[Service]\nType=oneshot\nExecStart=/a\nExecStart=/b\n", undefined],
        ["a.timer", "[Timer]\nPersistent=yes\n", "Timer unit lacks value setting. Refusing."],
        ["a.timer", "[Timer]\nOnBootSec=5min\n", undefined],
    ];
    for (const [name, text, refused] of refusals) {
        it(`judges ${JSON.stringify(text)}: ${refused ?? "right"}`, () => {
            assert.equal(readUnit({ name, path: undefined, text, dropIns: [], host: "localhost" }).refused, refused);
        });
    }
});
