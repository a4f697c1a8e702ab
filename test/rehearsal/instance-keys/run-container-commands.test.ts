import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { readConfigFiles } from "../../../rehearsal/instance-keys/read-config-files";
import { runContainerCommands } from "../../../rehearsal/instance-keys/run-container-commands";
import type { Step } from "../../../rehearsal/model";
import { folderShell, needsFolderShell } from "../../support/folder-shell";
import { stepRecorder } from "../../support/step-recorder";
import { temporaryFolder } from "../../support/temporary-folder";

describe("container commands", () => {
    const folder = temporaryFolder();

    before(function () {
        needsFolderShell(this);
    });

    async function run(files: Readonly<Record<string, string>>, leader = true): Promise<readonly Step[]> {
        const texts = Object.entries(files).map(([name, text]) => ({ path: `.ebextensions/${name}`, text }));
        const shell = folderShell(folder.path);
        const env = { SETTINGS: "notes.settings", NAME: "notes" };
        const staging = "/var/app/staging";
        const config = readConfigFiles(texts);
        return (await runContainerCommands(config, { shell, recorder: stepRecorder(), env, staging, leader })).steps;
    }

    const order = {
        "02.config": `
container_commands:
  01_two: {command: echo 2/01}
  00_leader: {command: echo 2/00 leader, leader_only: true}
`,
        "01.config": `
container_commands:
  9_one: {command: echo 1/9}
  10_one: {command: echo 1/10}
  b_leader: {command: echo 1/b leader, leader_only: true}
`,
    };

    it("are the leader's before all others, then in order of file and name", async () => {
        assert.deepEqual(
            (await run(order)).map(({ output }) => output.trimEnd()),
            ["1/b leader", "2/00 leader", "1/10", "1/9", "2/01"],
        );
    });

    it("of the leader are skipped on other instances", async () => {
        assert.deepEqual(
            (await run(order, false)).map(({ name, verdict, note, output }) => [
                name,
                verdict,
                note ?? output.trimEnd(),
            ]),
            [
                ["b_leader", "skipped", "Another instance is the leader."],
                ["00_leader", "skipped", "Another instance is the leader."],
                ["10_one", "ok", "1/10"],
                ["9_one", "ok", "1/9"],
                ["01_two", "ok", "2/01"],
            ],
        );
    });

    it("run in the staging folder with the environment's properties, and may change both", async () => {
        const steps = await run({
            "01.config": `
container_commands:
  1: {command: pwd}
  2: {command: echo $SETTINGS $NAME, env: {NAME: other}}
  3: {command: mkdir collected}
  4: {command: pwd, cwd: collected}
  5: {command: pwd, cwd: /opt}
  6: {command: [sh, -c, "echo $0 $SETTINGS", word]}
`,
        });
        assert.deepEqual(
            steps.map(({ output }) => output),
            [
                "/var/app/staging\n",
                "notes.settings other\n",
                "",
                "/var/app/staging/collected\n",
                "/opt\n",
                "word notes.settings\n",
            ],
        );
        assert.ok(fs.existsSync(path.join(folder.path, "var/app/staging/collected")));
        assert.deepEqual(
            new Set(steps.map(({ phase, log }) => `${phase} ${log ?? ""}`)),
            new Set(["container commands /var/log/cfn-init-cmd.log"]),
        );
    });

    it("that are the leader's take no notice of their test", async () => {
        const [step] = await run({
            "01.config": "container_commands: {a: {command: echo a, leader_only: true, test: exit 1}}",
        });
        assert.deepEqual([step?.verdict, step?.output], ["ok", "a\n"]);
    });

    it("end all at the first failure, unless errors are ignored", async () => {
        const steps = await run({
            "01.config": `
container_commands:
  a: {command: exit 3, ignoreErrors: "true"}
  b: {command: nonsense}
  c: {command: echo c}
`,
        });
        assert.deepEqual(
            steps.map(({ name, line, verdict, exitCode, note }) => [name, line, verdict, exitCode, note]),
            [
                ["a", 3, "ok", 3, "Ended with 3, and ignoreErrors is set."],
                ["b", 4, "failed", 127, "Command b failed"],
            ],
        );
    });
});
