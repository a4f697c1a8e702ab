import * as assert from "node:assert/strict";
import { Outputs, recordProgram } from "../../support/program";
import type { Recording } from "../../support/record";

const small = {
    "django-beanstalk:database": { kind: "none" },
    "django-beanstalk:media": { kind: "none" },
};
const program = (cache: object, preview = false, stack = "dev") =>
    recordProgram(stack, preview, { ...small, "django-beanstalk:cache": cache });

const namesIn = ({ resources }: Recording<Outputs>, component: string) =>
    resources
        .filter(({ parents }) => parents.at(-1)?.endsWith(`:${component}`) === true)
        .map(({ type, name }) => `${type} ${name}`)
        .sort();

const always = [
    "aws:elasticache/replicationGroup:ReplicationGroup STACK-cache",
    "aws:elasticache/subnetGroup:SubnetGroup STACK-cache-subnets",
    "aws:secretsmanager/secret:Secret STACK-cache-urls",
    "aws:secretsmanager/secretVersion:SecretVersion STACK-cache-urls-value",
    "random:index/randomPassword:RandomPassword STACK-cache-token",
];
const of = (stack: string, ...more: string[]) =>
    [...always, ...more].map((line) => line.replace("STACK", `notes-${stack}`)).sort();

describe("Cache", () => {
    for (const preview of [false, true]) {
        const when = preview ? "preview" : "update";

        it(`makes exactly this for dev, and nothing where there is none (${when})`, async () => {
            assert.deepEqual(namesIn(await program({ kind: "valkey" }, preview), "Cache"), of("dev"));
            const without = await program({ kind: "none" }, preview);
            assert.deepEqual(
                without.resources.filter(({ type }) => type.includes("elasticache") || type.endsWith(":Cache")),
                [],
            );
        });

        it(`adds a final snapshot in prod, and parameters where a purpose needs them (${when})`, async () => {
            const recording = await program({ kind: "redis", purpose: "queue" }, preview, "prod");
            assert.deepEqual(
                namesIn(recording, "Cache"),
                of(
                    "prod",
                    "aws:elasticache/parameterGroup:ParameterGroup STACK-cache-parameters",
                    "random:index/randomId:RandomId STACK-cache-final-snapshot",
                ),
            );
            const protectedOnes = recording.resources
                .filter(({ name, protect }) => name.startsWith("notes-prod-cache") && protect)
                .map(({ name }) => name);
            assert.ok(protectedOnes.includes("notes-prod-cache"));
            assert.ok(!protectedOnes.includes("notes-prod-cache-parameters"));
            assert.ok(!protectedOnes.includes("notes-prod-cache-final-snapshot"));
        });
    }

    it("is encrypted, private and behind a token that is secret", async () => {
        const recording = await program({ kind: "valkey" });
        const { inputs } = recording.only("aws:elasticache/replicationGroup:ReplicationGroup");
        const { authToken, tags, ...rest } = inputs;
        assert.ok(JSON.stringify(authToken).includes("canary-notes-dev-cache-token"));
        assert.equal(typeof tags, "object");
        assert.deepEqual(rest, {
            replicationGroupId: "notes-dev",
            description: "Cache and queues of notes-dev",
            engine: "valkey",
            engineVersion: "8.2",
            nodeType: "cache.t4g.micro",
            port: 6379,
            numCacheClusters: 1,
            automaticFailoverEnabled: false,
            multiAzEnabled: false,
            transitEncryptionEnabled: true,
            atRestEncryptionEnabled: true,
            autoMinorVersionUpgrade: false,
            applyImmediately: true,
            snapshotRetentionLimit: 0,
            snapshotWindow: "03:00-04:00",
            maintenanceWindow: "sun:05:00-sun:06:00",
            subnetGroupName: "notes-dev-cache-subnets",
            parameterGroupName: "default.valkey8",
            securityGroupIds: ["notes-dev-network-cache-id"],
        });
    });

    it("is reached from the instances alone, at one port, and reaches nothing", async () => {
        const recording = await program({ kind: "valkey" });
        const rules = recording
            .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
            .filter(({ inputs }) => inputs["securityGroupId"] === "notes-dev-network-cache-id");
        assert.deepEqual(
            rules.map(({ inputs }) => [inputs["fromPort"], inputs["toPort"], inputs["referencedSecurityGroupId"]]),
            [[6379, 6379, "notes-dev-network-instances-id"]],
        );
        const out = recording.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
        assert.ok(out.every(({ inputs }) => inputs["securityGroupId"] !== "notes-dev-network-cache-id"));
    });

    it("hands its URLs to the application as secrets that the role may read, and is no plain option", async () => {
        const recording = await program({ kind: "valkey" });
        const { inputs } = recording.only("aws:elasticbeanstalk/environment:Environment");
        const options = inputs["settings"] as { namespace: string; name: string; value: string }[];
        const secret = "arn:test:notes-dev-cache-urls-value";
        assert.deepEqual(
            options.filter(({ name }) => name === "CACHE_URL" || name === "REDIS_URL").map((each) => each),
            ["CACHE_URL", "REDIS_URL"].map((name) => ({
                namespace: "aws:elasticbeanstalk:application:environmentsecrets",
                name,
                value: `${secret}:${name}`,
                resource: "",
            })),
        );
        assert.ok(String(recording.only("aws:iam/rolePolicy:RolePolicy").inputs["policy"]).includes(secret));
        assert.ok(!JSON.stringify(options).includes("canary"));
    });
});
