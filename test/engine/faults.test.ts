import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { isStoodInFor, planned, PlannedFault, signOf, sweep, textOf } from "../../bench/fault-sweep";
import { wholeStack, writeWholeStack } from "../../bench/whole-stack";
import { repository } from "../support/program";
import { SandboxRunner, StateResource } from "./sandbox-runner";

type Operation = PlannedFault["operation"];
type Effect = PlannedFault["effect"];

/** What holds what people would miss. */
const dataTypes = new Set([
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:elasticbeanstalk/environment:Environment",
    "aws:kms/key:Key",
    "aws:rds/instance:Instance",
    "aws:s3/bucket:Bucket",
    "aws:secretsmanager/secret:Secret",
    "aws:ssm/parameter:Parameter",
    "random:index/randomPassword:RandomPassword",
    "tls:index/privateKey:PrivateKey",
]);

/** Of what the engine never deletes one: a switch of the account, and what one can roll back to. Of objects it deletes those of workers. */
const retained = [
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
    "aws:elasticbeanstalk/applicationVersion:ApplicationVersion",
];

const listener = "aws:lb/listener:Listener";

const nothing = () => undefined;
const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";
const previewOf = (stack: string, ...more: string[]) => ["preview", "--stack", stack, ...more];
const upOf = (stack: string, ...more: string[]) => ["up", "--yes", "--stack", stack, "--skip-preview", ...more];
const destroyOf = (stack: string, ...more: string[]) => [
    "destroy",
    "--yes",
    "--stack",
    stack,
    "--skip-preview",
    ...more,
];

/** Type tokens of the resources that the components' sources make. */
function typesOfSources(): string[] {
    const listed = execFileSync("git", ["ls-files", "components"], { cwd: repository, encoding: "utf8" });
    const text = listed
        .split("\n")
        .filter((file) => file.endsWith(".ts"))
        .map((file) => fs.readFileSync(path.join(repository, file), "utf8"))
        .join("\n");
    const made = [...text.matchAll(/new (aws|random|remote|tls)\.(?:(\w+)\.)?([A-Z]\w*)\(/g)];
    const tokens = made.map(([, provider = "", module = "index", type = ""]) => {
        if (provider === "remote") {
            return `command:remote:${type}`;
        }
        const file = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
        return `${provider}:${module}/${file}:${type}`;
    });
    return [...new Set(tokens)].sort();
}

/** The first operation on each type; every other one is refused, and of the others AWS does what it was asked, and the provider does not hear of it. */
const firstOfEach = (operation: Operation, types: Iterable<string>, even: Effect, odd: Effect): PlannedFault[] =>
    [...types].sort().map((type, i) => ({ operation, type, nth: 1, effect: i % 2 === 0 ? even : odd }));

/** Ids in the pretended account by type, which outlives the state. */
function account(sandbox: SandboxRunner): [string, string[]][] {
    const file = path.join(sandbox.folder, "default", "account.json");
    const content = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, Record<string, object>>;
    return Object.entries(content).map(([type, ids]) => [type, Object.keys(ids)]);
}

function assertNothingTwice(sandbox: SandboxRunner, stack: string): void {
    const { resources } = sandbox.state(stack);
    for (const [type, ids] of account(sandbox)) {
        const inState = resources.filter((it) => it.type === type);
        assert.equal(ids.length, inState.length, `${type} in the account`);
    }
}

/** Fails as soon as data has another id than it had once. */
function watchingData(sandbox: SandboxRunner, except: readonly string[] = []): () => void {
    const ids = new Map<string, string | undefined>();
    return () => {
        const { resources } = sandbox.state(wholeStack);
        const now = new Map(resources.map(({ urn, id }) => [urn, id]));
        for (const [urn, id] of ids) {
            assert.equal(now.get(urn), id, `${urn} has gone, or is another one`);
        }
        for (const { urn, id, type } of resources) {
            if (dataTypes.has(type) && !except.includes(nameOf(urn))) {
                ids.set(urn, id);
            }
        }
    };
}

describe("a stack with everything in it, of which each kind of resource goes wrong once", function () {
    this.timeout(900_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });

    const project = path.join(sandbox.folder, "default", "project");
    const up = upOf(wholeStack, "--continue-on-error");
    const run = (args: readonly string[], env: NodeJS.ProcessEnv) => sandbox.run("cli/sandbox", args, env);

    it("comes up in the end, and nothing is made twice", async () => {
        writeWholeStack(project, "first");
        const types = planned(await sandbox.must(...previewOf(wholeStack, "--json")), "create");
        assert.deepEqual([...types.keys(), listener].sort(), typesOfSources());
        const faults = firstOfEach("create", types.keys(), "fail", "timeout");
        const { left } = await sweep({ run, command: up, faults, look: watchingData(sandbox) });
        assert.deepEqual(left, []);
        await sandbox.must(...previewOf(wholeStack, "--expect-no-changes"));
        assertNothingTwice(sandbox, wholeStack);
    });

    it("takes a change in the end, replacements included, with the data that it had", async () => {
        writeWholeStack(project, "changed");
        const preview = await sandbox.must(...previewOf(wholeStack, "--json"));
        const { steps } = JSON.parse(preview) as { steps: { op: string; newState: StateResource }[] };
        const anew = steps.filter(({ op }) => op === "replace").map(({ newState }) => nameOf(newState.urn));
        // Another length asks for another value.
        const asked = ["notes-whole-secret-secret-key-random", "notes-whole-secret-token-random"];
        // Another bundle is another object, is copied anew and is installed.
        const released = ["sender-bundle", "sender-install", "sweeper-bundle"].map((it) => `notes-whole-worker-${it}`);
        assert.deepEqual(anew.sort(), [...asked, "notes-whole-secret-secret-key-value", ...released].sort());
        const look = watchingData(sandbox, asked);
        look();
        const updated = planned(preview, "update");
        assert.ok(updated.size >= 40, `${updated.size} kinds are changed in place`);
        const faults = [
            ...firstOfEach("update", updated.keys(), "timeout", "fail"),
            ...firstOfEach("create", planned(preview, "create").keys(), "timeout", "fail"),
        ];
        const { left } = await sweep({ run, command: up, faults, look });
        assert.deepEqual(left, []);
        await sandbox.must(...previewOf(wholeStack, "--expect-no-changes"));
        assertNothingTwice(sandbox, wholeStack);
    });

    it("is destroyed in the end, and leaves nothing", async () => {
        writeWholeStack(project, "unprotected");
        await sandbox.must(...upOf(wholeStack));
        const types = new Set(
            sandbox
                .state(wholeStack)
                .resources.map(({ type }) => type)
                .filter(isStoodInFor),
        );
        const faults = firstOfEach("delete", types, "fail", "timeout");
        const command = destroyOf(wholeStack, "--continue-on-error");
        const { left } = await sweep({ run, command, faults, look: nothing });
        assert.deepEqual(
            left.map(({ type }) => type),
            retained,
        );
        assert.deepEqual(sandbox.state(wholeStack).resources, []);
        const kept = account(sandbox).filter(([, ids]) => ids.length > 0);
        // The application and its bucket took the versions with them; the records prove to ACM whose the names are, other stacks' too.
        assert.deepEqual(kept.map(([type, ids]) => [type, ids.length]).sort(), [
            ["aws:ebs/encryptionByDefault:EncryptionByDefault", 1],
            ["aws:route53/record:Record", 2],
        ]);
    });
});

describe("a stack of which the very first and the very last operation go wrong, and its own listener", function () {
    this.timeout(600_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });

    const set = (settings: Readonly<Record<string, string>>) => sandbox.set("shared", settings);
    const run = (args: readonly string[], env: NodeJS.ProcessEnv) => sandbox.run("cli/sandbox", args, env);

    /** Gives what the engine said. */
    async function refused(command: readonly string[], ...faults: PlannedFault[]): Promise<string> {
        const { code, output } = await run(command, { DJANGO_BEANSTALK_FAULTS: faults.map(textOf).join(";") });
        assert.notEqual(code, 0, output);
        assert.ok(
            faults.some((fault) => signOf(fault).test(output)),
            output,
        );
        return output;
    }

    /** The first one, the listener's and the last one go wrong, each once; the next run has nothing to complain of. */
    async function madeGood(
        command: readonly string[],
        operation: Operation,
        remaining: () => Promise<number>,
    ): Promise<void> {
        const first: PlannedFault = { operation, type: "any", nth: 1, effect: "fail" };
        const own: PlannedFault = { operation, type: listener, nth: 1, effect: "fail" };
        // Both at once, since the engine ends what it had begun beside the first one, and that may be the listener.
        const said = await refused(command, first, own);
        assert.match(said, signOf(first));
        if (!signOf(own).test(said)) {
            await refused(command, own);
        }
        await refused(command, { operation, type: "any", nth: await remaining(), effect: "timeout" });
        await sandbox.must(...command);
    }

    const toDo = (operation: "create" | "update") => async () => {
        const counts = planned(await sandbox.must(...previewOf("shared", "--json")), operation);
        return [...counts.values()].reduce((all, each) => all + each, 0);
    };
    const toDelete = () => {
        const { resources } = sandbox.state("shared");
        const deleted = resources.filter(({ type, retainOnDelete }) => isStoodInFor(type) && retainOnDelete !== true);
        return Promise.resolve(deleted.length);
    };

    it("comes up in the end, and nothing is made twice", async () => {
        const arn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c3d";
        await set({
            "environment.loadBalancer.ownListener.certificateArn": arn,
            "environment.loadBalancer.listenerPort": "8443",
            "environment.protect": "false",
        });
        await madeGood(upOf("shared"), "create", toDo("create"));
        await sandbox.must(...previewOf("shared", "--expect-no-changes"));
        assertNothingTwice(sandbox, "shared");
    });

    it("takes a change in the end", async () => {
        await set({ "tags.team": "shop" });
        await madeGood(upOf("shared"), "update", toDo("update"));
        await sandbox.must(...previewOf("shared", "--expect-no-changes"));
    });

    it("is destroyed in the end, and leaves nothing", async () => {
        await madeGood(destroyOf("shared"), "delete", toDelete);
        assert.deepEqual(sandbox.state("shared").resources, []);
    });
});
