import * as assert from "node:assert/strict";
import { databaseUrl } from "../../../components/database/plan-database";
import { handWritten, project } from "./project";
import { answer, assertSucceeded, failedStep, needsInstances, outputOf, Replay } from "./replay";

/** How the document's application is configured and started. The steps of its plan that go wrong in turn are replayed too. */
describe("replay of the Fix Elastic Beanstalk Deployment document: configuration", function () {
    this.timeout(180_000);
    let replay: Replay;

    before(async function () {
        needsInstances(this);
        replay = await Replay.open();
    });
    after(() => (replay as Replay | undefined)?.close());
    beforeEach(() => replay.emptyDatabase());

    const health = { path: "/health/", codes: ["200"] };
    const commands = handWritten[".ebextensions/02-python.config"];

    it("item 1: a DATABASE_URL that the application's libraries cannot read", async () => {
        const instance = await replay.instance();
        const variables = { DATABASE_URL: replay.databaseUrl.replace("postgresql:", "postgresql+psycopg:") };
        const theirs = await replay.deployTheirs(instance, await replay.theirs(), { variables });
        assert.equal(failedStep(theirs), "container commands: 01_migrate");
        const [finding] = replay.findings(theirs);
        assert.match(
            finding?.cause ?? "",
            /^DATABASE_URL begins with postgresql\+psycopg, which is a form of SQLAlchemy;/,
        );

        assertSucceeded(await replay.deployOurs(instance, await replay.ours()));
    });

    it("step 1.1: a password with @ and / in DATABASE_URL as it is", async () => {
        const instance = await replay.instance();
        const { host, port, name } = replay.database;
        const parts = { ...replay.database, username: "difficult", password: "p@ss/word" };
        await replay.sql(`CREATE ROLE difficult LOGIN PASSWORD 'p@ss/word'; GRANT ALL ON SCHEMA public TO difficult`);
        const variables = { DATABASE_URL: `postgresql://difficult:p@ss/word@${host}:${port}/${name}?sslmode=require` };
        const theirs = await replay.deployTheirs(instance, await replay.theirs(), { variables });
        assert.equal(failedStep(theirs), "container commands: 01_migrate");

        const right = { variables: { ...replay.world.variables, DATABASE_URL: databaseUrl(parts) } };
        assertSucceeded(await replay.deployOurs(instance, await replay.ours(), right));
        assert.equal(await answer(instance, "/"), "200 no rows");
    });

    it("item 2: no migration", async () => {
        const instance = await replay.instance();
        const without = commands.replace(/ {2}01_migrate:[^]*?(?= {2}02_)/, "");
        const bundle = await replay.theirs({ ".ebextensions/02-python.config": without });
        assertSucceeded(await replay.deployTheirs(instance, bundle, { health }));
        assert.equal(await answer(instance, "/"), "500");
        assert.ok(await replay.logs(instance, 'relation "board_entry" does not exist'));

        assertSucceeded(await replay.deployOurs(instance, await replay.ours()));
        assert.equal(await answer(instance, "/"), "200 no rows");
    });

    it("item 4: WSGIPath beside a Procfile", async () => {
        const instance = await replay.instance();
        const other = {
            "config/other.py": `def application(environ, start_response):\n    start_response("200 OK", [])\n    return [b"other"]\n`,
        };
        const option = `${commands}  aws:elasticbeanstalk:container:python:\n    WSGIPath: "config.other:application"\n`;
        const beside = await replay.theirs({ ...other, ".ebextensions/02-python.config": option });
        assertSucceeded(await replay.deployTheirs(instance, beside, { health }));
        assert.equal(await answer(instance, "/"), "200 no rows");
        const alone = await replay.theirs({ ...other, ".ebextensions/02-python.config": option, Procfile: undefined });
        assertSucceeded(await replay.deployTheirs(instance, alone, { health: { path: "/", codes: ["200"] } }));
        assert.equal(await answer(instance, "/"), "200 other");

        const ours = await replay.ours();
        assertSucceeded(await replay.deployOurs(instance, ours));
        const { options } = replay.world.order(ours);
        assert.deepEqual(
            options.filter(({ name }) => name === "WSGIPath"),
            [],
        );
    });

    it("item 6: requirements are installed a second time, on every instance", async () => {
        const instance = await replay.instance();
        const again = `
container_commands:
  01_install_requirements:
    command: "/var/app/venv/*/bin/pip install -r requirements.txt"
    leader_only: false
`;
        const bundle = await replay.theirs({ ".ebextensions/01-install.config": again });
        const theirs = await replay.deployTheirs(instance, bundle, { health: undefined, leader: false });
        assertSucceeded(theirs);
        assert.match(outputOf(theirs, "01_install_requirements"), /Requirement already satisfied: Django==/);

        const ours = await replay.deployOurs(instance, await replay.ours());
        assertSucceeded(ours);
        assert.deepEqual(
            ours.steps
                .filter(({ output }) => output.includes("Requirement already satisfied"))
                .map(({ phase }) => phase),
            ["requirements"],
        );
    });

    it("step 1.4: $PYTHONPATH in an option value", async () => {
        const instance = await replay.instance();
        const option = `${commands}  aws:elasticbeanstalk:application:environment:\n    PYTHONPATH: "/var/app/current:$PYTHONPATH"\n`;
        const bundle = await replay.theirs({ ".ebextensions/02-python.config": option });
        assertSucceeded(await replay.deployTheirs(instance, bundle, { health }));
        assert.equal(await answer(instance, "/variable/PYTHONPATH/"), "200 /var/app/current:$PYTHONPATH");

        assertSucceeded(await replay.deployOurs(instance, await replay.ours()));
        assert.equal(await answer(instance, "/variable/PYTHONPATH/"), "200 /var/app/venv/staging-LQM1lest/bin");
    });

    it("item 8: Gunicorn's logs in a file", async () => {
        const instance = await replay.instance();
        const file = "/var/app/current/logs/gunicorn.log";
        const Procfile = `web: gunicorn config.wsgi:application --bind 127.0.0.1:8000 --access-logfile ${file} --error-logfile ${file}\n`;
        const nowhere = await replay.deployTheirs(instance, await replay.theirs({ Procfile }), { health: undefined });
        assertSucceeded(nowhere);
        assert.equal(nowhere.serving, undefined);
        assert.equal(await answer(instance, "/"), "502");

        const kept = await replay.theirs({ Procfile, "logs/.keep": "" });
        assertSucceeded(await replay.deployTheirs(instance, kept, { health }));
        assert.equal(await answer(instance, "/health/?theirs"), "200 healthy");

        assertSucceeded(await replay.deployOurs(instance, await replay.ours()));
        assert.equal(await answer(instance, "/health/?ours"), "200 healthy");
        assert.ok(await replay.logs(instance, "?ours"));
        const read = await instance.instance.run(["cat", "/var/log/web.stdout.log"]);
        assert.doesNotMatch(read.stdout, /\?theirs/);
    });

    it("item 9: nobody looks whether the application starts", async () => {
        const instance = await replay.instance();
        const broken = { "config/wsgi.py": `${project()["config/wsgi.py"]}\nraise RuntimeError("no such tenant")\n` };
        const theirs = await replay.deployTheirs(instance, await replay.theirs(broken), { health: undefined });
        assertSucceeded(theirs);
        assert.equal(theirs.serving, undefined);

        const ours = await replay.deployOurs(instance, await replay.ours(broken));
        assert.equal(failedStep(ours), "postdeploy: .platform/hooks/postdeploy/90-health.sh");
        assert.match(outputOf(ours, ".platform/hooks/postdeploy/90-health.sh"), /RuntimeError: no such tenant/);
    });

    it("step 2.2: a verification that looks at the previous version", async () => {
        const instance = await replay.instance();
        const verify = `
container_commands:
  99_verify_health:
    command: |
      cd /var/app/current
      source /var/app/venv/*/bin/activate
      python manage.py check --deploy 2>&1 || {
        echo "ERROR: Django check failed"
        exit 1
      }
      echo "Django check passed"
    leader_only: true
`;
        const verified = { ".ebextensions/99-verify.config": verify };
        assertSucceeded(await replay.deployTheirs(instance, await replay.theirs(verified), { health }));
        const broken = { "config/urls.py": "urlpatterns = [path]\n", ".ebextensions/02-python.config": undefined };
        const next = await replay.theirs({ ...verified, ...broken });
        const theirs = await replay.deployTheirs(instance, next, { health: undefined });
        assertSucceeded(theirs);
        assert.match(outputOf(theirs, "99_verify_health"), /Django check passed/);
        assert.equal(await answer(instance, "/health/"), "500");

        const ours = await replay.deployOurs(instance, await replay.ours(broken));
        assert.equal(failedStep(ours), "container commands: 01_check");
    });
});
