import { ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { constants } from "node:os";
import * as path from "node:path";
import type { Outcome, RunOptions, Shell } from "../model";
import { entering } from "./enter";
import { Namespaces, openNamespaces } from "./namespaces";
import { Network, openNetwork, Route } from "./network";
import { layRoot, mounts, RootOptions } from "./root-file-system";

/** A command that goes on until it is ended. */
export interface Running {
    readonly exited: Promise<Outcome>;
    /** Sends a signal to the command and all that it started. */
    kill(signal: NodeJS.Signals): void;
}

/** A simulated instance: its own files, processes, network and host name, in Linux namespaces. Nothing that runs in it reaches this machine. */
export class Instance implements Shell {
    private network: Network | undefined;
    private readonly running = new Set<ChildProcess>();

    private constructor(
        readonly name: string,
        readonly options: RootOptions,
        private readonly namespaces: Namespaces,
    ) {}

    /** Starts an instance on which nothing is deployed. */
    static async start(name: string, options: RootOptions): Promise<Instance> {
        layRoot(options);
        return new Instance(name, options, await openNamespaces(mounts(options), options.hostname));
    }

    /** Whether webapp is a user other than root. */
    get manyUsers(): boolean {
        return this.namespaces.manyUsers;
    }

    /** Folder of this machine that the instance sees as /run/rehearsal. */
    get shared(): string {
        return path.join(this.options.folder, "run", "rehearsal");
    }

    /** The line by which a person runs a command inside, at a terminal. Of that person's environment only the terminal's kind goes along. */
    enterCommand(...command: readonly string[]): string {
        const { program, args, env } = entering(this.namespaces, command, {});
        return [
            ...(this.manyUsers ? ["sudo"] : []),
            ...["env", "-i", ...Object.entries(env).map(([name, value]) => `${name}=${value}`), 'TERM="$TERM"'],
            program,
            ...args.filter((each) => each !== "setsid" && each !== "--wait"),
        ].join(" ");
    }

    async run(command: readonly string[], options: RunOptions = {}): Promise<Outcome> {
        return this.spawn(command, options).exited;
    }

    spawn(command: readonly string[], options: RunOptions = {}): Running {
        const { program, args, env } = entering(this.namespaces, command, options);
        // Node hands this variable on by itself while coverage is measured, unless it is named.
        const own = { ...env, NODE_V8_COVERAGE: undefined };
        const child = spawn(program, args, { env: own, stdio: ["pipe", "pipe", "pipe"] });
        this.running.add(child);
        return { exited: this.outcome(child, options), kill: (signal) => signalTree(child, signal) };
    }

    /** Lets connections through: inside, addresses that lead out; outside, sockets that lead in. */
    async connect(routes: readonly Route[], neighbours: readonly Route[]): Promise<void> {
        this.network = await openNetwork(this.namespaces, this.options.address, routes, neighbours);
    }

    /** Lets ports of the instance lead elsewhere, until the function that it resolves with is called. */
    async listen(routes: readonly Route[]): Promise<() => Promise<void>> {
        if (this.network === undefined) {
            throw new Error("The instance has no network yet.");
        }
        return this.network.listen(routes);
    }

    /** Ends everything inside at once, as a loss of power does. Its files stay. */
    async end(): Promise<void> {
        const ended = [...this.running]
            .filter((child) => child.exitCode === null && child.signalCode === null)
            .map((child) => once(child, "close"));
        this.network?.end();
        await this.namespaces.end();
        await Promise.all(ended);
    }

    private outcome(child: ChildProcess, { input, onOutput }: RunOptions): Promise<Outcome> {
        let output = "";
        let stdout = "";
        const take = (text: string) => {
            output += text;
            onOutput?.(text);
        };
        child.stdout?.setEncoding("utf8").on("data", (text: string) => {
            stdout += text;
            take(text);
        });
        child.stderr?.setEncoding("utf8").on("data", take);
        // A command that does not read its input closes the pipe.
        child.stdin?.on("error", () => undefined);
        child.stdin?.end(input ?? "");
        return new Promise((resolve, reject) => {
            child.once("error", reject);
            child.once("close", (code, signal) => {
                this.running.delete(child);
                resolve({ code: code ?? 128 + constants.signals[signal ?? "SIGKILL"], output, stdout });
            });
        });
    }
}

/** nsenter waits outside; what it started has a session of its own inside, but for its first moment. */
function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
    const inside = child.pid === undefined ? undefined : firstChildOf(child.pid);
    if (inside === undefined) {
        child.kill(signal);
    } else if (!send(-inside, signal)) {
        send(inside, signal);
    }
}

/** @returns whether there is such a process */
function send(pid: number, signal: NodeJS.Signals): boolean {
    try {
        process.kill(pid, signal);
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ESRCH") {
            return false;
        }
        throw error;
    }
}

export function firstChildOf(pid: number): number | undefined {
    try {
        const [first] = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
        return first === undefined || first === "" ? undefined : Number(first);
    } catch {
        return undefined;
    }
}
