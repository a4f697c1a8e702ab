import * as assert from "node:assert/strict";
import { optionSettingsOf, readConfigFiles } from "../../../rehearsal/instance-keys/read-config-files";

const config = (name: string, text: string) => ({ path: `.ebextensions/${name}`, text });
const environment = "aws:elasticbeanstalk:application:environment";

describe("the reading of .ebextensions", () => {
    it("reads .config files alone, in alphabetical order, YAML and JSON", () => {
        const read = readConfigFiles([
            config("b.config", '{"commands": {"1": {"command": ["echo", "a b"]}}}'),
            config("a.config", "commands:\n  1:\n    command: echo a\n"),
            config("nginx/c.config", "commands: {x: {command: y}}"),
            config("readme.txt", "commands: {x: {command: y}}"),
        ]);
        assert.deepEqual(
            read.files.map(({ path, commands }) => [path, commands.map(({ command, line }) => [command, line])]),
            [
                [".ebextensions/a.config", [["echo a", 2]]],
                [".ebextensions/b.config", [[["echo", "a b"], 1]]],
            ],
        );
    });

    it("takes values as YAML 1.1 does, and the last of a key that is there twice", () => {
        const [file] = readConfigFiles([
            config("a.config", "files:\n  /a: {mode: 000755, content: yes}\n  /a: {mode: '000644', content: 0x10}\n"),
        ]).files;
        assert.deepEqual(
            file?.files.map(({ path, mode, content, line }) => [path, mode, content, line]),
            [["/a", "000644", "16", 3]],
        );
    });

    it("follows aliases and merges", () => {
        const [file] = readConfigFiles([
            config(
                "a.config",
                `
container_commands:
  01_a: &base
    command: echo a
    cwd: &folder /opt
    leader_only: true
  02_b: {<<: *base, command: echo b}
  03_c: {command: echo c, cwd: *folder, env: &loop {X: *loop}}
`,
            ),
        ]).files;
        assert.deepEqual(
            file?.containerCommands.map(({ command, cwd, leaderOnly }) => [command, cwd, leaderOnly]),
            [
                ["echo a", "/opt", true],
                ["echo b", "/opt", true],
                ["echo c", "/opt", false],
            ],
        );
    });

    const ignored: readonly (readonly [string, string, string, number])[] = [
        [
            "an unknown key",
            "commands: {a: {command: b}}\ncontainer_command: {}\n",
            'invalid key "container_command"',
            2,
        ],
        [
            "an unknown key of a command",
            "commands:\n  a: {command: b, leader_only: true}\n",
            "invalid key commands.a.leader_only",
            2,
        ],
        ["tabs", "commands:\n\ta: {}\n", "no YAML 1.1 or JSON: a tab as indentation", 2],
        ["a list", "- a\n", "no YAML 1.1 or JSON: a list instead of keys", 1],
        ["UTF-16", "c\0o\0", "no YAML 1.1 or JSON: no text in UTF-8, but UTF-16 or a binary file", 1],
    ];
    for (const [what, text, reason, line] of ignored) {
        it(`ignores a whole file for ${what}`, () => {
            const read = readConfigFiles([config("a.config", text), config("b.config", "commands: {}")]);
            assert.deepEqual(read.ignored, [{ file: ".ebextensions/a.config", line, reason }]);
            assert.deepEqual(
                read.files.map(({ path }) => path),
                [".ebextensions/b.config"],
            );
        });
    }

    it("tells the environment properties, where a later file beats an earlier one, without those of ignored files", () => {
        const read = readConfigFiles([
            config("1.config", `option_settings:\n  ${environment}: {A: one, DEBUG: off, PORT: 8000}\n`),
            config("2.config", "option_settings:\n  - {option_name: A, value: two}\n"),
            config("3.config", "option_settings:\n  - {option_name: A, value: three}\nunknown: {}\n"),
        ]);
        assert.deepEqual(optionSettingsOf(read, environment), { A: "two", DEBUG: "false", PORT: "8000" });
        assert.deepEqual(optionSettingsOf(read, "aws:elasticbeanstalk:container:python"), {});
    });
});
