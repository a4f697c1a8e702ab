import * as assert from "node:assert/strict";
import fc from "fast-check";
import { instanceFeatures } from "../../../components/beanstalk-environment/features";
import { Alarm, Metric } from "../../../components/monitoring/alarm";
import { AlarmId, alarmIds, alarmKinds } from "../../../components/monitoring/alarm-kinds";
import { watchedMetrics } from "../../../components/monitoring/environment-metrics";
import { errorFilter } from "../../../components/monitoring/error-log";
import { MonitoringLinks, planAlarms } from "../../../components/monitoring/plan-alarms";
import { planDashboard } from "../../../components/monitoring/plan-dashboard";
import { planInstance } from "../../../components/plan-instance";
import type { Settings } from "../../../components/settings";
import { minimalRaw, testSettings } from "../../support/settings";
import { metricsOfAws } from "./metrics-of-aws";

const everything: MonitoringLinks<string> = {
    loadBalancer: "app/notes/0a1b",
    autoScalingGroup: "group",
    database: "database",
    replica: "replica",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b",
    cdnCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/2c3d",
    queue: "queue",
    deadLetterQueue: "dead",
};
const web: MonitoringLinks<string> = {
    ...everything,
    replica: undefined,
    queue: undefined,
    deadLetterQueue: undefined,
};

const settingsOf = (monitoring: object, environment: object = {}, more: object = {}): Settings =>
    testSettings({
        monitoring: { kind: "alarms", ...monitoring },
        environment: { stage: "dev", ...environment },
        ...more,
    });

const idsOf = (settings: Settings, links: MonitoringLinks<string>): AlarmId[] =>
    planAlarms(settings, links).map(({ id }) => id);

const one = (settings: Settings, id: AlarmId, links = web): Alarm<string> =>
    planAlarms(settings, links).find((alarm) => alarm.id === id) ?? assert.fail(`no alarm ${id}`);

/** What an alarm looks at directly. */
function metricsOf({ signal }: Alarm<string>): Metric<string>[] {
    switch (signal.kind) {
        case "metric":
        case "band":
            return [signal.metric];
        case "share":
            return [signal.part, signal.whole];
        case "worst":
            return [];
    }
}

const shared = {
    kind: "shared",
    arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/0123456789abcdef",
    securityGroupId: "sg-0c",
    priority: 20,
};
const kinds = {
    dedicated: {},
    shared: { loadBalancer: shared },
    network: { loadBalancer: { kind: "network", vpcRange: "10.0.0.0/16" } },
    single: { loadBalancer: { kind: "none" } },
    worker: { tier: { kind: "worker" } },
} as const;

const common: readonly AlarmId[] = ["logErrors"];
const behind: readonly AlarmId[] = [
    "instanceCpu",
    "instanceDisk",
    "instanceCredits",
    "databaseCpu",
    "databaseConnections",
    "databaseStorage",
    "databaseCredits",
    "certificate",
    "cdnCertificate",
];
const front: Readonly<Record<keyof typeof kinds, readonly AlarmId[]>> = {
    dedicated: ["health", "loadBalancerErrors", "applicationErrors", "latency", "unhealthyHosts"],
    shared: ["health", "applicationErrors", "latency", "unhealthyHosts"],
    network: ["health", "applicationErrors", "latency", "unhealthyHosts"],
    single: ["health", "applicationErrors", "latency"],
    worker: ["health", "applicationErrors", "latency"],
};

describe("planAlarms", () => {
    for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
        it(`has for an environment of kind ${kind} what CloudWatch can know of it`, () => {
            const links = kind === "worker" ? { ...everything, replica: undefined } : web;
            const queues: AlarmId[] = kind === "worker" ? ["queueAge", "deadLetters"] : [];
            assert.deepEqual(idsOf(settingsOf({}, kinds[kind]), links), [
                ...front[kind],
                ...common,
                ...queues,
                ...behind,
            ]);
        });
    }

    it("is nothing where the settings say so", () => {
        assert.deepEqual(planAlarms(testSettings(), everything), []);
        assert.deepEqual(watchedMetrics(testSettings()), { environment: {}, instance: {} });
        assert.equal(errorFilter(testSettings()), undefined);
    });

    it("leaves out what the stack does not have", () => {
        const large = settingsOf(
            {},
            { instanceTypes: ["m7g.large"], logs: { stream: false } },
            {
                database: { kind: "none" },
            },
        );
        const none = { ...web, database: undefined, certificateArn: undefined, cdnCertificateArn: undefined };
        assert.deepEqual(idsOf(large, none), [...front.dedicated, "instanceCpu", "instanceDisk"]);
    });

    it("looks at the distribution's certificate where CloudFront's is, which is the stack's region or another", () => {
        const of = (region: string) =>
            testSettings({ monitoring: { kind: "alarms" }, environment: { stage: "dev" } }, { region });
        const here = one(of("us-east-1"), "cdnCertificate");
        const apart = one(of("eu-west-1"), "cdnCertificate");
        assert.deepEqual(
            [here, apart].map((alarm) => [alarm.region, alarm.threshold, alarm.comparison, alarm.isOutage]),
            [
                [undefined, 30, "below", false],
                ["us-east-1", 30, "below", false],
            ],
        );
        assert.ok(!("region" in here));
        const metric = {
            namespace: "AWS/CertificateManager",
            name: "DaysToExpiry",
            statistic: "Minimum",
            dimensions: { CertificateArn: everything.cdnCertificateArn },
        };
        assert.deepEqual([metricsOf(here), metricsOf(apart)], [[metric], [metric]]);
        const others = planAlarms(of("eu-west-1"), everything).filter(({ id }) => id !== "cdnCertificate");
        assert.ok(others.length > 10 && others.every((alarm) => !("region" in alarm)));
    });

    it("looks at memory where a stack asks, by what the agent sends for all instances", () => {
        const asked = settingsOf({ alarms: { instanceMemory: { enabled: true, threshold: 85 } } });
        const alarm = one(asked, "instanceMemory");
        assert.deepEqual([alarm.threshold, alarm.comparison, alarm.missing], [85, "atLeast", "notBreaching"]);
        assert.deepEqual(metricsOf(alarm), [
            {
                namespace: "DjangoBeanstalk",
                name: "mem_used_percent",
                statistic: "Maximum",
                dimensions: { EnvironmentName: asked.environmentName },
            },
        ]);
        assert.deepEqual(planInstance(asked).memory, {
            namespace: "DjangoBeanstalk",
            environmentName: asked.environmentName,
        });
        assert.deepEqual(instanceFeatures(asked), ["memoryMetric", "sessionManager"]);
        const silent = settingsOf({});
        assert.ok(!idsOf(silent, everything).includes("instanceMemory"));
        assert.deepEqual([planInstance(silent).memory, instanceFeatures(silent)], [undefined, ["sessionManager"]]);
    });

    it("counts connections in those of the class, and storage in bytes", () => {
        const { database } = settingsOf({});
        assert.ok(database.kind === "postgres" && database.instanceClass === "db.t4g.micro");
        assert.equal(one(settingsOf({}), "databaseConnections").threshold, 64);
        assert.equal(one(settingsOf({}), "databaseStorage").threshold, 2 * 2 ** 30);
    });

    it("looks at requests where someone counts those of this environment alone", () => {
        const namespaceOf = (kind: keyof typeof kinds) =>
            metricsOf(one(settingsOf({}, kinds[kind]), "applicationErrors")).map(({ namespace }) => namespace);
        assert.deepEqual(namespaceOf("dedicated"), ["AWS/ApplicationELB", "AWS/ApplicationELB"]);
        assert.deepEqual(namespaceOf("shared"), ["AWS/ElasticBeanstalk", "AWS/ElasticBeanstalk"]);
        assert.deepEqual(namespaceOf("network"), ["AWS/ElasticBeanstalk", "AWS/ElasticBeanstalk"]);
    });

    it("finds unhealthy targets of a load balancer without the names of its groups", () => {
        const { signal } = one(settingsOf({}), "unhealthyHosts");
        assert.ok(signal.kind === "worst");
        assert.equal(
            signal.query.join(""),
            `SELECT MAX(UnHealthyHostCount) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer, TargetGroup) WHERE LoadBalancer = 'app/notes/0a1b'`,
        );
    });

    it("has every alarm for some stack, and two of them only when they are asked for", () => {
        const dropped = { alarms: { requestDrop: { enabled: true }, instanceMemory: { enabled: true } } };
        const beside = { worker: { consumer: { services: { consumer: { command: "./consume" } } } } };
        const found = [
            ...idsOf(settingsOf(dropped, {}, beside), everything),
            ...idsOf(settingsOf({}, kinds.worker), everything),
        ];
        assert.deepEqual([...new Set(found)].sort(), [...alarmIds].sort());
        assert.ok(!idsOf(settingsOf({}), everything).includes("requestDrop"));
    });

    it("takes a stack's own numbers, and no more bad datapoints than are looked at", () => {
        const { threshold, periodSeconds, evaluationPeriods, datapointsToAlarm } = one(
            settingsOf({ alarms: { latency: { threshold: 0.5, evaluationPeriods: 2 } } }),
            "latency",
        );
        assert.deepEqual(
            { threshold, periodSeconds, evaluationPeriods, datapointsToAlarm },
            { threshold: 0.5, periodSeconds: 60, evaluationPeriods: 2, datapointsToAlarm: 2 },
        );
    });

    it("says in one sentence what an alarm means and what to do first", () => {
        for (const { says } of Object.values(alarmKinds)) {
            assert.match(says, /^[A-Z][^.]*(\.(log|maxStorageGb|healthPath|scaling|max|web|workers)[^.]*)*\.$/);
            assert.ok(says.length > 60 && says.length <= 1024, says);
            assert.match(says, /[;:] (read|look|see|raise|take|open|lower|exchange|mend)|; /);
        }
    });
});

const timing = fc.record(
    { enabled: fc.boolean(), evaluationPeriods: fc.integer({ min: 5, max: 24 }) },
    { requiredKeys: [] },
);
const anyStack = fc.record({
    kind: fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
    alarms: fc.dictionary(
        fc.constantFrom(
            ...alarmIds.filter((id) => id !== "certificate" && id !== "cdnCertificate" && id !== "instanceDisk"),
        ),
        timing,
    ),
    platform: fc.constantFrom("python", "docker"),
    stream: fc.boolean(),
    instanceClass: fc.constantFrom("db.t4g.micro", "db.r7g.large"),
});

describe("every plan of alarms", () => {
    const check = (property: (settings: Settings, alarms: Alarm<string>[]) => void) => {
        fc.assert(
            fc.property(anyStack, ({ kind, alarms, platform, stream, instanceClass }) => {
                const settings = settingsOf(
                    { alarms },
                    { ...kinds[kind], logs: { stream } },
                    {
                        app: { ...minimalRaw.app, platform: { kind: platform } },
                        database: { kind: "postgres", instanceClass },
                    },
                );
                property(settings, planAlarms(settings, kind === "worker" ? everything : web));
            }),
            { numRuns: 60 },
        );
    };

    it("has each alarm once, under a name that CloudWatch takes", () => {
        check((settings, alarms) => {
            const names = alarms.map(({ id }) => `${settings.applicationName}-${id}`);
            assert.equal(new Set(names).size, names.length);
            assert.ok(names.every((name) => name.length <= 255));
        });
    });

    it("looks at metrics that exist, by dimensions that they have, within what they can be", () => {
        check((_, alarms) => {
            for (const alarm of alarms) {
                for (const { namespace, name, statistic, dimensions } of metricsOf(alarm)) {
                    const known = metricsOfAws[`${namespace} ${name}`] ?? assert.fail(`${namespace} ${name}`);
                    assert.deepEqual(Object.keys(dimensions), known.dimensions);
                    assert.ok(Object.values(dimensions).every((value) => value !== ""));
                    assert.ok(statistic !== "p95" || known.percentiles === true, name);
                    assert.ok(alarm.signal.kind !== "metric" || alarm.threshold <= known.max, alarm.id);
                }
            }
        });
    });

    it("asks CloudWatch for periods that it takes", () => {
        check((_, alarms) => {
            for (const { periodSeconds, evaluationPeriods, datapointsToAlarm } of alarms) {
                assert.equal(periodSeconds % 60, 0);
                assert.ok(periodSeconds * evaluationPeriods <= (periodSeconds >= 3600 ? 604800 : 86400));
                assert.ok(datapointsToAlarm >= 1 && datapointsToAlarm <= evaluationPeriods);
            }
        });
    });

    it("has every custom metric of Elastic Beanstalk that it looks at published, and no other", () => {
        check((settings, alarms) => {
            const { environment, instance } = watchedMetrics(settings);
            const looked = alarms
                .flatMap(metricsOf)
                .filter(({ namespace, name }) => namespace === "AWS/ElasticBeanstalk" && name !== "EnvironmentHealth")
                .map(({ name }) => name);
            assert.deepEqual(Object.keys(environment), [...new Set(looked)].sort());
            assert.deepEqual(
                Object.keys(instance),
                alarms.some(({ id }) => id === "instanceDisk") ? ["RootFilesystemUtil"] : [],
            );
        });
    });

    it("fits on a dashboard: nothing overlaps, and every graph shows metrics that exist", () => {
        check((settings, alarms) => {
            const worker = settings.environment.tier.kind === "worker";
            const { widgets } = planDashboard(settings, worker ? everything : web, alarms, ["arn:one"]);
            const cells = widgets.flatMap(({ x, y, width, height }) =>
                Array.from({ length: width * height }, (__, i) => `${x + (i % width)}/${y + Math.floor(i / width)}`),
            );
            assert.equal(new Set(cells).size, cells.length);
            assert.ok(widgets.every(({ x, width }) => Number.isInteger(x) && x + width <= 24));
            for (const row of widgets.flatMap(({ properties }) => properties.metrics ?? [])) {
                const [namespace, name, dimension] = row.map((cell) => (typeof cell === "string" ? cell : ""));
                const known = metricsOfAws[`${namespace} ${name}`] ?? assert.fail(name);
                assert.ok(known.dimensions.length === 0 || dimension === known.dimensions[0]);
            }
        });
    });
});
