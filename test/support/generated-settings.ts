import fc from "fast-check";
import type { Settings } from "../../components/settings";
import { minimalRaw, testSettings } from "./settings";

const region = "eu-west-1";
const name = fc.stringMatching(/^[a-z]{1,8}$/);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const int = (min: number, max: number) => fc.integer({ min, max });

const app = fc.record({
    platform: fc.constantFrom(
        { kind: "python" },
        { kind: "python", version: "3.12", proxyServer: "apache" },
        { kind: "docker" },
    ),
    healthPath: fc.constantFrom("/", "/health/", "/a/b"),
    static: fc.record({ url: name.map((text) => `/${text}`), root: name }),
    variables: fc.dictionary(fc.stringMatching(/^APP_[A-Z]{1,6}$/), fc.oneof(name, int(0, 1000000), fc.boolean()), {
        maxKeys: 4,
    }),
});

const trigger = fc.record({
    measure: fc.constantFrom("CPUUtilization", "NetworkIn", "NetworkOut", "DiskReadOps"),
    statistic: fc.constantFrom("Minimum", "Maximum", "Sum", "Average"),
    lower: int(0, 50),
    upper: int(51, 1000),
    add: int(1, 3),
    remove: int(1, 3),
    periodMinutes: int(1, 10),
    evaluationPeriods: int(1, 5),
});

const schedule = fc.dictionary(
    name,
    fc.record({ recurrence: fc.constantFrom("0 6 * * *", "30 20 * * 1-5"), min: int(0, 3), suspend: fc.boolean() }),
    { maxKeys: 3 },
);

const scaling = fc
    .record({ min: int(1, 4), more: int(0, 6), cooldownSeconds: int(0, 1000), trigger, schedule })
    .map(({ min, more, ...rest }) => ({ ...rest, min, max: min + more }));

const common = {
    stage: fc.constantFrom("dev", "prod"),
    instanceTypes: fc.uniqueArray(fc.constantFrom("t3.micro", "t3.small", "m5.large"), { minLength: 1 }),
    instances: fc.record({
        keyPair: optional(fc.constant({ name: "ops", source: "10.0.0.0/8" })),
        rootVolume: fc.record({ sizeGb: int(40, 200), iops: optional(int(3000, 16000)) }),
        detailedMonitoring: fc.boolean(),
        propagateTags: fc.boolean(),
    }),
    spot: optional(fc.record({ onDemandBase: int(0, 1), onDemandPercent: int(0, 100), rebalance: fc.boolean() })),
    managedUpdates: fc.record({
        enabled: fc.boolean(),
        level: fc.constantFrom("patch", "minor"),
        window: fc.constantFrom("Sun:03:00", "Tue:23:59"),
        refreshInstances: fc.boolean(),
    }),
    health: fc.record({
        successThreshold: fc.constantFrom("Ok", "Warning", "Severe"),
        ignoreApplication4xx: fc.boolean(),
        environmentMetrics: fc.constantFrom({}, { InstancesSevere: 60 }),
    }),
    logs: fc.record({ retentionDays: fc.constantFrom(7, 90), stream: fc.boolean(), publishToS3: fc.boolean() }),
    notifications: optional(fc.constant({ kind: "endpoint", endpoint: "ops@example.com" })),
};

const rollingUpdates = fc.oneof(
    fc.record({ kind: fc.constant("health"), maxBatchSize: optional(fc.constant(1)), timeoutMinutes: int(5, 60) }),
    fc.record({ kind: fc.constant("time"), pauseMinutes: int(1, 59) }),
    fc.constantFrom({ kind: "immutable" }, { kind: "off" }),
);

const batch = fc.oneof(
    fc.record({ type: fc.constant("percent"), size: int(1, 100) }),
    fc.record({ type: fc.constant("fixed"), size: fc.constant(1) }),
);
const policies = ["AllAtOnce", "Rolling", "RollingWithAdditionalBatch", "Immutable"] as const;
const deployment = (more: readonly string[]) =>
    fc.record({ policy: fc.constantFrom(...policies, ...more), batch, timeoutSeconds: int(60, 3600) });

const healthCheck = fc.record({
    intervalSeconds: int(10, 300),
    timeoutSeconds: int(1, 9),
    healthyCount: int(2, 10),
    codes: fc.uniqueArray(fc.constantFrom("200", "204", "300-399"), { minLength: 1 }),
});
const process = { healthCheck, drainingSeconds: int(0, 3600), stickySeconds: optional(int(1, 604800)) };
const ports = fc.constantFrom("ipv4", "dualstack");

const dedicated = fc.record({
    kind: fc.constant("dedicated"),
    scheme: fc.constantFrom("public", "internal"),
    ipAddressType: ports,
    idleTimeoutSeconds: int(52, 3600),
    ...process,
    processes: fc.constantFrom({}, { admin: { port: 8080 } }),
    rules: fc.constantFrom({}, { api: { paths: ["/api/*"], priority: 4 } }),
});
const shared = fc.record({
    kind: fc.constant("shared"),
    arn: fc.constant("arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/all/0123456789abcdef"),
    securityGroupId: fc.constant("sg-0c"),
    priority: int(1, 900),
    ...process,
});
const network = fc.record({
    kind: fc.constant("network"),
    scheme: fc.constantFrom("public", "internal"),
    ipAddressType: ports,
    healthCheck: fc.record({ intervalSeconds: fc.constantFrom(10, 30), healthyCount: int(2, 10) }),
    drainingSeconds: int(0, 3600),
});

const balanced = fc.oneof(
    fc.record({
        ...common,
        scaling,
        rollingUpdates,
        deployment: deployment(["TrafficSplitting"]),
        loadBalancer: dedicated,
    }),
    fc.record({
        ...common,
        scaling,
        rollingUpdates,
        deployment: deployment([]),
        loadBalancer: fc.oneof(shared, network),
    }),
);
const single = fc.record({
    ...common,
    loadBalancer: fc.constant({ kind: "none" }),
    scaling: fc.constant({ min: 1, max: 1 }),
    deployment: fc.record({ policy: fc.constantFrom("AllAtOnce", "Immutable") }),
});
const worker = fc.record({
    ...common,
    scaling,
    rollingUpdates,
    deployment: deployment([]),
    tier: fc.record({
        kind: fc.constant("worker"),
        queueUrl: optional(fc.constant("https://sqs.eu-west-1.amazonaws.com/123456789012/jobs")),
        path: fc.constantFrom("/", "/jobs/"),
        connections: int(1, 100),
        visibilityTimeoutSeconds: int(300, 43200),
        maxRetries: int(1, 100),
    }),
});

const domain = fc.constantFrom(
    undefined,
    { name: "example.com", zone: "example.com" },
    { name: "www.example.com", zone: "example.com", alternativeNames: ["example.com", "*.example.com"] },
);

/** Settings of a web or a worker stack, right by themselves and together. */
export const generatedSettings: fc.Arbitrary<Settings> = fc
    .oneof(fc.tuple(app, fc.oneof(balanced, single), domain), fc.tuple(app, worker, fc.constant(undefined)))
    .map(([appPart, environment, domainPart]) =>
        testSettings(
            {
                app: { ...minimalRaw.app, ...appPart },
                environment,
                // As many connections as any of these may open.
                database: { kind: "postgres", instanceClass: "db.m7g.16xlarge" },
                ...(domainPart === undefined ? {} : { domain: domainPart }),
            },
            { region },
        ),
    );
