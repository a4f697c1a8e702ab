import * as assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { planWorkers } from "../../components/worker/plan-worker";
import { stageOneFiles } from "../../components/worker/stage-one";
import { freePort, listen, portOf } from "../../rehearsal/services/server-process";
import { hostVariable, SshHost } from "../../sandbox/stand-in/ssh-host";
import { testSettings } from "../support/settings";
import { needsSshHost, SshHost as RealHost, sshUser, startSshHost } from "../support/ssh-host";
import { SandboxRunner } from "./sandbox-runner";

/** Writes down that it began, what it was told, and that it was asked to end. */
const beat = (word: string) => `#!/bin/bash
trap 'echo "${word} ended" >>/opt/beats; exit 0' TERM
echo "${word} $GREETING\${QUEUE_TOKEN:+ $QUEUE_TOKEN}" >>/opt/beats
while :; do sleep 0.2; done
`;

/** What cloud-init does at the first boot. */
function stageOne(opt: string): void {
    const delivery = { kind: "ssh", allowedCidrs: ["203.0.113.0/24"] };
    const services = { beat: { command: "true" } };
    const [plan] = planWorkers(testSettings({ worker: { consumer: { services, delivery } } }));
    assert.ok(plan !== undefined);
    for (const { path: file, content } of stageOneFiles(plan.userData(undefined))) {
        if (file.startsWith("/opt/")) {
            fs.writeFileSync(path.join(opt, path.relative("/opt", file)), content, { mode: 0o755 });
        }
    }
    fs.mkdirSync(path.join(opt, "incoming"));
}

/** In the place of AWS's program on the host, whose answers lie in /opt/token. What the scripts ask the real one is in test/worker/secrets.test.ts. */
const awsProgram = `#!/bin/bash
case $* in
  *get-parameter*) echo QUEUE_TOKEN arn:aws:secretsmanager:eu-central-1:210987654321:secret:token-AbCdEf ;;
  *get-secret-value*) printf '"%s"' "$(cat /opt/token)" ;;
esac
`;

/** Passes connections on to a port of the loopback, and cuts one of those on which a client sends more than so many bytes: the first, or the `nth`. */
async function cuttingRelay(port: number, bytes: number, nth = 1) {
    let large = 0;
    const relay = net.createServer((client) => {
        const server = net.connect(port, "127.0.0.1");
        let sent = 0;
        for (const [one, other] of [
            [client, server],
            [server, client],
        ] as const) {
            one.on("error", () => other.destroy());
            one.on("close", () => other.destroy());
        }
        client.on("data", (piece) => {
            const [before, after] = [sent, (sent += piece.length)];
            if (before <= bytes && after > bytes && ++large === nth) {
                client.destroy();
            } else {
                server.write(piece);
            }
        });
        server.pipe(client);
    });
    await listen(relay);
    return {
        port: portOf(relay),
        /** How many connections passed that many bytes. */
        large: () => large,
        close: () => new Promise((resolve) => relay.close(resolve)),
    };
}

describe("a stack with a worker in the sandbox", function () {
    this.timeout(600_000);
    const sandbox = new SandboxRunner();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-worker-"));
    let real: RealHost | undefined;
    let host: SshHost;
    let hostKey: string;

    before(async function () {
        needsSshHost(this);
        fs.writeFileSync(path.join(folder, "beat.sh"), beat("first"), { mode: 0o755 });
        real = await startSshHost();
        stageOne(real.opt);
        const { port, keyFile, knownHosts } = real;
        host = { host: "127.0.0.1", port, user: sshUser, authorizedKeys: `${keyFile}.pub`, dialSeconds: 60 };
        hostKey = fs.readFileSync(knownHosts, "utf8").trim().replace(/^\S+ /, "");
    });
    after(async () => {
        await real?.stop();
        sandbox.remove();
        fs.rmSync(folder, { recursive: true, force: true });
    });

    const config = (...args: string[]) => sandbox.must("config", args[0] ?? "", "--stack", "dev", ...args.slice(1));
    const set = (setting: string, value: string) => config("set", "--path", `django-beanstalk:${setting}`, value);
    const run = (reached: SshHost, ...args: string[]) =>
        sandbox.run("cli/sandbox", args, { [hostVariable]: JSON.stringify(reached), NO_COLOR: "1" });
    const up = (reached = host) => run(reached, "up", "--yes", "--stack", "dev", "--skip-preview");
    const named = (suffix: string) =>
        sandbox
            .state("dev")
            .resources.find(({ urn, type }) => urn.endsWith(`::notes-dev-worker-consumer${suffix}`) && isIts(type));
    const isIts = (type: string) => /^(command:|aws:ec2\/instance:|tls:)/.test(type);
    const ids = () => ["", "-bundle", "-install", "-prepare"].map((suffix) => named(suffix)?.id);
    const onHost = (file: string) => fs.readFileSync(path.join(real?.opt ?? "", file), "utf8");
    const beats = () => onHost("beats").trim().split("\n");
    const state = () => onHost("deployment-state").trim();

    it("previews without any host", async () => {
        await set("worker.consumer.directory", folder);
        await set("worker.consumer.services.beat.command", "./beat.sh");
        await set("worker.consumer.services.beat.stopSeconds", "5");
        await set("worker.consumer.environmentVariables.GREETING", "hello");
        await set("worker.consumer.delivery.kind", "ssh");
        await set("worker.consumer.delivery.allowedCidrs[0]", "203.0.113.0/24");
        await set("worker.consumer.delivery.timeoutMinutes", "2");
        await set("worker.consumer.delivery.hostKey", hostKey);
        const output = await sandbox.must("preview", "--stack", "dev", "--policy-pack", "policies");
        assert.match(output, /notes-dev-worker-consumer-install/);
        assert.match(output, /Worker consumer is one spot instance/);
    });

    it("says what keeps it from the instance when nobody answers, and goes on where it stopped", async () => {
        const port = await freePort();
        const { code, output } = await up({ ...host, port, dialSeconds: 0 });
        assert.notEqual(code, 0, output);
        assert.match(output, /Nobody let the engine in at worker consumer within 3 minutes/);
        assert.match(output, /worker\.consumer\.delivery\.allowedCidrs/);
        assert.ok(named("") !== undefined, "the instance stays");
        assert.equal(named("-bundle"), undefined);
    });

    it("comes up: the bundle is copied, and the service runs", async () => {
        const { code, output } = await up();
        assert.equal(code, 0, output);
        assert.match(state(), /^ready [0-9a-f]{64}$/);
        assert.deepEqual(beats(), ["first hello"]);
        assert.match(String(named("-install")?.outputs?.["stdout"]), /The release runs\.$/);
        const { text } = sandbox.state("dev");
        assert.ok(!text.includes("OPENSSH PRIVATE KEY") && !output.includes("OPENSSH PRIVATE KEY"));
        const { workers } = await sandbox.outputs("dev");
        assert.deepEqual(workers, { consumer: named("")?.outputs?.["publicIp"] });
    });

    it("finds nothing to change in a second preview", async () => {
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("copies and installs a new file, and leaves the instance alone", async () => {
        const [instance, bundle, install, prepare] = ids();
        fs.writeFileSync(path.join(folder, "beat.sh"), beat("second"), { mode: 0o755 });
        const { code, output } = await up();
        assert.equal(code, 0, output);
        const after = ids();
        assert.deepEqual([after[0], after[3]], [instance, prepare]);
        assert.ok(after[1] !== bundle && after[2] !== install);
        assert.deepEqual(beats(), ["first hello", "first ended", "second hello"]);
    });

    it("fails the update with the reason when a release does not install, and the one before runs on", async () => {
        const before = state();
        await set("worker.consumer.setup[0]", "echo no such package >&2; exit 3");
        const { code, output } = await up();
        assert.notEqual(code, 0, output);
        assert.match(output, /The release was not installed: setup ended with 3/);
        assert.match(state(), /^failed [0-9a-f]{64} setup ended with 3/);
        assert.deepEqual(beats().slice(2), ["second hello"]);
        await config("rm", "--path", "django-beanstalk:worker.consumer.setup");
        const mended = await up();
        assert.equal(mended.code, 0, mended.output);
        assert.equal(state(), before);
    });

    it("sends again what a broken connection stopped in the middle", async () => {
        fs.writeFileSync(path.join(folder, "ballast"), randomBytes(300_000));
        const relay = await cuttingRelay(host.port, 100_000);
        try {
            const { code, output } = await up({ ...host, port: relay.port });
            assert.equal(code, 0, output);
            assert.match(output, /The connection for notes-dev-worker-consumer-bundle broke; attempt 2 follows\./);
            assert.equal(relay.large(), 2);
        } finally {
            await relay.close();
        }
        assert.match(state(), /^ready [0-9a-f]{64}$/);
        assert.deepEqual(beats().slice(2), ["second hello", "second ended", "second hello"]);
    });

    it("refuses a host that is another one", async () => {
        const other = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)}`;
        await set("worker.consumer.delivery.hostKey", other);
        fs.writeFileSync(path.join(folder, "beat.sh"), beat("third"), { mode: 0o755 });
        const { code, output } = await up({ ...host, dialSeconds: 0 });
        assert.notEqual(code, 0, output);
        assert.match(output, /Nobody let the engine in/);
        assert.deepEqual(beats().slice(2), ["second hello", "second ended", "second hello"]);
        await set("worker.consumer.delivery.hostKey", hostKey);
    });

    it("sends an upload again that is gone, by the command that the failure names", async () => {
        const blocked = path.join(real?.opt ?? "", "blocked");
        fs.writeFileSync(blocked, "");
        await set("worker.consumer.setup[0]", "test ! -e /opt/blocked");
        const refused = await up();
        assert.match(refused.output, /The release was not installed: setup ended with 1/);
        fs.rmSync(blocked);
        const incoming = path.join(real?.opt ?? "", "incoming");
        const uploads = fs.readdirSync(incoming).filter((each) => each.endsWith(".bundle"));
        assert.equal(uploads.length, 1);
        fs.rmSync(path.join(incoming, uploads[0] ?? ""));
        const gone = await up();
        assert.notEqual(gone.code, 0, gone.output);
        const command = /Have it sent again: pulumi (up --replace '[^']+')$/m.exec(gone.output)?.[1];
        assert.equal(command, "up --replace '**CopyToRemote**'", gone.output);
        const [instance, bundle, install, prepare] = ids();
        const args = [...command.replaceAll("'", "").split(" "), "--yes", "--stack", "dev", "--skip-preview"];
        const { code, output } = await run(host, ...args);
        assert.equal(code, 0, output);
        assert.match(state(), /^ready [0-9a-f]{64}$/);
        assert.equal(beats().at(-1), "third hello");
        const after = ids();
        assert.deepEqual([after[0], after[3]], [instance, prepare]);
        assert.ok(after[1] !== bundle && after[2] !== install);
    });

    it("sends only that part again whose connection broke", async () => {
        await set("worker.consumer.delivery.kind", "ssh-parts");
        await set("worker.consumer.delivery.partMiB", "1");
        fs.writeFileSync(path.join(folder, "ballast"), randomBytes(2_000_000));
        const relay = await cuttingRelay(host.port, 500_000, 2);
        try {
            const { code, output } = await up({ ...host, port: relay.port });
            assert.equal(code, 0, output);
            const broken = [...output.matchAll(/The connection for (\S+) broke; attempt (\d) follows\./g)];
            const said = new Set(broken.map(([, resource, attempt]) => `${resource ?? ""} ${attempt ?? ""}`));
            assert.match([...said].join(), /^notes-dev-worker-consumer-part-[12] 2$/);
            assert.equal(relay.large(), 3);
        } finally {
            await relay.close();
        }
        assert.match(state(), /^ready [0-9a-f]{64}$/);
        assert.deepEqual(fs.readdirSync(path.join(real?.opt ?? "", "incoming")), []);
        const release = path.relative("/opt", fs.readlinkSync(path.join(real?.opt ?? "", "current")));
        const arrived = fs.readFileSync(path.join(real?.opt ?? "", release, "ballast"));
        assert.ok(arrived.equals(fs.readFileSync(path.join(folder, "ballast"))));
        await set("worker.consumer.delivery.kind", "ssh");
        await config("rm", "--path", "django-beanstalk:worker.consumer.delivery.partMiB");
        fs.rmSync(path.join(folder, "ballast"));
    });

    it("only starts the services again when nothing but a secret changed", async () => {
        const programs = "mkdir -p ~/bin && cat >~/bin/aws && chmod +x ~/bin/aws && echo 'PATH=~/bin:$PATH' >~/.bashrc";
        const encoded = Buffer.from(awsProgram).toString("base64");
        const laid = await real?.run(`echo ${encoded} | base64 -d | (${programs})`);
        assert.equal(laid?.code, 0, laid?.output);
        const token = (value: string) => {
            fs.writeFileSync(path.join(real?.opt ?? "", "token"), value);
            return config("set", "--secret", "--path", "django-beanstalk:secrets.QUEUE_TOKEN.value", value);
        };
        await set("secrets.QUEUE_TOKEN.kind", "stack");
        await token("canary-one");
        await set("worker.consumer.secrets[0]", "QUEUE_TOKEN");
        const first = await up();
        assert.equal(first.code, 0, first.output);
        assert.equal(beats().at(-1), "third hello canary-one");
        const before = [ids(), named("-restart")?.id, state()];
        await token("canary-two");
        const { code, output } = await up();
        assert.equal(code, 0, output);
        assert.deepEqual([ids(), named("-restart")?.id, state()], before);
        assert.match(String(named("-restart")?.outputs?.["stdout"]), /The services run with the new secrets\.$/);
        assert.deepEqual(beats().slice(-2), ["third ended", "third hello canary-two"]);
        const { text } = sandbox.state("dev");
        assert.ok(!text.includes("canary-") && !output.includes("canary-"));
    });

    it("makes another instance when it is bought otherwise, says in one line what it does not run without a host, and goes", async () => {
        const spot = named("")?.id;
        await set("worker.consumer.instances.kind", "on-demand");
        const { code, output } = await sandbox.pulumi("up", "--yes", "--stack", "dev", "--skip-preview");
        assert.equal(code, 0, output);
        assert.match(
            output,
            /^Not run over SSH, .*: notes-dev-worker-consumer-prepare, notes-dev-worker-consumer-bundle, notes-dev-worker-consumer-install, notes-dev-worker-consumer-restart\.$/m,
        );
        assert.notEqual(named("")?.id, spot);
        assert.equal(named("")?.outputs?.["instanceLifecycle"], "");
        const destroyed = await run(host, "destroy", "--yes", "--stack", "dev", "--skip-preview");
        assert.equal(destroyed.code, 0, destroyed.output);
        assert.deepEqual(sandbox.state("dev").resources, []);
    });
});
