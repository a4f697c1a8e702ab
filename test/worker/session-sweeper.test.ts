import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "../../cli/repository";
import { install, programOf, virtualEnvironment } from "../../cli/virtual-environment";
import { buildWorkerBundle } from "../../components/worker/bundle/build";
import { incomingBundle, remoteInstallCommand } from "../../components/worker/remote";
import { planWorkerFiles } from "../../components/worker/worker-files";
import { Aws } from "../../rehearsal/services/aws";
import { Authority } from "../../rehearsal/services/certificates";
import { Postgres } from "../../rehearsal/services/postgres";
import { needsPrograms } from "../support/needs-programs";
import { needsSshHost, SshHost, startSshHost } from "../support/ssh-host";
import { oneFolder } from "../support/temporary-folder";
import { needsAws, putParameter, startedAws, wrapper } from "../support/worker-aws";
import { assertRan, boot, hasSaid } from "../support/worker-host";

const directory = path.join(repository, "examples", "session-sweeper");
const hostName = "notes-db.abcdefghijkl.eu-central-1.rds.amazonaws.com";
const secret = "arn:aws:secretsmanager:eu-central-1:210987654321:secret:database-url-AbCdEf";
const listName = "/notes/dev/worker/sweeper/references";

describe("the example's worker", function () {
    this.timeout(120_000);
    const folder = oneFolder();
    const environment = virtualEnvironment(path.join(directory, "requirements.txt"));
    let postgres: Postgres | undefined;
    let aws: Aws | undefined;
    let host: SshHost | undefined;

    before(async function () {
        this.timeout(300_000);
        needsSshHost(this);
        needsAws(this);
        needsPrograms(this, "postgres", "openssl", "setpriv", "bwrap");
        assert.ok(environment !== undefined);
        await install(environment, "the session sweeper's requirements", () => undefined);
        const authority = new Authority(path.join(folder.path, "authority"));
        postgres = await Postgres.start({
            folder: path.join(folder.path, "postgres"),
            user: "notes",
            password: "secret-of-notes",
            database: "notes",
            certificate: authority.issueFor([hostName]),
            say: () => undefined,
        });
        // What Django's own migration makes, and one session that is over.
        await postgres.query(
            "CREATE TABLE django_session (session_key varchar(40) PRIMARY KEY, session_data text NOT NULL, expire_date timestamptz NOT NULL)",
        );
        await postgres.query(
            "INSERT INTO django_session VALUES ('over', '', '2020-01-01'), ('good', '', '2999-01-01')",
        );
        const { address } = postgres;
        const options = `sslmode=verify-full&sslrootcert=/opt/rds.pem&hostaddr=${address.host}`;
        const url = `postgresql://notes:secret-of-notes@${hostName}:${address.port}/notes?${options}`;
        aws = await startedAws({ folder: path.join(folder.path, "aws"), secrets: { [secret]: url } });
        await putParameter(aws.address.port, listName, `DATABASE_URL ${secret}`);
        host = await startSshHost();
        fs.writeFileSync(path.join(host.opt, "rds.pem"), authority.certificate);
        fs.cpSync(wrapper(folder.path, aws.address.port), path.join(host.opt, "programs"), { recursive: true });
    });
    after(async () => {
        await Promise.all([host?.stop(), aws?.stop(), postgres?.stop()]);
    });

    it("is deployed over SSH, reads DATABASE_URL with the AWS CLI and deletes what is over from PostgreSQL, by TLS", async () => {
        assert.ok(host !== undefined && postgres !== undefined && environment !== undefined);
        await boot(host);
        const bundle = await buildWorkerBundle({
            name: "sweeper",
            directory,
            exclude: [],
            include: [],
            allow: [],
            inlineLinks: false,
            compression: "gzip",
            cacheFolder: path.join(folder.path, "cache"),
            files: planWorkerFiles({
                name: "sweeper",
                region: "eu-central-1",
                // Its virtual environment is one that other runs have too, instead of one of the set-up's.
                services: { consumer: { command: `${programOf(environment, "python")} sweep.py`, stopSeconds: 20 } },
                setup: [],
                environmentVariables: { SWEEP_SECONDS: "1" },
                secrets: [{ name: "DATABASE_URL", required: true }],
                secretsParameter: listName,
                spot: true,
                logGroup: undefined,
            }),
        });
        assertRan(await host.copy(bundle.path, incomingBundle(bundle.sha256)), /^/);
        const installed = await host.run(
            `export PATH=/opt/programs:$PATH\n${remoteInstallCommand(bundle.sha256, { timeoutMinutes: 1.5 })}`,
        );
        assertRan(installed, /The release runs\.$/);
        await hasSaid(host, "INFO Deleted 1 expired sessions");
        assert.deepEqual(await postgres.query("SELECT session_key FROM django_session"), ["good"]);
        await host.run("/opt/current/.worker/service stop");
        await hasSaid(host, "INFO Stopped");
        const found = await host.run("grep -rl secret-of-notes /opt --exclude-dir=programs");
        assert.deepEqual([found.code, found.output], [1, ""]);
    });
});
