import { spawn } from "node:child_process";
import type { Target } from "./reach";

export interface SshOptions {
    /** Takes the host key of a host that is not known yet. */
    readonly acceptNew: boolean;
    /** File of known host keys; ssh's own when undefined. */
    readonly knownHosts: string | undefined;
    /** For everything. */
    readonly timeoutSeconds: number;
}

export interface Said {
    /** Undefined when the time was over. */
    readonly code: number | undefined;
    readonly stdout: string;
    readonly stderr: string;
}

/** @throws Error with code ENOENT when there is no program ssh */
export type Ssh = (target: Target, options: SshOptions, script: string) => Promise<Said>;

/** Longest wait for the connection itself, in seconds. */
const connectSeconds = 10;

/** The user's own configuration holds (~/.ssh/config), but nothing is asked: no password, no passphrase, no host key. */
export function sshArguments(
    { host, user, port, key }: Target,
    { acceptNew, knownHosts, timeoutSeconds }: SshOptions,
): string[] {
    const options = {
        BatchMode: "yes",
        ConnectTimeout: String(Math.min(connectSeconds, timeoutSeconds)),
        ServerAliveInterval: "5",
        ...(key === undefined ? {} : { IdentitiesOnly: "yes" }),
        ...(knownHosts === undefined ? {} : { UserKnownHostsFile: `"${knownHosts}"` }),
        ...(acceptNew ? { StrictHostKeyChecking: "accept-new" } : {}),
    };
    const flags = Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
    const identity = key === undefined ? [] : ["-i", key];
    return ["-T", ...flags, ...identity, "-p", String(port), "-l", user, "--", host, "sh -s"];
}

/** Runs a script on a host, by the program ssh of this machine. */
export const runSsh: Ssh = (target, options, script) =>
    new Promise((resolve, reject) => {
        const child = spawn("ssh", sshArguments(target, options), { stdio: ["pipe", "pipe", "pipe"] });
        const out: Buffer[] = [];
        const err: Buffer[] = [];
        let isLate = false;
        const timer = setTimeout(() => {
            isLate = true;
            child.kill();
            // What ssh itself started, such as a jump host's connection, may hold them open.
            child.stdout.destroy();
            child.stderr.destroy();
        }, options.timeoutSeconds * 1000);
        child.stdout.on("data", (bytes: Buffer) => out.push(bytes));
        child.stderr.on("data", (bytes: Buffer) => err.push(bytes));
        // A host that refuses closes it early; what ssh says about that tells more.
        child.stdin.on("error", () => undefined);
        child.once("error", (error) => {
            clearTimeout(timer);
            reject(error);
        });
        child.once("close", (code) => {
            clearTimeout(timer);
            const [stdout, stderr] = [out, err].map((parts) => Buffer.concat(parts).toString("utf8"));
            resolve({ code: isLate ? undefined : (code ?? undefined), stdout: stdout ?? "", stderr: stderr ?? "" });
        });
        child.stdin.end(script);
    });
