import * as assert from "node:assert/strict";
import { readingRules } from "../../../../ebextensions/lint/rules/reading";
import { describeRules, findingsIn } from "../table";

describeRules("rules about what is read", readingRules, {
    "unreadable-file": {
        wrong: [
            "packages:\n\tyum: <<<\n    git: []\n",
            "packages:\n  yum:\n    git: [\nfiles: <<<\n",
            "files:\n  /etc/a:\n    content: a: b <<<\n",
            "- packages <<<\n- files\n",
            { "cron.yaml": "version: 1\ncron:\n  - name: a: b <<<\n    url: /a\n" },
            "packages: {}\n--- <<<\nfiles: {}\n",
            "\ufffd\ufffdc\0o\0m\0m\0a\0n\0d\0s\0:\0 <<<\n\0",
            "commands:\0 {} <<<\n",
        ],
        right: [
            "",
            "# nothing yet\n",
            '{\n\t"packages": {\n\t\t"yum": {"git": []}\n\t}\n}\n',
            "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: !Sub x\n",
            { "cron.yaml": 'version: 1\ncron:\n  - name: "a"\n    url: "/a"\n    schedule: "0 * * * *"\n' },
        ],
    },
    "duplicate-key": {
        wrong: [
            "commands:\n  01_a:\n    command: a\ncommands: <<<\n  02_b:\n    command: b\n",
            "commands:\n  01_a:\n    command: a\n  01_a: <<<\n    command: b\n",
            '{"packages": {"yum": {}},\n "packages": {"rpm": {}}} <<<\n',
        ],
        right: ["commands:\n  01_a:\n    command: a\ncontainer_commands:\n  01_a:\n    command: a\n"],
    },
    "unknown-key": {
        wrong: [
            "container_command: <<<\n  01_a:\n    command: a\n",
            "option_settings: []\naws:elasticbeanstalk:environment:proxy:staticfiles: <<<\n  /static: static\n",
        ],
        right: [
            "Mappings: {}\nParameters: {}\nOutputs: {}\nResources: {}\nservices: {}\nsources: {}\ngroups: {}\nusers: {}\n",
        ],
    },
    "unknown-entry-key": {
        wrong: [
            "container_commands:\n  01_a:\n    command: a\n    leaderOnly: true <<<\n",
            "commands:\n  01_a:\n    command: a\n    leader_only: true <<<\n    ignore_errors: true <<<\n",
            'files:\n  /etc/a:\n    mode: "000644"\n    user: root <<<\n    content: a\n',
            "services:\n  sysvinit:\n    nginx:\n      enable: true <<<\n",
            "users:\n  app:\n    home: /srv <<<\n",
        ],
        right: [
            'commands:\n  01_a:\n    command: a\n    cwd: /tmp\n    env:\n      ANY: "1"\n    test: test -e /tmp/a\n    ignoreErrors: true\n',
            'services:\n  sysvinit:\n    nginx:\n      enabled: "true"\n      ensureRunning: "true"\n      files: [/etc/a]\n',
            "users:\n  app:\n    uid: 50\n    groups: [app]\n    homeDir: /srv\ngroups:\n  app:\n    gid: 45\n",
        ],
    },
    "wrong-shape": {
        wrong: [
            "commands: <<<\n  - command: a\n",
            "commands:\n  01_a: <<<\n    test: test -e /a\n",
            "container_commands:\n  01_a: echo <<<\n",
            "files:\n  etc/a: <<<\n    content: a\n  /etc/b: <<<\n    content: b\n    source: https://example.com/b\n",
            "packages:\n  apt: <<<\n    git: []\n",
            "option_settings:\n  DEBUG: 0 <<<\n",
            "packages: git <<<\n",
        ],
        right: ["commands:\n  01_a:\n    command: [touch, /tmp/a]\n", "option_settings: []\npackages:\n"],
    },
    "file-not-read": {
        wrong: [
            { ".ebextensions/django.yml": "commands: {} <<<\n" },
            { ".ebextensions/more/10-app.config": "commands: {} <<<\n" },
            { ".ebextensions/10-app.config.bak": "commands: {} <<<\n" },
            { ".ebextension/10-app.config": "commands: {} <<<\n" },
            { ".ebextensions/03.CONFIG": "commands: {} <<<\n" },
        ],
        right: [
            { ".ebextensions/README.md": "What they do.\n", ".ebextensions/10-app.config": "commands: {}\n" },
            {
                ".ebextensions/agent.json": "{}",
                ".ebextensions/10-a.config":
                    "container_commands:\n  01_a:\n    command: cp .ebextensions/agent.json /etc/agent.json\n",
            },
        ],
    },
    "cron-yaml": {
        wrong: [
            { "cron.yaml": 'version: 1\ncron:\n  - name: "a" <<<\n    url: "/a"\n' },
            { "cron.yaml": 'version: 1\ncron:\n  - name: "a"\n    url: a <<<\n    schedule: "@daily" <<<\n' },
            { "cron.yaml": "cron: {} <<<\n" },
        ],
        right: [{ "cron.yaml": 'version: 1\ncron:\n  - name: a\n    url: "/a"\n    schedule: "*/5 * * * *"\n' }],
    },
});

describe("unreadable-file", () => {
    it("is all that is said of such a file", () => {
        const text = "container_command:\n  01_a:\n    command: pkg-repo unlock\n  01_a: [\n";
        assert.deepEqual(
            findingsIn(text).map(({ rule }) => rule),
            ["unreadable-file"],
        );
    });

    it("says what is no text", () => {
        const [finding] = findingsIn(Buffer.from("commands: {}\n", "utf16le").toString("utf8"));
        assert.equal(finding?.found, "no text in UTF-8, but UTF-16 or a binary file");
        assert.equal(finding.instead, "Save it as text in UTF-8.");
    });
});
