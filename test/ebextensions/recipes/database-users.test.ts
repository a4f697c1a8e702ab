import * as assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { usersDocument } from "../../../components/database/plan-users";
import { databaseUsers, usersVariable } from "../../../ebextensions/recipes/database-users";
import { Authority } from "../../../rehearsal/services/certificates";
import { Postgres } from "../../../rehearsal/services/postgres";
import { needsPrograms } from "../../support/needs-programs";
import { temporaryFolder } from "../../support/temporary-folder";
import { Host } from "./host";

const arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:users-AbCdEf";
const [hook, again] = ["hooks/prebuild/14-database-users", "confighooks/prebuild/14-database-users"];
const [master, masterPassword] = ["notes", "first-of-the-master"];

/** Against a real server with the rights that RDS gives: the master user makes roles and is no superuser. */
describe("the users of a database that take turns", function () {
    this.timeout(120_000);
    const folder = temporaryFolder();
    let server: Postgres;

    before(function () {
        needsPrograms(this, "postgres", "openssl", "setpriv", "bwrap");
    });
    beforeEach(async () => {
        const authority = new Authority(path.join(folder.path, "authority"));
        server = await Postgres.start({
            folder: path.join(folder.path, "postgres"),
            user: master,
            password: masterPassword,
            database: "shop",
            certificate: authority.issueFor(["localhost"]),
            say: () => undefined,
        });
    });
    afterEach(() => server.stop());

    const document = (passwordVersion: number, password: string, more: object = {}): string =>
        usersDocument({
            username: master,
            rotation: "two-users",
            passwordVersion,
            host: "localhost",
            port: server.address.port,
            name: "shop",
            masterPassword,
            password,
            ...more,
        });

    /** An instance where Secrets Manager answers with the text. */
    function instance(secret: string, name = "instance"): Host {
        const host = new Host(path.join(folder.path, name), databaseUsers({ rootCertificates: undefined }));
        host.write("secret", secret);
        host.tool("sleep");
        return host.tool("aws", `cat '${host.path("secret")}'`);
    }

    const run = (secret: string, file = hook) => runOn(instance(secret), file);

    /** Beside this process, through which the server is reached. The first line of the output, name and time, is left out. */
    const runOn = (host: Host, file = hook, more: Readonly<Record<string, string>> = {}) =>
        new Promise<{ readonly status: unknown; readonly out: string }>((resolve) => {
            const env = { ...host.environment({ [usersVariable]: arn }), ...more };
            const child = execFile("bash", ["-s"], { env, encoding: "utf8" }, (error, stdout, stderr) => {
                resolve({ status: error?.code ?? 0, out: `${stdout}${stderr}`.replace(/^.*\n/, "") });
            });
            child.stdin?.end(host.script(file));
        });

    /** As an application does, with what its environment has. */
    async function as(user: string, password: string, sql: string): Promise<string> {
        const env = {
            PATH: process.env["PATH"],
            PGHOST: server.address.host,
            PGPORT: String(server.address.port),
            PGDATABASE: "shop",
            PGSSLMODE: "require",
            PGUSER: user,
            PGPASSWORD: password,
        };
        return promisify(execFile)("psql", ["-wXAtqc", sql], { env, encoding: "utf8" }).then(
            ({ stdout }) => stdout.trim().replaceAll("\n", " "),
            (error: unknown) => String((error as { stderr?: string }).stderr).trim(),
        );
    }

    const works = { status: 0, out: "The application connects as notes_a and acts as notes_owner.\n" };
    const worksToo = { status: 0, out: "The application connects as notes_b and acts as notes_owner.\n" };

    it("are made by the first deployment, and act as one owner who cannot log in and is not the master user", async () => {
        assert.deepEqual(await run(document(1, "odd-1")), works);
        assert.equal(
            await as("notes_a", "odd-1", "SELECT session_user, current_user, pg_has_role('notes', 'MEMBER')"),
            "notes_a|notes_owner|f",
        );
        assert.deepEqual(
            await server.query(
                "SELECT rolname, rolcanlogin, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname LIKE 'notes%' ORDER BY 1",
            ),
            ["notes|t|t|t", "notes_a|t|f|f", "notes_owner|f|f|f"],
        );
    });

    it("are looked for on a replica, too, which hears of them a little later: the deployment waits a minute and goes on", async () => {
        const on = (replica: string) => runOn(instance(document(1, "odd-1")), hook, { RDS_REPLICA_HOSTNAME: replica });
        // The server stands for a replica that has caught up, at once or after a while.
        assert.deepEqual(await on("localhost"), works);
        const late = instance(document(1, "odd-1"), "late");
        const asked = `$(grep -c '^psql' '${late.path("calls")}')`;
        const psql = `[ "$PGHOST" != replica.test ] || { [ "${asked}" -gt 3 ] || exit 2; export PGHOST=localhost; }; PATH=\${PATH#*:}; exec psql "$@"`;
        late.tool("psql", psql);
        assert.deepEqual(await runOn(late, hook, { RDS_REPLICA_HOSTNAME: "replica.test" }), works);
        assert.equal(late.calls().filter((call) => call === "sleep 5").length, 2);
        assert.deepEqual(await on("replica.invalid"), {
            status: 0,
            out: `The replica does not take notes_a yet, or does not answer: what the application reads there fails until it does.\n${works.out}`,
        });
    });

    it("take turns, and the one that rests keeps its password: nobody is refused", async () => {
        await run(document(1, "odd-1"));
        await as("notes_a", "odd-1", "CREATE TABLE note (id int); INSERT INTO note VALUES (1)");
        assert.deepEqual(await run(document(2, "even-2"), again), worksToo);
        assert.equal(await as("notes_a", "odd-1", "SELECT id FROM note"), "1");
        assert.equal(await as("notes_b", "even-2", "ALTER TABLE note ADD word text; SELECT id FROM note"), "1");
        assert.deepEqual(await run(document(3, "odd-3"), again), works);
        assert.equal(await as("notes_b", "even-2", "SELECT id FROM note"), "1");
        assert.equal(await as("notes_a", "odd-3", "SELECT id FROM note"), "1");
        assert.match(await as("notes_a", "odd-1", "SELECT 1"), /password authentication failed for user "notes_a"$/);
    });

    it("get what the master user owned, who goes on with it", async () => {
        await server.query("CREATE TABLE old (id int); CREATE SCHEMA sub; CREATE SEQUENCE sub.numbers");
        assert.deepEqual(await run(document(1, "odd-1")), works);
        assert.equal(await as("notes_a", "odd-1", "ALTER TABLE old ADD word text; SELECT nextval('sub.numbers')"), "1");
        await as("notes_a", "odd-1", "CREATE TABLE newer (id int)");
        await server.query("INSERT INTO old VALUES (1); INSERT INTO newer VALUES (1); ALTER TABLE newer ADD word text");
        assert.deepEqual(
            await server.query(
                "SELECT relname, relowner::regrole FROM pg_class WHERE relname IN ('old', 'newer', 'numbers') ORDER BY 1",
            ),
            ["newer|notes_owner", "numbers|notes_owner", "old|notes_owner"],
        );
    });

    it("get what the master user made in between, when it was the only one again", async () => {
        await run(document(1, "odd-1"));
        await server.query("CREATE TABLE between (id int)");
        assert.match(await as("notes_a", "odd-1", "SELECT * FROM between"), /permission denied/);
        assert.deepEqual(await run(document(1, "odd-1")), works);
        assert.equal(await as("notes_a", "odd-1", "SELECT count(*) FROM between"), "0");
    });

    it("need no master user once they work: its password may be another one by then", async () => {
        await run(document(1, "odd-1"));
        assert.deepEqual(await run(document(1, "odd-1", { masterPassword: "another" })), works);
    });

    it("are made by instances at the same time, one after another", async () => {
        const ends = await Promise.all(
            [1, 2, 3, 4].map((number) => runOn(instance(document(1, "odd-1"), `instance-${number}`))),
        );
        assert.deepEqual(ends, [works, works, works, works]);
    });

    it("show no password, neither to those who see arguments nor in the log or to the server, which could log it", async () => {
        const host = instance(document(1, "odd-1"));
        const psql = spawnSync("which", ["psql"], { encoding: "utf8" }).stdout.trim();
        host.tool("psql", `tee -a '${host.path("statements")}' | '${psql}' "$@"`);
        assert.deepEqual(await runOn(host), works);
        const calls = host.calls().filter((each) => each.startsWith("psql "));
        const statements = host.read("statements");
        assert.equal(calls.length, 3);
        assert.match(statements, /\nALTER ROLE :"user" LOGIN PASSWORD :'verifier';\n/);
        const log = host.read("var/log/django-beanstalk-14-database-users.log");
        assert.doesNotMatch([...calls, statements, log].join("\n"), /odd-1|first-of-the-master|SCRAM/);
    });

    it("end the deployment with advice when the master user cannot log in, after trying again with the newest secret", async () => {
        const { status, out } = await run(document(1, "odd-1", { masterPassword: "wrong" }));
        assert.equal(status, 1);
        assert.equal(out.match(/password authentication failed for user "notes"/g)?.length, 5);
        assert.match(out, /Attempt 5 of 5 failed\.\n/);
        assert.match(out, /Instances that were not updated go on as the other user\.\n$/);
        const host = instance(document(1, "odd-1", { masterPassword: "wrong" }));
        host.write("next", document(1, "odd-1"));
        host.tool("sleep", `cp '${host.path("next")}' '${host.path("secret")}'`);
        const later = await runOn(host);
        assert.equal(later.status, 0);
        assert.match(later.out, /Attempt 1 of 5 failed\.\nThe application connects as notes_a/);
    });

    it("end the deployment when the secret cannot be read, holds something else, or there is no psql", async () => {
        for (const secret of ["None", "{}", ""]) {
            const { status, out } = await run(secret);
            assert.equal(status, 1, secret);
            assert.match(out, /Look whether the instance profile may read arn:aws:secretsmanager/);
        }
        const host = instance("");
        for (const tool of ["bash", "cat", "date", "python3", "tee"]) {
            host.tool(tool, `exec '${spawnSync("which", [tool], { encoding: "utf8" }).stdout.trim()}' "$@"`);
        }
        const { status, out } = await runOn(host, hook, { PATH: host.path("tools") });
        assert.equal(status, 1);
        assert.match(
            out,
            /^psql is not there\. psql comes with postgresql16, which \.ebextensions\/05-packages\.config/,
        );
    });

    it("are no file where the application has one user", () => {
        assert.deepEqual(databaseUsers(undefined), []);
    });
});
