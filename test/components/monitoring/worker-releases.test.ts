import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { planAlarms } from "../../../components/monitoring/plan-alarms";
import { failedReleasePattern, releaseMetric } from "../../../components/monitoring/worker-releases";
import { recordProgram } from "../../support/program";
import { testSettings } from "../../support/settings";
import { temporaryFolder } from "../../support/temporary-folder";

const sha = "0a1b2c3d4e5f".padEnd(64, "0");
const worker = { consumer: { services: { consumer: { command: "./consume" } } } };
const alarms = (own: object = {}) => ({ monitoring: { kind: "alarms", alarms: own } });

/** CloudWatch's expressions are a part of JavaScript's, without groups. */
const matches = (line: string): boolean => {
    const [, expression = ""] = /^%(.*)%$/.exec(failedReleasePattern) ?? [];
    assert.ok(!/[()]/.test(expression));
    return new RegExp(expression).test(line);
};

describe("releases that a worker did not take", function () {
    this.timeout(60_000);
    const folder = temporaryFolder();

    it("are counted in the log group of each worker, by one metric with one alarm", async () => {
        fs.writeFileSync(path.join(folder.path, "consume"), "#!/bin/sh\n");
        const { services } = worker.consumer;
        const one = { directory: folder.path, services };
        const recording = await recordProgram("dev", false, {
            "django-beanstalk:media": { kind: "none" },
            "django-beanstalk:domain": {},
            "django-beanstalk:monitoring": { kind: "alarms" },
            "django-beanstalk:worker": { consumer: one, mailer: one },
        });
        const metric = { namespace: "DjangoBeanstalk", name: "notes-dev-worker-releases" };
        const named = (type: string, word: string) =>
            recording.resources.filter((each) => each.type === type && each.name.includes(word));
        assert.deepEqual(
            named("aws:cloudwatch/logMetricFilter:LogMetricFilter", "failed-releases").map(({ name, inputs }) => [
                name,
                inputs,
            ]),
            ["consumer", "mailer"].map((each) => [
                `notes-dev-worker-${each}-failed-releases`,
                {
                    name: metric.name,
                    logGroupName: `/notes-dev/worker/${each}`,
                    pattern: failedReleasePattern,
                    metricTransformation: { ...metric, value: "1", defaultValue: "0" },
                },
            ]),
        );
        const [alarm, ...more] = named("aws:cloudwatch/metricAlarm:MetricAlarm", "worker-releases");
        assert.deepEqual(more, []);
        assert.deepEqual([alarm?.inputs["metricName"], alarm?.inputs["threshold"]], [metric.name, 1]);
    });

    for (const line of [
        `2026-11-22T08:00:09Z failed ${sha} setup ended with 1: pip install -r requirements.txt`,
        `2026-11-22T08:00:09Z failed ${sha} SHA-256 of the bundle differs`,
        `2026-11-22T08:00:09Z s3://notes/workers/consumer/${sha} could not be fetched`,
    ]) {
        it(`are counted by: ${line.slice(21)}`, () => {
            assert.ok(matches(line));
        });
    }

    for (const line of [
        `2026-11-22T08:00:09Z ready ${sha}`,
        `2026-11-22T08:00:09Z installing ${sha}`,
        `2026-11-22T08:00:09Z fetches s3://notes/workers/consumer/${sha}`,
        `2026-11-22T08:00:09Z setup: test -e failed && exit`,
        "failed 0a1b2c to parse",
        "ERROR page 17 could not be fetched",
        "2026-11-22 08:00:09,123 ERROR job failed 12 times",
        "",
    ]) {
        it(`are not counted by: ${JSON.stringify(line)}`, () => {
            assert.ok(!matches(line));
        });
    }

    it("raise one alarm, whichever worker it was", () => {
        const settings = testSettings({ worker, ...alarms() });
        const metric = { namespace: "DjangoBeanstalk", name: `${settings.environmentName}-worker-releases` };
        assert.deepEqual(releaseMetric(settings), metric);
        const links = {
            ...{ loadBalancer: undefined, autoScalingGroup: "group", database: undefined, replica: undefined },
            ...{
                certificateArn: undefined,
                cdnCertificateArn: undefined,
                queue: undefined,
                deadLetterQueue: undefined,
            },
        };
        const found = planAlarms<string>(settings, links).find(({ id }) => id === "workerReleases");
        assert.deepEqual(
            [found?.threshold, found?.comparison, found?.missing, found?.isOutage],
            [1, "atLeast", "notBreaching", false],
        );
        assert.deepEqual(found?.signal, { kind: "metric", metric: { ...metric, statistic: "Sum", dimensions: {} } });
    });

    it("are not counted without workers, without alarms, and without this one", () => {
        assert.equal(releaseMetric(testSettings(alarms())), undefined);
        assert.equal(releaseMetric(testSettings({ worker })), undefined);
        assert.equal(
            releaseMetric(testSettings({ worker, ...alarms({ workerReleases: { enabled: false } }) })),
            undefined,
        );
    });
});
