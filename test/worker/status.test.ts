import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fetches, stageOneFiles } from "../../components/worker/stage-one";
import { planWorkerFiles } from "../../components/worker/worker-files";
import { repository } from "../support/program";
import { needsSshHost, SshHost, sshUser, startSshHost } from "../support/ssh-host";
import { temporaryFolder } from "../support/temporary-folder";
import { bareWorker, stageOneInput } from "../support/worker-host";

interface Check {
    readonly name: string;
    readonly state: string;
    readonly seen: string;
    readonly lines?: readonly string[];
}

interface Said {
    readonly verdict: string;
    readonly reason?: string;
    readonly checks: readonly Check[];
    readonly facts: { readonly current?: string; readonly log: readonly string[] };
}

const sha = "0a1b2c3d4e5f".padEnd(64, "0");

describe("status of a worker behind a real sshd", function () {
    this.timeout(120_000);
    const folder = temporaryFolder();
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

    const running = (): SshHost => host ?? assert.fail("no host");
    const knownHosts = () => path.join(folder.path, "known hosts");

    /** As `npm run --silent worker -- status` does, without npm and with host keys of its own. */
    function look(...args: string[]): { code: number | null; out: string; err: string } {
        const { port, keyFile } = running();
        const runner = path.join(repository, "sandbox", "setup", "run.js");
        const common = ["127.0.0.1", "--user", sshUser, "--port", String(port), "--key", keyFile];
        const run = spawnSync(
            process.execPath,
            [runner, "cli/worker", "status", ...common, "--known-hosts", knownHosts(), ...args],
            { cwd: repository, encoding: "utf8" },
        );
        return { code: run.status, out: run.stdout, err: run.stderr };
    }

    /** Whatever systemd and cloud-init of the machine that the tests run on say: those of an instance are recorded elsewhere. */
    function seen(...args: string[]): Said & { code: number | null; of: (name: string) => Check | undefined } {
        const { code, out, err } = look("--accept-new", "--json", ...args);
        assert.ok(out.startsWith("{"), out + err);
        const said = JSON.parse(out) as Said;
        return { ...said, code, of: (name) => said.checks.find((check) => check.name === name) };
    }

    it("tells an unknown, a known and a changed host key, a refused key and a closed port apart", async () => {
        const unknown = look();
        assert.deepEqual([unknown.code, unknown.out], [4, ""]);
        assert.match(
            unknown.err,
            /^This machine does not know the host key of port \d+ of 127\.0\.0\.1 yet\.\n\n.*--accept-new/,
        );
        assert.ok(!fs.existsSync(knownHosts()));
        assert.notEqual(seen().verdict, "unreachable");
        assert.match(fs.readFileSync(knownHosts(), "utf8"), /^(\[127\.0\.0\.1\]:\d+|\|1\|\S+) ssh-ed25519 /);
        assert.notEqual(look().code, 4);
        const other = path.join(folder.path, "other");
        execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", other]);
        assert.equal(seen("--key", other).reason, "key-refused");
        const open = path.join(folder.path, "open");
        fs.copyFileSync(running().keyFile, open);
        fs.chmodSync(open, 0o644);
        assert.equal(seen("--key", open).reason, "key-file-open");
        fs.writeFileSync(open, "no key");
        fs.chmodSync(open, 0o600);
        assert.equal(seen("--key", open).reason, "key-file-unusable");
        fs.writeFileSync(knownHosts(), `[127.0.0.1]:${running().port} ${fs.readFileSync(`${other}.pub`, "utf8")}`);
        const changed = look("--accept-new");
        assert.equal(changed.code, 4);
        assert.match(
            changed.err,
            /has another host key than the one that this machine knows[^]*ssh-keygen -R "\[127\.0\.0\.1\]:\d+"/,
        );
        const { port } = running();
        await running().stop();
        host = undefined;
        host = await startSshHost();
        if (host.port !== port) {
            assert.equal(seen("--port", String(port)).reason, "refused");
        }
    });

    it("sees a machine that is none of a worker's, one that waits, a worker that runs, and what ended", async () => {
        const empty = seen();
        assert.ok(["waits", "wrong"].includes(empty.of("Stage one")?.state ?? ""), JSON.stringify(empty));
        assert.notEqual(empty.code, 0);
        writeStageOne(running());
        const waiting = seen();
        assert.deepEqual(
            [waiting.of("Stage one")?.state, waiting.of("Release")?.seen, waiting.code],
            ["ok", "no bundle came yet", 3],
        );
        fs.writeFileSync(path.join(running().opt, "incoming", "0a1b2c3d4e5f.bundle"), "half");
        assert.equal(seen().of("Release")?.seen, "1 file is on the way, and no bundle is complete");
        assert.equal((await install(running(), "exec sleep 3600")).code, 0);
        const well = seen();
        assert.deepEqual([well.code, well.verdict], [0, "runs"], JSON.stringify(well));
        assert.equal(well.of("Release")?.seen, "0a1b2c3d4e5f is installed");
        assert.deepEqual(well.of("consumer"), { name: "consumer", state: "ok", seen: "running" });
        assert.equal(well.facts.current, "/opt/releases/0a1b2c3d4e5f");
        assert.match(look("--accept-new").out, /ok {5}consumer {3}running\n[^]*ready 0a1b2c[^]*\n\nIt runs\.\n$/);
        await running().run("echo no queue >>/opt/log/consumer.log; /opt/current/.worker/service stop");
        const ended = seen();
        assert.deepEqual([ended.code, ended.verdict], [1, "wrong"]);
        assert.equal(ended.of("consumer")?.state, "wrong");
        assert.deepEqual(ended.of("consumer")?.lines?.at(-1), "no queue");
    });

    it("sees why a release was not installed", async () => {
        writeStageOne(running());
        assert.equal((await install(running(), "echo cannot begin; exit 3")).code, 1);
        const failed = seen();
        assert.equal(failed.code, 1);
        assert.match(
            failed.of("Release")?.seen ?? "",
            /^0a1b2c3d4e5f was not installed: its services did not stay up; .* \(Nothing ran before\.\)$/,
        );
        assert.ok(failed.facts.log.includes("cannot begin"), failed.facts.log.join("\n"));
    });

    it("sees a bundle that came by hand, as docs/worker.md has it", async () => {
        writeStageOne(running());
        const page = fs.readFileSync(path.join(repository, "docs", "worker.md"), "utf8");
        const [, command = ""] = /^ssh -i key\.pem ec2-user@<host> '([^']+)'$/m.exec(page) ?? [];
        const file = path.join(folder.path, "deployment-bundle.tar.gz");
        const made = spawnSync(
            process.execPath,
            [
                path.join(repository, "sandbox", "setup", "run.js"),
                "cli/worker",
                "bundle",
                "--stack",
                "shared",
                "--output",
                file,
            ],
            { cwd: repository, encoding: "utf8" },
        );
        const [, sha256 = ""] = /SHA-256 ([0-9a-f]{64})$/m.exec(made.stderr) ?? [];
        assert.notEqual(sha256, "", made.stderr);
        assert.equal((await running().copy(file, "/opt/incoming/deployment-bundle.tar.gz")).code, 0);
        // There is no sudo on this host, and the user owns the folder; no systemd either, which would start the last command.
        const byHand = command.replace("<sha256>", sha256).replaceAll("sudo ", "");
        const placed = await running().run(`${byHand} && /opt/wait-deployment`);
        assert.equal(placed.code, 0, placed.output);
        const { of, facts } = seen();
        assert.match(
            of("Release")?.seen ?? "",
            new RegExp(`^${sha256.slice(0, 12)} was not installed: a secret cannot be read`),
        );
        assert.ok(
            facts.log.some((line) => line.includes(`installing ${sha256}`)),
            facts.log.join("\n"),
        );
    });
});

/** What the first boot leaves below /opt. */
function writeStageOne({ opt }: SshHost): void {
    assert.ok(!fetches(stageOneInput));
    for (const { path: file, content, executable } of stageOneFiles(stageOneInput)) {
        if (file.startsWith("/opt/")) {
            fs.writeFileSync(path.join(opt, path.basename(file)), content, { mode: executable ? 0o755 : 0o644 });
        }
    }
    fs.mkdirSync(path.join(opt, "incoming"));
}

/** Puts a release in its place, and runs its own script. */
function install(host: SshHost, command: string): ReturnType<SshHost["run"]> {
    const release = path.join(host.opt, "releases", sha.slice(0, 12));
    const files = planWorkerFiles({
        ...bareWorker,
        services: { consumer: { command, stopSeconds: 5 } },
    });
    for (const { path: file, content, executable } of files) {
        fs.mkdirSync(path.dirname(path.join(release, file)), { recursive: true });
        fs.writeFileSync(path.join(release, file), content, { mode: executable ? 0o755 : 0o644 });
    }
    return host.run(`/opt/releases/${sha.slice(0, 12)}/.worker/install ${sha} >>/opt/startup.log 2>&1`);
}
