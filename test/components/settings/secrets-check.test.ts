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

const environment = (more: Raw) => ({ environment: { stage: "dev", ...more } });
const none = { database: { kind: "none" } };
const release = (number: string) => ({
    app: { ...minimalRaw.app, platform: { kind: "python", version: "3.13", release: number } },
});

function problemsOf(raw: Raw): readonly Problem[] {
    try {
        return secretsRelease(testSettings(extractSecretValues(raw).rest));
    } catch (error) {
        assert.ok(error instanceof ProblemError);
        return error.problems;
    }
}

describe("secretsCheck", () => {
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
