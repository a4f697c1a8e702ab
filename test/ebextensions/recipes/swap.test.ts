import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { swap } from "../../../ebextensions/recipes/swap";
import { temporaryFolder } from "../../support/temporary-folder";
import { Host } from "./host";

describe("swap", () => {
    const folder = temporaryFolder();
    const hook = "hooks/prebuild/05-swap";

    /** An instance whose free space is given in MiB, and on which swap is used as the stand-ins say. */
    function host(megabytes: number, free = 5000): Host {
        const host = new Host(folder.path, swap(megabytes));
        return host
            .tool("df", `echo Avail; echo " ${free}"`)
            .tool("mkswap")
            .tool(
                "swapon",
                `[ "$1" != --show=NAME ] && echo "$1" >>'${folder.path}/active' || cat '${folder.path}/active' 2>/dev/null || true`,
            )
            .tool("swapoff", `[ ! -e '${folder.path}/full' ] && rm '${folder.path}/active'`);
    }

    it("makes a file without holes, turns it on now and with each start, and leaves it then", () => {
        const instance = host(2);
        assert.deepEqual(instance.hook(hook), { status: 0, out: "The swap file has 2 MiB.\n" });
        const { size, blocks, mode } = fs.statSync(instance.path("var/swapfile"));
        assert.deepEqual([size, blocks >= 4096, (mode & 0o777).toString(8)], [2 * 1024 * 1024, true, "600"]);
        assert.deepEqual(
            instance.calls().filter((call) => !call.includes("--show")),
            ["df --output=avail --block-size=1M /var", "mkswap /var/swapfile.part", "swapon /var/swapfile"],
        );

        assert.equal(instance.hook(hook).status, 0);
        assert.deepEqual(instance.calls(), ["swapon --show=NAME --noheadings"]);
        assert.equal(instance.read("etc/fstab").replaceAll(folder.path, ""), "/var/swapfile none swap sw,nofail 0 0\n");
    });

    it("follows another size, and keeps the old one where memory is too short for that", () => {
        host(1).hook(hook);
        const larger = host(3);
        assert.equal(larger.hook(hook).status, 0);
        assert.equal(fs.statSync(larger.path("var/swapfile")).size, 3 * 1024 * 1024);

        larger.write("full", "");
        const { status, out } = host(2).hook(hook);
        assert.equal(status, 0);
        assert.equal(out, "The swap file keeps its 3 MiB: memory is too short to do without it for a moment.\n");
        assert.equal(fs.statSync(larger.path("var/swapfile")).size, 3 * 1024 * 1024);
        assert.equal(larger.read("etc/fstab").split("\n").length, 2);
    });

    it("ends the deployment where the volume is too small, before it is filled", () => {
        const { status, out } = host(1024, 2000).hook(hook);
        assert.equal(status, 1);
        assert.match(
            out,
            /^A swap file of 1024 MiB needs 2048 MiB of free space, and there are 2000\.\nRaise environment\.instances\.rootVolume\.sizeGb, or lower environment\.instances\.swapMb\.\n/,
        );
        assert.ok(!host(1024).exists("var/swapfile.part"));
    });

    it("is no file without a size", () => {
        assert.deepEqual(swap(0), []);
    });
});
