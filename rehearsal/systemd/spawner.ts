import type { Outcome, Shell } from "../model";

/** How a process ended. */
export type Exit = { readonly code: number } | { readonly signal: string };

export interface SpawnOptions {
    readonly cwd: string;
    readonly cwdMayBeMissing: boolean;
    readonly env: Readonly<Record<string, string>>;
    readonly user: string;
    readonly noNewPrivileges: boolean;
    readonly onOutput: (text: string) => void;
}

export interface Running {
    /** Number of the process inside the instance; undefined when it ended before it had one. */
    readonly pid: number | undefined;
    readonly exited: Promise<Exit>;
    /** Sends a signal to the process, or to all that it began. */
    kill(signal: string, whom: "process" | "all"): Promise<void>;
}

/** Begins processes inside the instance. */
export interface Spawner {
    /** Resolves as soon as the process runs. */
    spawn(command: readonly string[], options: SpawnOptions): Promise<Running>;
}

/**
 * Gives the process a session of its own, so that a signal reaches all of it, writes its number first, and says with systemd's own exit codes why it could
 * not begin: https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Process%20exit%20codes
 */
const preamble = [
    "exec 2>&3 3>&-",
    'echo "$$"',
    'cd "$1" 2>/dev/null || [ "$2" = optional ] || exit 200',
    "shift 2",
    'command -v "$1" >/dev/null 2>&1 || exit 203',
    'exec "$@"',
].join("\n");

/**
 * As no leader of a group setsid needs no second process, which would hide the signal that ended the first. The shell that waits has no place for errors:
 * dash would write "Terminated" of a signal into the log, which belongs to the process. (It redirects in itself, not in the child, what it starts.)
 */
const leader = `exec 3>&2 2>/dev/null /bin/sh -c 'setsid "$@"; exit "$?"' sh "$@"`;

/** A spawner that needs nothing but commands: a process is a command that does not end soon, and a signal is another command. */
export function shellSpawner(shell: Shell): Spawner {
    return {
        spawn: (command, options) => {
            const { env, user } = options;
            return new Promise((resolve, reject) => {
                let pid: number | undefined;
                const onOutput = firstLineApart((line) => {
                    pid = Number(line);
                    resolve(running());
                }, options.onOutput);
                const running = (): Running => ({
                    pid,
                    exited,
                    kill: (signal, whom) => kill(shell, pid, signal, whom),
                });
                const exited = shell.run(wrapped(command, options), { env, user, onOutput }).then(exitOf);
                // One that could not even begin ends without its first line.
                exited.then(() => resolve(running()), reject);
            });
        },
    };
}

function wrapped(command: readonly string[], { cwd, cwdMayBeMissing, noNewPrivileges }: SpawnOptions): string[] {
    return [
        ...(noNewPrivileges ? ["setpriv", "--no-new-privs", "--"] : []),
        ...["/bin/sh", "-c", leader, "sh", "/bin/sh", "-c", preamble, "sh"],
        ...[cwd, cwdMayBeMissing ? "optional" : "needed"],
        ...command,
    ];
}

function firstLineApart(onLine: (line: string) => void, onRest: (text: string) => void): (text: string) => void {
    let begun: string | undefined = "";
    return (text) => {
        if (begun === undefined) {
            onRest(text);
            return;
        }
        begun += text;
        const end = begun.indexOf("\n");
        if (end >= 0) {
            const [line, rest] = [begun.slice(0, end), begun.slice(end + 1)];
            begun = undefined;
            onLine(line);
            if (rest !== "") {
                onRest(rest);
            }
        }
    };
}

async function kill(shell: Shell, pid: number | undefined, signal: string, whom: "process" | "all"): Promise<void> {
    if (pid !== undefined) {
        // It may have ended meanwhile.
        const target = whom === "all" ? `-${pid}` : String(pid);
        await shell.run(["/bin/sh", "-c", 'kill -s "$0" -- "$1" 2>/dev/null', signal.replace(/^SIG/, ""), target]);
    }
}

/** Those that end services; a code above 128 of another number is the program's own. */
const signals: Readonly<Record<number, string>> = {
    1: "SIGHUP",
    2: "SIGINT",
    3: "SIGQUIT",
    4: "SIGILL",
    6: "SIGABRT",
    7: "SIGBUS",
    8: "SIGFPE",
    9: "SIGKILL",
    11: "SIGSEGV",
    13: "SIGPIPE",
    14: "SIGALRM",
    15: "SIGTERM",
};

/** A shell's way to say it cannot tell a signal from an exit with its code; the signal is likelier. */
export function exitOf({ code }: Pick<Outcome, "code">): Exit {
    const signal = signals[code - 128];
    return signal === undefined ? { code } : { signal };
}
