import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { SshHost } from "./ssh-host";
import { isRecord, Properties, textOf } from "./values";

/** What a program printed, and how it ended. */
interface Ended {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** Code of `ssh` and `scp` for what went wrong with the connection, not with the command. */
const connectionFailed = 255;

/** The words of Go's clocks. */
const timeIsUp = "context deadline exceeded";

/**
 * What @pulumi/command does on a host, done with the programs `ssh` and `scp`. As the provider does it, dialling goes on until the time is up, every five
 * seconds in the end, a connection that breaks later is an error at once, and the resource's time ends what still runs, which the host may not notice.
 *
 * https://github.com/pulumi/pulumi-command/blob/v1.2.1/provider/pkg/provider/remote/connection.go
 */
export class SshConnection {
    private constructor(
        private readonly host: SshHost,
        private readonly options: readonly string[],
        private readonly dialUntil: number,
        /** Aborts when the resource's time is up. */
        private readonly time: AbortSignal,
    ) {}

    /**
     * @param connection - the resource's input of that name, plain
     * @param seconds - the resource's time
     * @throws Error in the provider's words when nobody answers in time, or the work does not end in time
     */
    static async use<T>(
        host: SshHost,
        connection: Properties,
        seconds: number,
        work: (ssh: SshConnection) => Promise<T>,
    ): Promise<T> {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-ssh-"));
        try {
            const dialUntil = Date.now() + Math.min(host.dialSeconds ?? seconds, seconds) * 1000;
            const time = AbortSignal.timeout(seconds * 1000);
            const ssh = new SshConnection(host, sshOptions(folder, host, connection), dialUntil, time);
            await ssh.dial();
            return await work(ssh);
        } finally {
            fs.rmSync(folder, { recursive: true, force: true });
        }
    }

    /** Copies a file of this machine. */
    async copy(file: string, remotePath: string): Promise<void> {
        const { host, port, user } = this.host;
        const target = `${user}@${host}:${this.mapped(remotePath)}`;
        const { code, stderr } = await run("scp", ["-q", ...this.options, "-P", String(port), file, target], this.time);
        if (code !== 0) {
            throw new Error(`failed to copy ${file} to ${remotePath}: ${stderr.trim()}`);
        }
    }

    /** @throws Error with everything that the command printed when it fails */
    async run(command: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
        const { code, stdout, stderr } = await this.shell(this.withRoot(command));
        if (code === connectionFailed) {
            throw new Error(`wait: remote command exited without exit status or exit signal: ${stderr.trim()}`);
        }
        if (code !== 0) {
            const printed = [stdout, stderr].filter((text) => text !== "").join("");
            throw new Error(`Process exited with status ${code}: running ${JSON.stringify(command)}:\n${printed}`);
        }
        return { stdout: stdout.replace(/\n$/, ""), stderr: stderr.replace(/\n$/, "") };
    }

    private async dial(): Promise<void> {
        for (let wait = 100; ; wait = Math.min(wait * 1.5, 5000)) {
            const { code } = await this.shell("true");
            if (code !== connectionFailed) {
                return;
            }
            if (Date.now() + wait > this.dialUntil) {
                throw new Error(timeIsUp);
            }
            await setTimeout(wait);
        }
    }

    private shell(command: string): Promise<Ended> {
        const { host, port, user } = this.host;
        return run("ssh", [...this.options, "-p", String(port), `${user}@${host}`, command], this.time);
    }

    private withRoot(command: string): string {
        return this.host.root === undefined ? command : `export WORKER_ROOT='${this.host.root}'\n${command}`;
    }

    private mapped(remotePath: string): string {
        return this.host.root === undefined ? remotePath : remotePath.replace(/^\/opt(?=\/|$)/, this.host.root);
    }
}

/** Nothing of the user's own: no agent, no configuration, no known hosts. Without a host's key any is taken, as the provider does. */
function sshOptions(folder: string, { host, port }: SshHost, connection: Properties): string[] {
    const key = path.join(folder, "key");
    const known = path.join(folder, "known_hosts");
    fs.writeFileSync(key, `${textOf(connection, "privateKey").trimEnd()}\n`, { mode: 0o600 });
    const hostKey = textOf(connection, "hostKey");
    fs.writeFileSync(known, hostKey === "" ? "" : `[${host}]:${port} ${hostKey}\n${host} ${hostKey}\n`);
    const options = {
        BatchMode: "yes",
        IdentitiesOnly: "yes",
        IdentityAgent: "none",
        LogLevel: "ERROR",
        UserKnownHostsFile: known,
        GlobalKnownHostsFile: "/dev/null",
        StrictHostKeyChecking: hostKey === "" ? "no" : "yes",
        ConnectTimeout: String(Number(connection["perDialTimeout"] ?? 15)),
    };
    return [
        "-F",
        "/dev/null",
        "-i",
        key,
        ...Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]),
    ];
}

function run(program: string, args: readonly string[], time: AbortSignal): Promise<Ended> {
    return new Promise((resolve, reject) => {
        // scp passes this signal on to the ssh that it started.
        const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], signal: time, killSignal: "SIGTERM" });
        const texts = { stdout: "", stderr: "" };
        child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
        child.on("error", (error) => {
            if (!time.aborted) {
                reject(new Error(`The sandbox could not start ${program}: ${error.message}`));
            }
        });
        child.on("close", (code) => {
            if (time.aborted) {
                reject(new Error(timeIsUp));
            } else {
                resolve({ code: code ?? connectionFailed, ...texts });
            }
        });
    });
}

/** Adds a public key to those that may log in, as cloud-init does when an instance first starts. */
export function authorize({ authorizedKeys }: SshHost, publicKey: string): void {
    if (authorizedKeys !== undefined && publicKey !== "") {
        const known = fs.existsSync(authorizedKeys) ? fs.readFileSync(authorizedKeys, "utf8") : "";
        if (!known.split("\n").includes(publicKey)) {
            fs.appendFileSync(authorizedKeys, `${publicKey}\n`, { mode: 0o600 });
        }
    }
}

/** The path of a file that an asset is. */
export function assetPath(source: unknown): string {
    const file = isRecord(source) ? textOf(source, "path") : "";
    if (file === "") {
        throw new Error("The sandbox copies files of this machine only.");
    }
    return file;
}
