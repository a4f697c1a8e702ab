import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { digestOf, once, userCache } from "../../cli/cache";
import type { Issued } from "./certificates";
import { programPath } from "../needs";
import { Gate } from "../world/gate";
import { confined, confinedServer, endConfined, socketIn } from "./confined";
import { startServer } from "./server-process";

export interface PostgresOptions {
    /** Made by the server and removed by it. */
    readonly folder: string;
    /** Owner of the database, as the master user of RDS is: no superuser. */
    readonly user: string;
    readonly password: string;
    readonly database: string;
    /** Its names are those that clients connect to with `sslmode=verify-full`. */
    readonly certificate: Issued;
    /** Gets the server's log. */
    readonly onOutput?: (text: string) => void;
    readonly say?: (line: string) => void;
}

/** RDS's own superuser has this name. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html */
const superuser = "rdsadmin";

/**
 * RDS refuses connections without TLS from PostgreSQL 15 on (`rds.force_ssl`).
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
 */
const accessRules = "hostssl all all 127.0.0.1/32 scram-sha-256\n";

/** In the server's own network. */
const port = 5432;

/**
 * A PostgreSQL server that stands for RDS: reached over TCP on loopback, with TLS alone.
 *
 * The master user of RDS may create roles, so the application's may; up to PostgreSQL 15 whoever may do that can also run programs as the server
 * (https://www.postgresql.org/docs/15/predefined-roles.html). The server is confined therefore.
 */
export class Postgres {
    private constructor(
        private readonly options: PostgresOptions,
        readonly address: { readonly host: string; readonly port: number },
        /** Such as `16.4`. */
        readonly version: string,
        private server: ChildProcess,
        private gate: Gate,
    ) {}

    static async start(options: PostgresOptions): Promise<Postgres> {
        const { folder } = options;
        fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
        try {
            const version = serverVersion();
            await layDataFolder(options, version);
            const server = await serve(options);
            const gate = await openGate(options);
            return new Postgres(options, { host: "127.0.0.1", port: gate.port ?? 0 }, version, server, gate);
        } catch (error) {
            fs.rmSync(folder, { recursive: true, force: true });
            throw error;
        }
    }

    /** Rows of a query by the database's owner: a line for each, its values separated by `|`. */
    async query(sql: string): Promise<string[]> {
        const { user, password, database, folder } = this.options;
        const env = {
            HOME: folder,
            PGHOST: this.address.host,
            PGPORT: String(this.address.port),
            PGUSER: user,
            PGPASSWORD: password,
            PGDATABASE: database,
            PGSSLMODE: "require",
        };
        const args = [
            "--no-psqlrc",
            "--no-password",
            "--no-align",
            "--tuples-only",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            "-c",
            sql,
        ];
        const { stdout } = await promisify(execFile)(tool("psql"), args, { env, encoding: "utf8" });
        return stdout.split("\n").slice(0, -1);
    }

    /** Connections to the database besides this question's own. */
    async connections(): Promise<number> {
        const [count = "0"] = await this.query(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
        return Number(count);
    }

    /** Refuses connections, and ends those that there are, until it is resumed. */
    async pause(): Promise<void> {
        // A fast shutdown: the gentle one would wait for the clients.
        await endConfined(this.server, "SIGINT");
        await this.gate.stop();
    }

    async resume(): Promise<void> {
        this.server = await serve(this.options);
        this.gate = await openGate(this.options, this.address.port);
    }

    async stop(): Promise<void> {
        await this.pause();
        fs.rmSync(this.options.folder, { recursive: true, force: true });
    }
}

const dataFolder = ({ folder }: Pick<PostgresOptions, "folder">) => path.join(folder, "data");

const gateFolder = ({ folder }: Pick<PostgresOptions, "folder">) => path.join(folder, "gate");

const openGate = (options: PostgresOptions, port = 0) =>
    Gate.start({ host: "127.0.0.1", port }, { path: socketIn(gateFolder(options)) });

const tool = (name: string) => path.join(path.dirname(programPath("postgres")), name);

/** `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` */
function serverVersion(): string {
    const { stdout } = spawnSync(tool("postgres"), ["--version"], { encoding: "utf8" });
    return /\) (\S+)/.exec(stdout)?.[1] ?? stdout.trim();
}

/** Where the server sees its data, whatever is closed to its user on the way there. */
const dataInside = "/data";

/** The server is not root, which PostgreSQL refuses: its package brings the user. */
const confinement = (data: string) => ({
    writable: { [dataInside]: data },
    visible: [path.dirname(path.dirname(fs.realpathSync(programPath("postgres"))))],
    user: "postgres",
});

/** A folder that is the server's own. */
function makeOwn(folder: string): void {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (isRoot()) {
        execFileSync("chown", ["postgres:", folder]);
    }
}

const isRoot = () => process.getuid?.() === 0;

/** Nothing has to outlive the rehearsal, so nothing waits for a disk. */
const settings = `listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
max_connections = 100
shared_buffers = 32MB
fsync = off
synchronous_commit = off
full_page_writes = off
ssl = on
ssl_cert_file = 'server.pem'
ssl_key_file = 'server.key'
password_encryption = 'scram-sha-256'
`;

async function layDataFolder(options: PostgresOptions, version: string): Promise<void> {
    const data = dataFolder(options);
    const files = {
        "pg_hba.conf": accessRules,
        "server.pem": options.certificate.certificate,
        "server.key": options.certificate.key,
    };
    // Owners and modes too, which the server insists on.
    await promisify(execFile)("cp", ["-a", await emptyCluster(version, options.say), data]);
    fs.appendFileSync(path.join(data, "postgresql.conf"), settings);
    makeOwn(gateFolder(options));
    for (const [name, text] of Object.entries(files)) {
        const file = path.join(data, name);
        fs.rmSync(file, { force: true });
        fs.writeFileSync(file, text, { mode: 0o600 });
        const { uid, gid } = fs.statSync(data);
        fs.chownSync(file, uid, gid);
    }
    await createDatabase(options);
}

/** `initdb` takes a second: it is done once, and copied. */
async function emptyCluster(version: string, say: PostgresOptions["say"]): Promise<string> {
    const folder = path.join(userCache(), `postgres-${digestOf(version, superuser, String(process.getuid?.()))}`);
    const data = path.join(folder, "data");
    await once(
        folder,
        `Making an empty PostgreSQL ${version} cluster (once)`,
        async () => {
            makeOwn(data);
            const how = ["--username", superuser, "--encoding=UTF8", "--locale=C.UTF-8", "--auth=reject", "--no-sync"];
            // Its segments of the log are as small as they can be: they are most of what is copied.
            const initdb = [tool("initdb"), "--pgdata", dataInside, "--wal-segsize=1", ...how];
            const [program, args] = confined(initdb, confinement(data));
            await promisify(execFile)(program, args, { cwd: "/" });
        },
        say,
    );
    return data;
}

/** In the server's single-user mode, which needs no socket; each line is a statement. */
async function createDatabase(options: PostgresOptions): Promise<void> {
    const { user, password, database } = options;
    const statements = [
        `CREATE ROLE ${identifier(user)} LOGIN CREATEDB CREATEROLE PASSWORD ${literal(password)}`,
        `CREATE DATABASE ${identifier(database)} OWNER ${identifier(user)}`,
    ];
    const single = [tool("postgres"), "--single", "-j", "-D", dataInside, "postgres"];
    const [program, args] = confined(single, confinement(dataFolder(options)));
    const child = spawn(program, args, { cwd: "/", stdio: ["pipe", "ignore", "pipe"] });
    child.stdin.end(statements.map((each) => `${each};\n\n`).join(""));
    let log = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
    const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
    const mistake = /^.*\b(?:ERROR|FATAL|PANIC):.*$/m.exec(log)?.[0];
    if (code !== 0 || mistake !== undefined) {
        throw new Error(`PostgreSQL did not create the database: ${mistake ?? `exit code ${String(code)}`}`);
    }
}

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

const literal = (text: string) => `E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

function serve(options: PostgresOptions): Promise<ChildProcess> {
    const command = [tool("postgres"), "-D", dataInside];
    const [program, args] = confinedServer(command, port, gateFolder(options), confinement(dataFolder(options)));
    const { onOutput } = options;
    return startServer(program, args, /ready to accept connections/, {
        cwd: "/",
        env: { PATH: process.env["PATH"], LC_ALL: "C.UTF-8" },
        ...(onOutput === undefined ? {} : { onOutput }),
    });
}
