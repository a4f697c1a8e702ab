import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { WorkerFilesInput } from "../../components/worker/model";
import { remoteRestartCommand } from "../../components/worker/remote";
import { planWorkerFiles } from "../../components/worker/worker-files";
import { needsSshHost, SshHost, startSshHost } from "../support/ssh-host";
import { bareWorker } from "../support/worker-host";

const input: WorkerFilesInput = {
    ...bareWorker,
    services: { consumer: { command: "exec sleep 1000", stopSeconds: 5 } },
    secrets: [{ name: "TOKEN", required: true }],
    secretsParameter: "/notes/secrets",
};

/** Two seconds for each answer; as long as one at first takes on a small instance. */
const slowAws = `#!/bin/bash
sleep 2
case $* in
  *get-secret-value*) echo '"value"' ;;
  *) echo "TOKEN arn:aws:secretsmanager:eu-central-1:210987654321:secret:token-AbCdEf" ;;
esac
`;

describe("a worker's services", function () {
    this.timeout(60_000);
    let host: SshHost | undefined;

    before(function () {
        needsSshHost(this);
    });
    beforeEach(async () => {
        host = await startSshHost();
    });
    afterEach(async () => {
        await host?.stop();
        host = undefined;
    });

    /** What of the first start is found when it is over. */
    const started = async (more: Partial<WorkerFilesInput>) => {
        assert.ok(host !== undefined);
        lay(host, { ...input, ...more });
        return host.run(
            "export PATH=/opt/bin:$PATH; cd /opt/current && .worker/service start && .worker/service settled; echo ended with $?",
        );
    };

    it("are watched from when their secrets are read, however long that takes", async () => {
        const crashing = await started({
            services: { consumer: { command: "echo no module; exit 1", stopSeconds: 5 } },
        });
        assert.equal(crashing.output, "did not stay up: consumer\nno module\nended with 1\n");
        assert.ok(host !== undefined);
        await host.run("/opt/current/.worker/service stop; rm -rf /opt/current /opt/releases /opt/log");
        assert.equal((await started({})).output, "ended with 0\n");
    });

    it("have started anew for other secrets only when they stay up", async () => {
        assert.ok(host !== undefined);
        const none = { ...input, secrets: [], secretsParameter: undefined };
        assert.match(
            (await host.run(remoteRestartCommand({ timeoutMinutes: 1 }))).output,
            /^No release is installed yet/,
        );
        lay(host, {
            ...none,
            services: { consumer: { command: "[ ! -e /opt/broken ] && exec sleep 1000", stopSeconds: 5 } },
        });
        await host.run("/opt/current/.worker/service start");
        const good = await host.run(remoteRestartCommand({ timeoutMinutes: 1 }));
        assert.deepEqual([good.code, good.output], [0, "The services run with the new secrets.\n"]);
        fs.writeFileSync(path.join(host.opt, "broken"), "");
        const bad = await host.run(remoteRestartCommand({ timeoutMinutes: 1 }));
        assert.equal(bad.code, 1);
        assert.match(
            bad.output,
            /^did not stay up: consumer\n[^]*The services did not start again, or did not stay up\.\n$/,
        );
    });

    it("have no release without RDS's certificates where DATABASE_URL asks for them", async () => {
        assert.ok(host !== undefined);
        const none = { ...input, secrets: [], secretsParameter: undefined };
        lay(host, {
            ...none,
            rootCertificates: {
                path: "/opt/rds.pem",
                urls: ["https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"],
            },
        });
        fs.rmSync(path.join(host.opt, "current"));
        await host.run("printf '#!/bin/sh\\nexit 7\\n' >/opt/bin/curl; chmod +x /opt/bin/curl");
        const { code } = await host.run("PATH=/opt/bin:$PATH /opt/releases/one/.worker/install 0123456789ab");
        assert.equal(code, 1);
        assert.equal(
            fs.readFileSync(path.join(host.opt, "deployment-state"), "utf8"),
            "failed 0123456789ab the certificates of RDS could not be fetched; why stands in the log above\n",
        );
        assert.ok(!fs.existsSync(path.join(host.opt, "releases/one")));
    });
});

function lay(host: SshHost, files: WorkerFilesInput): void {
    const release = path.join(host.opt, "releases/one");
    for (const { path: name, content, executable } of planWorkerFiles(files)) {
        const file = path.join(release, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, content, { mode: executable ? 0o755 : 0o644 });
    }
    fs.symlinkSync("releases/one", path.join(host.opt, "current"));
    fs.mkdirSync(path.join(host.opt, "bin"), { recursive: true });
    fs.writeFileSync(path.join(host.opt, "bin/aws"), slowAws, { mode: 0o755 });
}
