import * as assert from "node:assert/strict";
import { hasSecretForm, isPlainly, isSecretName } from "../../../policies/read/secret-signs";
import { noLiteralSecrets } from "../../../policies/rules/no-literal-secrets";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges, Scenario, unknownSettings } from "../scenarios";

const namespace = "aws:elasticbeanstalk:application:environment";
const secrets = "aws:elasticbeanstalk:application:environmentsecrets";
const says = (name: string, found: string) =>
    `${namespace}/${name} ${found}; wanted: no secret among the plain properties, which anyone who may describe the environment ` +
    `reads. In this project: secrets: {${name}: {kind: stack}}. In any other program: the ARN of a secret or parameter as ` +
    `${secrets}/${name}. A name that holds none: allow, in this rule's configuration.`;
const byName = "is a secret by its name";
const unproven =
    "is a secret by its name, and its value is not known in this preview, so that it is none cannot be proven";

const right = (title: string, name: string, value: unknown): Scenario => ({
    title,
    stack: () => [environment({ [`${namespace}/${name}`]: value })],
    reads: [`env ${namespace}/${name}`],
});
const wrong = (title: string, name: string, value: unknown, found: string): Scenario => ({
    title,
    stack: () => [environment({ [`${namespace}/${name}`]: value })],
    finds: [says(name, found)],
});

describe("no-literal-secrets", () => {
    itJudges(noLiteralSecrets, [
        unknownSettings("no environment property holds a secret"),
        { title: "no properties are right", stack: () => [environment()], reads: ["env.settings"] },
        right("a text is right", "PROJECT_NAME", "notes"),
        right("an empty secret is none", "SECRET_KEY", ""),
        right("a switch is no secret", "REQUIRE_PASSWORD", "True"),
        right("a path is no secret", "TLS_PRIVATE_KEY", "/run/secrets/tls.pem"),
        right(
            "the ARN of a secret is none",
            "DB_SECRET",
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf",
        ),
        right("the name of a secret is none", "DB_SECRET", "prod/notes/db"),
        right("an unknown DB_SECRET is judged in the update: most likely it is an ARN", "DB_SECRET", unknown),
        right("an unknown ARN is none", "DB_SECRET_ARN", unknown),
        wrong("a known DB_SECRET is wrong", "DB_SECRET", "hunter2", byName),
        wrong(
            "a name of a secret without a slash may be a secret: allow is for it",
            "DB_SECRET",
            "prod-notes-db",
            byName,
        ),
        {
            ...right("a name of a secret that is allowed is right", "DB_SECRET", "prod-notes-db"),
            config: { allow: ["DB_SECRET"] },
            reads: ["env.settings"],
        },
        right("a URL without a password is right", "DATABASE_URL", "postgres://app@db.example.com/notes"),
        right("an unknown text of another name is right", "RDS_HOSTNAME", unknown),
        wrong("a secret by its name is wrong", "SECRET_KEY", "hunter2", byName),
        wrong("a secret by its form is wrong", "BROKER", "redis://:hunter2@cache:6379", "has the form of a secret"),
        wrong(
            "a URL with a password is wrong",
            "DATABASE_URL",
            secret("postgres://app:hunter2@db/notes"),
            "has the form of a secret",
        ),
        wrong("an unknown secret is not proven", "SECRET_KEY", unknown, unproven),
        wrong("an unknown URL of a database is not proven", "DATABASE_URL", unknown, unproven),
        wrong("a secret is not repeated", "EMAIL_HOST_PASSWORD", secret("correct horse"), byName),
        {
            title: "each of two settings of one name is judged",
            stack: () => [environment({ [`${namespace}/SECRET_KEY`]: ["", "hunter2"] })],
            finds: [says("SECRET_KEY", byName)],
        },
        {
            ...right("a name that is allowed is right", "RESET_TOKEN", "hunter2"),
            config: { allow: ["RESET_TOKEN"] },
            reads: ["env.settings"],
        },
        {
            title: "secrets that AWS fetches are right",
            stack: () => [environment({ [`${secrets}/SECRET_KEY`]: unknown })],
            reads: ["env.settings.0.namespace"],
        },
    ]);
});

describe("the signs of a secret", () => {
    const secretNames = [
        "SECRET_KEY",
        "DJANGO_SECRET_KEY",
        "DB_PASSWORD",
        "PGPASSWORD",
        "DBPASSWORD",
        "PASSWORD_DB",
        "SECRET_KEY_PROD",
        "MAIL_PASSWORD_STAGING_OLD",
        "DB_PW",
        "SECRET_SALT",
        "STRIPE_KEY",
        "SENDGRID_KEY",
        "PGPASSWORD_OLD",
        "GITHUB_TOKEN",
        "STRIPE_API_KEY",
        "AWS_SECRET_ACCESS_KEY",
        "FIELD_ENCRYPTION_KEY",
        "SMTP_PASS",
        "apiKey",
        "client-secret",
    ];
    const otherNames = [
        "SECRETS_VERSION",
        "PASSWORD_MIN_LENGTH",
        "PASSWORD_HASHERS",
        "TOKEN_URL",
        "SECRET_ARN",
        "AWS_ACCESS_KEY_ID",
        "CSRF_COOKIE_NAME",
        "COMPASS",
        "BYPASS",
        "PWD",
        "MONKEY",
        "STRIPE_PUBLISHABLE_KEY",
        "MAPBOX_PUBLIC_TOKEN",
        "SENTRY_DSN",
        "PASSWORD_RESET_TIMEOUT",
        "SECRET_NAME",
        "SECRET_NAME_PROD",
        "PUBLIC_KEY",
        "RECAPTCHA_SITE_KEY",
        "KEY_PREFIX",
        "AUTH_PASSWORD_VALIDATORS",
        "SALT",
        "REDIS_DB",
    ];
    it("are at the end of a name", () => {
        assert.deepEqual([...secretNames, ...otherNames].filter(isSecretName), secretNames);
    });

    // Put together here, so that no scanner of repositories takes them for real ones.
    const forms = [
        ["AKIA", "IOSFODNN7EXAMPLE"],
        ["-----BEGIN RSA ", "PRIVATE KEY-----"],
        ["postgres://app:", "hunter2@db/notes"],
        ["host=db user=app ", "password=hunter2"],
        ["xox", "b-123456789012-abcdef"],
        ["ghp", `_${"a".repeat(36)}`],
        ["sk_", `live_${"a".repeat(24)}`],
    ].map((parts) => parts.join(""));
    const noForms = [
        "https://www.example.com:8000/a@b",
        "https://public@o1.ingest.sentry.io/1",
        "postgres://app:${DB_PASSWORD}@db/notes",
        "-----BEGIN CERTIFICATE-----",
        "mailto:alice@example.com",
        "redis://cache:6379/0",
    ];
    it("are forms that credentials have", () => {
        assert.deepEqual([...forms, ...noForms].filter(hasSecretForm), forms);
    });

    it("are not in switches, numbers, ARNs and paths", () => {
        const plain = [
            "",
            "yes",
            "3600",
            "0.5",
            "arn:aws:ssm:eu-west-1:111122223333:parameter/a",
            "./key.pem",
            "/Prod/Db/Password",
        ];
        const others = ["hunter2", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "12345678901234567890"];
        assert.deepEqual([...plain, ...others].filter(isPlainly), plain);
    });
});
