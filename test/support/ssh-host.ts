import { ChildProcess, execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { endServer, freePort, listen, portOf, startServer } from "../../rehearsal/services/server-process";
import { skipOrFail } from "./judges/needs-judges";

export interface Ran {
    readonly code: number;
    readonly stdout: string;
    /** Both streams, in the order in which they came. */
    readonly output: string;
}

export interface Way {
    /** The connection is cut when this many bytes went to the host. */
    readonly cutAfterBytes?: number;
    /** The connection is cut when the host said this. */
    readonly cutAt?: RegExp;
}

/** A host behind a real sshd, which runs as an unprivileged user on loopback and sees a /opt, /home, /run and /tmp of its own. */
export interface SshHost {
    /** Folder of this machine that the host sees as /opt. */
    readonly opt: string;
    readonly port: number;
    /** Files for other clients. */
    readonly keyFile: string;
    readonly knownHosts: string;
    /** Runs a command line in the user's login shell. */
    run(command: string, way?: Way): Promise<Ran>;
    /** Uploads a file by SFTP. */
    copy(file: string, remotePath: string, way?: Way): Promise<Ran>;
    stop(): Promise<void>;
}

export const sshUser = "ec2-user";

const sshd = ["/usr/sbin/sshd", "/usr/local/sbin/sshd"].find((file) => fs.existsSync(file));

/** Call it in a `before` hook of tests with a host. */
export function needsSshHost(context: Mocha.Context): void {
    if (sshd === undefined) {
        skipOrFail(context, "no sshd here (apt install openssh-server openssh-client)");
    }
    try {
        execFileSync("bwrap", [...namespaces, "--", "true"], { stdio: "ignore" });
    } catch {
        skipOrFail(context, "no bwrap here that may make namespaces (apt install bubblewrap)");
    }
}

/** The network is this machine's; everything that was started inside ends with the first process. */
const namespaces =
    "--unshare-user --unshare-pid --unshare-ipc --die-with-parent --new-session --uid 1000 --gid 1000 --ro-bind / / --dev /dev --proc /proc --tmpfs /run --tmpfs /tmp".split(
        " ",
    );

/** @param optBytes - makes /opt a disk of its own of this size, which only the host sees */
export async function startSshHost({ optBytes }: { readonly optBytes?: number } = {}): Promise<SshHost> {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-ssh-")));
    layOut(folder);
    const { child, port } = await started(folder, optBytes);
    fs.writeFileSync(
        path.join(folder, "known_hosts"),
        `worker ${fs.readFileSync(path.join(folder, "host_key.pub"), "utf8")}`,
    );
    const options = clientOptions(folder);
    return {
        opt: path.join(folder, "opt"),
        port,
        keyFile: path.join(folder, "user_key"),
        knownHosts: path.join(folder, "known_hosts"),
        run: (command, way = {}) =>
            by(port, way, (at) => client("ssh", [...options, "-p", String(at), `${sshUser}@127.0.0.1`, command], way)),
        copy: (file, remotePath, way = {}) =>
            by(port, way, (at) =>
                client("scp", [...options, "-P", String(at), file, `${sshUser}@127.0.0.1:${remotePath}`], way),
            ),
        stop: async () => {
            await endServer(child, "SIGKILL");
            fs.rmSync(folder, { recursive: true, force: true });
        },
    };
}

function layOut(folder: string): void {
    for (const each of ["opt", `home/${sshUser}`]) {
        fs.mkdirSync(path.join(folder, each), { recursive: true });
    }
    for (const key of ["host_key", "user_key"]) {
        execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path.join(folder, key)]);
    }
    fs.writeFileSync(path.join(folder, "passwd"), `${sshUser}:x:1000:1000::/home/${sshUser}:/bin/bash\n`);
    fs.writeFileSync(path.join(folder, "group"), `${sshUser}:x:1000:\n`);
    const lines = [
        "ListenAddress 127.0.0.1",
        `HostKey ${folder}/host_key`,
        `AuthorizedKeysFile ${folder}/user_key.pub`,
        "PidFile none",
        "UsePAM no",
        "StrictModes no",
        "PasswordAuthentication no",
        "Subsystem sftp internal-sftp",
        "SetEnv WORKER_SETTLE_SECONDS=1",
    ];
    fs.writeFileSync(path.join(folder, "sshd_config"), `${lines.join("\n")}\n`);
}

/** sshd takes no port 0; another process may take the one that was free a moment ago. */
async function started(
    folder: string,
    optBytes: number | undefined,
    attempt = 1,
): Promise<{ child: ChildProcess; port: number }> {
    const port = await freePort();
    const opt =
        optBytes === undefined ? ["--bind", `${folder}/opt`, "/opt"] : ["--size", String(optBytes), "--tmpfs", "/opt"];
    const binds = [
        ...["--bind", `${folder}/home`, "/home", "--ro-bind", folder, folder, ...opt],
        ...["--ro-bind", `${folder}/passwd`, "/etc/passwd", "--ro-bind", `${folder}/group`, "/etc/group"],
    ];
    const command = [sshd ?? "sshd", "-D", "-e", "-f", `${folder}/sshd_config`, "-p", String(port)];
    try {
        const env = { PATH: "/usr/bin:/bin", LANG: "C.UTF-8" };
        const args = [...namespaces, ...binds, "--", ...command];
        return {
            child: await startServer("bwrap", args, /Server listening on/, { env: { ...process.env, ...env } }),
            port,
        };
    } catch (error) {
        if (attempt < 5 && /Address already in use/.test(String(error))) {
            return started(folder, optBytes, attempt + 1);
        }
        throw error;
    }
}

const clientOptions = (folder: string): string[] =>
    [
        "BatchMode=yes",
        "StrictHostKeyChecking=yes",
        `UserKnownHostsFile=${folder}/known_hosts`,
        "GlobalKnownHostsFile=/dev/null",
        `IdentityFile=${folder}/user_key`,
        "IdentitiesOnly=yes",
        "LogLevel=ERROR",
        "HostKeyAlias=worker",
    ].flatMap((option) => ["-o", option]);

/** Where a connection has to be cut, a relay lies between. */
async function by(port: number, { cutAfterBytes }: Way, work: (port: number) => Promise<Ran>): Promise<Ran> {
    if (cutAfterBytes === undefined) {
        return work(port);
    }
    const relay = net.createServer((client) => {
        const host = net.connect(port, "127.0.0.1");
        let sent = 0;
        for (const [one, other] of [
            [client, host],
            [host, client],
        ] as const) {
            one.on("error", () => other.destroy());
            one.on("close", () => other.destroy());
        }
        client.on("data", (piece) => {
            sent += piece.length;
            if (sent >= cutAfterBytes) {
                client.destroy();
            } else {
                host.write(piece);
            }
        });
        host.pipe(client);
    });
    await listen(relay);
    try {
        return await work(portOf(relay));
    } finally {
        relay.close();
    }
}

function client(program: string, args: readonly string[], { cutAt }: Way): Promise<Ran> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, ["-F", "/dev/null", ...args], { stdio: ["ignore", "pipe", "pipe"] });
        let stdout = "";
        let output = "";
        const hear = (piece: string) => {
            output += piece;
            if (cutAt?.test(output) === true) {
                child.kill("SIGKILL");
            }
        };
        child.stdout.setEncoding("utf8").on("data", (piece: string) => {
            stdout += piece;
            hear(piece);
        });
        child.stderr.setEncoding("utf8").on("data", hear);
        child.once("error", reject);
        child.once("close", (code) => {
            resolve({ code: code ?? 255, stdout, output });
        });
    });
}
