import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import type { Settings } from "../../components/settings";
import { planBundle } from "../../components/source-bundle/plan-bundle";
import { ProblemError } from "../../components/problem";
import type { RehearsalOptions } from "../../rehearsal/options";
import { rehearse } from "../../rehearsal/rehearse";
import { listen, portOf } from "../../rehearsal/services/server-process";
import { repository } from "../support/program";
import { temporaryFolder } from "../support/temporary-folder";
import { needsRehearsal, notesSettings } from "./scenarios/rehearsed";

const optionsFor = (settings: Settings): RehearsalOptions => ({
    stack: "dev",
    settings,
    plan: planBundle(settings, repository, { generated: true, standalone: false }),
    scenario: "first",
    keep: false,
    signal: new AbortController().signal,
});

/** A rehearsal that has to end before anything starts. */
async function refused(others: Partial<RehearsalOptions>): Promise<string> {
    const said: string[] = [];
    const options = { ...optionsFor(notesSettings()), ...others };
    const events = { onProgress: () => assert.fail(), say: (line: string) => said.push(line) };
    const error = await rehearse(options, events).then(
        () => assert.fail("It went on."),
        (reason: unknown) => reason,
    );
    assert.ok(error instanceof ProblemError, String(error));
    assert.deepEqual(said, []);
    return error.message;
}

describe("rehearse", () => {
    const folder = temporaryFolder();

    it("reads rehearsal.yaml before anything starts", async () => {
        fs.writeFileSync(path.join(folder.path, "rehearsal.yaml"), "use: []\n");
        const message = await refused({ settings: { ...notesSettings(), appDirectory: folder.path } });
        assert.match(message, /^rehearsal\.yaml has a problem:/);
    });

    it("asks for the port of a kept instance before anything starts", async () => {
        const server = net.createServer();
        await listen(server);
        try {
            const port = portOf(server);
            assert.equal(
                await refused({ keep: true, port }),
                `The command line has a problem:

  --port
    got      ${port}: listen EADDRINUSE: address already in use 127.0.0.1:${port}
    allowed  a port of this machine that nobody listens on, and that you may open
    do       Name another one, or leave --port out: a free one is taken then.`,
            );
        } finally {
            server.close();
        }
    });
    it("keeps the instance of a deployment that failed", async function () {
        this.timeout(180_000);
        needsRehearsal(this);
        const appDirectory = path.join(folder.path, "notes");
        fs.cpSync(path.join(repository, "examples", "notes"), appDirectory, { recursive: true });
        const hooks = path.join(appDirectory, ".platform", "hooks", "prebuild");
        fs.mkdirSync(hooks, { recursive: true });
        fs.writeFileSync(path.join(hooks, "01-team.sh"), "#!/bin/bash\nexit 1\n", { mode: 0o755 });
        const { report, kept = assert.fail() } = await rehearse(
            { ...optionsFor({ ...notesSettings(), appDirectory }), keep: true },
            { onProgress: () => undefined, say: () => undefined },
        );
        try {
            assert.equal(report.deployments[0]?.succeeded, false);
            assert.deepEqual([kept.serves, kept.manage], [false, undefined]);
            const line = `${kept.enter.replace(/^sudo /, "")} -c 'ls /var/app/staging/manage.py'`;
            assert.equal(execFileSync("sh", ["-c", line], { encoding: "utf8" }), "/var/app/staging/manage.py\n");
        } finally {
            await kept.stop();
        }
    });
});
