import * as assert from "node:assert/strict";
import { needsInstance, option, SmallInstance } from "../../support/small-instance";
import { oneFolder } from "../../support/temporary-folder";

describe("hooks of a deployment", function () {
    this.timeout(180_000);
    const folder = oneFolder();
    let small: SmallInstance;
    before(async function () {
        needsInstance(this);
        small = await SmallInstance.start(folder.path);
    });
    after(() => small.end());

    const hook = (name: string, text: string, mode = 0o644) => ({ [`.platform/${name}`]: { text, mode } });
    const say = (word: string) => `#!/bin/bash\necho ${word}\n`;

    it("run in the order of their bytes, executable or not, with either line end, and links", async () => {
        const end = await small.deploy({
            ...hook("hooks/prebuild/b.sh", say("b")),
            ...hook("hooks/prebuild/10-x.sh", say("ten").replaceAll("\n", "\r\n")),
            ...hook("hooks/prebuild/2-x.sh", say("two"), 0o755),
            ...hook("hooks/prebuild/B.sh", say("B")),
            ...hook("hooks/prebuild/deeper/no.sh", say("no")),
            ".platform/hooks/prebuild/z.sh": { link: "b.sh" },
            ...hook("confighooks/prebuild/no.sh", say("no")),
        });
        assert.ok(end.succeeded);
        const ran = end.steps.filter(({ phase }) => phase === "prebuild");
        assert.deepEqual(
            ran.map(({ name, output }) => [name.replace(/^.*\//, ""), output.trim()]),
            [
                ["10-x.sh", "ten"],
                ["2-x.sh", "two"],
                ["B.sh", "B"],
                ["b.sh", "b"],
                ["z.sh", "b"],
            ],
        );
        assert.match(await small.sh("cat /var/log/eb-hooks.log"), /\[INFO\] prebuild: \S+10-x\.sh\nten\n/);
    });

    it("see the properties, PORT and what root has, and nothing of this machine", async () => {
        process.env["REHEARSAL_TEST_CANARY"] = "of this machine";
        const print = "#!/bin/bash\npwd; id -un; env -0 | sort -z | tr '\\0' '\\n'\n";
        const end = await small.deploy(
            {
                ...hook("hooks/prebuild/a", print),
                ...hook("hooks/predeploy/a", print),
                ...hook("hooks/postdeploy/a", print),
            },
            { variables: { NOTES: "a b$c'\"ü\nd" } },
        );
        delete process.env["REHEARSAL_TEST_CANARY"];
        const expected = (cwd: string) =>
            [
                cwd,
                "root",
                "HOME=/root",
                "LANG=en_US.UTF-8",
                "LC_ALL=C.UTF-8",
                "NOTES=a b$c'\"ü\nd",
                "PATH=/run/rehearsal/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "PORT=8000",
                `PWD=${cwd}`,
                "SHLVL=1",
                "USER=root",
                "_=/usr/bin/env",
                "",
            ].join("\n");
        const found = end.steps.filter(({ phase }) => ["prebuild", "predeploy", "postdeploy"].includes(phase));
        assert.deepEqual(
            found.map(({ output }) => output),
            [expected("/var/app/staging"), expected("/var/app/staging"), expected("/var/app/current")],
        );
    });

    it("without #! cannot be started, in the platform's words", async () => {
        const end = await small.deploy(hook("hooks/prebuild/a.sh", "echo a\n"));
        const step = end.steps.at(-1);
        assert.deepEqual([end.succeeded, end.flipped, step?.verdict, step?.exitCode], [false, false, "failed", 1]);
        assert.equal(step?.output, "fork/exec .platform/hooks/prebuild/a.sh: exec format error\n");
    });

    it("end the deployment with an exit code, and the version before goes on", async () => {
        const before = await small.deploy({ "a.txt": "" });
        const end = await small.deploy({
            ...hook("hooks/predeploy/1.sh", "#!/bin/sh\necho no >&2\nexit 3\n"),
            ...hook("hooks/predeploy/2.sh", say("never")),
        });
        const step = end.steps.at(-1);
        assert.deepEqual(
            [step?.name, step?.exitCode, step?.output, end.flipped, end.serving],
            [".platform/hooks/predeploy/1.sh", 3, "no\n", false, before.version],
        );
    });

    it("end when the time of the deployment's commands is over, with all that they started", async () => {
        const options = [option("aws:elasticbeanstalk:command", "Timeout", "1")];
        const end = await small.deploy(hook("hooks/prebuild/a.sh", "#!/bin/sh\nsleep 61 & sleep 62\n"), { options });
        assert.deepEqual(end.steps.at(-1)?.note, "It did not end within 1 seconds, the time that the deployment has.");
        assert.equal(await small.sh("pgrep -x sleep -a | grep -v 1000000"), "");
    });

    it("of a configuration deployment are its own, over a fresh staging folder", async () => {
        const files = {
            "a.txt": "of the bundle",
            ".ebextensions/a.config":
                "commands:\n  a:\n    command: echo x >>/var/log/commands\ncontainer_commands:\n  a:\n    command: echo x >>/var/log/commands\n",
            ...hook("hooks/prebuild/a.sh", say("no")),
            ...hook("confighooks/prebuild/c.sh", say("prebuild")),
            ...hook("confighooks/predeploy/c.sh", say("predeploy")),
            ...hook("confighooks/postdeploy/c.sh", "#!/bin/sh\necho postdeploy; cat a.txt\n"),
        };
        await small.deploy(files);
        await small.sh("echo changed >/var/app/current/a.txt; rm /var/log/commands");
        const end = await small.deploy(files, { kind: "configuration", variables: { NEW: "property" } });
        assert.deepEqual(
            end.steps
                .filter(({ phase }) => /build|deploy|commands/.test(phase))
                .map(({ name, output }) => [name, output]),
            [
                [".platform/confighooks/prebuild/c.sh", "prebuild\n"],
                [".platform/confighooks/predeploy/c.sh", "predeploy\n"],
                [".platform/confighooks/postdeploy/c.sh", "postdeploy\nof the bundle"],
            ],
        );
        assert.match(await small.sh("curl -s http://127.0.0.1/"), /"NEW": "property"/);
        assert.match(await small.sh("cat /var/log/commands"), /No such file/);
    });
});
