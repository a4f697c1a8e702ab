import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { Problem, ProblemError } from "../../../components/problem";
import { extractSecretValues } from "../../../components/settings";
import { plainSecret, plainSecretNames, plainSecretsOfFile } from "../../../components/settings/plain-secrets";
import { secretsRelease } from "../../../components/settings/secrets-check";
import { secretSizes } from "../../../components/settings/secret-sizes";
import { minimalRaw, testSettings } from "../../support/settings";
import { temporaryFolder } from "../../support/temporary-folder";

type Raw = Readonly<Record<string, unknown>>;

const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:oidc-AbCdEf";
const parameter = "arn:aws:ssm:us-east-1:123456789012:parameter/notes/oidc";
const environment = (more: Raw) => ({ environment: { stage: "dev", ...more } });
const storage = (secretStorage: Raw) => environment({ secretStorage });
const none = { database: { kind: "none" } };
const release = (number: string) => ({
    app: { ...minimalRaw.app, platform: { kind: "python", version: "3.13", release: number } },
});
const parameterWords = "the name of an SSM parameter, such as /notes-dev/token, that does not begin with aws or ssm";

function problemsOf(raw: Raw): readonly Problem[] {
    try {
        return secretsRelease(testSettings(extractSecretValues(raw).rest));
    } catch (error) {
        assert.ok(error instanceof ProblemError);
        return error.problems;
    }
}

/** Name, settings, path, got, allowed, remedy. */
const refused: readonly (readonly [string, Raw, string, string, string, RegExp])[] = [
    [
        "a store that is none",
        storage({ store: "file" }),
        "environment.secretStorage.store",
        '"file"',
        '"each", "together", "parameter"',
        /./,
    ],
    [
        "a store of one secret that is none",
        { secrets: { KEY: { kind: "generated", store: "ssm" } } },
        "secrets.KEY.store",
        "a value that is not shown",
        '"each", "together", "parameter"',
        /./,
    ],
    [
        "a store of a secret that exists",
        { secrets: { OIDC: { kind: "arn", arn, store: "each" } } },
        "secrets.OIDC.store",
        "an unknown setting",
        "kind, arn, jsonKey, optional, kmsKeyArn",
        /Remove it/,
    ],
    [
        "a prefix without a slash",
        storage({ parameterPrefix: "notes" }),
        "environment.secretStorage.parameterPrefix",
        '"notes"',
        "a path of parameters such as /notes-dev/accounting, with a slash before it and none after it",
        /./,
    ],
    [
        "a prefix that AWS keeps for itself",
        storage({ parameterPrefix: "/aws/notes" }),
        "environment.secretStorage.parameterPrefix",
        '"/aws/notes"',
        "a path of parameters such as /notes-dev/accounting, with a slash before it and none after it",
        /./,
    ],
    [
        "an alias in place of a key",
        storage({ key: { kind: "existing", arn: "arn:aws:kms:us-east-1:123456789012:alias/ours" } }),
        "environment.secretStorage.key.arn",
        "a value that is not shown",
        "the ARN of a key in KMS, not of an alias",
        /./,
    ],
    [
        "an existing key without its ARN",
        storage({ key: { kind: "existing" } }),
        "environment.secretStorage.key.arn",
        "nothing",
        "a text",
        /Set django-beanstalk:environment\.secretStorage\.key\.arn/,
    ],
    [
        "a key of another region",
        storage({ key: { kind: "existing", arn: "arn:aws:kms:eu-west-1:123456789012:key/0a1b" } }),
        "environment.secretStorage.key.arn",
        "a key in eu-west-1",
        "a key in us-east-1",
        /replica of a multi-Region key/,
    ],
    [
        "a parameter without its name",
        { secrets: { OIDC: { kind: "parameter" } } },
        "secrets.OIDC.name",
        "nothing",
        "a text",
        /./,
    ],
    [
        "the name of a parameter that ends in a slash",
        { secrets: { OIDC: { kind: "parameter", name: "/notes/oidc/" } } },
        "secrets.OIDC.name",
        "a value that is not shown",
        parameterWords,
        /./,
    ],
    [
        "a parameter of AWS's own",
        { secrets: { OIDC: { kind: "parameter", name: "/aws/reference/oidc" } } },
        "secrets.OIDC.name",
        "a value that is not shown",
        parameterWords,
        /./,
    ],
    [
        "a JSON key of a parameter",
        { secrets: { OIDC: { kind: "arn", arn: parameter, jsonKey: "secret" } } },
        "secrets.OIDC.jsonKey",
        "a key, of an SSM parameter",
        "keys of secrets in Secrets Manager",
        /the object in Secrets Manager/,
    ],
    [
        "a secret of another part of AWS",
        { secrets: { OIDC: { kind: "arn", arn: arn.replace("arn:aws:", "arn:aws-cn:") } } },
        "secrets.OIDC.arn",
        JSON.stringify(arn.replace("arn:aws:", "arn:aws-cn:")),
        "an ARN that begins with arn:aws: in us-east-1",
        /that part of AWS/,
    ],
    [
        "the stack's own parameters below a path of the application",
        environment({
            secretStorage: { store: "parameter" },
            access: { parameterPrefixes: ["/notes-dev"] },
        }),
        "environment.access.parameterPrefixes[0]",
        '"/notes-dev", where the stack keeps its own secrets (/notes-dev/secrets)',
        "a path beside it",
        /environment\.secretStorage\.parameterPrefix/,
    ],
    [
        "a path of the application below the stack's own parameters",
        {
            secrets: { KEY: { kind: "generated", store: "parameter" } },
            ...environment({ access: { parameterPrefixes: ["/notes-dev/secrets/tokens"] } }),
        },
        "environment.access.parameterPrefixes[0]",
        '"/notes-dev/secrets/tokens", where the stack keeps its own secrets (/notes-dev/secrets)',
        "a path beside it",
        /./,
    ],
    [
        "a release that knows no JSON keys, with secrets together",
        { ...none, ...storage({ store: "together" }), ...release("4.9.0") },
        "app.platform.release",
        "4.9.0, which does not extract a value from a secret that holds several (environment.secretStorage.store)",
        "4.9.1 or newer",
        /platforms -- --pin --stack dev/,
    ],
    [
        "the same, with a database and a cache",
        { cache: { kind: "valkey" }, ...release("4.7.5") },
        "app.platform.release",
        "4.7.5, which does not extract a value from a secret that holds several (database, cache)",
        "4.9.1 or newer",
        /./,
    ],
];

describe("secretsCheck", () => {
    for (const [name, raw, where, got, allowed, remedy] of refused) {
        it(`refuses ${name}`, () => {
            const problems = problemsOf(raw);
            assert.deepEqual(
                problems.map((each) => [each.where, each.got, each.allowed]),
                [[where, got, allowed]],
            );
            assert.match(problems[0]?.remedy ?? "", remedy);
        });
    }

    it("takes paths that only begin alike, the first release with JSON keys, and an older one without any", () => {
        const beside = {
            secretStorage: { store: "parameter" },
            access: { parameterPrefixes: ["/notes-dev/secrets2"] },
        };
        for (const raw of [environment(beside), release("4.9.1"), { ...none, ...release("4.7.5") }]) {
            assert.deepEqual(problemsOf(raw), []);
        }
    });
});

describe("values in plain text", () => {
    const folder = temporaryFolder();
    const secrets = {
        TOKEN: { kind: "stack", value: "hunter2" },
        NUMBER: { kind: "stack", value: 7 },
        RIGHT: { kind: "stack", value: { secure: "v1:x" } },
        EMPTY: { kind: "stack", value: " " },
        KEY: { kind: "generated" },
    };

    it("are found beside encrypted ones", () => {
        assert.deepEqual(plainSecretNames(secrets), ["TOKEN", "NUMBER"]);
        assert.deepEqual(plainSecretNames("v1:x"), []);
    });

    it("are found in a stack file, and none where there is no file or no YAML", () => {
        const file = path.join(folder.path, "Pulumi.dev.yaml");
        assert.deepEqual(plainSecretsOfFile(file), []);
        fs.writeFileSync(file, JSON.stringify({ config: { "django-beanstalk:secrets": secrets } }));
        assert.deepEqual(plainSecretsOfFile(file), ["TOKEN", "NUMBER"]);
        fs.writeFileSync(file, "config: [");
        assert.deepEqual(plainSecretsOfFile(file), []);
    });

    it("are told with the command, and without the value", () => {
        const { where, got, remedy } = plainSecret("TOKEN", "dev");
        assert.deepEqual([where, got], ["secrets.TOKEN.value", "a value in plain text (not shown)"]);
        assert.match(
            remedy,
            /run: pulumi config set --stack dev --secret --path 'django-beanstalk:secrets\.TOKEN\.value'$/,
        );
    });
});

describe("secretSizes", () => {
    const found = (secrets: Raw, values: Raw) => {
        const raw = Object.fromEntries(
            Object.entries(secrets).map(([name, secret]) => [name, { ...(secret as Raw), value: values[name] }]),
        );
        const { rest, values: texts } = extractSecretValues({ secrets: raw });
        return secretSizes(testSettings(rest), texts).map(({ where, got, allowed }) => `${where}: ${got} (${allowed})`);
    };
    const stack = (store: string) => ({ kind: "stack", store });

    it("refuses what is larger than its place, in bytes and not in characters", () => {
        const wide = "é".repeat(2049);
        assert.deepEqual(found({ A: stack("parameter"), B: stack("each") }, { A: wide, B: wide }), [
            "secrets.A.value: 4098 bytes (4096 bytes at most)",
        ]);
        assert.deepEqual(found({ A: stack("each") }, { A: "x".repeat(65_537) }), [
            "secrets.A.value: 65537 bytes (65536 bytes at most)",
        ]);
        assert.deepEqual(found({ A: stack("parameter") }, { A: "x".repeat(4096) }), []);
    });

    it("counts those that are kept together", () => {
        const half = "x".repeat(40_000);
        assert.deepEqual(found({ A: stack("together"), B: stack("together") }, { A: half, B: half }), [
            "environment.secretStorage.store: 80015 bytes (65536 bytes at most)",
        ]);
    });
});
