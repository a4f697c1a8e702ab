import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { WorkerBundle } from "../../components/worker/model";
import {
    incomingBundle,
    remoteInstallCommand,
    remotePrepareCommand,
    remoteRestartCommand,
} from "../../components/worker/remote";
import { planWorkerFiles } from "../../components/worker/worker-files";
import type { Ran } from "../support/ssh-host";
import { needsSystemdHost, startSystemdHost, SystemdHost } from "../support/systemd-host";
import { oneFolder } from "../support/temporary-folder";
import { assertRan, bareWorker, boot, bundled, hasSaid, read } from "../support/worker-host";

const limits = { timeoutMinutes: 2 };

/** What the tests over SSH leave to a stand-in: units, the path that is waited for, the services' user, rights. */
describe("a worker under a real systemd", function () {
    this.timeout(180_000);
    const folder = oneFolder();
    let host: SystemdHost | undefined;

    before(async function () {
        await needsSystemdHost(this);
    });
    afterEach(async () => {
        await host?.stop();
        host = undefined;
    });

    it("is installed by the path unit, runs as a user without rights, and is rolled back", async () => {
        host = await startSystemdHost();
        await boot(host, { user: "root" }, true);
        assertRan(await host.run(remotePrepareCommand(limits)), /Stage one is done\.$/);
        const first = await bundled(folder.path, "first");
        assertRan(await deploy(host, first), /The release runs\.$/);
        await hasSaid(host, "consumes as first set up for first");
        const seen = await host.run(
            "systemctl show --value -p User,ActiveState,UnitFileState worker-consumer; stat -c '%U %a' /opt/current/ /opt/current/prepared /opt/current/.worker /opt/current/.worker/install",
        );
        assert.equal(
            seen.stdout.replaceAll(/\n+/g, "\n"),
            "worker\nactive\nenabled\nroot 1775\nworker 644\nroot 755\nroot 755\n",
        );
        const crashing = await deploy(
            host,
            await bundled(folder.path, "bad", { command: "echo cannot begin; exit 1" }),
        );
        assert.equal(crashing.code, 1, crashing.output);
        assert.match(crashing.output, /its services did not stay up; .*; the release before it runs again/);
        assertRan(
            await host.run("systemctl is-active worker-consumer spot-interruption wait-deployment.path"),
            /^active\nactive\nactive$/,
        );
        await hasSaid(host, "consumes as first set up for first", 2);
        assertRan(await host.run(remoteRestartCommand(limits)), /^The services run with the new secrets\.$/);
        await hasSaid(host, "consumes as first set up for first", 3);
    });

    it("starts the other services anew when one does not start, and tells of it", async () => {
        host = await startSystemdHost();
        await boot(host, { user: "root" }, true);
        const release = path.join(host.opt, "releases/one");
        const command = "exec sleep 1000";
        const services = { breaks: { command, stopSeconds: 5 }, consumer: { command, stopSeconds: 5 } };
        for (const file of planWorkerFiles({ ...bareWorker, services })) {
            const place = path.join(release, file.path);
            fs.mkdirSync(path.dirname(place), { recursive: true });
            fs.writeFileSync(place, file.content, { mode: file.executable ? 0o755 : 0o644 });
        }
        assertRan(await host.run("/opt/releases/one/.worker/install 0123456789ab"), /^/);
        const active = "systemctl is-active worker-breaks worker-consumer";
        assertRan(await host.run(active), /^active\nactive$/);
        // It ends before it counts as started, as with a secret that cannot be read.
        const unit = path.join(release, ".worker/units/worker-breaks.service");
        fs.writeFileSync(unit, fs.readFileSync(unit, "utf8").replace(/^ExecStart=.*$/m, "ExecStart=/bin/false"));
        const restarted = await host.run(remoteRestartCommand(limits));
        assert.equal(restarted.code, 1, restarted.output);
        assert.match(restarted.output, /The services did not start again, or did not stay up\.$/m);
        assert.match((await host.run(active)).stdout, /^(?!active)\w+\nactive\n$/);
    });

    it("takes a bundle that comes while another one is installed, and starts a service again that ends", async () => {
        host = await startSystemdHost();
        await boot(host, { user: "root" }, true);
        const slow = await bundled(folder.path, "slow", {
            setup: ["echo slow >prepared; until [ -e /opt/go ]; do sleep 0.1; done"],
        });
        const quick = await bundled(folder.path, "quick");
        const installing = deploy(host, slow);
        assertRan(await host.run("until grep -qs ^installing /opt/deployment-state; do sleep 0.1; done"), /^/);
        // By hand, as two administrators at once would do it.
        upload(host, quick, "deployment-bundle.tar.gz");
        fs.writeFileSync(
            path.join(host.opt, "deployment-bundle.tar.gz.sha256"),
            `${quick.sha256}  deployment-bundle.tar.gz\n`,
        );
        fs.writeFileSync(path.join(host.opt, "go"), "");
        assertRan(
            await host.run(
                `timeout 120 sh -c 'until grep -qs "ready ${quick.sha256}" /opt/deployment-state; do sleep 0.1; done'`,
            ),
            /^/,
        );
        assert.match(
            (await installing).output,
            new RegExp(
                `^(The release runs|Another bundle was installed meanwhile; the state is: ready ${quick.sha256})\\.$`,
                "m",
            ),
        );
        await hasSaid(host, "consumes as quick set up for quick");
        assertRan(await host.run("systemctl kill --signal KILL worker-consumer"), /^/);
        await hasSaid(host, "consumes as quick set up for quick", 2);
        assert.match(read(host, "log/consumer.log"), /^consumes as slow slow\ndrained\nconsumes as quick/);
    });
});

function upload(host: SystemdHost, bundle: WorkerBundle, place: string): void {
    fs.copyFileSync(bundle.path, path.join(host.opt, place));
}

function deploy(host: SystemdHost, bundle: WorkerBundle): Promise<Ran> {
    upload(host, bundle, path.relative("/opt", incomingBundle(bundle.sha256)));
    return host.run(remoteInstallCommand(bundle.sha256, limits));
}
