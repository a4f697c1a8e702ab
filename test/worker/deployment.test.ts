import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { splitBundle } from "../../components/worker/bundle/split";
import type { WorkerBundle } from "../../components/worker/model";
import { incomingBundle, remoteInstallCommand, remotePrepareCommand } from "../../components/worker/remote";
import { needsJudges } from "../support/judges";
import { needsSshHost, Ran, SshHost, startSshHost } from "../support/ssh-host";
import { temporaryFolder } from "../support/temporary-folder";
import { assertRan, boot, bundled, hasSaid, read, setUp } from "../support/worker-host";

const limits = { timeoutMinutes: 1 };

describe("a worker's deployment over SSH", function () {
    this.timeout(120_000);
    const folder = temporaryFolder();
    let host: SshHost | undefined;

    before(function () {
        needsJudges(this, "xz", "zstd");
        needsSshHost(this);
    });

    afterEach(async () => {
        await host?.stop();
        host = undefined;
    });

    it("copies a bundle, installs it and runs a real worker; the same bundle again does nothing", async () => {
        host = await bootedHost();
        const bundle = await bundled(folder.path, "first");
        assertRan(await deploy(host, bundle), /The release runs\.$/);
        assert.equal(read(host, "deployment-state"), `ready ${bundle.sha256}`);
        await hasSaid(host, "consumes as first set up for first");
        assert.deepEqual(fs.readdirSync(path.join(host.opt, "incoming")), []);
        const before = read(host, "startup.log");
        assertRan(await deploy(host, bundle), /The release runs already\.$/);
        assert.equal(read(host, "startup.log"), before);
        assert.deepEqual(fs.readdirSync(path.join(host.opt, "incoming")), []);
    });

    it("switches to a new bundle, keeps the one before, and goes back to it", async () => {
        host = await bootedHost();
        const bundles: WorkerBundle[] = [];
        for (const greeting of ["first", "second", "third"]) {
            const bundle = await bundled(folder.path, greeting);
            bundles.push(bundle);
            assertRan(await deploy(host, bundle), /The release runs\.$/);
        }
        const names = bundles.map(({ sha256 }) => sha256.slice(0, 12));
        assert.deepEqual(fs.readdirSync(path.join(host.opt, "releases")).sort(), names.slice(1).sort());
        await hasSaid(host, "consumes as third set up for third");
        const text = read(host, "log/consumer.log");
        assert.equal(text.match(/^drained$/gm)?.length, 2, text);
        assertRan(await host.run(`/opt/releases/${names[1] ?? ""}/.worker/install`), /^/);
        assert.equal(read(host, "deployment-state"), `ready ${bundles[1]?.sha256 ?? ""}`);
        assert.match(fs.readlinkSync(path.join(host.opt, "current")), new RegExp(`/${names[1] ?? ""}$`));
    });

    it("finds the old release running after a new one whose set-up or service fails, and says why", async () => {
        host = await bootedHost();
        assertRan(await deploy(host, await bundled(folder.path, "first")), /The release runs\.$/);
        await hasSaid(host, "consumes as first set up for first");
        const badSetup = await bundled(folder.path, "second", { setup: ["echo no such package; exit 3"] });
        const refused = await deploy(host, badSetup);
        assert.equal(refused.code, 1);
        assert.match(
            refused.output,
            /The release was not installed: setup ended with 3: echo no such package; exit 3\. What ran before runs on\./,
        );
        assert.doesNotMatch(read(host, "log/consumer.log"), /drained/);
        const crashing = await bundled(folder.path, "third", { command: "echo cannot begin; exit 1" });
        const rolledBack = await deploy(host, crashing);
        assert.equal(rolledBack.code, 1);
        assert.match(
            rolledBack.output,
            /failed \w{64} its services did not stay up; .*; the release before it runs again/,
        );
        assert.match(rolledBack.output, /^cannot begin$/m);
        await hasSaid(host, "consumes as first set up for first", 2);
        // The upload is still there: what failed can be tried again without sending it again.
        assert.match((await host.run(remoteInstallCommand(crashing.sha256, limits))).output, /did not stay up/);
        const gone = await host.run(remoteInstallCommand(badSetup.sha256, limits));
        assert.match(gone.output, /^No bundle arrived: \/opt\/incoming\/\w{12}\.bundle is not there\./m);
    });

    it("has its logs sent from the first release on, also when that fails, and by the release that runs again", async () => {
        host = await bootedHost();
        const folderOfAgent = path.join(host.opt, "aws/amazon-cloudwatch-agent/bin");
        fs.mkdirSync(folderOfAgent, { recursive: true });
        fs.writeFileSync(
            path.join(folderOfAgent, "amazon-cloudwatch-agent-ctl"),
            '#!/bin/bash\n[ -e "${7#file:}" ] && echo "$*; $(cut -d " " -f 1 /opt/deployment-state)" >>/opt/asked\n',
            { mode: 0o755 },
        );
        const release = ({ sha256 }: WorkerBundle) => `/opt/releases/${sha256.slice(0, 12)}`;
        const asked = (bundle: WorkerBundle) =>
            `-a fetch-config -m ec2 -s -c file:${release(bundle)}/.worker/cloudwatch-agent.json; installing`;
        const badSetup = await bundled(folder.path, "second", { setup: ["exit 3"] });
        assert.match((await deploy(host, badSetup)).output, /setup ended with 3/);
        assert.deepEqual(read(host, "asked").split("\n"), [asked(badSetup)]);
        const good = await bundled(folder.path, "first");
        assertRan(await deploy(host, good), /The release runs\.$/);
        const crashing = await bundled(folder.path, "third", { command: "exit 1" });
        assert.match((await deploy(host, crashing)).output, /the release before it runs again/);
        assert.deepEqual(read(host, "asked").split("\n"), [badSetup, good, crashing, good].map(asked));
    });

    it("starts nothing of an upload that was cut, and is whole after the next one (xz)", async () => {
        host = await bootedHost();
        const bundle = await bundled(folder.path, "first", { extra: 200_000, compression: "xz" });
        for (const cutAfterBytes of [100, 4000, 100_000]) {
            const cut = await host.copy(bundle.path, incomingBundle(bundle.sha256), { cutAfterBytes });
            assert.notEqual(cut.code, 0);
        }
        const half = await host.run(remoteInstallCommand(bundle.sha256, limits));
        assert.equal(half.code, 1);
        assert.match(
            half.output,
            /What arrived is not the bundle that was sent: its SHA-256 is not \w{64}\. Nothing was changed\. Have it sent again: pulumi up --replace '\*\*CopyToRemote\*\*'$/m,
        );
        assert.ok(!fs.existsSync(path.join(host.opt, "deployment-bundle.tar.gz")));
        assert.ok(!fs.existsSync(path.join(host.opt, "releases")));
        assertRan(await deploy(host, bundle), /The release runs\.$/);
    });

    it("goes on installing when the connection is cut, and the next one finds the result", async () => {
        host = await bootedHost();
        const bundle = await bundled(folder.path, "first", { setup: [...setUp("first"), "sleep 2"] });
        assertRan(await host.copy(bundle.path, incomingBundle(bundle.sha256)), /^/);
        const cut = await host.run(remoteInstallCommand(bundle.sha256, limits), { cutAt: /waiting|installing/ });
        assert.notEqual(cut.code, 0);
        assertRan(await host.run(remoteInstallCommand(bundle.sha256, limits)), /The release runs( already)?\.$/);
        await hasSaid(host, "consumes as first set up for first");
    });

    it("refuses a bundle whose checksum is that of another one, and goes on when only the checksum was missing", async () => {
        host = await bootedHost();
        const [one, other] = [await bundled(folder.path, "first"), await bundled(folder.path, "second")];
        assertRan(await host.copy(other.path, "/opt/deployment-bundle.tar.gz"), /^/);
        const checksum = path.join(host.opt, "deployment-bundle.tar.gz.sha256");
        fs.writeFileSync(checksum, `${one.sha256}  deployment-bundle.tar.gz\n`);
        await host.run("/opt/wait-deployment");
        assert.equal(read(host, "deployment-state"), `failed ${one.sha256} SHA-256 of the bundle differs`);
        assert.ok(!fs.existsSync(path.join(host.opt, "releases")));
        assertRan(await host.copy(one.path, incomingBundle(one.sha256)), /^/);
        fs.linkSync(
            path.join(host.opt, "incoming", path.basename(incomingBundle(one.sha256))),
            path.join(host.opt, "deployment-bundle.tar.gz"),
        );
        assertRan(await host.run(remoteInstallCommand(one.sha256, limits)), /The release runs\.$/);
    });

    it("joins a bundle from its parts, and names how many are missing (zstd)", async () => {
        host = await bootedHost();
        const bundle = await bundled(folder.path, "first", { extra: 1_500_000, compression: "zstd" });
        const parts = splitBundle(bundle, 1);
        assert.equal(parts.length, 2);
        const install = remoteInstallCommand(bundle.sha256, { ...limits, parts: parts.length });
        for (const [index, { path: file, remotePath }] of parts.entries()) {
            assertRan(await host.copy(file, remotePath), /^/);
            if (index === 0) {
                const early = await host.run(install);
                assert.match(
                    early.output,
                    /^1 of 2 parts of the bundle arrived\. Have them sent again: pulumi up --replace/m,
                );
            }
        }
        assertRan(await host.run(install), /The release runs\.$/);
    });

    it("says that the disk is full, and that the folder cannot be written", async () => {
        host = await startSshHost({ optBytes: 400_000 });
        await boot(host);
        const bundle = await bundled(folder.path, "first", { zeros: 3_000_000 });
        const full = await deploy(host, bundle);
        assert.equal(full.code, 1);
        assert.match(
            full.output,
            /The release was not installed: tar: zeros\.bin: .*\( *\d\S* free\)\. What ran before runs on\./,
        );
        assert.equal((await host.run("ls /opt/releases")).stdout, "");
        const filling = await bundled(folder.path, "third", { setup: ["cat /dev/zero >rest"] });
        const filled = await deploy(host, filling);
        assert.equal(filled.code, 1);
        assert.match(
            filled.output,
            /The release was not installed: setup ended with 1: cat \/dev\/zero >rest\. What ran before runs on\./,
        );
        assert.equal((await host.run("ls /opt/releases")).stdout, "");
        await host.run("chmod a-w /opt/incoming");
        const small = await bundled(folder.path, "second");
        const readOnly = await host.copy(small.path, incomingBundle(small.sha256));
        assert.match(readOnly.output, /Permission denied/);
        const waits = await host.run(remotePrepareCommand({ timeoutMinutes: 0.05 }));
        assert.match(
            waits.output,
            /^\/opt\/incoming is there, but ec2-user cannot write to it, not within 3 s either\. Look at its owner and mode, and whether the file system can be written: ls -ld \/opt\/incoming; findmnt -T \/opt\/incoming\n$/m,
        );
        assert.doesNotMatch(waits.output, /Stage one has not made/);
        assert.equal(waits.code, 1);
    });

    it("says that stage one has not made the folder for uploads", async () => {
        host = await startSshHost();
        const waits = await host.run(remotePrepareCommand({ timeoutMinutes: 0.05 }));
        assert.equal(waits.code, 1);
        assert.match(waits.output, /^Stage one has not made \/opt\/incoming within 3 s\. cloud-init says:$/m);
    });

    it("says that there is no room to place a bundle, and none to join its parts, and starts nothing", async () => {
        host = await startSshHost({ optBytes: 400_000 });
        await boot(host);
        const bundle = await bundled(folder.path, "first", { extra: 200_000 });
        assertRan(await host.copy(bundle.path, incomingBundle(bundle.sha256)), /^/);
        await host.run("cat /dev/zero >/opt/rest");
        const notPlaced = await host.run(remoteInstallCommand(bundle.sha256, limits));
        assert.equal(notPlaced.code, 1);
        assert.match(
            notPlaced.output,
            /^The bundle could not be placed in \/opt: it cannot be written, or the disk is full\. Nothing was started\.$/m,
        );
        assertRan(
            await host.run(`mv ${incomingBundle(bundle.sha256)} ${incomingBundle(bundle.sha256)}.part-0000`),
            /^/,
        );
        const notJoined = await host.run(remoteInstallCommand(bundle.sha256, { ...limits, parts: 1 }));
        assert.equal(notJoined.code, 1);
        assert.match(
            notJoined.output,
            /^The parts of the bundle could not be joined in \/opt\/incoming\. If the disk is full, /m,
        );
        assert.equal((await host.run("ls /opt/incoming/*.joined /opt/deployment-* 2>/dev/null")).stdout, "");
    });
});

async function bootedHost(): Promise<SshHost> {
    const host = await startSshHost();
    await boot(host);
    return host;
}

/** Stage two as the stack does it. */
async function deploy(host: SshHost, bundle: WorkerBundle): Promise<Ran> {
    assertRan(await host.run(remotePrepareCommand(limits)), /Stage one is done\.$/);
    assertRan(await host.copy(bundle.path, incomingBundle(bundle.sha256)), /^/);
    return host.run(remoteInstallCommand(bundle.sha256, limits));
}
