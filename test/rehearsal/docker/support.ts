import * as assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { constants } from "node:os";
import type { LongProcess, Spawner, SpawnOptions } from "../../../rehearsal/docker/model";
import type { Outcome, Recorder, RunOptions, Shell, Step } from "../../../rehearsal/model";

/** A small instance for tests: a process of its own sleeps in namespaces, and commands enter them. */
export interface TestInstance extends Shell, Spawner {
    readonly root: string;
    stop(): Promise<void>;
}

/** Programs that it takes, and why it cannot be; undefined where it can. */
export function missingForInstance(): string | undefined {
    if (process.getuid?.() !== 0) {
        return "no right to enter namespaces here (run as root)";
    }
    const absent = ["bwrap", "nsenter", "setpriv"].filter((name) => spawnSync(name, ["--version"]).error !== undefined);
    return absent.length === 0 ? undefined : `no ${absent.join(", ")} here (apt install bubblewrap util-linux)`;
}

/**
 * @param root - a folder for all that the instance writes
 * @param visible - folders of this machine that it sees
 */
export async function startInstance(root: string, visible: readonly string[]): Promise<TestInstance> {
    layRoot(root);
    const arguments_ = [
        ..."--unshare-net --unshare-pid --unshare-ipc --unshare-uts --die-with-parent --info-fd 3".split(" "),
        ..."--ro-bind /usr /usr --proc /proc --dev /dev --tmpfs /tmp --tmpfs /run --tmpfs /root".split(" "),
        ...["bin", "sbin", "lib", "lib64"].flatMap((each) => ["--symlink", `usr/${each}`, `/${each}`]),
        ...["etc", "var"].flatMap((each) => ["--bind", path.join(root, each), `/${each}`]),
        // Folders above one that is bound are made for its owner alone, and containers have other users.
        ...visible.flatMap((each) => [...above(each), "--ro-bind", each, each]),
        ...["sh", "-c", "echo up; exec sleep infinity"],
    ];
    const child = spawn("bwrap", arguments_, { stdio: ["ignore", "pipe", "inherit", "pipe"] });
    const [info] = await Promise.all([text(child.stdio[3]), once(child.stdout ?? child, "data")]);
    const { "child-pid": pid } = JSON.parse(info) as { readonly "child-pid": number };
    const enter = ["nsenter", "-t", String(pid), ..."-m -n -p -i -u".split(" "), "--"];
    return { ...commandsIn(enter), root, stop: () => end(child, pid) };
}

const above = (folder: string): string[] =>
    path.dirname(folder) === "/" ? [] : [...above(path.dirname(folder)), "--dir", path.dirname(folder)];

/** `sleep` hears no signal as the first process of its namespace; the kill takes all others with it. */
async function end(child: ChildProcess, pid: number): Promise<void> {
    const ended = once(child, "exit");
    process.kill(pid, "SIGKILL");
    await ended;
}

async function text(stream: unknown): Promise<string> {
    assert.ok(stream !== null && typeof stream === "object" && "on" in stream);
    let all = "";
    for await (const piece of stream as unknown as AsyncIterable<Buffer>) {
        all += piece.toString();
        if (all.includes("}")) {
            break;
        }
    }
    return all;
}

function layRoot(root: string): void {
    const lines: Readonly<Record<string, string>> = {
        "etc/passwd": "root:x:0:0::/root:/bin/sh\n",
        "etc/group": "root:x:0:\n",
        "etc/hosts": "127.0.0.1 localhost\n",
        "etc/nginx/mime.types": "types { text/css css; }\n",
        "var/log/.keep": "",
        "var/app/current/.keep": "",
    };
    fs.chmodSync(root, 0o755);
    for (const [file, content] of Object.entries(lines)) {
        fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
        fs.writeFileSync(path.join(root, file), content);
    }
    for (const link of ["alternatives", "ld.so.cache"]) {
        fs.cpSync(path.join("/etc", link), path.join(root, "etc", link), { recursive: true, verbatimSymlinks: true });
    }
}

const defaults = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", LANG: "C.UTF-8", USER: "root" };

function commandsIn(enter: readonly string[]): Shell & Spawner {
    const start = (command: readonly string[], { cwd = "/", env, user = "root", input }: RunOptions) => {
        const as = [
            "setpriv",
            `--reuid=${user}`,
            `--regid=${user}`,
            user === "root" ? "--clear-groups" : "--init-groups",
        ];
        const inFolder = ["env", "-C", cwd, "--", ...command];
        const [program = "", ...rest] = [...enter, ...as, "--no-new-privs", "--", ...inFolder];
        const child = spawn(program, rest, { env: { ...defaults, ...env }, stdio: "pipe" });
        child.stdin.on("error", () => undefined);
        child.stdin.end(input);
        return child;
    };
    return {
        run: (command, options = {}) => outcome(start(command, options), options.onOutput),
        spawn(command, options: SpawnOptions = {}): LongProcess {
            const child = start(command, options);
            return { exited: outcome(child, options.onOutput), kill: (signal) => void child.kill(signal) };
        },
    };
}

async function outcome(child: ReturnType<typeof spawn>, onOutput?: (text: string) => void): Promise<Outcome> {
    let output = "";
    let stdout = "";
    child.stdout?.on("data", (piece: Buffer) => {
        stdout += piece.toString();
    });
    for (const stream of [child.stdout, child.stderr]) {
        stream?.on("data", (piece: Buffer) => {
            output += piece.toString();
            onOutput?.(piece.toString());
        });
    }
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    return { code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), output, stdout };
}

/** Takes steps down in a list. */
export function recorderOf(steps: Step[]): Recorder {
    return {
        async step(start, work) {
            const end = await work();
            const step: Step = { instance: "i-1", seconds: 0, output: "", ...start, ...end };
            steps.push(step);
            return step;
        },
    };
}

/** Folders that a Python of this machine needs beside /usr. */
export function pythonFolders(python: string): string[] {
    const { stdout } = spawnSync(python, ["-c", "import sys; print(sys.base_prefix)"], { encoding: "utf8" });
    return stdout.trim() === "/usr" ? [] : [stdout.trim()];
}

/** Lays the files of a bundle where the platform extracts them. */
export function layBundle(root: string, files: ReadonlyMap<string, string>): void {
    for (const [name, content] of files) {
        const file = path.join(root, "var/app/current", name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, content);
    }
}
