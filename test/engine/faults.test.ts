import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { sweep } from "../../bench/fault-sweep";
import { SandboxRunner, StateResource } from "./sandbox-runner";

/** What holds what people would miss. */
const dataTypes = new Set([
    "aws:rds/instance:Instance",
    "aws:s3/bucket:Bucket",
    "aws:secretsmanager/secret:Secret",
    "aws:elasticbeanstalk/environment:Environment",
    "random:index/randomPassword:RandomPassword",
]);

describe("a dev stack in which each kind of resource goes wrong once", function () {
    this.timeout(900_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });

    const up = ["up", "--yes", "--stack", "dev", "--skip-preview"];
    const run = (args: readonly string[], env: NodeJS.ProcessEnv) => sandbox.run("cli/sandbox", args, env);
    const isAws = ({ type }: StateResource) => type.startsWith("aws:");
    const typesIn = (resources: readonly StateResource[]) => [
        ...new Set(resources.filter(isAws).map(({ type }) => type)),
    ];
    /** Half of them are refused; of the others AWS does what it was asked, and the provider does not hear of it. */
    const effectOf = (type: string) => (type.length % 2 === 0 ? "fail" : "timeout");

    /** Ids in the pretended account by type, which outlives the state. */
    function account(): ReadonlyMap<string, string[]> {
        const file = path.join(sandbox.folder, "default", "account.json");
        const content = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, Record<string, object>>;
        return new Map(Object.entries(content).map(([type, ids]) => [type, Object.keys(ids)]));
    }

    /** Fails as soon as data has another id than it had once. */
    function watchingData(): () => void {
        const ids = new Map<string, string | undefined>();
        return () => {
            const now = new Map(sandbox.state("dev").resources.map(({ urn, id }) => [urn, id]));
            for (const [urn, id] of ids) {
                assert.equal(now.get(urn), id, `${urn} has gone, or is another one`);
            }
            for (const { urn, id, type } of sandbox.state("dev").resources) {
                if (dataTypes.has(type)) {
                    ids.set(urn, id);
                }
            }
        };
    }

    let types: string[] = [];

    it("comes up in the end, and nothing is made twice", async () => {
        const planned = JSON.parse(await sandbox.must("preview", "--stack", "dev", "--json")) as {
            steps: { op: string; newState: StateResource }[];
        };
        types = typesIn(planned.steps.filter(({ op }) => op === "create").map(({ newState }) => newState));
        assert.ok(types.length > 20);
        const { left } = await sweep({ run, command: up, operation: "create", types, effectOf, look: watchingData() });
        assert.deepEqual(left, []);
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
        for (const [type, ids] of account()) {
            const inState = sandbox.state("dev").resources.filter((it) => it.type === type);
            assert.equal(ids.length, inState.length, `${type} in the account`);
        }
    });

    it("takes a change in the end, with the data that it had", async () => {
        await sandbox.must("config", "set", "--stack", "dev", "--path", "django-beanstalk:tags.team", "web");
        const planned = JSON.parse(await sandbox.must("preview", "--stack", "dev", "--json")) as {
            steps: { op: string; newState: StateResource }[];
        };
        const changed = typesIn(planned.steps.filter(({ op }) => op === "update").map(({ newState }) => newState));
        assert.ok(changed.includes("aws:rds/instance:Instance") && changed.length > 5);
        const look = watchingData();
        look();
        const { left } = await sweep({ run, command: up, operation: "update", types: changed, effectOf, look });
        assert.deepEqual(left, []);
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("is destroyed in the end, and leaves nothing", async () => {
        const command = ["destroy", "--yes", "--stack", "dev", "--skip-preview"];
        const deleted = typesIn(sandbox.state("dev").resources);
        const { left } = await sweep({
            run,
            command,
            operation: "delete",
            types: deleted,
            effectOf,
            look: () => undefined,
        });
        // Kept for whoever rolls back to them.
        assert.deepEqual(left.sort(), [
            "aws:elasticbeanstalk/applicationVersion:ApplicationVersion",
            "aws:s3/bucketObjectv2:BucketObjectv2",
        ]);
        assert.deepEqual(sandbox.state("dev").resources, []);
    });
});
