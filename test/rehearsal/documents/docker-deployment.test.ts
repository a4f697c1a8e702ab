import * as assert from "node:assert/strict";
import { handWritten, project } from "./project";
import { answer, assertSucceeded, failedStep, needsInstances, outputOf, Replay, siteName } from "./replay";

/** Those failures of the document that do not need a container: its applications fail alike on the Python platform, which it had given up before. */
describe("replay of the Docker-based Deployment document", function () {
    this.timeout(180_000);
    let replay: Replay;

    before(async function () {
        needsInstances(this);
        replay = await Replay.open();
    });
    after(() => (replay as Replay | undefined)?.close());
    beforeEach(() => replay.emptyDatabase());

    const health = { path: "/health/", codes: ["200"] };

    it("v119: the health check gets 400, since it asks by address", async () => {
        const instance = await replay.instance();
        const variables = { ALLOWED_HOSTS: siteName };
        const theirs = await replay.deployTheirs(instance, await replay.theirs(), { health, variables });
        assert.equal(failedStep(theirs), "health: GET /health/");
        assert.match(outputOf(theirs, "GET /health/"), /^answered 400; healthy is 200\n/);
        const [finding] = replay.findings(theirs);
        assert.match(finding?.cause ?? "", /Django refuses (requests for the host 172\.31\.0\.11|the request)/);
        assert.equal(await answer(instance, "/"), "200 no rows");

        const ours = await replay.deployOurs(instance, await replay.ours(), { health });
        assertSucceeded(ours);
        assert.equal(outputOf(ours, "GET /health/"), "answered 200\n");
    });

    it("v122: DisallowedHost for the site's own name", async () => {
        const instance = await replay.instance();
        const variables = { ALLOWED_HOSTS: "localhost" };
        assertSucceeded(await replay.deployTheirs(instance, await replay.theirs(), { health: undefined, variables }));
        assert.equal(await answer(instance, "/"), "400");

        assertSucceeded(await replay.deployOurs(instance, await replay.ours()));
        assert.equal(await answer(instance, "/"), "200 no rows");
        assert.equal(await answer(instance, "/", "another.example"), "400");
    });

    it("environment variables: one is missing, and the application starts without it", async () => {
        const instance = await replay.instance();
        const theirs = await replay.deployTheirs(instance, await replay.theirs(), { health });
        assertSucceeded(theirs);
        assert.equal(await answer(instance, "/variable/PROJECT_NAME/"), "200 not set");
        assert.equal(await answer(instance, "/setting/SECRET_KEY/"), "200 written-in-the-settings");

        const secrets = { SECRET_KEY: { kind: "generated" }, XERO_KEY: { kind: "arn", arn: secretArn } };
        const ours = await replay.deployOurs(instance, await replay.ours({}, { secrets }));
        assert.equal(failedStep(ours), "prebuild: .platform/hooks/prebuild/10-required-variables.sh");
        const [finding] = replay.findings(ours, theirs.version);
        assert.match(
            finding?.cause ?? "",
            /^These (secrets did not arrive|environment variables are not set), or are empty: XERO_KEY\.$/,
        );
        assert.equal(ours.serving, theirs.version);
    });

    const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:xero-AbCdEf";

    /** The default is the module of development machines. */
    const byDefault = "config.local";
    const local = {
        "config/local.py": `from config.settings import *\n\nDATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}\n`,
        "manage.py": project()["manage.py"]?.replace("config.settings", byDefault),
        "config/wsgi.py": project()["config/wsgi.py"]?.replace("config.settings", byDefault),
    };

    it("v114: the settings of development are the default, and SQLite is used unseen", async () => {
        const instance = await replay.instance();
        const commands = {
            ".ebextensions/02-python.config": `${handWritten[".ebextensions/02-python.config"]}
  aws:elasticbeanstalk:application:environment:
    PROJECT_NAME: board
`,
            ".ebextensions/90-first-row.config": firstRow,
        };
        const bundle = await replay.theirs({ ...local, ...commands });
        assertSucceeded(await replay.deployTheirs(instance, bundle, { health }));
        assert.equal(await answer(instance, "/"), "200 first");
        assert.deepEqual(await replay.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), ["0"]);
        const next = await replay.theirs(local);
        assertSucceeded(await replay.deployTheirs(instance, next, { health }));
        assert.equal(await answer(instance, "/"), "200 no rows");

        const right = await replay.ours({ ...local, ".ebextensions/90-first-row.config": firstRow });
        assertSucceeded(await replay.deployOurs(instance, right));
        assertSucceeded(await replay.deployOurs(instance, await replay.ours(local)));
        assert.equal(await answer(instance, "/"), "200 first");
        assert.deepEqual(await replay.sql("SELECT text FROM board_entry"), ["first"]);
    });

    it("02_db_volume: a database on the instance's disk is gone with the instance", async () => {
        const [first, second] = [await replay.instance(), await replay.world.addInstance()];
        const volume = "commands:\n  01_volume:\n    command: install -d -o webapp -g webapp /var/board\n";
        const variables = { DATABASE_URL: "sqlite:////var/board/db.sqlite3" };
        const filled = await replay.theirs({
            ".ebextensions/01_volume.config": volume,
            ".ebextensions/90-first-row.config": firstRow,
        });
        assertSucceeded(await replay.deployTheirs(first, filled, { health, variables }));
        const next = await replay.theirs({ ".ebextensions/01_volume.config": volume });
        assertSucceeded(await replay.deployTheirs(first, next, { health, variables }));
        assert.equal(await answer(first, "/"), "200 first");
        assertSucceeded(await replay.deployTheirs(second, next, { health, variables }));
        assert.equal(await answer(second, "/"), "200 no rows");

        assertSucceeded(
            await replay.deployOurs(first, await replay.ours({ ".ebextensions/90-first-row.config": firstRow })),
        );
        assertSucceeded(await replay.deployOurs(second, await replay.ours(), { leader: false }));
        assert.equal(await answer(second, "/"), "200 first");
    });

    it("troubleshooting: static files do not load", async () => {
        const instance = await replay.instance();
        const commands = handWritten[".ebextensions/02-python.config"].replace(
            / {2}02_collectstatic:[^]*?\noption/,
            "option",
        );
        const bundle = await replay.theirs({ ".ebextensions/02-python.config": commands });
        assertSucceeded(await replay.deployTheirs(instance, bundle, { health }));
        assert.equal(await answer(instance, "/static/board/site.css"), "404");

        assertSucceeded(await replay.deployOurs(instance, await replay.ours()));
        assert.match(await answer(instance, "/static/board/site.css"), /^200 body/);
    });

    it("01_timeout: a deployment that takes longer than its time-out", async () => {
        const instance = await replay.instance();
        const work = {
            ".platform/hooks/prebuild/01_long.sh":
                "#!/bin/bash\necho begun\ntimeout 3 tail -f /dev/null || true\necho done\n",
        };
        const timeout = {
            ".ebextensions/01_timeout.config": "option_settings:\n  aws:elasticbeanstalk:command:\n    Timeout: 1\n",
        };
        const theirs = await replay.deployTheirs(instance, await replay.theirs({ ...work, ...timeout }));
        assert.equal(failedStep(theirs), "prebuild: .platform/hooks/prebuild/01_long.sh");
        const [finding] = replay.findings(theirs);
        assert.match(finding?.what ?? "", /It did not end within 1 seconds, the time that the deployment has\./);

        const ours = await replay.deployOurs(instance, await replay.ours(work));
        assertSucceeded(ours);
        assert.equal(outputOf(ours, ".platform/hooks/prebuild/01_long.sh"), "begun\ndone\n");
    });

    it("future improvements: no path for health checks, and the first page redirects to HTTPS", async () => {
        const instance = await replay.instance();
        const secure = {
            "config/settings.py": `${project()["config/settings.py"]}
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", *MIDDLEWARE]
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
`,
        };
        const theirs = await replay.deployTheirs(instance, await replay.theirs(secure));
        assert.equal(failedStep(theirs), "health: GET /");
        assert.match(replay.findings(theirs)[0]?.cause ?? "", /^The health path answers 301: it redirects to HTTPS/);

        const ours = await replay.deployOurs(instance, await replay.ours(secure), { health });
        assertSucceeded(ours);
        assert.equal(outputOf(ours, "GET /health/"), "answered 200\n");
    });
});

/** What a page has to show afterwards. */
const firstRow = `
container_commands:
  90_first_row:
    command: /var/app/venv/*/bin/python manage.py shell --command "from board.models import Entry; Entry.objects.create(text='first')"
    leader_only: true
`;
