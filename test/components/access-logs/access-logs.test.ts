import * as assert from "node:assert/strict";
import { recordProgram } from "../../support/program";
import type { Recording } from "../../support/record";

type Raw = Readonly<Record<string, unknown>>;

const withLogs = (more: Raw = {}) => ({
    "django-beanstalk:environment": {
        stage: "dev",
        loadBalancer: { kind: "dedicated", accessLogs: { kind: "new", ...more } },
    },
});
const named = ({ resources }: Recording<unknown>, name: string): Raw =>
    resources.find((each) => each.name === name && each.type.startsWith("aws:"))?.inputs ?? assert.fail(`no ${name}`);
const logging = (recording: Recording<unknown>) =>
    recording
        .ofType("aws:s3/bucketLogging:BucketLogging")
        .map(({ name, inputs }) => [name, inputs["targetBucket"], inputs["targetPrefix"]]);

describe("the bucket for access logs", () => {
    it("is private, encrypted by S3 itself, and lets the load balancers of the account write", async () => {
        const recording = await recordProgram("dev", false, withLogs());
        const { policy } = named(recording, "notes-dev-access-logs-tls-only");
        const { Statement } = JSON.parse(String(policy)) as { Statement: Raw[] };
        assert.deepEqual(
            Statement.map(({ Sid, Resource }) => [Sid, Resource]),
            [
                ["TlsOnly", ["arn:aws:s3:::notes-dev-access-logs", "arn:aws:s3:::notes-dev-access-logs/*"]],
                ["LoadBalancerLogs", ["arn:aws:s3:::notes-dev-access-logs/load-balancer/AWSLogs/123456789012/*"]],
            ],
        );
        assert.deepEqual(named(recording, "notes-dev-access-logs-encryption")["rules"], [
            { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
        ]);
        assert.deepEqual(logging(recording), []);
    });

    it("takes the logs of the other buckets where that is asked for, but none of its own", async () => {
        assert.deepEqual(logging(await recordProgram("dev", false, withLogs({ buckets: true }))).sort(), [
            ["notes-dev-bundle-logging", "notes-dev-access-logs", "s3/notes-dev-bundle/"],
            ["notes-dev-media-logging", "notes-dev-access-logs", "s3/notes-dev-media/"],
        ]);
    });

    it("is where the load balancer leaves its logs", async () => {
        const { inputs } = (await recordProgram("dev", false, withLogs())).only(
            "aws:elasticbeanstalk/environment:Environment",
        );
        const options = inputs["settings"] as { name: string; value: unknown }[];
        assert.equal(options.find(({ name }) => name === "AccessLogsS3Bucket")?.value, "notes-dev-access-logs");
    });

    it("is protected in prod, as far as it holds logs, and keeps them when it is deleted", async () => {
        const { resources } = await recordProgram("prod", false);
        const bucket = resources.find(
            ({ name, type }) => name === "notes-prod-access-logs" && type.endsWith(":Bucket"),
        );
        assert.deepEqual([bucket?.protect, bucket?.inputs["forceDestroy"]], [true, false]);
    });
});
