import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { SshConnection } from "../../../sandbox/stand-in/ssh";
import { temporaryFolder } from "../../support/temporary-folder";

/** Answers each dial, says who it is, and does not end by itself. */
const hanging = `#!/bin/sh
case "$*" in *" true") exit 0 ;; esac
echo $$ >"$(dirname "$0")/began"
exec sleep 600
`;

describe("what the sandbox does on a host", function () {
    this.timeout(60_000);
    const folder = temporaryFolder();
    const { PATH } = process.env;
    beforeEach(() => {
        for (const program of ["ssh", "scp"]) {
            fs.writeFileSync(path.join(folder.path, program), hanging, { mode: 0o755 });
        }
        process.env["PATH"] = `${folder.path}:${PATH ?? ""}`;
    });
    afterEach(() => {
        process.env["PATH"] = PATH;
    });

    const host = { host: "127.0.0.1", port: 22, user: "me" };
    const works: Readonly<Record<string, (ssh: SshConnection) => Promise<unknown>>> = {
        "a command": (ssh) => ssh.run("wait"),
        "a copy": (ssh) => ssh.copy("/dev/null", "/opt/incoming/bundle"),
    };
    for (const [name, work] of Object.entries(works)) {
        it(`ends when the resource's time is up: ${name}`, async () => {
            let dialled = false;
            await assert.rejects(
                SshConnection.use(host, { privateKey: "key" }, 4, (ssh) => {
                    dialled = true;
                    return work(ssh);
                }),
                { message: "context deadline exceeded" },
            );
            assert.ok(dialled, "the host answered in time");
            const began = path.join(folder.path, "began");
            assert.throws(() => process.kill(Number(fs.readFileSync(began, "utf8")), 0), { code: "ESRCH" });
        });
    }
});
