import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { environmentCache } from "../../../rehearsal/platform/environment-cache";
import { needsPrograms } from "../../support/needs-programs";
import { temporaryFolder } from "../../support/temporary-folder";

const place = "/var/app/venv";

describe("the cache of virtual environments", () => {
    const workspace = temporaryFolder();
    const at = (...parts: string[]) => path.join(workspace.path, ...parts);

    before(function () {
        needsPrograms(this, "bwrap", "setpriv");
    });

    beforeEach(() => {
        fs.mkdirSync(at("i-1/var/app"), { recursive: true });
        fs.mkdirSync(at("cache"));
        fs.mkdirSync(at("machine/venv"), { recursive: true });
        fs.writeFileSync(at("machine/venv/secret"), "of this machine");
    });

    const keep = () => environmentCache(at("cache"), at("i-1")).keep("venv-1", place);

    it("keeps files, links and modes, and nobody's rights", async () => {
        fs.mkdirSync(at("i-1/var/app/venv/bin"), { recursive: true });
        fs.writeFileSync(at("i-1/var/app/venv/bin/tool"), "#!/bin/sh\n", { mode: 0o755 });
        fs.chmodSync(at("i-1/var/app/venv/bin/tool"), 0o6755);
        fs.symlinkSync("/usr/bin/python3", at("i-1/var/app/venv/bin/python"));
        fs.symlinkSync(at("machine/venv/secret"), at("i-1/var/app/venv/linked"));
        await keep();
        assert.deepEqual(fs.readdirSync(at("cache")), ["venv-1"]);
        assert.deepEqual(fs.readdirSync(at("cache/venv-1")).sort(), ["bin", "linked"]);
        assert.equal(fs.statSync(at("cache/venv-1/bin/tool")).mode & 0o7777, 0o755);
        assert.equal(fs.readlinkSync(at("cache/venv-1/bin/python")), "/usr/bin/python3");
        assert.ok(fs.lstatSync(at("cache/venv-1/linked")).isSymbolicLink());
        // What another instance had first stays.
        fs.writeFileSync(at("i-1/var/app/venv/later"), "");
        await keep();
        assert.deepEqual(fs.readdirSync(at("cache")), ["venv-1"]);
        assert.deepEqual(fs.readdirSync(at("cache/venv-1")).sort(), ["bin", "linked"]);
    });

    it("takes nothing of this machine, whatever a deployment puts in the folder's place", async () => {
        const traps: readonly (() => void)[] = [
            () => {
                fs.symlinkSync(at("machine/venv"), at("i-1", place));
            },
            () => {
                fs.symlinkSync("/usr/bin", at("i-1", place));
            },
            () => {
                fs.writeFileSync(at("i-1", place), "");
            },
            () => {
                fs.rmdirSync(at("i-1/var/app"));
                fs.symlinkSync(at("machine"), at("i-1/var/app"));
            },
        ];
        for (const lay of traps) {
            lay();
            await keep();
            assert.deepEqual(fs.readdirSync(at("cache")), []);
            fs.rmSync(at("i-1/var/app"), { recursive: true });
            fs.mkdirSync(at("i-1/var/app"));
        }
    });
});
