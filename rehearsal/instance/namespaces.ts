import { ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import type { Readable, Writable } from "node:stream";

/** Ids of users that an instance knows: all that its system files name, and room for those that a deployment adds. */
const ids = 65_536;

/** The first process inside: it takes the end of those whose parents are gone, and nothing inside can end it. */
const first = ["--", "/bin/sh", "-c", "while true; do sleep 1000000 & wait $!; done"];

/** A set of Linux namespaces that lives until it is ended; commands enter it by the process id. */
export interface Namespaces {
    /** Of a process inside, as this machine counts. */
    readonly pid: number;
    /** Whether more than one user id exists inside. An ordinary user may map its own id only. */
    readonly manyUsers: boolean;
    /** Ends every process inside, as a loss of power does. */
    end(): Promise<void>;
}

/**
 * Makes user, mount, process, network and host name namespaces, filled by bubblewrap's mounts.
 *
 * Also root gets a user namespace of its own: what a deployment's scripts do as root cannot reach this machine then. All ids stay what they are, so that
 * user and group of files on disk mean the same on both sides.
 *
 * @param mounts - arguments of bubblewrap
 */
export async function openNamespaces(mounts: readonly string[], hostname: string): Promise<Namespaces> {
    const manyUsers = process.getuid?.() === 0;
    const bubblewrap = ["bwrap", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"];
    const own = ["--hostname", hostname, "--die-with-parent", "--info-fd", "3", "--as-pid-1", ...mounts];
    // The ids have to be mapped from outside before anything is mounted, so a shell waits for a line.
    const script = manyUsers ? 'read -r go && exec "$@"' : 'exec "$@"';
    const child = spawn(
        "unshare",
        [
            "--user",
            ...(manyUsers ? [] : ["--map-root-user"]),
            "sh",
            "-c",
            script,
            "sh",
            ...bubblewrap,
            ...own,
            ...first,
        ],
        // What is in this process's environment, such as credentials, could be read inside: /proc/1/environ.
        { stdio: ["pipe", "ignore", "pipe", "pipe"], env: { PATH: process.env["PATH"] } },
    );
    const pid = await started(child, manyUsers);
    return { pid, manyUsers, end: () => end(child, pid) };
}

async function started(child: ChildProcess, manyUsers: boolean): Promise<number> {
    const [input, , errors, info] = child.stdio as unknown as [Writable, null, Readable, Readable];
    let problem = "";
    errors.on("data", (piece: Buffer) => {
        problem += piece.toString();
    });
    // A child that ends at once leaves a closed pipe; its exit tells more.
    input.on("error", () => undefined);
    const failed = new Promise<never>((_, reject) => {
        child.once("error", reject);
        child.once("close", (code) => {
            reject(new Error(`A simulated instance could not be started (exit code ${String(code)}): ${problem}`));
        });
    });
    failed.catch(() => undefined);
    if (manyUsers) {
        await Promise.race([userNamespaceOf(child), failed]);
        fs.writeFileSync(`/proc/${String(child.pid)}/uid_map`, `0 0 ${ids}`);
        fs.writeFileSync(`/proc/${String(child.pid)}/gid_map`, `0 0 ${ids}`);
    }
    input.write("go\n");
    return Promise.race([childOf(info), failed]);
}

/** Waits until unshare has left this process's user namespace. Linux tells nobody, so it is asked again. */
async function userNamespaceOf(child: ChildProcess): Promise<void> {
    const own = fs.readlinkSync("/proc/self/ns/user");
    while (child.exitCode === null && fs.readlinkSync(`/proc/${String(child.pid)}/ns/user`) === own) {
        await new Promise((resolve) => setImmediate(resolve));
    }
}

/** bubblewrap writes one JSON object. */
function childOf(info: Readable): Promise<number> {
    let text = "";
    return new Promise((resolve) => {
        info.on("data", (piece: Buffer) => {
            text += piece.toString();
            const found = /"child-pid":\s*(\d+)/.exec(text)?.[1];
            if (found !== undefined) {
                resolve(Number(found));
            }
        });
    });
}

async function end(child: ChildProcess, pid: number): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) {
        return;
    }
    const ended = once(child, "close");
    try {
        // It is the first process of its namespace: the kernel ends all others with it.
        process.kill(pid, "SIGKILL");
    } catch {
        child.kill("SIGKILL");
    }
    await ended;
}
