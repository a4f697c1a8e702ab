import * as assert from "node:assert/strict";
import type { Properties } from "../../../../sandbox/stand-in/values";
import { ProviderClient } from "../../../support/provider-client";
import { temporaryFolder } from "../../../support/temporary-folder";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const composite = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const cpu = (more: Properties = {}): Properties => ({
    name: "cpu",
    metricName: "CPUUtilization",
    period: 300,
    evaluationPeriods: 3,
    ...more,
});
const rule = (alarmRule: string): Properties => ({ alarmName: "outage", alarmRule });

describe("CloudWatch of the stand-in", () => {
    const folder = temporaryFolder();
    let aws: ProviderClient;
    beforeEach(async () => {
        aws = await ProviderClient.start(folder.path);
    });
    afterEach(() => aws.close());

    const refused: readonly (readonly [string, Properties, RegExp])[] = [
        ["a period between minutes", cpu({ period: 90 }), /Period must be 10, 20, 30 or a multiple of 60 \(90\)/],
        ["more than a day", cpu({ evaluationPeriods: 289 }), /EvaluationPeriods \* Period must be <= 86400/],
        ["more than a week of hours", cpu({ period: 3600, evaluationPeriods: 169 }), /7 days/],
        ["nothing to look at", { name: "cpu", evaluationPeriods: 1 }, /Either MetricName or Metrics/],
        [
            "a topic of another region",
            cpu({ region: "us-east-1", alarmActions: ["arn:aws:sns:eu-west-1:123456789012:notes"] }),
            /Invalid region eu-west-1 specified\. Only us-east-1 is supported/,
        ],
        ["a metric and a query", cpu({ metricQueries: [{ id: "q", period: 60 }] }), /and not both/],
    ];
    for (const [name, inputs, message] of refused) {
        it(`refuses an alarm with ${name}`, async () => {
            await assert.rejects(aws.create(alarm, "cpu", inputs), message);
        });
    }

    it("makes a composite alarm of alarms that are there, and keeps those", async () => {
        await assert.rejects(aws.create(composite, "outage", rule('ALARM("none")')), /do not exist \(none\)/);
        const { id } = await aws.create(alarm, "cpu", cpu());
        const outage = await aws.create(composite, "outage", rule('ALARM("cpu")'));
        await assert.rejects(aws.remove(alarm, id), /composite alarm\(s\) depending on it/);
        await aws.remove(composite, outage.id);
        await aws.remove(alarm, id);
    });

    it("makes what names a region there, and the rest in the provider's", async () => {
        const arnOf = async (name: string, more: Properties) =>
            (await aws.create(alarm, name, cpu({ name, ...more }))).outputs["arn"];
        assert.deepEqual(
            [await arnOf("here", {}), await arnOf("there", { region: "eu-west-1" })],
            [
                "arn:aws:cloudwatch:us-east-1:123456789012:alarm:here",
                "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:there",
            ],
        );
        const topic = await aws.create("aws:sns/topic:Topic", "notes", { name: "notes", region: "eu-west-1" });
        const alarmActions = [String(topic.outputs["arn"])];
        assert.deepEqual(alarmActions, ["arn:aws:sns:eu-west-1:123456789012:notes"]);
        await aws.create(alarm, "told", cpu({ name: "told", region: "eu-west-1", alarmActions }));
    });

    it("replaces what cannot be renamed", async () => {
        assert.deepEqual((await aws.diff(alarm, cpu(), cpu({ name: "other" }))).replacesList, ["name"]);
        assert.deepEqual((await aws.diff(alarm, cpu(), cpu({ period: 60 }))).replacesList, []);
    });
});
