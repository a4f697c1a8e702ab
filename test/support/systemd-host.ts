import { ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Ran } from "./ssh-host";

/** A machine that a systemd of its own runs, as root, in namespaces; of this machine it has programs, read as they are, and nothing else. */
export interface SystemdHost {
    /** Folder of this machine that the host sees as /opt. */
    readonly opt: string;
    run(command: string): Promise<Ran>;
    stop(): Promise<void>;
}

const systemd = ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"].find((file) => fs.existsSync(file));

/** The folder of the unified hierarchy, in which a systemd gets a group of its own. */
function cgroups(): string | undefined {
    const mounts = fs.readFileSync("/proc/self/mounts", "utf8").split("\n");
    return mounts.map((line) => line.split(" ")).find(([, , type]) => type === "cgroup2")?.[1];
}

/**
 * Call it in a `before` hook of tests with such a host. It takes rights that a container of CI usually has not, so that a skip is no failure there either:
 * what such a test shows beyond the one over SSH is said in its words.
 */
export async function needsSystemdHost(context: Mocha.Context): Promise<void> {
    const reason = missing() ?? (await refused());
    if (reason !== undefined) {
        console.log(`      skipped: ${reason}`);
        context.skip();
    }
}

function missing(): string | undefined {
    if (process.platform !== "linux" || process.getuid?.() !== 0) {
        return "only root may run a systemd of its own";
    }
    if (systemd === undefined || cgroups() === undefined) {
        return "no systemd or no unified cgroups here";
    }
    return undefined;
}

async function refused(): Promise<string | undefined> {
    try {
        await (await startSystemdHost()).stop();
        return undefined;
    } catch (error) {
        return `no systemd of its own may run here (${String(error).split("\n", 1)[0] ?? ""})`;
    }
}

/** No unit of this machine's is there, least of all one that mounts disks or sets the kernel: these stand for those that others ask for. */
const targets = [
    "sysinit",
    "basic",
    "multi-user",
    "network-online",
    "timers",
    "paths",
    "sockets",
    "slices",
    "shutdown",
    "umount",
];

/** What the first process does before it becomes systemd. All mounts are its own. */
const script = (folder: string): string => `set -e
mount --make-rprivate /
umount -l -a -t cgroup
umount -l "$(findmnt -n -o TARGET -t cgroup2 | head -n 1)" || true
umount -l /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 none /sys/fs/cgroup
mount -t tmpfs tmpfs ${folder}/layers
for each in etc var; do
  mkdir ${folder}/layers/$each ${folder}/layers/$each-work
  mount -t overlay overlay -o lowerdir=/$each,upperdir=${folder}/layers/$each,workdir=${folder}/layers/$each-work /$each
done
rm -rf /etc/systemd/system /etc/fstab
mkdir /etc/systemd/system
mount -t tmpfs tmpfs /usr/lib/systemd/system
mount -t tmpfs tmpfs /usr/lib/systemd/system-generators
for each in ${targets.join(" ")}; do printf '[Unit]\\nDefaultDependencies=no\\n' >/usr/lib/systemd/system/$each.target; done
mount --bind ${folder}/opt /opt
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system
hostname worker
export container=test
exec ${systemd ?? "systemd"} --system --unit=basic.target --log-target=console`;

export async function startSystemdHost(): Promise<SystemdHost> {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-systemd-")));
    fs.mkdirSync(path.join(folder, "opt"));
    fs.mkdirSync(path.join(folder, "layers"));
    fs.chmodSync(folder, 0o755);
    const group = path.join(cgroups() ?? "", `django-beanstalk-${process.pid}-${randomBytes(4).toString("hex")}`);
    const unshare = "unshare --mount --pid --fork --kill-child --uts --ipc --cgroup --mount-proc bash -c";
    const begin = `mkdir "$1" && echo $$ >"$1/cgroup.procs" && exec ${unshare} "$2"`;
    const child = spawn("bash", ["-c", begin, "bash", group, script(folder)], { stdio: ["ignore", "pipe", "pipe"] });
    const end = () => child.kill("SIGKILL");
    process.once("exit", end);
    const stop = async () => {
        process.removeListener("exit", end);
        await ended(child);
        await removed(group);
        fs.rmSync(folder, { recursive: true, force: true });
    };
    try {
        const first = await running(child);
        return { opt: path.join(folder, "opt"), run: (command) => inside(first, command), stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

/** A kernel or a container that lets it begin may still not let it come up. */
const patienceMs = 60_000;

/** @returns the number of the host's first process on this machine, once its systemd answers */
function running(child: ChildProcess): Promise<number> {
    const late = Date.now() + patienceMs;
    return new Promise((resolve, reject) => {
        let words = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream?.setEncoding("utf8").on("data", (piece: string) => (words += piece));
        }
        child.once("error", reject);
        child.once("close", () => {
            reject(new Error(words.trim() === "" ? "it ended" : words.trim()));
        });
        const look = async () => {
            const first = child.pid === undefined ? undefined : childOf(child.pid);
            if (first !== undefined && (await inside(first, "systemctl is-active --quiet basic.target")).code === 0) {
                resolve(first);
            } else if (Date.now() > late) {
                reject(new Error(`it did not answer within ${patienceMs / 1000} s: ${words.trim()}`));
            } else if (child.exitCode === null && child.signalCode === null) {
                setTimeout(() => void look(), 100);
            }
        };
        void look();
    });
}

function childOf(pid: number): number | undefined {
    try {
        const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
        return children === "" ? undefined : Number(children.split(" ")[0]);
    } catch {
        // It has ended, which whoever waits for it is told.
        return undefined;
    }
}

function inside(first: number, command: string): Promise<Ran> {
    return new Promise((resolve, reject) => {
        const args = ["-t", String(first), "--mount", "--pid", "--uts", "--ipc", "--cgroup", "sh", "-c", command];
        const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LANG: "C.UTF-8" };
        const child = spawn("nsenter", args, { stdio: ["ignore", "pipe", "pipe"], env });
        let stdout = "";
        let output = "";
        child.stdout.setEncoding("utf8").on("data", (piece: string) => {
            stdout += piece;
            output += piece;
        });
        child.stderr.setEncoding("utf8").on("data", (piece: string) => (output += piece));
        child.once("error", reject);
        child.once("close", (code) => {
            resolve({ code: code ?? 255, stdout, output });
        });
    });
}

/** With its first process, all others of the host end. */
async function ended(child: ChildProcess): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once("close", resolve));
        child.kill("SIGKILL");
        await gone;
    }
}

/** The kernel lets a group go when the last of its processes is gone, which may be a moment later. */
async function removed(group: string): Promise<void> {
    for (let attempt = 0; attempt < 100 && fs.existsSync(group); attempt += 1) {
        spawnSync("find", [group, "-depth", "-type", "d", "-exec", "rmdir", "{}", ";"]);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}
