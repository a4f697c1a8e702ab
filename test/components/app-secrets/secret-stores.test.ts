import * as assert from "node:assert/strict";
import { givenUpKey, keyHook } from "../../../components/app-secrets/key-hook";
import { deletionDays, keyPolicy } from "../../../components/app-secrets/plan-key";
import { ProblemError } from "../../../components/problem";
import { Outputs, recordProgram, stackConfig } from "../../support/program";
import { record, Recording } from "../../support/record";
import { testSettings } from "../../support/settings";

const { "django-beanstalk:environment": dev } = stackConfig("dev");
const secrets = {
    KEY: { kind: "generated" },
    TOKEN: { kind: "stack", value: "canary-token" },
    OIDC: { kind: "parameter", name: "/notes/oidc" },
};

const program = (secretStorage: object, more: object = secrets, preview = false) =>
    recordProgram("dev", preview, {
        "django-beanstalk:database": { kind: "none" },
        "django-beanstalk:media": { kind: "none" },
        "django-beanstalk:secrets": more,
        "django-beanstalk:environment": { ...(dev as object), secretStorage },
    });

const made = ({ resources }: Recording<Outputs>, component: string) =>
    resources
        .filter(({ parents }) => parents.at(-1)?.endsWith(`:${component}`) === true)
        .map(({ type, name }) => `${type.split(":").pop() ?? ""} ${name.replace("notes-dev-", "")}`)
        .sort();

function references(recording: Recording<Outputs>): Record<string, string> {
    const { inputs } = recording.only("aws:elasticbeanstalk/environment:Environment");
    const options = inputs["settings"] as { namespace: string; name: string; value: string }[];
    return Object.fromEntries(
        options
            .filter(({ namespace }) => namespace.endsWith(":environmentsecrets"))
            .map(({ name, value }) => [name, value]),
    );
}

interface Statement {
    readonly Sid: string;
    readonly Action: string[];
    readonly Resource: string[];
    readonly Condition?: object;
}

function statements(recording: Recording<Outputs>): Statement[] {
    const policy = JSON.parse(String(recording.only("aws:iam/rolePolicy:RolePolicy").inputs["policy"])) as {
        Statement: Statement[];
    };
    return policy.Statement.filter(({ Sid }) => /^(Secrets|Parameters|SecretKeys)$/.test(Sid));
}

const existing = "arn:aws:ssm:us-east-1:123456789012:parameter/notes/oidc";
const random = "RandomPassword secret-key-random";

describe("where the stack keeps its secrets", () => {
    for (const preview of [false, true]) {
        const when = preview ? "preview" : "update";
        it(`is a secret each, one for all, or a parameter each; what makes a value up stays the same (${when})`, async () => {
            assert.deepEqual(made(await program({}, secrets, preview), "AppSecrets"), [
                random,
                "Secret secret-key",
                "Secret secret-token",
                "SecretVersion secret-key-value",
                "SecretVersion secret-token-value",
            ]);
            assert.deepEqual(made(await program({ store: "together" }, secrets, preview), "AppSecrets"), [
                random,
                "Secret secret-values",
                "SecretVersion secret-values-value",
            ]);
            assert.deepEqual(made(await program({ store: "parameter" }, secrets, preview), "AppSecrets"), [
                "Parameter secret-key-parameter",
                "Parameter secret-token-parameter",
                random,
            ]);
        });
    }

    it("is told to the environment, and the role reads that alone", async () => {
        const together = await program({ store: "together" });
        const values = "arn:test:notes-dev-secret-values-value";
        assert.deepEqual(references(together), { KEY: `${values}:KEY`, OIDC: existing, TOKEN: `${values}:TOKEN` });
        assert.deepEqual(statements(together), [
            { Sid: "Secrets", Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [values] },
            {
                Sid: "Parameters",
                Effect: "Allow",
                Action: ["ssm:GetParameter", "ssm:GetParameters"],
                Resource: [existing],
            },
        ]);
        const parameters = await program({ store: "parameter" });
        const [key, token] = ["key", "token"].map((name) => `arn:test:notes-dev-secret-${name}-parameter`);
        assert.deepEqual(references(parameters), { KEY: key, OIDC: existing, TOKEN: token });
        assert.deepEqual(
            statements(parameters).map(({ Sid, Resource }) => [Sid, Resource]),
            [["Parameters", [key, existing, token]]],
        );
    });

    it("keeps parameters secure, under a prefix of the stack's own or of yours", async () => {
        const names = async (storage: object) =>
            (await program({ store: "parameter", ...storage }))
                .ofType("aws:ssm/parameter:Parameter")
                .map(({ inputs: { name, type, tier, keyId } }) => [name, type, tier, keyId].join(" "))
                .sort();
        const rest = "SecureString Standard alias/aws/ssm";
        assert.deepEqual(await names({}), [`/notes-dev/secrets/KEY ${rest}`, `/notes-dev/secrets/TOKEN ${rest}`]);
        assert.deepEqual(await names({ parameterPrefix: "/team/notes" }), [
            `/team/notes/KEY ${rest}`,
            `/team/notes/TOKEN ${rest}`,
        ]);
    });

    it("is chosen for one secret, too, and all values are marked as secret", async () => {
        const recording = await program({}, { ...secrets, TOKEN: { ...secrets.TOKEN, store: "parameter" } });
        assert.deepEqual(made(recording, "AppSecrets"), [
            "Parameter secret-token-parameter",
            random,
            "Secret secret-key",
            "SecretVersion secret-key-value",
        ]);
        const holders = /:(SecretVersion|Parameter|RandomPassword)$/;
        const others = recording.resources.filter(({ type }) => !holders.test(type));
        assert.ok(!JSON.stringify(others).includes("canary"));
    });
});

describe("a key of one's own", () => {
    const arn = "arn:aws:kms:us-east-1:123456789012:key/0a1b";

    it("encrypts every secret, the database's and the cache's too, and the role may decrypt through their services", async () => {
        const recording = await recordProgram("dev", false, {
            "django-beanstalk:cache": { kind: "valkey" },
            "django-beanstalk:secrets": { ...secrets, TOKEN: { ...secrets.TOKEN, store: "parameter" } },
            "django-beanstalk:environment": {
                ...(dev as object),
                secretStorage: { key: { kind: "existing", arn } },
            },
        });
        const keys = recording.ofType("aws:secretsmanager/secret:Secret").map(({ inputs }) => inputs["kmsKeyId"]);
        assert.deepEqual(keys, [arn, arn, arn]);
        assert.equal(recording.only("aws:ssm/parameter:Parameter").inputs["keyId"], arn);
        assert.deepEqual(
            statements(recording).find(({ Sid }) => Sid === "SecretKeys"),
            {
                Sid: "SecretKeys",
                Effect: "Allow",
                Action: ["kms:Decrypt"],
                Resource: [arn],
                Condition: {
                    StringEquals: {
                        "kms:ViaService": ["secretsmanager.us-east-1.amazonaws.com", "ssm.us-east-1.amazonaws.com"],
                    },
                },
            },
        );
        assert.equal(recording.ofType("aws:kms/key:Key").length, 0);
    });

    for (const preview of [false, true]) {
        it(`is made by the stack, changes its material and outlives a deleted secret (${preview ? "preview" : "update"})`, async () => {
            const recording = await program({ key: { kind: "new" } }, secrets, preview);
            assert.deepEqual(made(recording, "StackKey"), ["Alias key-alias", "Key key"]);
            const { enableKeyRotation, deletionWindowInDays } = recording.only("aws:kms/key:Key").inputs;
            assert.deepEqual([enableKeyRotation, deletionWindowInDays], [true, 7]);
            assert.equal(recording.only("aws:kms/alias:Alias").inputs["name"], "alias/notes-dev-secrets");
        });
    }

    it("is used through the two services alone, by whom policies of the account allow", () => {
        const { Statement } = JSON.parse(keyPolicy("cn-north-1", "123456789012")) as { Statement: Statement[] };
        assert.deepEqual(
            Statement.map(({ Sid }) => Sid),
            ["Administration", "UseThroughServices"],
        );
        const [administration, use] = Statement;
        assert.deepEqual(
            administration?.Action.filter((action) => /crypt|DataKey|Sign|Mac|Grant/.test(action)),
            [],
        );
        assert.deepEqual(use?.Condition, {
            StringEquals: {
                "kms:ViaService": ["secretsmanager.cn-north-1.amazonaws.com.cn", "ssm.cn-north-1.amazonaws.com.cn"],
            },
        });
        assert.ok(JSON.stringify(Statement).includes("arn:aws-cn:iam::123456789012:root"));
    });

    it("goes when no deleted secret can be restored any more", () => {
        assert.deepEqual([0, 7, 30].map(deletionDays), [7, 7, 30]);
    });

    it("is not taken away again", async () => {
        const refused = ["new", "existing"].map((kind) => givenUpKey(kind, "aws")[0]?.where);
        assert.deepEqual(refused, Array(2).fill("environment.secretStorage.key.kind"));
        for (const [before, after] of [
            [undefined, "aws"],
            ["aws", "new"],
            ["new", "existing"],
            ["aws", "aws"],
        ] as const) {
            assert.deepEqual(givenUpKey(before, after), []);
        }
        const run = () =>
            keyHook("s", testSettings()).callback({
                urn: "",
                id: "",
                name: "",
                type: "",
                oldInputs: { keyKind: "new" },
            });
        await assert.rejects(
            record({ preview: true }, () => run()),
            (error: unknown) => error instanceof ProblemError && error.subject === "Pulumi.dev.yaml",
        );
    });
});

describe("a value in plain text", () => {
    it("is refused where nothing is encrypted, with the command and without the value", async () => {
        const given = { "django-beanstalk:secrets": { TOKEN: { kind: "stack", value: "hunter2" } } };
        await assert.rejects(recordProgram("dev", true, given, []), (error: unknown) => {
            const message = error instanceof Error ? error.message : "";
            assert.match(message, /secrets\.TOKEN\.value\n {4}got {6}a value in plain text \(not shown\)/);
            assert.ok(!message.includes("hunter2"));
            return true;
        });
    });
});
