import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { readConfigFiles } from "../../../rehearsal/instance-keys/read-config-files";
import { runInstanceKeys } from "../../../rehearsal/instance-keys/run-instance-keys";
import type { Step } from "../../../rehearsal/model";
import { folderShell, needsFolderShell } from "../../support/folder-shell";
import { stepRecorder } from "../../support/step-recorder";
import { temporaryFolder } from "../../support/temporary-folder";

describe("instance keys", () => {
    const folder = temporaryFolder();

    before(function () {
        needsFolderShell(this);
    });

    /** Files of `.ebextensions` by name. */
    async function run(files: Readonly<Record<string, string>>): Promise<readonly Step[]> {
        const texts = Object.entries(files).map(([name, text]) => ({ path: `.ebextensions/${name}`, text }));
        const shell = folderShell(folder.path, { programs: { systemctl } });
        return (await runInstanceKeys(readConfigFiles(texts), { shell, recorder: stepRecorder() })).steps;
    }

    const read = (file: string) => fs.readFileSync(path.join(folder.path, file), "utf8");
    const modeOf = (file: string) => (fs.statSync(path.join(folder.path, file)).mode & 0o7777).toString(8);
    const shown = (steps: readonly Step[]) => steps.map(({ phase, name, verdict }) => `${phase}: ${name}: ${verdict}`);

    it("processes the keys in the documented order, whatever their order in the file", async () => {
        const steps = await run({
            "01.config": `
services: {sysvinit: {crond: {enabled: true, ensureRunning: true}}}
commands: {b: {command: "true"}, a: {command: "true"}}
files: {/etc/b: {content: b}, /etc/a: {content: a}}
users: {bob: {}}
groups: {things: {}}
packages: {yum: {cronie: []}, rpm: {agent: "https://example.com/agent.rpm"}}
`,
        });
        assert.deepEqual(shown(steps), [
            "packages: rpm agent https://example.com/agent.rpm: assumed",
            "packages: yum cronie: assumed",
            "groups: things: ok",
            "users: bob: ok",
            "files: /etc/a: ok",
            "files: /etc/b: ok",
            "commands: a: ok",
            "commands: b: ok",
            "services: crond: ok",
        ]);
    });

    it("finishes a file before it begins the next, and runs commands of the same name twice", async () => {
        const steps = await run({
            "02.config": "files: {/etc/two: {content: x}}\ncommands: {01_x: {command: echo two}}",
            "01.config": "commands: {01_x: {command: echo one}, 02_y: {command: test ! -e /etc/two}}",
        });
        assert.deepEqual(
            steps.map(({ file, line, name, verdict, output }) => [file, line, name, verdict, output]),
            [
                [".ebextensions/01.config", 1, "01_x", "ok", "one\n"],
                [".ebextensions/01.config", 1, "02_y", "ok", ""],
                [".ebextensions/02.config", 1, "/etc/two", "ok", ""],
                [".ebextensions/02.config", 2, "01_x", "ok", "two\n"],
            ],
        );
    });

    describe("files", () => {
        it("have content, mode and folders", async () => {
            const steps = await run({
                "01.config": `
files:
  /opt/deep/er/script.sh: {mode: "000755", owner: root, group: root, content: "#!/bin/bash\\necho hi\\n"}
  /opt/secret: {mode: "000400", content: s}
  /opt/base64: {content: aGVsbG8=, encoding: base64}
  /opt/json: {content: {a: [1, true], b: text}}
  /opt/link: {mode: "120777", content: /opt/secret}
`,
            });
            assert.ok(steps.every(({ verdict }) => verdict === "ok"));
            assert.equal(read("opt/deep/er/script.sh"), "#!/bin/bash\necho hi\n");
            assert.deepEqual(["opt/deep/er/script.sh", "opt/secret", "opt/base64"].map(modeOf), ["755", "400", "644"]);
            assert.equal(read("opt/base64"), "hello");
            assert.deepEqual(JSON.parse(read("opt/json")), { a: [1, true], b: "text" });
            assert.equal(fs.readlinkSync(path.join(folder.path, "opt/link")), "/opt/secret");
        });

        it("leave what was there as .bak", async () => {
            await run({ "01.config": "files: {/opt/a: {content: old}}" });
            await run({ "01.config": "files: {/opt/a: {content: new}}" });
            assert.deepEqual([read("opt/a"), read("opt/a.bak")], ["new", "old"]);
        });

        const failures: readonly (readonly [string, string, string])[] = [
            [
                "content and source",
                "/opt/a: {content: x, source: 'https://example.com/'}",
                "/opt/a has content and source",
            ],
            ["neither", "/opt/a: {mode: '000644'}", "/opt/a has neither content nor source"],
            ["a relative path", "opt/a: {content: x}", "opt/a is no absolute path"],
            [
                "a mode without quotes",
                "/opt/a: {mode: 000755, content: x}",
                "/opt/a has the mode 493: no octal digits. Without quotes YAML makes a number of them.",
            ],
            ["an unknown owner", "/opt/a: {owner: nobody-knows, content: x}", "Failed to write /opt/a"],
            ["a source that nothing serves", "/opt/a: {source: 'http://127.0.0.1:9/a'}", "Failed to write /opt/a"],
        ];
        for (const [what, entry, note] of failures) {
            it(`fail with ${what}`, async () => {
                const [step] = await run({ "01.config": `files:\n  ${entry}` });
                assert.deepEqual([step?.verdict, step?.note, step?.line], ["failed", note, 2]);
            });
        }

        it("tell what only CloudFormation fills in", async () => {
            const [step] = await run({ "01.config": "files: {/opt/a: {content: {Ref: AWSEBSecurityGroup}}}" });
            assert.deepEqual(
                [step?.verdict, step?.note],
                ["ok", "Written with CloudFormation's functions as they stand: only AWS fills them in."],
            );
        });
    });

    describe("packages", () => {
        const cases: readonly (readonly [string, string, string])[] = [
            [
                "yum: {libpq-devel: []}",
                "assumed",
                "Not installed: the packages of Amazon Linux are not those of this machine.",
            ],
            ["yum: {postgresql-devel: []}", "failed", "Yum does not have postgresql-devel available for installation"],
            [
                "yum: {amazon-linux-extras: []}",
                "failed",
                "Yum does not have amazon-linux-extras available for installation",
            ],
            ["yum: {ntp: []}", "failed", "Yum does not have ntp available for installation"],
            ["yum: {curl: []}", "failed", "package curl conflicts with curl-minimal, which is installed"],
            [
                "python: {requests: []}",
                "failed",
                "packages: python: is installed with Python 2.7, which Amazon Linux 2023 does not have.",
            ],
            ["apt: {curl: []}", "failed", "apt is no package manager of Amazon Linux 2023: rpm, yum, rubygems."],
            ["rubygems: {rake: ['13.0']}", "assumed", "Not installed: Ruby is not a part of the rehearsal."],
        ];
        for (const [packages, verdict, note] of cases) {
            it(`${packages}: ${verdict}`, async () => {
                const [step] = await run({ "01.config": `packages: {${packages}}` });
                assert.deepEqual([step?.verdict, step?.note], [verdict, note]);
            });
        }
    });

    describe("groups and users", () => {
        it("are made with their ids, groups and folders, without a login", async () => {
            const steps = await run({
                "01.config": `
groups: {ones: {gid: "2001"}, twos: {}}
users: {bob: {uid: 2002, groups: [ones, twos], homeDir: /tmp/bob}}
`,
            });
            assert.ok(steps.every(({ verdict }) => verdict === "ok"));
            assert.match(read("etc/passwd"), /^bob:[^:]*:2002:\d+::\/tmp\/bob:\/sbin\/nologin$/m);
            assert.match(read("etc/group"), /^ones:x:2001:bob$/m);
            assert.match(read("etc/group"), /^twos:x:\d+:bob$/m);
        });

        it("may be there already, but not with another id", async () => {
            const twice = "groups: {ones: {}}\nusers: {bob: {groups: [ones]}}";
            await run({ "01.config": twice });
            assert.ok((await run({ "01.config": twice })).every(({ verdict }) => verdict === "ok"));
            const [same] = await run({ "01.config": 'groups: {root: {gid: "0"}}' });
            assert.deepEqual(
                [same?.verdict, same?.note],
                ["assumed", "The group is there with this id; AWS documents that its creation fails."],
            );
            const [group] = await run({ "01.config": 'groups: {root: {gid: "7"}}' });
            assert.deepEqual([group?.verdict, group?.note], ["failed", "Could not create the group root"]);
            const [user] = await run({ "01.config": 'users: {root: {uid: "7"}}' });
            assert.deepEqual([user?.verdict, user?.output], ["failed", "the user root exists with the uid 0\n"]);
        });

        it("are not made with ids that do not exist here", async () => {
            const [step] = await run({ "01.config": 'groups: {ones: {gid: "70000"}}' });
            assert.deepEqual(
                [step?.verdict, step?.note],
                ["assumed", "Not created: ids end at 65535 on a simulated instance."],
            );
        });
    });

    describe("commands", () => {
        it("are lines for a shell or words, in a folder and an environment of their own", async () => {
            const steps = await run({
                "01.config": `
commands:
  1_words: {command: [echo, "two  spaces", $HOME]}
  2_folder: {command: pwd, cwd: /opt}
  3_root: {command: pwd}
  4_env: {command: "echo $NAME $HOME", env: {NAME: 5}}
  5_bash: {command: "echo 'echo sourced' >/tmp/x && source /tmp/x"}
  6_lines:
    command: |
      echo one
      echo two
`,
            });
            assert.deepEqual(
                steps.map(({ output }) => output),
                ["two  spaces $HOME\n", "/opt\n", "/\n", "5\n", "sourced\n", "one\ntwo\n"],
            );
            assert.ok(steps.every(({ log }) => log === "/var/log/cfn-init-cmd.log"));
        });

        it("run where their test ends with 0", async () => {
            const steps = await run({
                "01.config": `
commands:
  a: {command: "echo a", test: "test -e /etc/passwd"}
  b: {command: "echo b", test: "exit 3"}
  c: {command: "echo c", test: [test, -e, /nowhere]}
`,
            });
            assert.deepEqual(
                steps.map(({ verdict, output, note }) => [verdict, output, note]),
                [
                    ["ok", "a\n", undefined],
                    ["skipped", "", "Its test ended with 3."],
                    ["skipped", "", "Its test ended with 1."],
                ],
            );
        });

        it("end all at the first failure, unless errors are ignored", async () => {
            const steps = await run({
                "01.config": `
commands:
  a: {command: "echo no >&2; exit 4", ignoreErrors: true}
  b: {command: "exit 5"}
  c: {command: "echo c"}
services: {sysvinit: {crond: {enabled: true}}}
`,
                "02.config": "commands: {d: {command: echo d}}",
            });
            assert.deepEqual(
                steps.map(({ name, verdict, exitCode, output, note }) => [name, verdict, exitCode, output, note]),
                [
                    ["a", "ok", 4, "no\n", "Ended with 4, and ignoreErrors is set."],
                    ["b", "failed", 5, "", "Command b failed"],
                ],
            );
        });

        it("name the packages that are not here where a program is missing", async () => {
            const steps = await run({
                "01.config": "packages: {yum: {jq: [], cronie: []}}\ncommands: {a: {command: no-such-program}}",
            });
            assert.equal(steps.at(-1)?.note, "Command a failed. Not installed here: jq and cronie");
        });

        it("fail without a command, and in a folder that is not there", async () => {
            const [without] = await run({ "01.config": "commands: {a: {cwd: /}}" });
            assert.equal(without?.note, "a does not specify the 'command' attribute, which is required");
            const [nowhere] = await run({ "01.config": "commands: {a: {command: pwd, cwd: /nowhere}}" });
            assert.deepEqual([nowhere?.verdict, nowhere?.exitCode], ["failed", 1]);
            assert.match(nowhere?.output ?? "", /\/nowhere: No such file or directory/);
        });
    });

    describe("services", () => {
        const calls = () => read("var/calls").trimEnd().split("\n");

        it("are enabled and started, or not, and restarted by what changed", async () => {
            const steps = await run({
                "01.config": `
packages: {yum: {nginx: []}}
files: {/etc/a.conf: {content: a}}
commands: {01_a: {command: "true"}, 02_b: {command: "true", test: "false"}}
services:
  sysvinit:
    a: {enabled: true, ensureRunning: true}
    b: {enabled: false, ensureRunning: false}
    c: {ensureRunning: true, files: [/etc/a.conf]}
    d: {files: /etc/other.conf, commands: 02_b}
    e: {ensureRunning: "true", packages: {yum: [nginx]}}
  systemd:
    f: {enabled: true, commands: [01_a]}
`,
            });
            assert.ok(steps.every(({ verdict }) => verdict !== "failed"));
            assert.deepEqual(calls(), [
                "enable a",
                "start a",
                "disable b",
                "stop b",
                "restart c",
                "restart e",
                "enable f",
                "restart f",
            ]);
        });

        it("of a package that is not installed here are left alone", async () => {
            const steps = await run({
                "01.config": "packages: {yum: {cronie: []}}\nservices: {sysvinit: {absent: {enabled: true}}}",
            });
            assert.deepEqual(steps.map(({ verdict, note }) => [verdict, note]).at(-1), [
                "assumed",
                "Not done: there is no such unit here, and these packages are not installed: cronie.",
            ]);
            const [without] = await run({ "01.config": "services: {sysvinit: {absent: {enabled: true}}}" });
            assert.equal(without?.verdict, "failed");
        });

        it("fail where systemd refuses, or by another manager", async () => {
            const [refused] = await run({ "01.config": "services: {sysvinit: {broken: {enabled: true}}}" });
            assert.deepEqual([refused?.verdict, refused?.note], ["failed", "Could not enable service broken"]);
            const [unknown] = await run({ "01.config": "services: {upstart: {a: {enabled: true}}}" });
            assert.equal(unknown?.note, "upstart is no service manager: sysvinit or systemd.");
        });
    });

    it("goes on without a file that has an invalid key or is no YAML", async () => {
        const steps = await run({
            "01.config": "container_command: {a: {command: x}}\ncommands: {a: {command: exit 1}}",
            "02.config": "commands:\n\ta: {}\n",
            "03.config": "commands: {a: {command: echo a}}",
        });
        assert.deepEqual(
            steps.map(({ name, verdict }) => [name, verdict]),
            [
                ["read .ebextensions/01.config", "skipped"],
                ["read .ebextensions/02.config", "skipped"],
                ["a", "ok"],
            ],
        );
    });

    it("leaves resources to CloudFormation", async () => {
        const steps = await run({
            "01.config": "Resources:\n  One: {Type: 'AWS::SNS::Topic'}\n  AWSEBAutoScalingGroup: {}",
            "02.config": "Resources:\n  Two: {Type: 'AWS::SNS::Topic'}",
        });
        assert.deepEqual(
            steps.map(({ phase, name, file, line, verdict, note }) => [phase, name, file, line, verdict, note]),
            [
                [
                    "instance",
                    "Resources: One, AWSEBAutoScalingGroup, Two",
                    ".ebextensions/01.config",
                    2,
                    "assumed",
                    "CloudFormation's work; not rehearsed.",
                ],
            ],
        );
    });
});

/** Writes its calls down, refuses the service `broken` and does not know `absent`. */
const systemctl = `
echo "$*" >>/var/calls
if [ "$2" = absent ]; then
  echo "Failed to $1 unit: Unit file $2.service does not exist." >&2
  exit 1
fi
[ "$2" != broken ]`;
