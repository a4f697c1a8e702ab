import * as assert from "node:assert/strict";
import { answer, assertSucceeded, failedStep, needsInstances, outputOf, Replay } from "./replay";

/** A migration after the first one. */
const migration = (operation: string): string => `
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("board", "0001_initial")]
    operations = [${operation}]
`;

describe("replay of the Error Resolution document", function () {
    this.timeout(180_000);
    let replay: Replay;

    before(async function () {
        needsInstances(this);
        replay = await Replay.open();
    });
    after(() => (replay as Replay | undefined)?.close());
    beforeEach(() => replay.emptyDatabase());

    it("what is written by hand and right serves, and so does ours", async () => {
        const instance = await replay.instance();
        assertSucceeded(await replay.deployTheirs(instance, await replay.theirs()));
        assert.equal(await answer(instance, "/"), "200 no rows");
        assertSucceeded(await replay.deployOurs(instance, await replay.ours()));
        assert.equal(await answer(instance, "/"), "200 no rows");
        assert.match(await answer(instance, "/static/board/site.css"), /^200 body/);
    });

    it("the error: a return code without a reason", async () => {
        const broken = { "config/settings.py": 'import os\n\nPAYMENT_URL = os.environ["PAYMENT_URL"]\n' };
        const hook = `#!/bin/bash
cd /var/app/staging
/var/app/venv/*/bin/python manage.py check >/dev/null 2>&1 || exit 1
`;
        const bundle = await replay.theirs({
            ...broken,
            ".platform/hooks/predeploy/01_django_setup.sh": hook,
            ".ebextensions/02-python.config": undefined,
        });
        const theirs = await replay.deployTheirs(await replay.instance(), bundle);
        assert.equal(failedStep(theirs), "predeploy: .platform/hooks/predeploy/01_django_setup.sh");
        const [told] = replay.findings(theirs);
        assert.deepEqual(
            [told?.what, told?.lastLines, told?.cause],
            ["i-1: .platform/hooks/predeploy/01_django_setup.sh ended with exit code 1", [], undefined],
        );

        const ours = await replay.deployOurs(await replay.instance(), await replay.ours(broken));
        assert.equal(failedStep(ours), "container commands: 01_check");
        const [named] = replay.findings(ours);
        assert.equal(named?.cause, "The application reads the environment variable PAYMENT_URL, which is not set.");
        assert.deepEqual([named.file, named.line], ["config/settings.py", 3]);
    });

    it("primary issue: urllib3 that botocore does not take", async () => {
        const conflict = { "requirements.txt": "boto3==1.26.164\nbotocore==1.29.164\nurllib3==2.0.7\n" };
        const theirs = await replay.deployTheirs(await replay.instance(), await replay.theirs(conflict));
        assert.equal(failedStep(theirs), "requirements: pip install -r requirements.txt");
        assert.equal(theirs.flipped, false);
        const [finding] = replay.findings(theirs);
        assert.match(
            finding?.cause ?? "",
            /^No versions fit all requirements: .*urllib3==2\.0\.7.*botocore 1\.29\.164 depends on urllib3<1\.27/,
        );

        await assert.rejects(replay.ours(conflict, { app: { python: { check: "required" } } }), /urllib3/);
    });

    it("secondary issues: a hook that goes on after its migration failed", async () => {
        const failing = {
            "board/migrations/0002_done.py": migration(
                'migrations.RunSQL("ALTER TABLE board_entries ADD done boolean")',
            ),
        };
        const hook = `#!/bin/bash
cd /var/app/staging
/var/app/venv/*/bin/python manage.py migrate --noinput board 0002
echo "Migrations are done"
`;
        const bundle = await replay.theirs({
            ...failing,
            ".platform/hooks/predeploy/01_django_migrate.sh": hook,
            ".ebextensions/02-python.config": undefined,
        });
        const theirs = await replay.deployTheirs(await replay.instance(), bundle, { health: undefined });
        assertSucceeded(theirs);
        assert.match(
            outputOf(theirs, ".platform/hooks/predeploy/01_django_migrate.sh"),
            /board_entries" does not exist[^]*Migrations are done\n$/,
        );

        const ours = await replay.deployOurs(await replay.instance(), await replay.ours(failing));
        assert.equal(failedStep(ours), "container commands: 02_migrate");
        assert.equal(ours.flipped, false);
    });

    it("secondary issues: a command that needs the tables runs before they are made", async () => {
        const load = `/var/app/venv/*/bin/python manage.py shell --command "from board.models import Entry; Entry.objects.create(text='first')"`;
        const wrong = `
container_commands:
  01_load:
    command: ${load}
    leader_only: true
  02_migrate:
    command: /var/app/venv/*/bin/python manage.py migrate --noinput
    leader_only: true
`;
        const bundle = await replay.theirs({ ".ebextensions/02-python.config": wrong });
        const theirs = await replay.deployTheirs(await replay.instance(), bundle);
        assert.equal(failedStep(theirs), "container commands: 01_load");
        const [finding] = replay.findings(theirs);
        assert.match(finding?.cause ?? "", /^The code reads the table board_entry, which the database does not have/);

        const right = `container_commands:\n  01_load:\n    command: ${load}\n    leader_only: true\n`;
        const instance = await replay.instance();
        assertSucceeded(
            await replay.deployOurs(instance, await replay.ours({ ".ebextensions/90-load.config": right })),
        );
        assert.equal(await answer(instance, "/"), "200 first");
    });

    it("modified hooks: migrate on every instance collides", async () => {
        // Both migrations are under way at the same moment, as on instances that are equally fast; one that is alone goes on after a while.
        const together = `
from django.db import migrations, models


def wait_for_the_other(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(1)")
        for _ in range(MOMENTS):
            cursor.execute("SELECT count(*), pg_sleep(0.1) FROM pg_locks WHERE locktype = 'advisory'")
            if cursor.fetchone()[0] > 1:
                return


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.RunPython(wait_for_the_other),
        migrations.CreateModel(
            "Entry",
            [("id", models.BigAutoField(primary_key=True)), ("text", models.CharField(max_length=200))],
        ),
    ]
`;
        const hook =
            "#!/bin/bash\nset -e\ncd /var/app/staging\n/var/app/venv/*/bin/python manage.py migrate --noinput\n";
        const bundle = await replay.theirs({
            "board/migrations/0001_initial.py": together.replace("MOMENTS", "600"),
            ".platform/hooks/predeploy/01_django_migrate.sh": hook,
            ".ebextensions/02-python.config": undefined,
        });
        // As after an earlier version: the table of migrations is there.
        await replay.sql(
            "CREATE TABLE django_migrations (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, app varchar(255) NOT NULL, name varchar(255) NOT NULL, applied timestamptz NOT NULL)",
        );
        const two = [await replay.instance(), await replay.world.addInstance()];
        const theirs = await Promise.all(two.map((each, i) => replay.deployTheirs(each, bundle, { leader: i === 0 })));
        const [failed, ...others] = theirs.filter(({ succeeded }) => !succeeded);
        assert.ok(failed !== undefined && others.length === 0);
        assert.equal(failedStep(failed), "predeploy: .platform/hooks/predeploy/01_django_migrate.sh");
        assert.match(failed.steps.at(-1)?.output ?? "", /already exists/);

        await replay.emptyDatabase();
        const right = await replay.ours({ "board/migrations/0001_initial.py": together.replace("MOMENTS", "1") });
        const ours = await Promise.all(two.map((each, i) => replay.deployOurs(each, right, { leader: i === 0 })));
        ours.forEach(assertSucceeded);
        assert.deepEqual(
            ours.map(({ steps }) => steps.find(({ name }) => name === "02_migrate")?.verdict),
            ["ok", "skipped"],
        );
    });

    it("environment-specific settings: the health path as somebody wrote it by hand", async () => {
        const health = { path: "/health", codes: ["200"] };
        const theirs = await replay.deployTheirs(await replay.instance(), await replay.theirs(), { health });
        assert.equal(failedStep(theirs), "health: GET /health");
        const [finding] = replay.findings(theirs);
        assert.match(finding?.cause ?? "", /^The health path answers 301: /);
        assert.equal(theirs.serving, theirs.version);
    });
});
