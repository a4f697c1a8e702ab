import * as assert from "node:assert/strict";
import { variableContract } from "../../../components/beanstalk-environment/variables";
import { resolveEnvironment, variablesOf } from "../../../rehearsal/environment/resolve";
import { optionsIn } from "../../../rehearsal/platform/target";
import { testSettings } from "../../support/settings";

const externalArn = "arn:aws:secretsmanager:us-east-1:999999999999:secret:shared-url-AbCdEf";
const documentArn = "arn:aws:secretsmanager:us-east-1:999999999999:secret:mail-AbCdEf";
const parameterArn = "arn:aws:ssm:us-east-1:999999999999:parameter/notes/key";

const resolved = (changes: Readonly<Record<string, unknown>>) => resolveEnvironment(testSettings(changes));
const host = "notes-dev-database.c0000rehearse.us-east-1.rds.amazonaws.com";

describe("the environment of a rehearsal", () => {
    it("has a database as the stack's own", () => {
        const { database, secrets, properties } = resolved({ database: { kind: "postgres" } });
        assert.deepEqual(
            [database?.host, database?.port, properties["RDS_HOSTNAME"], properties["RDS_PORT"]],
            [host, 5432, host, "5432"],
        );
        const own = secrets.find(({ name }) => name === "database");
        const arn = `arn:aws:secretsmanager:us-east-1:123456789012:secret:notes-dev-database-Rehear`;
        assert.deepEqual(own?.variables, {
            DATABASE_URL: { reference: `${arn}:url`, value: database?.url },
            RDS_PASSWORD: { reference: `${arn}:password`, value: database?.password },
        });
        const stored = JSON.parse(own.stored) as Record<string, unknown>;
        assert.deepEqual([stored["url"], stored["password"]], [database?.url, database?.password]);
    });

    it("has two users where the stack has, one of them in a secret that only the hook reads", () => {
        const { database, secrets, properties } = resolved({
            database: { kind: "postgres", rotation: "two-users", passwordVersion: 2 },
        });
        assert.ok(database !== undefined);
        const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:notes-dev-${name}-Rehear`;
        assert.deepEqual([properties["DATABASE_USERS_ARN"], "RDS_USERNAME" in properties], [arnOf("users"), false]);
        const [own, users] = secrets;
        assert.deepEqual(own?.variables["RDS_USERNAME"], {
            reference: `${arnOf("database")}:username`,
            value: "app_b",
        });
        const stored = JSON.parse(users?.stored ?? "") as Record<string, unknown>;
        assert.deepEqual([users?.arn, users?.variables], [arnOf("users"), {}]);
        assert.deepEqual(
            [stored["username"], stored["password"], stored["application"]],
            [database.username, database.password, { username: "app_b", password: database.application.password }],
        );
        assert.notEqual(database.password, database.application.password);
    });

    it("asks for the server's certificate where the stack does", () => {
        const { url } = resolved({ database: { kind: "postgres" } }).database ?? assert.fail();
        const { searchParams, username, pathname } = new URL(url);
        assert.deepEqual(
            [searchParams.get("sslmode"), searchParams.get("sslrootcert")?.startsWith("/"), username, pathname],
            ["verify-full", true, "app", "/app"],
        );
    });

    it("has a database in place of one that is elsewhere, under the stack's own ARN", () => {
        const { database, secrets, properties } = resolved({
            database: { kind: "external", urlSecretArn: externalArn },
        });
        assert.deepEqual(
            secrets.filter(({ name }) => name === "DATABASE_URL"),
            [
                {
                    name: "DATABASE_URL",
                    service: "secretsmanager",
                    arn: externalArn,
                    stored: database?.url,
                    variables: { DATABASE_URL: { reference: externalArn, value: database?.url } },
                },
            ],
        );
        assert.equal("RDS_HOSTNAME" in properties, false);
    });

    it("has none where the stack has none", () => {
        const { database, properties, ...rest } = resolved({ database: { kind: "none" } });
        assert.equal(database, undefined);
        assert.deepEqual(
            Object.keys({ ...variablesOf({ ...rest, properties }) }).filter((name) => /DATABASE|RDS/.test(name)),
            [],
        );
    });

    const media: readonly (readonly [string, unknown, string | undefined])[] = [
        ["none", { kind: "none" }, undefined],
        ["bucket", { kind: "bucket" }, "notes-dev-media-rehearsed"],
    ];
    for (const [kind, setting, bucket] of media) {
        it(`has the bucket for media ${kind}`, () => {
            const found = resolved({ media: setting });
            assert.equal(found.bucket, bucket);
            assert.equal(found.properties["AWS_STORAGE_BUCKET_NAME"], bucket);
            assert.equal(found.properties["AWS_S3_REGION_NAME"], bucket === undefined ? undefined : "us-east-1");
        });
    }

    const distributions: readonly (readonly [object, string])[] = [
        [{ publicPrefixes: ["public/"] }, "rehearsed.cloudfront.net"],
        [{ publicPrefixes: ["public/"], name: "media.example.com" }, "media.example.com"],
    ];
    for (const [cdn, name] of distributions) {
        it(`names a distribution before the bucket: ${name}`, () => {
            const { properties } = resolved({
                media: { kind: "bucket", cdn },
                domain: { name: "www.example.com", zone: "example.com" },
            });
            assert.equal(properties["AWS_S3_CUSTOM_DOMAIN"], name);
        });
    }

    const stacks: readonly Readonly<Record<string, unknown>>[] = [
        {},
        { database: { kind: "none" }, media: { kind: "none" } },
        { database: { kind: "external", urlSecretArn: externalArn } },
        { database: { kind: "postgres", replica: {}, rotation: "two-users" } },
        { database: { kind: "postgres", replica: {}, proxy: {} }, cache: { kind: "valkey" } },
        { media: { kind: "bucket", cdn: { publicPrefixes: ["public/"] } } },
    ];
    for (const stack of stacks) {
        it(`has a value for every variable that an instance asks for: ${JSON.stringify(stack)}`, () => {
            const settings = testSettings(stack);
            const has = Object.keys(variablesOf(resolveEnvironment(settings)));
            assert.deepEqual(
                variableContract(settings).required.filter((name) => !has.includes(name)),
                [],
            );
        });
    }

    const own = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:notes-dev-${name}-Rehear`;
    const kinds: readonly (readonly [
        string,
        unknown,
        { service: string; arn: string; reference: string; key?: string },
    ])[] = [
        ["generated", { kind: "generated" }, { service: "secretsmanager", arn: own("X"), reference: own("X") }],
        ["stack", { kind: "stack", value: "given" }, { service: "secretsmanager", arn: own("X"), reference: own("X") }],
        [
            "arn",
            { kind: "arn", arn: documentArn },
            { service: "secretsmanager", arn: documentArn, reference: documentArn },
        ],
        [
            "arn with a key",
            { kind: "arn", arn: documentArn, jsonKey: "password" },
            { service: "secretsmanager", arn: documentArn, reference: `${documentArn}:password`, key: "password" },
        ],
        [
            "arn of a parameter",
            { kind: "arn", arn: parameterArn },
            { service: "ssm", arn: parameterArn, reference: parameterArn },
        ],
    ];
    for (const [kind, secret, expected] of kinds) {
        it(`makes up the value of a secret: ${kind}`, () => {
            const { secrets, properties, options } = resolved({ database: { kind: "none" }, secrets: { X: secret } });
            const { service, arn, stored, variables } = secrets.find(({ name }) => name === "X") ?? assert.fail();
            const { reference, value } = variables["X"] ?? assert.fail();
            assert.deepEqual(
                { service, arn, reference },
                { service: expected.service, arn: expected.arn, reference: expected.reference },
            );
            assert.match(value, /^[0-9a-f]{40}$/);
            assert.equal(stored, expected.key === undefined ? value : JSON.stringify({ [expected.key]: value }));
            assert.equal(variablesOf({ properties, secrets })["X"], value);
            const references = optionsIn(options, "aws:elasticbeanstalk:application:environmentsecrets");
            assert.deepEqual(references, [["X", reference]]);
            assert.ok(!JSON.stringify(options).includes(value), "The value is no option's.");
        });
    }

    it("leaves out a secret that may be absent and is", () => {
        const { secrets } = resolved({ database: { kind: "none" }, secrets: { X: { kind: "stack", optional: true } } });
        assert.deepEqual(secrets, []);
    });

    it("is new each time", () => {
        const [one, other] = [resolved({}), resolved({})].map((each) => variablesOf(each)["SECRET_KEY"]);
        assert.notEqual(one, other);
    });
});
