import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { firstChildOf } from "../instance/instance";
import { nodeInside, programs } from "../instance/own-programs";
import { kernelFiles, programsInside, systemFolders } from "../instance/root-file-system";
import { programPath } from "../needs";
import { endServer } from "./server-process";

export interface Confinement {
    /** Folders of this machine by where the program sees them, to write to. */
    readonly writable: Readonly<Record<string, string>>;
    /** The same to read only. */
    readonly readOnly?: Readonly<Record<string, string>>;
    /** Folders of this machine that are seen under the same path, to read only. */
    readonly visible?: readonly string[];
    /** User of this machine whom the program becomes, where root starts it. */
    readonly user?: string;
}

/** What programs read of /etc: names, addresses of libraries, the time zone. Nothing in it is secret. */
const settings = ["group", "ld.so.cache", "localtime", "nsswitch.conf", "passwd", "ssl/openssl.cnf"];

/** Where a confined server's socket lies, as it sees it and as this machine does. */
const gateInside = "/run/gate";
const socketName = "server.sock";
export const socketIn = (folder: string): string => path.join(folder, socketName);

/**
 * A command of a program that does what an application asks of it, and may be talked into more: `COPY … FROM PROGRAM` of PostgreSQL runs anything. It has
 * no network, no capability and no files of this machine but programs and libraries, to read only. All that it started ends with it; and it ends with us:
 * the first process of its namespace is bubblewrap's, which stays root so that its dying parent may end it.
 */
export function confined(command: readonly string[], options: Confinement): [string, string[]] {
    const { writable, readOnly = {}, visible = [], user } = options;
    const isChanged = user !== undefined && process.getuid?.() === 0;
    const becomes = isChanged ? ["setgid", "setpcap", "setuid"] : [];
    const [program, ...first] = isChanged ? withAllIds() : [programPath("bwrap"), "--unshare-user"];
    // A change of the user keeps the bounding set.
    const lacking = ["--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"];
    const asUser = ["setpriv", `--reuid=${user}`, `--regid=${user}`, "--clear-groups", ...lacking, "--"];
    return [
        program,
        [
            ...first,
            ...["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-net", "--die-with-parent"],
            ...["--cap-drop", "ALL", ...becomes.flatMap((each) => ["--cap-add", `cap_${each}`])],
            ...["--ro-bind", "/usr", "/usr", ...systemFolders()],
            // Where a mount brings its folder with it, bubblewrap closes that to all but root.
            ...["/etc", "/etc/ssl", "/run", "/run/host"].flatMap((each) => ["--perms", "0755", "--dir", each]),
            ...settings.map((each) => `/etc/${each}`).flatMap((each) => ["--ro-bind-try", each, each]),
            ...["--proc", "/proc", ...kernelFiles(), "--dev", "/dev"],
            ...["/dev/shm", "/tmp"].flatMap((each) => ["--perms", "1777", "--tmpfs", each]),
            ...["--ro-bind", process.execPath, nodeInside, "--ro-bind", programs, programsInside],
            ...visible.filter((each) => !isOfSystem(each)).flatMap((each) => ["--ro-bind", each, each]),
            ...Object.entries(readOnly).flatMap(([inside, outside]) => ["--ro-bind", outside, inside]),
            ...Object.entries(writable).flatMap(([inside, outside]) => ["--bind", outside, inside]),
            ...["--chdir", "/tmp", "--", ...(isChanged ? asUser : [])],
            ...command,
        ],
    ];
}

/**
 * bubblewrap in a user namespace that has all users: its own would have one. Who maps them stays outside, and is nobody's child: bubblewrap is to have one.
 * A program loses its capabilities where its user has no number yet, and has them again once it has one: user_namespaces(7).
 */
function withAllIds(): [string, ...string[]] {
    const written = (map: string) => `{ echo "0 0 65536" >/proc/$$/${map}_map; } 2>/dev/null`;
    const mapping = `until ${written("gid")} || ! [ -d /proc/$$ ]; do :; done; ${written("uid")}`;
    const waiting = `until read -r _ </proc/self/uid_map; do :; done; exec "$@"`;
    const script = `( ( ${mapping} ) & ) </dev/null >/dev/null 2>&1; exec unshare --user bash -c '${waiting}' bash "$@"`;
    return ["bash", "-c", script, "bash", programPath("bwrap")];
}

const isOfSystem = (place: string): boolean => place === "/usr" || place.startsWith("/usr/");

/**
 * The same for a server that listens on a port of its own loopback. This machine reaches it by the socket in a folder.
 *
 * @param gate - folder for the socket
 */
export function confinedServer(command: readonly string[], port: number, gate: string, options: Confinement) {
    const routes = [{ listen: { path: path.join(gateInside, socketName) }, connect: { host: "127.0.0.1", port } }];
    // The relay says "started" and "ready"; the server takes the shell's place.
    const script = `exec 3< <(exec "$0" "$1" "$2") && read -r -u 3 && read -r -u 3 && shift 2 && exec "$@"`;
    const relay = [nodeInside, path.join(programsInside, "relay.js"), JSON.stringify(routes)];
    // That of a server before.
    fs.rmSync(socketIn(gate), { force: true });
    return confined(["bash", "-c", script, ...relay, ...command], {
        ...options,
        writable: { ...options.writable, [gateInside]: gate },
    });
}

/** Ends a server by a signal of its own, which bubblewrap would not hand on. */
export async function endConfined(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    // bubblewrap outside, bubblewrap inside, the server.
    const inside = firstChildOf(server.pid ?? 0);
    const own = inside === undefined ? undefined : firstChildOf(inside);
    if (own === undefined) {
        return endServer(server);
    }
    if (server.exitCode === null && server.signalCode === null) {
        const ended = once(server, "close");
        process.kill(own, signal);
        await ended;
    }
}
