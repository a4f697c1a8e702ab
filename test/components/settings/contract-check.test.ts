import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { secretsMarker } from "../../../components/beanstalk-environment/secrets-marker";
import { variableContract } from "../../../components/beanstalk-environment/variables";
import { planGeneratedFiles } from "../../../components/generated-files";
import { Problem, ProblemError } from "../../../components/problem";
import { extractSecretValues } from "../../../components/settings";
import { minimalRaw, testSettings } from "../../support/settings";
import { temporaryFolder } from "../../support/temporary-folder";

const ssm = "arn:aws:ssm:us-east-1:123456789012:parameter/oidc";
const anyDatabase = { database: { kind: "none" }, media: { kind: "none" } };

/** Settings of a stack file whose secrets are already taken out, as every reader of one does. */
const read = (raw: Readonly<Record<string, unknown>>) => testSettings(extractSecretValues(raw).rest);

function problemsOf(raw: Readonly<Record<string, unknown>>): readonly Problem[] {
    try {
        read(raw);
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems;
    }
    return [];
}

const withVariables = (variables: object, more: object = {}) => ({ app: { ...minimalRaw.app, variables }, ...more });

describe("the contract of the variables", () => {
    const folder = temporaryFolder();

    it("is the documents' for a stack with database and bucket, and the name of the application", () => {
        const settings = testSettings();
        assert.deepEqual(variableContract(settings), {
            required: [
                "ALLOWED_HOSTS",
                "AWS_S3_REGION_NAME",
                "AWS_STORAGE_BUCKET_NAME",
                "DATABASE_URL",
                "DJANGO_SETTINGS_MODULE",
                "PROJECT_NAME",
                "RDS_DB_NAME",
                "RDS_HOSTNAME",
                "RDS_PASSWORD",
                "RDS_PORT",
                "RDS_USERNAME",
                "SECRET_KEY",
            ],
            optional: [],
        });
    });

    it("has each name in one list, whether or not it has a value", () => {
        const secrets = (token: object) => ({
            TOKEN: { kind: "stack", optional: true, ...token },
            OIDC: { kind: "arn", arn: ssm, optional: true },
            KEY: { kind: "stack", value: "x" },
            SECRET_KEY: { kind: "generated" },
        });
        const app = {
            ...minimalRaw.app,
            variables: { EMAIL_HOST: "smtp.example.com", LOCALE: "en" },
            optionalVariables: ["EMAIL_HOST", "EMAIL_CC", "EMAIL_CC"],
        };
        for (const token of [{}, { value: "x" }, { value: "" }]) {
            assert.deepEqual(variableContract(read({ app, secrets: secrets(token), ...anyDatabase })), {
                required: ["ALLOWED_HOSTS", "DJANGO_SETTINGS_MODULE", "KEY", "LOCALE", "PROJECT_NAME", "SECRET_KEY"],
                optional: ["EMAIL_CC", "EMAIL_HOST", "OIDC", "TOKEN"],
            });
        }
    });

    for (const kind of ["python", "docker"]) {
        it(`does not stop an instance for what is optional (${kind})`, () => {
            const platform = { kind };
            const app = { ...minimalRaw.app, platform, optionalVariables: ["EMAIL_CC"] };
            const settings = read({ app, secrets: { OIDC: { kind: "stack", optional: true } } });
            const hook = planGeneratedFiles(settings, new Set()).find(({ path }) =>
                path.endsWith("hooks/prebuild/10-required-variables.sh"),
            );
            const withoutOne = (missing?: string) =>
                spawnSync("bash", ["-c", hook?.content.replace("/var/log/", `${folder.path}/`) ?? "exit 2"], {
                    encoding: "utf8",
                    env: Object.fromEntries([
                        ["PATH", process.env["PATH"]],
                        ...variableContract(settings)
                            .required.filter((name) => name !== missing)
                            .map((name) => [name, "x"]),
                    ]) as NodeJS.ProcessEnv,
                });
            assert.equal(withoutOne().status, 0);
            const { status, stdout, stderr } = withoutOne("RDS_HOSTNAME");
            assert.equal(status, 1);
            assert.match(stdout + stderr, /RDS_HOSTNAME/);
        });
    }

    it("takes for no secret what only sounds like one", () => {
        const variables = {
            ALLOW_CHANGE_PASSWORD: true,
            MIN_LENGTH_OF_PASSWORD: 12,
            PASSWORD_RESET_TIMEOUT: "an hour",
            STRIPE_PUBLIC_KEY: "pk_test_abc",
            SENTRY_DSN: "https://0123456789abcdef@sentry.example.com/1",
            DATABASE_URL: "sqlite:////var/app/data/db.sqlite3",
        };
        assert.deepEqual(problemsOf(withVariables(variables, anyDatabase)), []);
    });
});

describe("docs/variables.md", () => {
    const page = fs.readFileSync(path.join(__dirname, "..", "..", "..", "docs", "variables.md"), "utf8");

    it("names what a stack with a domain, a database, its replica, a bucket and a cache gives, and nothing else", () => {
        const settings = testSettings({
            domain: { name: "www.example.com", zone: "example.com" },
            database: { kind: "postgres", replica: {} },
            cache: { kind: "valkey" },
        });
        const rows = page
            .slice(0, page.indexOf("## "))
            .split("\n")
            .filter((line) => line.startsWith("| `"));
        assert.deepEqual(
            rows.flatMap((row) => row.split("|")[1]?.match(/[A-Z_0-9]+/g) ?? []).sort(),
            [...variableContract(settings).required, secretsMarker].sort(),
        );
    });

    it("has an example that is right", () => {
        const [, example = ""] = /```yaml\n(.*?)```/s.exec(page) ?? [];
        const { "django-beanstalk:app": app, ...keys } = parse(example) as Record<string, object>;
        const settings = read({ app: { ...minimalRaw.app, ...app }, secrets: keys["django-beanstalk:secrets"] });
        assert.deepEqual(variableContract(settings).optional, [
            "EMAIL_CC",
            "EMAIL_HOST",
            "EMAIL_HOST_PASSWORD",
            "OIDC_CLIENT_SECRET",
        ]);
    });
});

describe("Plan: fix EB, item 10: OIDC secret empty", () => {
    const oidc = (secret: object) => ({ secrets: { OIDC_CLIENT_SECRET: { kind: "stack", ...secret } } });

    for (const value of ["", "  \n"]) {
        it(`is a problem before anything is deployed where the application needs it (${JSON.stringify(value)})`, () => {
            assert.deepEqual(problemsOf(oidc({ value })), [
                {
                    where: "secrets.OIDC_CLIENT_SECRET.value",
                    got: "an empty value",
                    allowed: "a secret of this stack",
                    remedy: "Run: pulumi config set --stack dev --secret --path 'django-beanstalk:secrets.OIDC_CLIENT_SECRET.value'; or set optional: true, if the application does without it.",
                },
            ]);
        });

        it(`counts as no value where it does without (${JSON.stringify(value)})`, () => {
            const { rest, values } = extractSecretValues(oidc({ optional: true, value }));
            assert.deepEqual([...values], []);
            assert.deepEqual(variableContract(testSettings(rest)).optional, ["OIDC_CLIENT_SECRET"]);
        });
    }
});

describe("Docker via AWS CLI, environment variables: keys of AWS", () => {
    it("are refused, since the role of the instance takes their place", () => {
        const variables = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "hunter2" };
        const problems = problemsOf(withVariables(variables));
        assert.deepEqual(problems[0], {
            where: "app.variables.AWS_ACCESS_KEY_ID",
            got: "an access key of AWS",
            allowed: "no keys: boto3 and django-storages take the role of the instance, which may use the media bucket",
            remedy: "Remove AWS_ACCESS_KEY_ID and delete the key in IAM. Further rights: environment.access.managedPolicyArns. Keys of a store elsewhere belong in secrets, under other names.",
        });
        assert.deepEqual(
            problems.map(({ where }) => where),
            ["app.variables.AWS_ACCESS_KEY_ID", "app.variables.AWS_SECRET_ACCESS_KEY"],
        );
        assert.ok(!/AKIA|hunter2/.test(JSON.stringify(problems)));
    });

    it("are not among what the deployment sets", () => {
        const { required, optional } = variableContract(testSettings());
        assert.ok(![...required, ...optional].some((name) => /ACCESS_KEY/.test(name)));
    });
});
