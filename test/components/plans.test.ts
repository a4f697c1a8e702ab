import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { flattenOptions } from "../../components/beanstalk-environment/options";
import { waitForReady } from "../../components/beanstalk-environment/plan-deployment";
import { solutionStackName } from "../../components/beanstalk-environment/platform";
import { fixedVariables } from "../../components/beanstalk-environment/variables";
import { databaseUrl, secretDocument } from "../../components/database/plan-database";
import { parameterFamily } from "../../components/database/plan-server";
import { rootCertificates } from "../../components/database/root-certificates";
import { settingsSchema } from "../../components/settings/schema";
import { nearestName } from "../../components/settings/nearest";
import { extractSecretValues } from "../../components/settings/secret-values";
import { minimalRaw, testSettings } from "../support/settings";

describe("plans", () => {
    describe("of a database", () => {
        it("take the parameter family from the version", () => {
            assert.deepEqual(["17", "17.4", "16.1"].map(parameterFamily), ["postgres17", "postgres17", "postgres16"]);
        });

        it("encode credentials in the URL, so that any password works", () => {
            const parts = {
                scheme: "postgresql",
                username: "us er",
                password: "p@ss/w:rd#%",
                host: "db.test",
                port: 5432,
                name: "app",
            };
            const url = new URL(databaseUrl(parts));
            assert.equal(decodeURIComponent(url.password), parts.password);
            assert.equal(decodeURIComponent(url.username), parts.username);
            assert.equal(url.searchParams.get("sslmode"), "require");
            assert.deepEqual(Object.keys(JSON.parse(secretDocument(parts)) as object), [
                "engine",
                "host",
                "port",
                "dbname",
                "username",
                "password",
                "url",
            ]);
            const verified = new URL(databaseUrl({ ...parts, rootCertificates: "/a/b.pem" }));
            assert.deepEqual(
                [...verified.searchParams],
                [
                    ["sslmode", "verify-full"],
                    ["sslrootcert", "/a/b.pem"],
                ],
            );
        });

        it("find the certificates of the partition, and on Docker only where they are asked for", () => {
            const docker = { app: { ...minimalRaw.app, platform: { kind: "docker" } } };
            const postgres = (verifyCertificate: boolean) => ({ database: { kind: "postgres", verifyCertificate } });
            const of = (raw: Readonly<Record<string, unknown>>, region = "eu-west-1") =>
                rootCertificates(testSettings(raw, { region }))?.urls.join(" ");
            assert.deepEqual(
                ["eu-west-1", "us-gov-east-1", "cn-northwest-1"].map((region) => of({}, region)),
                [
                    "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem",
                    "https://truststore.pki.us-gov-west-1.rds.amazonaws.com/global/global-bundle.pem",
                    "https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/global/global-bundle.pem",
                ],
            );
            const [none, one] = [undefined, of({})];
            assert.deepEqual(
                [postgres(false), { database: { kind: "none" } }, docker, { ...docker, ...postgres(true) }].map((raw) =>
                    of(raw),
                ),
                [none, none, none, one],
            );
        });
    });

    describe("of an environment", () => {
        it("refuse an option that two parts set", () => {
            assert.throws(() => flattenOptions([{ "aws:a": { B: "1" } }, { "aws:a": { B: "2" } }]), {
                message: "aws:a / B is set twice.",
            });
        });

        it("leave out what has no value", () => {
            assert.deepEqual(flattenOptions<string>([{ "aws:b": { Z: "1", A: undefined } }, { "aws:a": { C: "2" } }]), [
                { namespace: "aws:a", name: "C", value: "2", resource: "" },
                { namespace: "aws:b", name: "Z", value: "1", resource: "" },
            ]);
        });

        it("wait longer than every batch may take", () => {
            const wait = (policy: string) =>
                waitForReady(
                    testSettings({
                        environment: {
                            stage: "dev",
                            scaling: { min: 4, max: 4 },
                            rollingUpdates: { kind: "off" },
                            deployment: { policy, timeoutSeconds: 600 },
                        },
                    }),
                );
            assert.deepEqual(
                ["AllAtOnce", "Rolling", "RollingWithAdditionalBatch", "Immutable", "TrafficSplitting"].map(wait),
                ["29m", "71m", "85m", "43m", "48m"],
            );
        });

        it("name the platform as AWS does", () => {
            assert.equal(solutionStackName(testSettings()), "64bit Amazon Linux 2023 v4.13.7 running Python 3.13");
        });

        it("allow the site's names, a wildcard as Django writes it", () => {
            const settings = testSettings({
                domain: { name: "example.com", zone: "example.com", alternativeNames: ["*.example.com"] },
            });
            assert.equal(fixedVariables(settings)["ALLOWED_HOSTS"], ".example.com,example.com");
            assert.equal(
                fixedVariables(testSettings())["ALLOWED_HOSTS"],
                ".us-east-1.elasticbeanstalk.com,.us-east-1.elb.amazonaws.com",
            );
        });

        it("let the stack file win over what they would set", () => {
            const settings = testSettings({
                app: { ...minimalRaw.app, variables: { ALLOWED_HOSTS: "x.example.com", WORKERS: 3, DEBUG: false } },
            });
            const { ALLOWED_HOSTS, WORKERS, DEBUG } = fixedVariables(settings);
            assert.deepEqual(
                { ALLOWED_HOSTS, WORKERS, DEBUG },
                { ALLOWED_HOSTS: "x.example.com", WORKERS: "3", DEBUG: "false" },
            );
        });
    });
});

describe("extractSecretValues", () => {
    it("takes values out, and leaves what is wrong for the check", () => {
        const { rest, values } = extractSecretValues({
            secrets: {
                A: { kind: "stack", value: "canary" },
                B: { kind: "stack", value: "" },
                C: { kind: "generated" },
            },
        });
        assert.deepEqual([...values], [["A", "canary"]]);
        assert.ok(!JSON.stringify(rest).includes("canary"));
        assert.deepEqual(extractSecretValues({ secrets: 3 }).rest, { secrets: 3 });
    });
});

describe("nearestName", () => {
    it("finds a slip of the finger and nothing else", () => {
        const names = ["healthPath", "directory", "name"];
        assert.deepEqual(
            ["healthPth", "Directory", "nmae", "colour"].map((wrong) => nearestName(wrong, names)),
            ["healthPath", "directory", "name", undefined],
        );
    });
});

describe("Pulumi.yaml", () => {
    it("names and describes exactly the settings of the schema", () => {
        const root = path.resolve(__dirname, "..", "..");
        const project = parse(fs.readFileSync(path.join(root, "Pulumi.yaml"), "utf8")) as {
            config: Record<string, { type: string; description: string; default: object }>;
        };
        const schema = settingsSchema("prod").shape;
        assert.deepEqual(Object.keys(project.config).sort(), Object.keys(schema).sort());
        for (const [key, part] of Object.entries(schema)) {
            assert.deepEqual(project.config[key], { type: "object", description: part.description, default: {} });
        }
    });
});
