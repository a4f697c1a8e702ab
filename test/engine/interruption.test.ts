import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { SandboxRunner } from "./sandbox-runner";

const server = "aws:rds/instance:Instance";

describe("an interruption", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });

    const slowDatabase = { DJANGO_BEANSTALK_FAULTS: "create aws:rds/instance:Instance 1 delay 3000" };
    const update = ["up", "--yes", "--stack", "dev", "--skip-preview"];

    function locks(): string[] {
        const folder = path.join(sandbox.folder, "default", "state", ".pulumi", "locks");
        return fs.existsSync(folder)
            ? fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"))
            : [];
    }

    it("by Ctrl-C lets the engine finish what it is at, and releases the lock", async () => {
        const running = sandbox.spawn("cli/sandbox", update, slowDatabase);
        await running.printed("aws:rds:Instance notes-dev-database creating");
        assert.equal(locks().length, 1);
        running.signal("SIGINT");
        const { code } = await running.finished;
        assert.notEqual(code, 0);
        assert.deepEqual(locks(), []);
        assert.ok(
            sandbox.state("dev").resources.some(({ type }) => type === "aws:rds/instance:Instance"),
            "the database is in the state",
        );
    });

    it("by a kill leaves a lock that the next run releases", async () => {
        const running = sandbox.spawn("cli/sandbox", update);
        await running.printed("creating");
        running.signal("SIGKILL");
        await running.finished;
        assert.equal(locks().length, 1);
        const next = await sandbox.pulumi(...update);
        if (next.code !== 0) {
            // What was being made when the engine died is unknown to it; the engine says so and asks for a refresh.
            assert.match(next.output, /already exists|pending operation/);
        }
        assert.deepEqual(locks(), []);
    });

    it("by a kill while the server is made leaves it to AWS alone, from where the steps of docs/database.md bring it into the stack", async () => {
        const runner = new SandboxRunner();
        try {
            const faults = { DJANGO_BEANSTALK_FAULTS: "create aws:rds/instance:Instance 1 late 600000" };
            const running = runner.spawn("cli/sandbox", update, faults);
            await running.printed("aws:rds:Instance notes-dev-database creating");
            const id = await serverOf(path.join(runner.folder, "default"));
            await quiet(path.join(runner.folder, "default", "state", ".pulumi", "stacks", "django-beanstalk"));
            running.signal("SIGKILL");
            await running.finished;
            const servers = () => runner.state("dev").resources.filter(({ type }) => type === server);
            assert.deepEqual(servers(), []);

            const next = await runner.pulumi(...update);
            assert.notEqual(next.code, 0);
            assert.match(next.output, /::notes-dev-database, interrupted while creating/);
            assert.match(next.output, /DBInstanceAlreadyExists/);
            await runner.set("dev", { identifier: "shop" }, "database.");
            const renamed = await runner.pulumi("preview", "--stack", "dev");
            assert.notEqual(renamed.code, 0, renamed.output);
            assert.match(
                renamed.output,
                /got {6}shop, while an update that failed has begun to make the server as notes-dev-database\n/,
            );
            await runner.must("config", "rm", "--stack", "dev", "--path", "django-beanstalk:database.identifier");

            const { urn: component } =
                runner.state("dev").resources.find(({ type }) => type === "django-beanstalk:database:Database") ??
                assert.fail("no component");
            const at = ["--parent", `database=${component}`, "--stack", "dev", "--yes", "--protect=false"];
            await runner.must("import", server, "notes-dev-database", id, ...at, "--generate-code=false");
            await runner.must("refresh", "--clear-pending-creates", "--stack", "dev", "--yes", "--skip-preview");
            const repaired = await runner.must(...update);
            assert.doesNotMatch(repaired, /pending operations/);
            await runner.must("preview", "--stack", "dev", "--expect-no-changes");
            assert.deepEqual(
                servers().map((each) => [each.id, each.inputs?.["dbName"]]),
                [[id, "app"]],
            );
        } finally {
            runner.remove();
        }
    });

    it("by a refusal of AWS's is made good by the next run, without making anything twice", async () => {
        const runner = new SandboxRunner();
        try {
            const faults = {
                DJANGO_BEANSTALK_FAULTS:
                    "create aws:rds/instance:Instance 1 fail; create aws:s3/bucketPolicy:BucketPolicy 1 throttle",
            };
            const failed = await runner.run("cli/sandbox", update, faults);
            assert.notEqual(failed.code, 0);
            // Which of the two comes first is not certain, and the engine begins nothing after it.
            assert.match(failed.output, /told to (fail create number 1 of aws:rds|throttle create number 1 of aws:s3)/);
            const before = new Map(runner.state("dev").resources.map(({ urn, id }) => [urn, id]));
            await runner.must(...update);
            await runner.must("preview", "--stack", "dev", "--expect-no-changes");
            const after = new Map(runner.state("dev").resources.map(({ urn, id }) => [urn, id]));
            for (const [urn, id] of before) {
                assert.equal(after.get(urn), id, urn);
            }
        } finally {
            runner.remove();
        }
    });

    it("in npm start leaves nothing behind", async () => {
        const runner = new SandboxRunner();
        try {
            const running = runner.spawn("cli/start", []);
            await running.printed("Previewing update");
            running.signal("SIGINT");
            const { code, output } = await running.finished;
            assert.notEqual(code, 0);
            assert.doesNotMatch(output, /please report/);
            assert.equal((await runner.start()).code, 0);
        } finally {
            runner.remove();
        }
    });
});

/** Waits until the pretended account has a server, and gives its id. */
function serverOf(folder: string): Promise<string> {
    return new Promise((resolve) => {
        const file = path.join(folder, "account.json");
        const watcher = fs.watch(folder, look);
        function look(): void {
            const account = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, Record<string, unknown>>;
            const [id] = Object.keys(account[server] ?? {});
            if (id !== undefined) {
                watcher.close();
                resolve(id);
            }
        }
        look();
    });
}

/** Waits until the engine has nothing more to write into the states: a kill in the middle of that would be another case. */
function quiet(folder: string): Promise<void> {
    return new Promise((resolve) => {
        const watcher = fs.watch(folder, () => timer.refresh());
        const timer = setTimeout(() => {
            watcher.close();
            resolve();
        }, 2000);
    });
}
