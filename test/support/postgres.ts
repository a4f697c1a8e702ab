import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

export interface Postgres {
    /** Folder of the socket, which libpq takes for a host. */
    readonly host: string;
    readonly user: string;
    stop(): Promise<void>;
}

/** Starts a server of its own that only a socket reaches; undefined where PostgreSQL is not installed. */
export async function startPostgres(): Promise<Postgres | undefined> {
    const bin = serverFolder();
    if (bin === undefined) {
        return undefined;
    }
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pg-"));
    // PostgreSQL refuses to run as root; its packages bring a user.
    const root = process.getuid?.() === 0;
    const as = root ? ["runuser", "-u", "postgres", "--"] : [];
    const user = root ? "postgres" : os.userInfo().username;
    if (root) {
        spawnSync("chown", ["postgres", folder]);
    }
    const data = path.join(folder, "data");
    const [program = "", ...rest] = [...as, path.join(bin, "initdb"), "--pgdata", data, "--auth", "trust", "--no-sync"];
    spawnSync(program, rest, { cwd: folder, stdio: "ignore" });
    const [server = "", ...args] = [...as, path.join(bin, "postgres"), "-D", data, "-k", folder, "-F", "-h", ""];
    const child = spawn(server, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    await new Promise<void>((resolve, reject) => {
        let log = "";
        child.stderr.on("data", (piece: Buffer) => {
            log += piece.toString();
            if (log.includes("ready to accept connections")) {
                resolve();
            }
        });
        child.once("exit", () => {
            reject(new Error(`PostgreSQL did not start:\n${log}`));
        });
        child.once("error", reject);
    });
    return {
        host: folder,
        user,
        async stop() {
            const ended = once(child, "exit");
            // runuser hands the signal on.
            child.kill("SIGTERM");
            await ended;
            fs.rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** Debian keeps the server's programs off PATH, in a folder for each version. */
function serverFolder(): string | undefined {
    const versions = "/usr/lib/postgresql";
    const debian = fs.existsSync(versions)
        ? fs.readdirSync(versions).map((each) => path.join(versions, each, "bin"))
        : [];
    return [...debian, ...(process.env["PATH"] ?? "").split(":")].find(
        (each) => fs.existsSync(path.join(each, "initdb")) && fs.existsSync(path.join(each, "postgres")),
    );
}
