import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Outputs, recordProgram, repository } from "../../support/program";
import type { Recording } from "../../support/record";
import { standaloneFile, standaloneSettings, standaloneSteps } from "../../../components/standalone";
import { testSettings } from "../../support/settings";

const secret = "aws:secretsmanager/secret:Secret";
const environmentSecrets = "aws:elasticbeanstalk:application:environmentsecrets";
const plain = "aws:elasticbeanstalk:application:environment";
const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:oidc-AbCdEf";

interface Option {
    readonly namespace: string;
    readonly name: string;
    readonly value: string;
}

const optionsOf = (recording: Recording<Outputs>, namespace: string): Option[] =>
    (recording.only("aws:elasticbeanstalk/environment:Environment").inputs["settings"] as Option[]).filter(
        (option) => option.namespace === namespace,
    );

const withSecrets = (secrets: object, preview = false) =>
    recordProgram("dev", preview, {
        "django-beanstalk:database": { kind: "none" },
        "django-beanstalk:secrets": secrets,
    });

describe("AppSecrets", () => {
    for (const preview of [false, true]) {
        for (const value of [{}, { value: "" }]) {
            const when = `${preview ? "preview" : "update"}, ${JSON.stringify(value)}`;
            it(`makes neither a resource nor an option of an optional secret without a value (${when})`, async () => {
                const recording = await withSecrets(
                    { KEY: { kind: "generated" }, TOKEN: { kind: "stack", optional: true, ...value } },
                    preview,
                );
                assert.deepEqual(
                    recording.ofType(secret).map(({ name }) => name),
                    ["notes-dev-secret-key"],
                );
                assert.deepEqual(
                    optionsOf(recording, environmentSecrets).map(({ name }) => name),
                    ["KEY"],
                );
                const [component] = recording.ofType("django-beanstalk:secrets:AppSecrets");
                assert.deepEqual(component?.inputs["names"], ["KEY"]);
            });
        }
    }

    it("makes the same of an optional secret with a value as of a required one", async () => {
        const made = async (optional: boolean) => {
            const recording = await withSecrets({ TOKEN: { kind: "stack", value: "canary", optional } });
            const { resources } = recording;
            return {
                options: optionsOf(recording, environmentSecrets),
                resources: resources.filter(({ parents }) => parents.at(-1)?.endsWith(":AppSecrets") === true),
            };
        };
        const [optional, required] = [await made(true), await made(false)];
        assert.deepEqual(optional, required);
        assert.deepEqual(
            optional.options.map(({ name }) => name),
            ["TOKEN"],
        );
    });

    it("hands on the reference of a secret that exists elsewhere, optional or not", async () => {
        for (const optional of [false, true]) {
            const recording = await withSecrets({ OIDC: { kind: "arn", arn, jsonKey: "client_secret", optional } });
            assert.deepEqual(
                optionsOf(recording, environmentSecrets).map(({ name, value }) => [name, value]),
                [["OIDC", `${arn}:client_secret`]],
            );
        }
    });

    it("tells a required secret without a value before anything is made", async () => {
        await assert.rejects(
            withSecrets({ TOKEN: { kind: "stack", value: "" } }, true),
            (error: unknown) =>
                pulumi.RunError.isInstance(error) &&
                error.message.includes("secrets.TOKEN.value\n    got      an empty value"),
        );
    });
});

describe("Docker via AWS CLI, environment variables: none reaches RDS", () => {
    it("gives each name of the document to the application, a secret one as a secret", async () => {
        const recording = await recordProgram("dev", false);
        const names = (namespace: string) => optionsOf(recording, namespace).map(({ name }) => name);
        assert.deepEqual(names(environmentSecrets), ["DATABASE_URL", "RDS_PASSWORD", "SECRET_KEY"]);
        assert.deepEqual(names(plain), [
            "ALLOWED_HOSTS",
            "AWS_S3_REGION_NAME",
            "AWS_STORAGE_BUCKET_NAME",
            "CSRF_TRUSTED_ORIGINS",
            "DJANGO_SETTINGS_MODULE",
            "PROJECT_NAME",
            "RDS_DB_NAME",
            "RDS_HOSTNAME",
            "RDS_PORT",
            "RDS_USERNAME",
            "SECRETS_VERSION",
        ]);
        assert.equal(optionsOf(recording, plain).find(({ name }) => name === "PROJECT_NAME")?.value, "notes");
    });
});

describe("a bundle for an upload by hand", () => {
    const settings = testSettings(
        {
            app: {
                name: "notes",
                directory: "examples/notes",
                wsgi: "config.wsgi:application",
                settingsModule: "config.settings.production",
                variables: { EMAIL_HOST: "smtp.example.com" },
                optionalVariables: ["EMAIL_HOST", "EMAIL_CC"],
            },
            secrets: {
                KEY: { kind: "generated" },
                TOKEN: { kind: "stack", optional: true },
                OIDC: { kind: "arn", arn, jsonKey: "client_secret" },
            },
        },
        { root: repository },
    );

    it("holds the whole reference of a secret, its JSON key too", () => {
        assert.match(standaloneFile(standaloneSettings(settings)).content, /oidc-AbCdEf:client_secret/);
    });

    it("says which variables are to be given, and which may be", () => {
        assert.deepEqual(
            standaloneSteps(settings, "x.zip").filter((line) => /TOKEN|KEY|EMAIL|OIDC/.test(line)),
            [
                "Environment properties, from Secrets Manager or SSM: KEY. Without them the first hook stops the deployment.",
                "What the application also reads, but does without: EMAIL_CC, TOKEN.",
            ],
        );
    });
});
