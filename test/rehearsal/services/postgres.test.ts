import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { Authority } from "../../../rehearsal/services/certificates";
import { Postgres } from "../../../rehearsal/services/postgres";
import { needsPrograms } from "../../support/needs-programs";
import { temporaryFolder } from "../../support/temporary-folder";

const hostName = "notes-db.abcdefghijkl.eu-central-1.rds.amazonaws.com";
const password = `p'w\\d "$x`;

describe("PostgreSQL that stands for RDS", () => {
    const workspace = temporaryFolder();
    const running: Postgres[] = [];

    before(function () {
        needsPrograms(this, "postgres", "openssl", "setpriv", "bwrap");
    });

    afterEach(async () => {
        await Promise.all(running.splice(0).map((each) => each.stop()));
    });

    async function start(database = "notes"): Promise<Postgres> {
        const authority = new Authority(path.join(workspace.path, "authority"));
        const postgres = await Postgres.start({
            folder: path.join(workspace.path, "postgres"),
            user: "notes",
            password,
            database,
            certificate: authority.issueFor([hostName]),
            say: () => undefined,
        });
        running.push(postgres);
        return postgres;
    }

    /** What psql answers, asked by the host's name; the address is what an instance finds in /etc/hosts. */
    async function ask({ address }: Postgres, changes: NodeJS.ProcessEnv): Promise<string> {
        const env = {
            PATH: process.env["PATH"],
            HOME: workspace.path,
            PGHOST: hostName,
            PGHOSTADDR: address.host,
            PGPORT: String(address.port),
            PGUSER: "notes",
            PGPASSWORD: password,
            PGDATABASE: "notes",
            PGSSLMODE: "verify-full",
            PGSSLROOTCERT: path.join(workspace.path, "authority", "ca.pem"),
            ...changes,
        };
        return promisify(execFile)("psql", ["-wXAtc", "SELECT current_user"], { env, encoding: "utf8" }).then(
            ({ stdout }) => stdout.trim(),
            (error: unknown) => String((error as { stderr?: string }).stderr).replaceAll(/\s+/g, " "),
        );
    }

    it("is reached by TLS with its certificate checked, by the password, and by nothing else", async () => {
        const postgres = await start();
        assert.equal(await ask(postgres, {}), "notes");
        const others = new Authority(path.join(workspace.path, "others"), "Others");
        fs.writeFileSync(path.join(workspace.path, "others.pem"), others.certificate);
        const wrong = await Promise.all([
            ask(postgres, { PGHOST: "other.example.com" }),
            ask(postgres, { PGSSLROOTCERT: path.join(workspace.path, "others.pem") }),
            ask(postgres, { PGSSLMODE: "disable" }),
            ask(postgres, { PGPASSWORD: "other" }),
            ask(postgres, { PGUSER: "rdsadmin", PGPASSWORD: "" }),
        ]);
        const expected = [
            /does not match host name "other.example.com"/,
            /certificate verify failed/,
            /no pg_hba.conf entry for host "127.0.0.1", user "notes", database "notes", no encryption/,
            /password authentication failed for user "notes"/,
            /no password supplied/,
        ];
        wrong.forEach((answer, index) => {
            assert.match(answer, expected[index] ?? /^$/);
        });
    });

    it("answers questions, and gives the user a database of its own without the rights of a superuser", async () => {
        const postgres = await start("notes-1");
        await postgres.query("CREATE TABLE note (id int, text varchar); INSERT INTO note VALUES (1, 'a'), (2, NULL)");
        assert.deepEqual(await postgres.query("SELECT * FROM note ORDER BY id"), ["1|a", "2|"]);
        assert.deepEqual(await postgres.query("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = 'notes'"), [
            "f|t",
        ]);
        assert.deepEqual(await postgres.query("SHOW server_version_num"), [versionNumber(postgres.version)]);
        assert.equal(await postgres.connections(), 0);
        await assert.rejects(postgres.query("SELECT nothing"), /column "nothing" does not exist/);
    });

    it("keeps this machine from what its user makes it run", async () => {
        const postgres = await start();
        const marker = path.join(workspace.path, "marker");
        fs.writeFileSync(marker, "as it was");
        const script = [
            "echo begun; id -u; grep -c 'Cap.*:.*[1-9a-f]' /proc/self/status",
            `touch /root/harm /usr/harm /etc/harm ${workspace.path}/harm; echo x >${marker}; cat ${marker} /etc/shadow`,
            "ls /root /home /var; echo 1 >/proc/sys/vm/swappiness",
            "ls /proc | grep -c '^[0-9]'; cat /proc/net/dev | grep -vc lo:",
        ];
        await postgres.query("CREATE TABLE answer (line text)");
        // Up to PostgreSQL 15 CREATEROLE is enough.
        const isGranted = await postgres.query("GRANT pg_execute_server_program TO notes").then(
            () => true,
            () => false,
        );
        assert.equal(isGranted, Number.parseInt(postgres.version) < 16);
        if (isGranted) {
            const program = `(${script.join("; ")}) 2>/dev/null; true`.replaceAll("'", "''");
            await postgres.query(`COPY answer FROM PROGRAM '${program}'`);
            const [begun, id, capabilities, processes, cards, ...rest] =
                await postgres.query("SELECT line FROM answer");
            assert.deepEqual([begun, capabilities, cards, rest], ["begun", "0", "2", []]);
            assert.notEqual(id, "0");
            assert.ok(Number(processes) < 20, processes);
        }
        assert.equal(fs.readFileSync(marker, "utf8"), "as it was");
        const places = ["/root", "/usr", "/etc", workspace.path].map((each) => path.join(each, "harm"));
        assert.deepEqual(
            places.filter((each) => fs.existsSync(each)),
            [],
        );
        await postgres.query("SELECT 1");
    });

    it("refuses connections while it is paused, and keeps its data", async () => {
        const postgres = await start();
        await postgres.query("CREATE TABLE note (id int)");
        await postgres.pause();
        await assert.rejects(postgres.query("SELECT 1"), /Connection refused/);
        await postgres.resume();
        assert.deepEqual(await postgres.query("SELECT count(*) FROM note"), ["0"]);
    });

    it("leaves no process and no folder behind, also where it does not start", async () => {
        const postgres = await start();
        await postgres.stop();
        await postgres.stop();
        await assert.rejects(postgres.query("SELECT 1"), /Connection refused/);
        assert.deepEqual(fs.readdirSync(workspace.path), ["authority"]);
        await assert.rejects(start("postgres"), /PostgreSQL did not create the database: .*already exists/);
        assert.deepEqual(fs.readdirSync(workspace.path), ["authority"]);
    });
});

/** 15.18 is 150018. */
const versionNumber = (version: string) => {
    const [major = "", minor = ""] = version.split(".");
    return `${major}${minor.padStart(4, "0")}`;
};
