import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { parseDescription, readDescription } from "../../../rehearsal/usage/read-description";
import { withTree } from "../../support/tree";

const use = (...lines: readonly string[]): string =>
    ["uses:", "  - name: look", "    requests:", ...lines.map((line) => `      ${line}`)].join("\n");

describe("rehearsal.yaml", () => {
    it("need not be there, and may be empty", () => {
        assert.equal(
            withTree({}, (folder) => readDescription(folder)),
            undefined,
        );
        const empty = { random: [], setup: [], uses: [] };
        assert.deepEqual(
            withTree({ "rehearsal.yaml": "# Nothing yet.\n" }, (folder) => readDescription(folder)),
            empty,
        );
    });

    it("fills in what is left out, and reads numbers as texts", () => {
        const text = use("- post: /a/", "  form: {count: 5, open: true}", "  expect: {contains: 7}");
        assert.deepEqual(parseDescription(text).uses, [
            {
                name: "look",
                requests: [
                    {
                        post: "/a/",
                        form: { count: "5", open: "true" },
                        follow: false,
                        expect: { contains: ["7"], headers: {} },
                        keep: {},
                    },
                ],
            },
        ]);
    });

    const wrong: readonly (readonly [string, string, readonly string[]])[] = [
        [
            "is no YAML",
            "uses: [",
            [
                "rehearsal.yaml has a problem:",
                "",
                "  rehearsal.yaml",
                "    got      Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 8",
                "    allowed  YAML",
                "    do       Correct the line that is named.",
            ],
        ],
        [
            "is a list",
            "- get: /\n",
            [
                "rehearsal.yaml has a problem:",
                "",
                "  rehearsal.yaml",
                "    got      a list",
                "    allowed  a mapping of settings",
                "    do       Write a mapping: {random: …, setup: …, uses: …}.",
            ],
        ],
        [
            "has misspelt and unknown keys",
            `stepup: []\n${use("- get: /", "  expects: {status: 200}", "- get: /", "  expect: {stauts: 200, colour: red}")}`,
            [
                "rehearsal.yaml has 4 problems:",
                "",
                "  uses[0].requests[0].expects",
                "    got      an unknown setting",
                "    allowed  get, post, page, form, files, follow, withinSeconds, expect, keep",
                "    do       Write expect instead of expects.",
                "",
                "  uses[0].requests[1].expect.stauts",
                "    got      an unknown setting",
                "    allowed  status, contains, headers, redirect, bucket",
                "    do       Write status instead of stauts.",
                "",
                "  uses[0].requests[1].expect.colour",
                "    got      an unknown setting",
                "    allowed  status, contains, headers, redirect, bucket",
                "    do       Remove it, or move it to where it belongs.",
                "",
                "  stepup",
                "    got      an unknown setting",
                "    allowed  random, setup, uses",
                "    do       Write setup instead of stepup.",
            ],
        ],
        [
            "has requests that are none, both, or more than a get can be",
            use("- follow: true", "- {get: /, post: /}", "- {get: /, form: {a: b}}", "- {post: /, withinSeconds: 5}"),
            [
                "rehearsal.yaml has 4 problems:",
                "",
                "  uses[0].requests[0].get",
                "    got      nothing",
                "    allowed  one of get and post",
                "    do       Set uses[0].requests[0].get.",
                "",
                "  uses[0].requests[1].post",
                '    got      "/"',
                "    allowed  one of get and post",
                "    do       Change it to what is allowed.",
                "",
                "  uses[0].requests[2].form",
                "    got      a value that is not shown",
                "    allowed  nothing: only a post sends a form",
                "    do       Change it to what is allowed.",
                "",
                "  uses[0].requests[3].withinSeconds",
                "    got      5 (a number)",
                "    allowed  nothing: a form is sent once",
                "    do       Change it to what is allowed.",
            ],
        ],
        [
            "has values that are not allowed",
            use(
                "- get: accounts/login/",
                "  expect: {status: 2000, contains: {a: b}}",
                "  keep: {id: 'value=.*', open: '('}",
                "- post: /",
                "  files: {plan: {type: text, content: wheels}}",
            ),
            [
                "rehearsal.yaml has 7 problems:",
                "",
                "  uses[0].requests[0].get",
                '    got      "accounts/login/"',
                "    allowed  a path that starts with /, a URL, or a {{kept}} link",
                "    do       Write /accounts/login/.",
                "",
                "  uses[0].requests[0].expect.status",
                "    got      2000 (a number)",
                "    allowed  at most 599",
                "    do       Change it to what is allowed.",
                "",
                "  uses[0].requests[0].expect.contains",
                "    got      a mapping",
                "    allowed  a text, or a list of texts",
                "    do       Choose one of the allowed values.",
                "",
                "  uses[0].requests[0].keep.id",
                '    got      "value=.*"',
                "    allowed  a regular expression with one group in parentheses",
                "    do       Change it to what is allowed.",
                "",
                "  uses[0].requests[0].keep.open",
                '    got      "("',
                "    allowed  a regular expression with one group in parentheses",
                "    do       Change it to what is allowed.",
                "",
                "  uses[0].requests[1].files.plan.name",
                "    got      nothing",
                "    allowed  a text",
                "    do       Set uses[0].requests[1].files.plan.name.",
                "",
                "  uses[0].requests[1].files.plan.type",
                '    got      "text"',
                "    allowed  a content type, such as text/plain",
                "    do       Change it to what is allowed.",
            ],
        ],
        [
            "names what is not known, or not known yet, and two uses alike",
            [
                "random: [user, password]",
                "setup:",
                '  - manage: [createsuperuser, "{{uesr}}"]',
                "uses:",
                "  - name: look",
                "    requests:",
                '      - get: "{{attachment}}"',
                '        keep: {attachment: \'href="([^"]+)"\'}',
                "  - name: look",
                "    requests:",
                '      - get: "{{attachment}}"',
            ].join("\n"),
            [
                "rehearsal.yaml has 3 problems:",
                "",
                "  uses",
                '    got      two of the name "look"',
                "    allowed  each name once",
                "    do       Rename one of them.",
                "",
                "  setup[0]",
                "    got      {{uesr}}",
                "    allowed  {{user}}, {{password}}",
                "    do       Write {{user}}.",
                "",
                "  uses[0].requests[0]",
                "    got      {{attachment}}",
                "    allowed  {{user}}, {{password}}",
                "    do       Add attachment to random, or keep it in a request before this one.",
            ],
        ],
    ];
    it("does not show what may be a password", () => {
        const text = `setup:\n  - {manage: [x], env: {PASSWORD: [hunter2]}}\n${use("- {post: /, form: {password: {is: hunter2}}}")}`;
        assert.throws(() => parseDescription(text), {
            message: [
                "rehearsal.yaml has 2 problems:",
                "",
                "  setup[0].env.PASSWORD",
                "    got      a value that is not shown",
                "    allowed  a text",
                "    do       Choose one of the allowed values.",
                "",
                "  uses[0].requests[0].form.password",
                "    got      a value that is not shown",
                "    allowed  a text",
                "    do       Choose one of the allowed values.",
            ].join("\n"),
        });
    });

    for (const [what, text, message] of wrong) {
        it(`is refused when it ${what}`, () => {
            assert.throws(
                () => parseDescription(text),
                (error) => {
                    assert.ok(error instanceof ProblemError);
                    assert.deepEqual(error.message.split("\n"), message);
                    return true;
                },
            );
        });
    }
});
