import * as assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { isComplete } from "../../../../cli/cache";
import { programOf, virtualEnvironment } from "../../../../cli/virtual-environment";
import { containerFiles, textOf } from "../../../support/container-files";
import { repository } from "../../../support/program";
import { temporaryFolder } from "../../../support/temporary-folder";

const example = path.join(repository, "examples", "documents");

/** PostgreSQL refuses to run as root. */
const asNobody = process.getuid?.() === 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];

/** A real PostgreSQL and the real example, where both are there: too much to install for one proof in each run of CI. */
describe("instances that start at once", function () {
    this.timeout(120_000);
    const folder = temporaryFolder();

    before(function () {
        const environment = virtualEnvironment(path.join(example, "requirements.txt"));
        const missing = [
            ...(environment !== undefined && isComplete(environment.folder)
                ? []
                : ["the example's requirements (npm test)"]),
            ...(spawnSync("initdb", ["--version"]).error === undefined
                ? []
                : ["PostgreSQL's initdb (apt install postgresql)"]),
        ];
        if (missing.length > 0) {
            console.log(`      skipped: no ${missing.join(", no ")} here`);
            this.skip();
        }
    });

    const must = (program: string, args: readonly string[]) => {
        const [first = program, ...rest] = [...asNobody, program, ...args];
        const { status, stderr } = spawnSync(first, rest, { cwd: "/", encoding: "utf8" });
        assert.equal(status, 0, stderr);
    };

    /** @returns what each of them printed */
    async function startAtOnce(
        arguments_: readonly string[],
        count: number,
    ): Promise<{ code: number | null; out: string }[]> {
        const files = containerFiles({}, { settingsModule: "config.settings.production" });
        const python = programOf(virtualEnvironment(path.join(example, "requirements.txt")) ?? assert.fail(), "python");
        const apps = Array.from({ length: count }, (_, i) => {
            const app = path.join(folder.path, `app-${i}`);
            fs.rmSync(app, { recursive: true, force: true });
            fs.cpSync(example, app, { recursive: true });
            fs.mkdirSync(path.join(app, "django-beanstalk"));
            for (const name of ["entrypoint.py", "entrypoint.json"]) {
                fs.writeFileSync(path.join(app, "django-beanstalk", name), textOf(files, `django-beanstalk/${name}`));
            }
            return app;
        });
        return Promise.all(
            apps.map(
                (cwd) =>
                    new Promise<{ code: number | null; out: string }>((resolve) => {
                        const child = spawn(python, arguments_, { cwd, env: { ...process.env, ...variables() } });
                        let out = "";
                        for (const stream of [child.stdout, child.stderr]) {
                            stream.on("data", (data: Buffer) => (out += data.toString()));
                        }
                        child.on("close", (code) => resolve({ code, out }));
                    }),
            ),
        );
    }

    const socket = () => path.join(folder.path, "postgres");
    const variables = () => ({
        ALLOWED_HOSTS: "example.com",
        AWS_S3_REGION_NAME: "us-east-1",
        AWS_STORAGE_BUCKET_NAME: "uploads",
        DATABASE_URL: `postgresql://app@${encodeURIComponent(socket())}/app`,
        PGSSLMODE: "disable",
        DJANGO_SETTINGS_MODULE: "config.settings.production",
        PROJECT_NAME: "notes",
        RDS_DB_NAME: "app",
        RDS_HOSTNAME: "x",
        RDS_PASSWORD: "x",
        RDS_PORT: "5432",
        RDS_USERNAME: "app",
        SECRET_KEY: "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    });

    it("migrate one after the other under the lock, where plain migrate collides", async () => {
        fs.chmodSync(folder.path, 0o755);
        fs.mkdirSync(socket());
        if (asNobody.length > 0) {
            fs.chownSync(socket(), 65534, 65534);
        }
        const data = path.join(socket(), "data");
        const options = `-c listen_addresses= -c unix_socket_directories=${socket()} -c fsync=off`;
        must("initdb", ["-D", data, "-U", "app", "--auth=trust"]);
        must("pg_ctl", ["-D", data, "-o", options, "-l", path.join(socket(), "log"), "-w", "start"]);
        try {
            const empty = () => {
                const sql = ["drop database if exists app", "create database app"].flatMap((each) => ["-c", each]);
                must("psql", ["-q", "-h", socket(), "-U", "app", "-d", "postgres", ...sql]);
            };
            empty();
            const locked = await startAtOnce(["django-beanstalk/entrypoint.py", "web", "true"], 3);
            assert.deepEqual(
                locked.map(({ code }) => code),
                [0, 0, 0],
                locked.map(({ out }) => out).join("\n"),
            );
            assert.equal(locked.filter(({ out }) => out.includes("Applying documents.0001_initial")).length, 1);
            assert.equal(locked.filter(({ out }) => out.includes("No migrations to apply.")).length, 2);

            // Whether a round collides is chance: on a quiet machine one process may be done before the others look.
            const collides = (round: Awaited<ReturnType<typeof startAtOnce>>) =>
                round.some(({ code, out }) => code !== 0 && /duplicate key|already exists/.test(out));
            const rounds: Awaited<ReturnType<typeof startAtOnce>>[] = [];
            while (rounds.length < 5 && !rounds.some(collides)) {
                empty();
                rounds.push(await startAtOnce(["manage.py", "migrate", "--noinput"], 3));
            }
            assert.ok(
                rounds.some(collides),
                rounds
                    .flat()
                    .map(({ out }) => out)
                    .join("\n"),
            );
        } finally {
            must("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
        }
    });
});
