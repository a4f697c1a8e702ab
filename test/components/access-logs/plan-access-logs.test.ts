import * as assert from "node:assert/strict";
import { planAccessLogs } from "../../../components/access-logs/plan-access-logs";
import { planOptions } from "../../../components/beanstalk-environment/plan-options";
import { unfinishedUploads } from "../../../components/plan-bucket";
import { linksOf } from "../../support/option-links";
import { testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

const settings = (loadBalancer: Raw, stage = "dev") => testSettings({ environment: { stage, loadBalancer } });
const made = (more: Raw = {}, stage?: string) =>
    settings({ kind: "dedicated", accessLogs: { kind: "new", ...more } }, stage);
const options = (of: ReturnType<typeof testSettings>) =>
    planOptions(of, linksOf(of)).flatMap(({ name, value }) =>
        name.startsWith("AccessLogs") ? [`${name}=${value}`] : [],
    );

describe("the bucket for access logs", () => {
    it("is made where the settings ask for it, and nowhere else", () => {
        const existing = { kind: "dedicated", accessLogs: { kind: "existing", bucket: "logs-of-ours" } };
        for (const without of [{ kind: "dedicated" }, { kind: "network" }, { kind: "none" }, existing]) {
            assert.equal(planAccessLogs(settings(without)), undefined);
        }
        assert.notEqual(planAccessLogs(made()), undefined);
    });

    it("ends logs after the days that the stage keeps others, or those that are given", () => {
        const days = (of: ReturnType<typeof testSettings>) => planAccessLogs(of)?.rules;
        const oldLogs = (expiry: number) => [
            unfinishedUploads,
            { id: "old-logs", status: "Enabled", filter: { prefix: "" }, expiration: { days: expiry } },
        ];
        assert.deepEqual(days(made()), oldLogs(7));
        assert.deepEqual(days(made({}, "prod")), oldLogs(90));
        assert.deepEqual(days(made({ expireDays: 400 })), oldLogs(400));
    });

    it("lets in the load balancers of the account, and S3 where it logs the buckets", () => {
        const balancer = {
            sid: "LoadBalancerLogs",
            service: "logdelivery.elasticloadbalancing.amazonaws.com",
            action: "s3:PutObject",
            objects: ["load-balancer/AWSLogs/123456789012/*"],
        };
        assert.deepEqual(planAccessLogs(made())?.access("123456789012"), [balancer]);
        assert.deepEqual(planAccessLogs(made({ buckets: true }))?.access("123456789012"), [
            balancer,
            {
                sid: "BucketLogs",
                service: "logging.s3.amazonaws.com",
                action: "s3:PutObject",
                objects: ["s3/*"],
                condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
            },
        ]);
    });

    it("is the load balancer's, below the prefix that its policy admits", () => {
        assert.deepEqual(options(made()), [
            "AccessLogsS3Bucket=notes-dev-access-logs-0a1b2c3",
            "AccessLogsS3Enabled=true",
            "AccessLogsS3Prefix=load-balancer",
        ]);
        assert.deepEqual(options(settings({ kind: "dedicated" })), []);
    });
});
