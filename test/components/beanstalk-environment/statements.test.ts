import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { InstanceFeature, instanceFeatures } from "../../../components/beanstalk-environment/features";
import { secretAccess } from "../../../components/beanstalk-environment/secret-access";
import { InstanceAccess, instanceStatements, Statement } from "../../../components/beanstalk-environment/statements";
import { wildcards } from "../../../components/beanstalk-environment/wildcards";
import { codeAccess } from "../../../ebextensions/minimal-package/code-access";
import type { CodeOrigin } from "../../../ebextensions/minimal-package/code-origin";
import { repository } from "../../support/program";
import { testSettings } from "../../support/settings";

const bucket = "arn:aws:s3:::elasticbeanstalk-us-east-1-123456789012";
const accessWith = (more: Partial<InstanceAccess<string>> = {}): InstanceAccess<string> => ({
    arn: (service, resource) => `arn:aws:${service}:us-east-1:123456789012:${resource}`,
    applicationName: "notes-dev",
    environmentName: "notes-dev",
    bundleArn: "arn:aws:s3:::notes-dev-bundle/bundles/*",
    beanstalkBucketArn: bucket,
    beanstalkObjectsArn: `${bucket}/resources/environments/*`,
    beanstalkLogsArn: `${bucket}/resources/environments/logs/*`,
    code: [],
    media: undefined,
    secrets: [],
    parameterPrefixes: [],
    features: [],
    worker: undefined,
    ...more,
});

const named = (statements: readonly Statement<string>[], sid: string) => statements.find((each) => each.sid === sid);
const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf";
const parameter = "arn:aws:ssm:us-east-1:123456789012:parameter/x";
const key = (id: string) => `arn:aws:kms:us-east-1:123456789012:key/${id}`;
const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app@sha256:${"a".repeat(64)}`;

describe("what an instance may do", () => {
    it("is, without any feature, what the platform's agents do, each on its own part", () => {
        const rights = instanceStatements(accessWith()).map(
            ({ sid, actions, resources }) => `${sid}: ${actions.join(" ")} on ${resources.join(" ")}`,
        );
        const environment = "arn:aws:elasticbeanstalk:us-east-1:123456789012";
        assert.deepEqual(rights, [
            `BeanstalkBucket: s3:GetBucketLocation s3:ListBucket on ${bucket}`,
            `BeanstalkObjects: s3:GetObject s3:GetObjectVersion on ${bucket}/resources/environments/*`,
            `BeanstalkLogs: s3:PutObject on ${bucket}/resources/environments/logs/*`,
            "Bundles: s3:GetObject s3:GetObjectVersion on arn:aws:s3:::notes-dev-bundle/bundles/*",
            `Health: elasticbeanstalk:PutInstanceStatistics on ${environment}:application/notes-dev ${environment}:environment/notes-dev/notes-dev`,
            "Logs: logs:CreateLogGroup logs:CreateLogStream logs:DescribeLogStreams logs:PutLogEvents logs:PutRetentionPolicy " +
                "on arn:aws:logs:us-east-1:123456789012:log-group:/aws/elasticbeanstalk/notes-dev/*",
        ]);
    });

    it("lets uploads be listed, read, written and deleted, and those in parts be given up", () => {
        const rights = instanceStatements(accessWith({ media: { bucketArn: "m", objectsArn: "m/*" } }))
            .filter(({ sid }) => sid.startsWith("Media"))
            .map(({ actions, resources }) => `${actions.join(" ")} on ${resources.join(" ")}`);
        assert.deepEqual(rights, [
            "s3:ListBucket on m",
            "s3:AbortMultipartUpload s3:DeleteObject s3:GetObject s3:PutObject on m/*",
        ]);
    });

    it("grows by what each feature needs and nothing else", () => {
        const base = instanceStatements(accessWith()).map(({ sid }) => sid);
        const added = (more: Partial<InstanceAccess<string>>) =>
            instanceStatements(accessWith(more))
                .map(({ sid }) => sid)
                .filter((sid) => !base.includes(sid));
        assert.deepEqual(added({ media: { bucketArn: "m", objectsArn: "m/*" } }), ["MediaList", "MediaObjects"]);
        assert.deepEqual(added({ secrets: [secretAccess(secret)] }), ["Secrets"]);
        assert.deepEqual(added({ secrets: [secretAccess(parameter)] }), ["Parameters"]);
        assert.deepEqual(added({ secrets: [secretAccess(secret, key("a"))] }), ["Secrets", "SecretKeys"]);
        assert.deepEqual(added({ parameterPrefixes: ["/notes-dev/tokens"] }), ["ApplicationParameters"]);
        assert.deepEqual(added({ features: ["xray", "sessionManager"] }), ["SessionManager", "XRay"]);
        assert.deepEqual(added({ worker: { queueArn: undefined } }), [
            "WorkerQueue",
            "WorkerPeriodicTasks",
            "WorkerMetrics",
        ]);
        assert.deepEqual(added({ code: codeAccess({ from: "image", image }, "us-east-1") }), [
            "RegistryLogin",
            "CodeImage",
        ]);
    });

    it("opens the application's own parameters, by path and below it, and no others", () => {
        const statements = instanceStatements(accessWith({ parameterPrefixes: ["/notes-dev/tokens"] }));
        assert.deepEqual(named(statements, "ApplicationParameters"), {
            sid: "ApplicationParameters",
            actions: [
                "ssm:DeleteParameter",
                "ssm:DeleteParameters",
                "ssm:GetParameter",
                "ssm:GetParameters",
                "ssm:GetParametersByPath",
                "ssm:PutParameter",
            ],
            resources: [
                `${parameter.replace("/x", "")}/notes-dev/tokens`,
                `${parameter.replace("/x", "")}/notes-dev/tokens/*`,
            ],
        });
        // It lists the parameters of the whole account, and knows no resource.
        assert.ok(!JSON.stringify(statements).includes("ssm:DescribeParameters"));
    });

    it("lets a shell be opened by Session Manager unless the settings say no", () => {
        assert.deepEqual(instanceFeatures(testSettings()), ["sessionManager"]);
        const without = testSettings({ environment: { stage: "dev", access: { sessionManager: false } } });
        assert.deepEqual(instanceFeatures(without), []);
    });

    it("decrypts with a key of one's own through the service that keeps the secret alone", () => {
        const secrets = [
            secretAccess(secret, key("b")),
            secretAccess(`${secret}2`, key("a")),
            secretAccess(parameter, key("a")),
            secretAccess(parameter),
        ];
        assert.deepEqual(named(instanceStatements(accessWith({ secrets })), "SecretKeys"), {
            sid: "SecretKeys",
            actions: ["kms:Decrypt"],
            resources: [key("a"), key("b")],
            condition: {
                StringEquals: {
                    "kms:ViaService": ["secretsmanager.us-east-1.amazonaws.com", "ssm.us-east-1.amazonaws.com"],
                },
            },
        });
    });

    it("names the services of China as they are named there", () => {
        const secrets = [secretAccess(secret, "arn:aws-cn:kms:cn-north-1:123456789012:key/a")];
        const { condition } = named(instanceStatements(accessWith({ secrets })), "SecretKeys") ?? {};
        assert.deepEqual(condition, {
            StringEquals: { "kms:ViaService": ["secretsmanager.cn-north-1.amazonaws.com.cn"] },
        });
    });

    it("reaches a worker's own queue where one is given, else those of Elastic Beanstalk", () => {
        const queues = (queueArn: string | undefined) =>
            named(instanceStatements(accessWith({ worker: { queueArn } })), "WorkerQueue")?.resources;
        assert.deepEqual(queues("arn:aws:sqs:us-east-1:123456789012:jobs"), [
            "arn:aws:sqs:us-east-1:123456789012:jobs",
        ]);
        assert.deepEqual(queues(undefined), ["arn:aws:sqs:us-east-1:123456789012:awseb-e-*"]);
    });
});

const codes: readonly CodeOrigin[] = [
    { from: "image", image },
    { from: "s3", bucket: "b", key: "k", sha256: "a".repeat(64) },
    { from: "git", repository: "https://git.test/r", commit: "a".repeat(40), tokenSecretArn: secret, tokenUser: "x" },
];
const arbitraryAccess: fc.Arbitrary<InstanceAccess<string>> = fc
    .record({
        code: fc.constantFrom([], ...codes.map((code) => codeAccess(code, "us-east-1"))),
        media: fc.constantFrom(undefined, { bucketArn: "arn:aws:s3:::m", objectsArn: "arn:aws:s3:::m/*" }),
        secrets: fc.subarray([
            secretAccess(secret),
            secretAccess(parameter),
            secretAccess(secret, key("a")),
            secretAccess(parameter, key("b")),
        ]),
        features: fc.subarray<InstanceFeature>(["sessionManager", "xray"]),
        worker: fc.constantFrom(undefined, { queueArn: undefined }, { queueArn: "arn:aws:sqs:us-east-1:1:q" }),
    })
    .map(accessWith);

/** cloudposse/terraform-aws-elastic-beanstalk-environment */
describe("#246, #181, #75, PR #143: permissions that are too wide", () => {
    it("do not exist: no combination of features has a wildcard action, or one resource of all but those listed", () => {
        fc.assert(
            fc.property(arbitraryAccess, (access) => {
                for (const { sid, actions, resources, condition } of instanceStatements(access)) {
                    assert.ok(actions.length > 0 && resources.length > 0);
                    assert.ok(
                        actions.every((action) => /^[a-z0-9]+:[A-Za-z]+$/.test(action)),
                        `${sid} has a wildcard action`,
                    );
                    if (resources.some((resource) => !/^arn:aws:[a-z0-9]+:/.test(resource))) {
                        assert.ok(sid in wildcards, `${sid} is on every resource`);
                        const listed = wildcards[sid as keyof typeof wildcards];
                        assert.deepEqual(actions, listed.actions);
                        assert.deepEqual(condition, "condition" in listed ? listed.condition : undefined);
                    }
                }
            }),
            { numRuns: 500 },
        );
    });

    it("do not exist: no combination reaches all objects of another's bucket, or repeats the name of a statement", () => {
        fc.assert(
            fc.property(arbitraryAccess, (access) => {
                const statements = instanceStatements(access);
                assert.equal(new Set(statements.map(({ sid }) => sid)).size, statements.length);
                const objects = statements.flatMap(({ resources }) =>
                    resources.filter((each) => each.startsWith("arn:aws:s3:")),
                );
                assert.ok(
                    !objects.some((each) =>
                        /^arn:aws:s3:::(elasticbeanstalk[^/]*)?\*|^arn:aws:s3:::elasticbeanstalk[^/]*\/\*$/.test(each),
                    ),
                );
            }),
        );
    });

    it("are listed with their reasons in docs/access.md", () => {
        const page = fs.readFileSync(path.join(repository, "docs", "access.md"), "utf8");
        for (const [sid, { actions, reason }] of Object.entries(wildcards)) {
            assert.ok(
                page.includes(`| \`${sid}\` | ${actions.map((action) => `\`${action}\``).join(", ")} | ${reason} |`),
                sid,
            );
        }
    });
});
