import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { readBundle } from "../../rehearsal/platform/read-bundle";
import { SandboxRunner, StateResource } from "./sandbox-runner";

/** Planted by hand; those that the stack makes up are read from its decrypted state. */
const planted = {
    TOKEN: "canary-of-a-secret-of-its-own",
    SHARED: "canary-of-a-secret-kept-with-others",
    PARAMETER: "canary-of-a-parameter",
};

const secrets = {
    SECRET_KEY: { kind: "generated" },
    OTHER_KEY: { kind: "generated", store: "together" },
    TOKEN: { kind: "stack" },
    SHARED: { kind: "stack", store: "together" },
    PARAMETER: { kind: "stack", store: "parameter", optional: true },
    NOBODY_GAVE_IT: { kind: "stack", optional: true },
};

type Tree = Record<string, unknown>;

/** One line of a key's body that is unlike any other key's: the state and JSON break lines in their own ways. */
function lineOfKey(text: string): string {
    const line = text.split("\n").filter((each) => /^[A-Za-z0-9+/=]{40,}$/.test(each))[1];
    assert.ok(line !== undefined, "a private key has lines of base64");
    return line;
}

/** As it is, and in base64 at each place where it may begin, as in user data. */
const spellings = (value: string): string[] => [
    value,
    ...[0, 1, 2].map((before) =>
        Buffer.from(`${" ".repeat(before)}${value}`)
            .toString("base64")
            .replace(/=+$/, "")
            .slice(before === 0 ? 0 : before + 1, -2),
    ),
];

/** The stack file, and the copies that the engine keeps of the configuration: one in the history for each update, one at the beginning of an update's events. */
function withoutConfiguration(place: string, text: string): string {
    if (place.endsWith("Pulumi.dev.yaml")) {
        return "";
    }
    if (place === "events") {
        return text
            .split("\n")
            .filter((line) => !line.includes('"preludeEvent"'))
            .join("\n");
    }
    return place.endsWith(".history.json")
        ? JSON.stringify({ ...(JSON.parse(text) as Tree), config: undefined })
        : text;
}

describe("every secret of a stack", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    const said: string[] = [];
    after(() => {
        sandbox.remove();
    });

    const file = () => path.join(sandbox.folder, "default", "project", "Pulumi.dev.yaml");
    const events = () => path.join(sandbox.folder, "events.json");

    /** Changes the stack file as a person does; what is encrypted in it stays. */
    function edit(change: (config: Record<string, Tree>) => void): void {
        const content = parse(fs.readFileSync(file(), "utf8")) as { config: Record<string, Tree> };
        change(content.config);
        fs.writeFileSync(file(), stringify(content));
    }

    async function must(...args: string[]): Promise<string> {
        const output = await sandbox.must(...args, "--stack", "dev");
        said.push(output);
        return output;
    }

    const up = () => must("up", "--yes", "--skip-preview", "--diff", "--event-log", events());

    /** Values of the state by the name of their resource, decrypted. */
    async function decrypted(property: string): Promise<Map<string, string>> {
        const text = await sandbox.must("stack", "export", "--show-secrets", "--stack", "dev");
        const { deployment } = JSON.parse(text) as { deployment: { resources: StateResource[] } };
        return new Map(
            deployment.resources.flatMap(({ urn, outputs }) => {
                const value = outputs?.[property] as { plaintext?: string } | undefined;
                return value?.plaintext === undefined
                    ? []
                    : [[urn.split("::").pop() ?? "", JSON.parse(value.plaintext) as string]];
            }),
        );
    }

    /** All but those of severity `debug`, which the engine shows on demand (`--debug`): Pulumi's SDK tells in them what it sends, in plain text. */
    function shownEvents(): string {
        const lines = fs
            .readFileSync(events(), "utf8")
            .split("\n")
            .filter((line) => line !== "");
        const shown = lines.filter((line) => {
            const { diagnosticEvent } = JSON.parse(line) as { diagnosticEvent?: { severity: string } };
            return diagnosticEvent?.severity !== "debug";
        });
        assert.ok(shown.some((line) => line.includes("resOutputsEvent")));
        return shown.join("\n");
    }

    /** The archive as it lies there, and each file in it. */
    async function bundleTexts(): Promise<string[]> {
        const object = sandbox
            .state("dev")
            .resources.find(({ type }) => type === "aws:s3/bucketObjectv2:BucketObjectv2");
        const { path: archive } = object?.inputs?.["source"] as { path: string };
        const { texts } = await readBundle(archive, "dev");
        assert.ok(texts.has("Procfile"));
        return [fs.readFileSync(archive, "latin1"), ...texts.values()];
    }

    /** Everything that a run leaves behind or says, by where it is. */
    async function places(): Promise<Map<string, string>> {
        const kept = fs
            .readdirSync(sandbox.folder, { recursive: true, encoding: "utf8" })
            .map((name) => path.join(sandbox.folder, name))
            .filter((name) => name !== events() && fs.statSync(name).isFile());
        const found = new Map([
            ...kept.map((name) => [name, fs.readFileSync(name, "latin1")] as const),
            ["events", shownEvents()],
            ["outputs", await sandbox.must("stack", "output", "--json", "--stack", "dev")],
            ["export", await sandbox.must("stack", "export", "--stack", "dev")],
            ["what the engine said", said.join("\n")],
            ...(await bundleTexts()).map((text, i) => [`bundle ${i}`, text] as const),
        ]);
        for (const end of ["dev.json", "account.json", "Pulumi.dev.yaml", ".log"]) {
            assert.ok(
                [...found.keys()].some((name) => name.endsWith(end)),
                end,
            );
        }
        return found;
    }

    /** @param textOf - what of a place counts */
    async function foundNowhere(
        values: readonly string[],
        textOf: (place: string, text: string) => string = (_, text) => text,
    ): Promise<void> {
        const all = [...(await places())].map(([place, text]) => [place, textOf(place, text)] as const);
        for (const value of values) {
            for (const [place, text] of all) {
                assert.ok(
                    !spellings(value).some((spelling) => text.includes(spelling)),
                    `${value.slice(0, 12)}… in ${place}`,
                );
            }
        }
    }

    it("is refused in plain text, beside encrypted ones too", async () => {
        for (const [name, value] of Object.entries(planted)) {
            const key = `django-beanstalk:secrets.${name}.value`;
            await sandbox.must("config", "set", "--stack", "dev", "--secret", "--path", key, value);
        }
        edit((config) => {
            const given = config["django-beanstalk:secrets"] ?? {};
            config["django-beanstalk:secrets"] = Object.fromEntries(
                Object.entries(secrets).map(([name, secret]) => [name, { ...secret, ...(given[name] as Tree) }]),
            );
            config["django-beanstalk:cache"] = { kind: "valkey", finalSnapshot: true };
            config["django-beanstalk:database"] = { kind: "postgres", rotation: "two-users" };
            config["django-beanstalk:worker"] = {
                consumer: {
                    services: { consumer: { command: "python3 consume.py" } },
                    secrets: ["TOKEN", "DATABASE_URL"],
                    delivery: { kind: "ssh", allowedCidrs: ["203.0.113.0/24"] },
                },
            };
            config["django-beanstalk:environment"] = {
                ...config["django-beanstalk:environment"],
                secretStorage: { key: { kind: "new" } },
            };
        });
        const right = fs.readFileSync(file(), "utf8");
        edit((config) => {
            config["django-beanstalk:secrets"] = {
                ...config["django-beanstalk:secrets"],
                NOBODY_GAVE_IT: { kind: "stack", value: "canary-in-plain-text" },
            };
        });
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(code, 0, output);
        assert.match(output, /secrets\.NOBODY_GAVE_IT\.value\n +got {6}a value in plain text \(not shown\)/);
        assert.ok(!output.includes("canary"), output);
        fs.writeFileSync(file(), right);
    });

    it("comes up under a key of the stack's own, and a second preview finds nothing to change", async () => {
        const output = await up();
        assert.match(output, /Optional secrets without a value, .*: NOBODY_GAVE_IT\./);
        await must("preview", "--expect-no-changes");
        const { resources } = sandbox.state("dev");
        const types = resources.map(({ type }) => type);
        // Its services connect as a user whom a hook on the environment's instances makes.
        const worker = resources.find(({ type }) => type === "aws:ec2/instance:Instance");
        assert.ok(worker?.dependencies?.some((urn) => urn.includes("elasticbeanstalk/environment:Environment")));
        for (const [type, count] of [
            ["aws:kms/key:Key", 1],
            ["aws:elasticache/replicationGroup:ReplicationGroup", 1],
            // PARAMETER, and where a worker finds its secrets.
            ["aws:ssm/parameter:Parameter", 2],
            ["aws:ec2/instance:Instance", 1],
        ] as const) {
            assert.equal(types.filter((each) => each === type).length, count, type);
        }
    });

    it("is found nowhere but encrypted: not in outputs, events, state, bundle, options or stack file", async () => {
        const generated = [...(await decrypted("result")).values()];
        assert.equal(generated.length, 5, "two keys, the passwords of the database's two users and the cache's token");
        const privateKeys = [...(await decrypted("privateKeyOpenssh")).values()].map(lineOfKey);
        assert.equal(privateKeys.length, 1, "the worker's");
        await foundNowhere([...Object.values(planted), ...generated, ...privateKeys]);
    });

    it("keeps its value wherever it moves to, and the cache takes another purpose", async () => {
        const before = await decrypted("result");
        edit((config) => {
            config["django-beanstalk:cache"] = { kind: "valkey", finalSnapshot: true, purpose: "queue", replicas: 1 };
            const storage = { store: "together", key: { kind: "new" } };
            config["django-beanstalk:environment"] = {
                ...config["django-beanstalk:environment"],
                secretStorage: storage,
            };
        });
        await up();
        await must("preview", "--expect-no-changes");
        assert.deepEqual(await decrypted("result"), before);
        const stored = (await decrypted("secretString")).get("notes-dev-secret-values-value") ?? "{}";
        const { TOKEN, SHARED, SECRET_KEY } = JSON.parse(stored) as Tree;
        assert.deepEqual([TOKEN, SHARED], [planted.TOKEN, planted.SHARED]);
        assert.equal(SECRET_KEY, before.get("notes-dev-secret-secret-key-random"));
    });

    it("refuses an older engine and to take the key away, both in the preview", async () => {
        const right = fs.readFileSync(file(), "utf8");
        edit((config) => {
            config["django-beanstalk:cache"] = { kind: "redis" };
        });
        const older = await sandbox.pulumi("preview", "--stack", "dev");
        assert.match(older.output, /got {6}redis 7\.1, while the cache runs valkey 8\.2/);
        fs.writeFileSync(file(), right);
        await must("config", "rm", "--path", "django-beanstalk:environment.secretStorage.key");
        const without = await sandbox.pulumi("preview", "--stack", "dev");
        assert.match(without.output, /got {6}aws, while the secrets are encrypted with a key of kind new/);
        assert.notEqual(older.code * without.code, 0);
        fs.writeFileSync(file(), right);
    });

    it("is found nowhere with a proxy either, and an https subscriber's address nowhere but where its configuration is", async () => {
        const endpoint = "https://events.example.com/integration/canary-of-a-subscriber/enqueue";
        edit((config) => {
            config["django-beanstalk:database"] = { kind: "postgres", proxy: { maxConnectionsPercent: 80 } };
            config["django-beanstalk:monitoring"] = { kind: "alarms", subscribers: [{ kind: "https", endpoint }] };
        });
        await up();
        await must("preview", "--expect-no-changes");
        const types = new Set(sandbox.state("dev").resources.map(({ type }) => type));
        assert.ok(types.has("aws:rds/proxy:Proxy") && types.has("aws:sns/topicSubscription:TopicSubscription"));
        const stored = await decrypted("secretString");
        const ofProxy = JSON.parse(stored.get("notes-dev-database-proxy-credentials-value") ?? "{}") as Tree;
        assert.equal(ofProxy["password"], (await decrypted("result")).get("notes-dev-database-password"));
        await foundNowhere([...Object.values(planted), ...(await decrypted("result")).values()]);
        assert.equal((await decrypted("endpoint")).get("notes-dev-monitoring-events.example.com"), endpoint);
        await foundNowhere(["canary-of-a-subscriber"], withoutConfiguration);
    });

    it("goes with the stack", async () => {
        await must("destroy", "--yes");
        assert.deepEqual(sandbox.state("dev").resources, []);
    });
});
