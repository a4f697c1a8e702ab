import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { SandboxRunner, StateResource } from "./sandbox-runner";

/** A database with a replica and a proxy, from its creation through what changes it to its end. */
describe("the database of a stack in the sandbox", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });
    const set = (settings: Readonly<Record<string, string>>) => sandbox.set("dev", settings, "database.");
    const up = () => sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
    const resource = (name: string): StateResource =>
        sandbox
            .state("dev")
            .resources.find(({ urn, id }) => urn.endsWith(`::notes-dev-database${name}`) && id !== undefined) ??
        assert.fail(`no ${name}`);
    const secretsVersion = () => {
        const { inputs } =
            sandbox
                .state("dev")
                .resources.find(({ type }) => type === "aws:elasticbeanstalk/environment:Environment") ??
            assert.fail("no environment");
        const settings = inputs?.["settings"] as { readonly name: string; readonly value: string }[];
        return settings.find(({ name }) => name === "SECRETS_VERSION")?.value;
    };

    /** Makes the state that of a program without these resources. */
    async function forget(urns: ReadonlySet<string>): Promise<void> {
        const file = path.join(sandbox.folder, "state.json");
        await sandbox.must("stack", "export", "--stack", "dev", "--file", file);
        const state = JSON.parse(fs.readFileSync(file, "utf8")) as { deployment: { resources: StateResource[] } };
        const isKept = (urn: string) => !urns.has(urn);
        state.deployment.resources = state.deployment.resources
            .filter(({ urn }) => isKept(urn))
            .map((it) => ({
                ...it,
                ...(it.dependencies === undefined ? {} : { dependencies: it.dependencies.filter(isKept) }),
            }));
        fs.writeFileSync(file, JSON.stringify(state));
        await sandbox.must("stack", "import", "--stack", "dev", "--file", file);
    }

    it("is made with replica and proxy, and a second preview finds nothing to change", async () => {
        await set({
            kind: "postgres",
            version: "16.9",
            minorUpgrades: "false",
            "replica.instanceClass": "db.t4g.small",
            "proxy.maxConnectionsPercent": "80",
        });
        await up();
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
        assert.equal(resource("-replica").inputs?.["replicateSourceDb"], resource("").outputs?.["identifier"]);
        assert.match(
            String(resource("-proxy").outputs?.["endpoint"]),
            /\.proxy-[0-9a-f]{12}\.us-east-1\.rds\.amazonaws\.com$/,
        );
    });

    it("has its logs in groups that were there before it, and takes over those that RDS has made", async () => {
        const group = "aws:cloudwatch/logGroup:LogGroup";
        const names = ["", "-replica"].flatMap((server) =>
            ["postgresql", "upgrade"].map((log) => `notes-dev-database${server}-log-${log}`),
        );
        const groups = () =>
            sandbox
                .state("dev")
                .resources.filter(({ type }) => type === group)
                .sort((a, b) => (a.urn < b.urn ? -1 : 1));
        assert.deepEqual(
            groups().map(({ id, inputs }) => [id, inputs?.["retentionInDays"]]),
            ["notes-dev-database", "notes-dev-database-replica"].flatMap((server) =>
                ["postgresql", "upgrade"].map((log) => [`/aws/rds/instance/${server}/${log}`, 7]),
            ),
        );
        await set({ identifier: "shop" });
        const renamed = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(renamed.code, 0, renamed.output);
        assert.match(renamed.output, /got {6}shop, while the server is called notes-dev-database\n/);
        await sandbox.must("config", "rm", "--stack", "dev", "--path", "django-beanstalk:database.identifier");
        await set({ "replica.identifier": "reports" });
        const { output } = await sandbox.run("cli/changes", ["--sandbox", "--stack", "dev"]);
        assert.match(output, /^replaced, the new one first +aws:rds:Instance notes-dev-database-replica: identifier$/m);
        assert.match(output, /^replaced, the new one first +aws:cloudwatch:LogGroup notes-dev-database-replica-log-/m);
        assert.match(
            output,
            /^!!! DATA: aws:cloudwatch:LogGroup notes-dev-database-replica-log-upgrade is replaced by an empty one: the logs in it are deleted\.$/m,
        );
        assert.doesNotMatch(output, /!!! DATA: aws:rds:Instance/);
        assert.doesNotMatch(output, /aws:rds:Instance notes-dev-database$/m);
        await sandbox.must("config", "rm", "--stack", "dev", "--path", "django-beanstalk:database.replica.identifier");

        const before = groups();
        await forget(new Set(before.map(({ urn }) => urn)));
        const refused = await sandbox.pulumi("up", "--yes", "--stack", "dev", "--skip-preview");
        assert.match(refused.output, /ResourceAlreadyExistsException/);
        const component = before[0]?.parent ?? assert.fail("no component");
        for (const [i, name] of names.entries()) {
            const at = ["--stack", "dev", "--yes", "--protect=false", "--generate-code=false"];
            const id = before[i]?.id ?? assert.fail(name);
            await sandbox.must("import", group, name, id, "--parent", `database=${component}`, ...at);
        }
        await up();
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
        assert.deepEqual(
            groups()
                .map(({ urn, id }) => [urn, id])
                .sort(),
            before.map(({ urn, id }) => [urn, id]).sort(),
        );
    });

    it("refuses in the preview what would cost the server", async () => {
        await set({ name: "shop", version: "17.6" });
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(code, 0, output);
        assert.match(output, /got {6}shop, while the server was made with app/);
        assert.match(output, /got {6}17\.6, while the server runs 16\.9: a major upgrade/);
        assert.doesNotMatch(output, /at .*\.ts:\d+/);
        await set({ name: "app" });
    });

    it("takes a major upgrade that is asked for, and another password of which the environment hears, on the same server", async () => {
        const [before, version] = [resource(""), secretsVersion()];
        await set({ allowMajorUpgrade: "true", applyImmediately: "true", passwordVersion: "2" });
        await up();
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
        assert.deepEqual([resource("").id, resource("").inputs?.["engineVersion"]], [before.id, "17.6"]);
        assert.equal(resource("-parameters").inputs?.["family"], "postgres17");
        assert.notEqual(secretsVersion(), version);
    });

    it("gets another class in the maintenance window, until which each preview shows it, and at once when that is asked for", async () => {
        const classOf = () => resource("").outputs?.["instanceClass"];
        const table = () => sandbox.run("cli/changes", ["--sandbox", "--stack", "dev"]);
        const change =
            /^ {2}restart, outage in the maintenance window {2,}instanceClass: db\.t4g\.micro -> db\.t4g\.medium(?: \((.*)\))?$/m;
        await set({ allowMajorUpgrade: "false", applyImmediately: "false", instanceClass: "db.t4g.medium" });
        const asked = await table();
        assert.deepEqual(change.exec(asked.output)?.slice(1), [undefined], asked.output);
        await up();
        assert.deepEqual([classOf(), resource("").inputs?.["instanceClass"]], ["db.t4g.micro", "db.t4g.medium"]);
        const again = await table();
        assert.match(
            change.exec(again.output)?.[1] ?? again.output,
            /^asked for by an earlier update; `pulumi refresh`/,
        );
        const refresh = ["refresh", "--yes", "--stack", "dev", "--skip-preview"];
        await sandbox.must(...refresh);
        assert.equal(classOf(), "db.t4g.micro");
        const passed = await sandbox.run("cli/sandbox", refresh, { DJANGO_BEANSTALK_MAINTENANCE: "passed" });
        assert.equal(passed.code, 0, passed.output);
        assert.equal(classOf(), "db.t4g.medium");
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
        await set({ applyImmediately: "true", instanceClass: "db.t4g.small" });
        await up();
        assert.equal(classOf(), "db.t4g.small");
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("has two users in turn instead of a proxy, and takes a new password only for the one that rests", async () => {
        const { id } = resource("");
        await sandbox.must("config", "rm", "--stack", "dev", "--path", "django-beanstalk:database.proxy");
        await set({ rotation: "two-users" });
        await up();
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
        const version = secretsVersion();
        await set({ passwordVersion: "4" });
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(code, 0, output);
        assert.match(output, /got {6}4 after 2, which is the same user's \(app_b\)/);
        await set({ passwordVersion: "3" });
        await up();
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
        assert.equal(resource("").id, id);
        assert.notEqual(secretsVersion(), version);
    });

    it("ends with its stack", async () => {
        await sandbox.must("destroy", "--yes", "--stack", "dev", "--skip-preview");
        assert.deepEqual(
            sandbox.state("dev").resources.filter(({ type }) => type.startsWith("aws:")),
            [],
        );
    });
});
