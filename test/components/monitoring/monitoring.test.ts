import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { BeanstalkEnvironment } from "../../../components/beanstalk-environment/beanstalk-environment";
import { createMonitoring, Monitoring } from "../../../components/monitoring/monitoring";
import { Recording, record } from "../../support/record";
import { testSettings } from "../../support/settings";

type Found = Recording<Monitoring | undefined>;

class Later extends pulumi.CustomResource {}

/** A resource that stands for the environment, with what Elastic Beanstalk has made. */
class Environment extends pulumi.ComponentResource {
    readonly made: BeanstalkEnvironment["made"];

    constructor(known: boolean) {
        super("test:Environment", "environment");
        // What comes from a resource that is yet to be made is unknown in a preview.
        const text = (values: string[]) =>
            known ? pulumi.output(values) : new Later("test:Later", "later", {}).id.apply(() => values);
        this.made = {
            loadBalancers: text(["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/notes/0a1b"]),
            autoscalingGroups: text(["awseb-group"]),
            queues: text(
                ["WorkerDeadLetterQueue", "WorkerQueue"].map(
                    (kind) => `https://sqs.us-east-1.amazonaws.com/123456789012/awseb-e-1-stack-AWSEB${kind}-2`,
                ),
            ),
        };
    }
}

const cdnCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/2c3d";

/** Issued in an update only. */
const cdnCertificate = (known: boolean): pulumi.Output<string> =>
    known ? pulumi.output(cdnCertificateArn) : new Later("test:Later", "certificate", {}).id;

const run = (
    monitoring: object,
    changes: { environment?: object; region?: string; cdn?: boolean } = {},
    preview = false,
): Promise<Found> =>
    record({ preview }, () => {
        const settings = testSettings(
            { monitoring: { kind: "alarms", ...monitoring }, environment: { stage: "dev", ...changes.environment } },
            changes.region === undefined ? {} : { region: changes.region },
        );
        return createMonitoring("watch", {
            settings,
            environment: new Environment(!preview),
            database: { identifier: pulumi.output("notes-database") },
            certificateArn: pulumi.output("arn:aws:acm:us-east-1:123456789012:certificate/0a1b"),
            media: { cdnCertificateArn: changes.cdn === true ? cdnCertificate(!preview) : undefined },
            tags: { stage: "dev" },
        });
    });

const aws = (found: Found) => found.resources.filter(({ type }) => type.startsWith("aws:"));
const inputsOf = (found: Found, name: string) =>
    found.resources.find((each) => each.name === name)?.inputs ?? assert.fail(`no ${name}`);
const json = (text: unknown) => JSON.parse(String(text)) as Record<string, unknown> & { Statement: object[] };

const alarmNames = [
    "application-errors",
    "certificate",
    "database-connections",
    "database-cpu",
    "database-credits",
    "database-storage",
    "health",
    "instance-cpu",
    "instance-credits",
    "instance-disk",
    "latency",
    "load-balancer-errors",
    "log-errors",
    "unhealthy-hosts",
];

describe("Monitoring", () => {
    for (const preview of [false, true]) {
        it(`is alarms, dashboard, filter, rule and topic ${preview ? "in a preview" : "in an update"}`, async () => {
            const found = await run({}, {}, preview);
            assert.deepEqual(
                aws(found)
                    .map(({ type, name }) => `${type.split(":").pop() ?? ""} ${name}`)
                    .sort(),
                [
                    "CompositeAlarm watch-outage",
                    "Dashboard watch-dashboard",
                    "EventRule watch-failures",
                    "EventTarget watch-failures-topic",
                    "LogMetricFilter watch-errors",
                    ...alarmNames.map((name) => `MetricAlarm watch-${name}`),
                    "Topic watch",
                    "TopicPolicy watch-policy",
                ].sort(),
            );
            assert.ok(aws(found).every(({ parents }) => parents.at(-1) === "django-beanstalk:monitoring:Monitoring"));
        });
    }

    const people = [
        { kind: "email", address: "ops@example.com" },
        { kind: "https", endpoint: "https://events.example.com/integration/canary-key/enqueue" },
        { kind: "slack", workspaceId: "T07EA123LEP", channelId: "C0123ABCDEF" },
    ];
    /** What a stack has besides, with a certificate of the distribution's name. */
    async function besides(region: string, preview: boolean, monitoring: object): Promise<string[]> {
        const names = async (cdn: boolean) =>
            aws(await run(monitoring, { region, cdn }, preview)).map(
                ({ type, name }) => `${type.split(":").pop() ?? ""} ${name}`,
            );
        const without = await names(false);
        return (await names(true)).filter((name) => !without.includes(name)).sort();
    }

    for (const preview of [false, true]) {
        it(`watches the distribution's certificate by the stack's own topic in CloudFront's region ${preview ? "in a preview" : "in an update"}`, async () => {
            assert.deepEqual(await besides("us-east-1", preview, { customerKey: true, subscribers: people }), [
                "MetricAlarm watch-cdn-certificate",
            ]);
        });

        it(`watches it elsewhere by a topic in that region, with the same people ${preview ? "in a preview" : "in an update"}`, async () => {
            const email = [people[0]];
            const common = [
                "MetricAlarm watch-cdn-certificate",
                "Topic watch-us-east-1",
                "TopicPolicy watch-us-east-1-policy",
            ];
            assert.deepEqual(await besides("eu-west-1", preview, { subscribers: email }), [
                ...common,
                "TopicSubscription watch-us-east-1-ops@example.com",
            ]);
            assert.deepEqual(await besides("eu-west-1", preview, { customerKey: true, subscribers: people }), [
                "Key watch-us-east-1-key",
                ...common,
                "TopicSubscription watch-us-east-1-events.example.com",
                "TopicSubscription watch-us-east-1-ops@example.com",
            ]);
            const off = { customerKey: true, subscribers: people, alarms: { cdnCertificate: { enabled: false } } };
            assert.deepEqual(await besides("eu-west-1", preview, off), []);
        });
    }

    it("gives everything in CloudFront's region that region, and nothing else any", async () => {
        const found = await run(
            { customerKey: true, subscribers: people, budget: { monthlyUsd: 10 } },
            { region: "eu-west-1", cdn: true },
        );
        const regions = aws(found).filter(({ inputs }) => inputs["region"] !== undefined);
        assert.deepEqual(regions.map(({ name, inputs }) => `${name} ${String(inputs["region"])}`).sort(), [
            // Chat takes configurations in a few regions only.
            "watch-C0123ABCDEF eu-west-1",
            "watch-cdn-certificate us-east-1",
            "watch-us-east-1 us-east-1",
            "watch-us-east-1-events.example.com us-east-1",
            "watch-us-east-1-key us-east-1",
            "watch-us-east-1-ops@example.com us-east-1",
            "watch-us-east-1-policy us-east-1",
        ]);
        const { alarmActions, okActions, dimensions, name } = inputsOf(found, "watch-cdn-certificate");
        assert.deepEqual(
            { alarmActions, okActions, dimensions, name },
            {
                alarmActions: ["arn:test:watch-us-east-1"],
                okActions: ["arn:test:watch-us-east-1"],
                dimensions: { CertificateArn: cdnCertificateArn },
                name: "notes-dev-cdn-certificate",
            },
        );
        assert.deepEqual(inputsOf(found, "watch-certificate")["alarmActions"], ["arn:test:watch"]);
        const { name: topicName, kmsMasterKeyId } = inputsOf(found, "watch-us-east-1");
        assert.deepEqual([topicName, kmsMasterKeyId], ["notes-dev-us-east-1", "arn:test:watch-us-east-1-key"]);
        assert.deepEqual(inputsOf(found, "watch-C0123ABCDEF")["snsTopicArns"], [
            "arn:test:watch",
            "arn:test:watch-us-east-1",
        ]);
        assert.deepEqual(inputsOf(found, "watch-us-east-1-ops@example.com")["topic"], "arn:test:watch-us-east-1");
    });

    it("lets nothing but alarms of the account publish there", async () => {
        const found = await run({ customerKey: true, budget: { monthlyUsd: 10 } }, { region: "eu-west-1", cdn: true });
        const account = { Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } };
        const grant = {
            Sid: "Alarms",
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            ...account,
        };
        assert.deepEqual(json(inputsOf(found, "watch-us-east-1-policy")["policy"]).Statement, [
            { ...grant, Action: "sns:Publish", Resource: "arn:aws:sns:us-east-1:123456789012:notes-dev-us-east-1" },
        ]);
        const [, ...uses] = json(inputsOf(found, "watch-us-east-1-key")["policy"]).Statement;
        assert.deepEqual(uses, [{ ...grant, Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" }]);
        const own = json(inputsOf(found, "watch-policy")["policy"]).Statement as { Sid?: string; Resource?: string }[];
        assert.deepEqual(
            own.map(({ Sid, Resource }) => [Sid, Resource]),
            ["Alarms", "Events", "Budget"].map((sid) => [sid, "arn:aws:sns:eu-west-1:123456789012:notes-dev"]),
        );
    });

    it("leaves an alarm of another region out of composite alarm and dashboard", async () => {
        const shown = async (region: string) => {
            const found = await run({}, { region, cdn: true });
            assert.doesNotMatch(String(inputsOf(found, "watch-outage")["alarmRule"]), /cdn-certificate/);
            return String(inputsOf(found, "watch-dashboard")["dashboardBody"]).includes("watch-cdn-certificate");
        };
        assert.deepEqual([await shown("us-east-1"), await shown("eu-west-1")], [true, false]);
    });

    it("is nothing of what is turned off", async () => {
        const off = Object.fromEntries(
            ["health", "loadBalancerErrors", "applicationErrors", "latency", "unhealthyHosts", "instanceCpu"]
                .concat(["instanceDisk", "instanceCredits", "logErrors", "databaseCpu", "databaseConnections"])
                .concat(["databaseStorage", "databaseCredits", "certificate"])
                .map((id) => [id, { enabled: false }]),
        );
        const found = await run({ alarms: off, dashboard: false, failedDeployments: false });
        assert.deepEqual(
            aws(found)
                .map(({ name }) => name)
                .sort(),
            ["watch", "watch-policy"],
        );
        assert.equal(found.result?.dashboardUrl, undefined);
        assert.equal((await run({ kind: "none" })).result, undefined);
    });

    it("tells of an outage once, through the composite alarm, and of the rest by itself", async () => {
        const found = await run({});
        const telling = found
            .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
            .filter(({ inputs }) => inputs["alarmActions"] !== undefined)
            .map(({ name }) => name.replace("watch-", ""));
        const outages = ["application-errors", "database-connections", "health", "latency", "load-balancer-errors"];
        assert.deepEqual(
            telling.sort(),
            alarmNames.filter((name) => ![...outages, "unhealthy-hosts"].includes(name)),
        );
        const { alarmRule, alarmActions, okActions } = inputsOf(found, "watch-outage");
        assert.equal(
            alarmRule,
            [
                "health",
                "load-balancer-errors",
                "application-errors",
                "latency",
                "unhealthy-hosts",
                "database-connections",
            ]
                .map((name) => `ALARM("notes-dev-${name}")`)
                .join(" OR "),
        );
        assert.deepEqual([alarmActions, okActions], [["arn:test:watch"], ["arn:test:watch"]]);
    });

    it("looks at the names that Elastic Beanstalk made up", async () => {
        const found = await run({});
        const { dimensions, extendedStatistic, threshold, treatMissingData, alarmDescription } = inputsOf(
            found,
            "watch-latency",
        );
        assert.deepEqual(
            { dimensions, extendedStatistic, threshold, treatMissingData },
            {
                dimensions: { LoadBalancer: "app/notes/0a1b" },
                extendedStatistic: "p95",
                threshold: 2,
                treatMissingData: "notBreaching",
            },
        );
        assert.match(String(alarmDescription), /^Answers have become slow; /);
        assert.deepEqual(inputsOf(found, "watch-instance-cpu")["dimensions"], { AutoScalingGroupName: "awseb-group" });
        const [share] = inputsOf(found, "watch-application-errors")["metricQueries"] as { expression?: string }[];
        assert.equal(share?.expression, "IF(FILL(whole, 0) >= 20, 100 * FILL(part, 0) / whole, 0)");
        const [own] = inputsOf(found, "watch-load-balancer-errors")["metricQueries"] as { expression?: string }[];
        assert.equal(
            own?.expression,
            "IF(FILL(SUM([whole, part]), 0) >= 20, 100 * FILL(part, 0) / SUM([whole, part]), 0)",
        );
        const [worst] = inputsOf(found, "watch-unhealthy-hosts")["metricQueries"] as { expression?: string }[];
        assert.match(worst?.expression ?? "", /WHERE LoadBalancer = 'app\/notes\/0a1b'$/);
    });

    it("looks at the queues of a worker", async () => {
        const found = await run({}, { environment: { tier: { kind: "worker" } } });
        const queueOf = (name: string) => (inputsOf(found, name)["dimensions"] as Record<string, string>)["QueueName"];
        assert.equal(queueOf("watch-queue-age"), "awseb-e-1-stack-AWSEBWorkerQueue-2");
        assert.equal(queueOf("watch-dead-letters"), "awseb-e-1-stack-AWSEBWorkerDeadLetterQueue-2");
    });

    it("looks at a queue that is given, and not at its dead letters", async () => {
        const queueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";
        const found = await run({}, { environment: { tier: { kind: "worker", queueUrl } } });
        assert.deepEqual(inputsOf(found, "watch-queue-age")["dimensions"], { QueueName: "jobs" });
        assert.ok(!found.resources.some(({ name }) => name === "watch-dead-letters"));
    });

    it("alarms on a drop below what CloudWatch expects", async () => {
        const found = await run({ alarms: { requestDrop: { enabled: true, threshold: 3 } } });
        const { comparisonOperator, thresholdMetricId, threshold, metricQueries } = inputsOf(
            found,
            "watch-request-drop",
        );
        assert.deepEqual(
            [comparisonOperator, thresholdMetricId, threshold],
            ["LessThanLowerThreshold", "band", undefined],
        );
        assert.equal((metricQueries as { expression?: string }[])[0]?.expression, "ANOMALY_DETECTION_BAND(metric, 3)");
    });

    it("counts errors in the log of the web process, once the environment has made it", async () => {
        const { name, logGroupName, metricTransformation } = inputsOf(await run({}), "watch-errors");
        assert.deepEqual(
            [name, logGroupName, metricTransformation],
            [
                "notes-dev-errors",
                "/aws/elasticbeanstalk/notes-dev/var/log/web.stdout.log",
                { namespace: "DjangoBeanstalk", name: "notes-dev-errors", value: "1", defaultValue: "0" },
            ],
        );
    });

    it("says what Elastic Beanstalk could not do", async () => {
        const found = await run({});
        assert.deepEqual(json(inputsOf(found, "watch-failures")["eventPattern"])["source"], ["aws.elasticbeanstalk"]);
        assert.deepEqual(inputsOf(found, "watch-failures-topic")["arn"], "arn:test:watch");
    });

    it("encrypts the topic with a key that the services may use", async () => {
        const budget = { monthlyUsd: 100, costAllocationTag: "application" };
        const found = await run({ customerKey: true, budget });
        assert.equal(found.only("aws:sns/topic:Topic").inputs["kmsMasterKeyId"], "arn:test:watch-key");
        const account = { Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } };
        const grant = (sid: string, service: string) => ({
            Sid: sid,
            Effect: "Allow",
            Principal: { Service: `${service}.amazonaws.com` },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
        });
        const root = "arn:aws:iam::123456789012:root";
        assert.deepEqual(json(inputsOf(found, "watch-key")["policy"]).Statement, [
            { Sid: "Account", Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
            { ...grant("Alarms", "cloudwatch"), ...account },
            // AWS does not support a condition there.
            grant("Events", "events"),
            { ...grant("Budget", "budgets"), ...account },
        ]);
        const { name, costFilters } = inputsOf(found, "watch-budget");
        assert.deepEqual(
            [name, costFilters],
            ["notes-dev-tag-application", [{ name: "TagKeyValue", values: ["user:application$notes"] }]],
        );
    });

    it("lets the services publish, and those that know the account for this one alone", async () => {
        const found = await run({ budget: { monthlyUsd: 100.5 } });
        const topic = "arn:aws:sns:us-east-1:123456789012:notes-dev";
        assert.deepEqual(
            json(inputsOf(found, "watch-policy")["policy"]).Statement,
            [
                { Sid: "Alarms", service: "cloudwatch", conditioned: true },
                { Sid: "Events", service: "events", conditioned: false },
                { Sid: "Budget", service: "budgets", conditioned: true },
            ].map(({ Sid, service, conditioned }) => ({
                Sid,
                Effect: "Allow",
                Principal: { Service: `${service}.amazonaws.com` },
                Action: "sns:Publish",
                Resource: topic,
                ...(conditioned ? { Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } } : {}),
            })),
        );
        const { name, limitAmount, costFilters } = inputsOf(found, "watch-budget");
        assert.deepEqual([name, limitAmount, costFilters], ["notes-dev-whole-account", "100.5", []]);
    });

    it("subscribes people, services and channels, and shows no path of an address in a name", async () => {
        const found = await run(
            {
                subscribers: [
                    { kind: "email", address: "ops@example.com" },
                    { kind: "https", endpoint: "https://events.example.com/integration/canary-key/enqueue" },
                    { kind: "slack", workspaceId: "T07EA123LEP", channelId: "C0123ABCDEF" },
                    { kind: "slack", workspaceId: "T07EA123LEP", channelId: "C0456ABCDEF" },
                ],
            },
            { region: "eu-central-1" },
        );
        assert.deepEqual(
            aws(found)
                .filter(({ type }) => /Subscription|Slack|iam/.test(type))
                .map(({ name }) => name)
                .sort(),
            [
                "watch-C0123ABCDEF",
                "watch-C0456ABCDEF",
                "watch-chat-metrics",
                "watch-chat-role",
                "watch-events.example.com",
                "watch-ops@example.com",
            ],
        );
        const { region, guardrailPolicyArns, slackTeamId } = inputsOf(found, "watch-C0123ABCDEF");
        assert.deepEqual(
            [region, guardrailPolicyArns, slackTeamId],
            ["us-east-2", ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"], "T07EA123LEP"],
        );
    });

    it("shows on the dashboard what the alarms look at, with their thresholds", async () => {
        const found = await run({});
        const { widgets } = json(inputsOf(found, "watch-dashboard")["dashboardBody"]) as unknown as {
            widgets: { properties: { title: string; annotations?: object; alarms?: string[] } }[];
        };
        assert.deepEqual(
            widgets.map(({ properties }) => properties.title),
            [
                "Alarms",
                "Health (0 is Ok, 25 is Severe)",
                "Requests",
                "Answers of 5xx",
                "Latency (p95, seconds)",
                "Errors in the log",
                "CPU of the instances (percent)",
                "Network of the instances (bytes)",
                "CPU of the database (percent)",
                "Connections (of about 81)",
                "Free storage (bytes)",
            ],
        );
        assert.equal(widgets[0]?.properties.alarms?.[0], "arn:test:watch-outage");
        assert.deepEqual(widgets[4]?.properties.annotations, { horizontal: [{ label: "alarm", value: 2 }] });
        const url = await new Promise((resolve) => found.result?.dashboardUrl?.apply(resolve));
        assert.equal(
            url,
            "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/notes-dev",
        );
    });
});
