import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { minimalRaw, testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

/** Where and what, of every problem of an environment. */
function problemsOf(environment: Raw, others: Raw = {}): string[] {
    try {
        testSettings({ environment: { stage: "dev", ...environment }, ...others });
        return [];
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems.map(({ where, got = "", allowed = "" }) => `${where}: ${got} | ${allowed}`);
    }
}

const domain = { domain: { name: "www.example.com", zone: "example.com" } };
const dedicated = (settings: Raw) => ({ loadBalancer: { kind: "dedicated", ...settings } });
const worker = (settings: Raw = {}) => ({ tier: { kind: "worker", ...settings } });
const shared = {
    kind: "shared",
    arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef",
    securityGroupId: "sg-0a",
};
const queue = (region: string, name: string) => `https://sqs.${region}.amazonaws.com/123456789012/${name}`;

describe("the environment's settings together", () => {
    it("allow a worker without a word of a load balancer, with several instances", () => {
        assert.deepEqual(problemsOf({ ...worker(), scaling: { min: 1, max: 3 } }), []);
        assert.equal(testSettings({ environment: worker() }).environment.loadBalancer.kind, "none");
    });

    it("refuse a worker with what only the web has", () => {
        assert.deepEqual(problemsOf({ ...worker(), ...dedicated({}) }, domain).slice(0, 2), [
            "environment.loadBalancer.kind: dedicated | none in the worker tier",
            "domain: a domain, in the worker tier | a domain in the web tier",
        ]);
    });

    it("refuse a queue of another region, and periodic tasks with a FIFO queue", () => {
        const cron = { nightly: { path: "/nightly/", schedule: "0 3 * * *" } };
        assert.deepEqual(problemsOf(worker({ queueUrl: queue("eu-west-1", "jobs.fifo"), cron })), [
            `environment.tier.queueUrl: ${queue("eu-west-1", "jobs.fifo")} | a queue in us-east-1`,
            "environment.tier.cron: periodic tasks, with a FIFO queue | periodic tasks with a standard queue",
        ]);
        assert.deepEqual(problemsOf(worker({ queueUrl: queue("us-east-1", "jobs"), cron })), []);
    });

    it("refuse a prefix where it would replace the environment each time", () => {
        assert.deepEqual(problemsOf({ ...worker(), cnamePrefix: "jobs-prod" }), [
            "environment.cnamePrefix: a prefix, in the worker tier | in the web tier, and outside GovCloud",
        ]);
    });

    it("refuse scheduled actions that say nothing, or the same time", () => {
        const start = "2027-01-31T06:00:00Z";
        const schedule = { a: {}, b: { start, min: 1 }, c: { start, max: 2 } };
        assert.deepEqual(problemsOf({ scaling: { schedule } }), [
            "environment.scaling.schedule.a: neither start nor recurrence | one of them, or both",
            "environment.scaling.schedule.a: no size | min, max or desired",
            `environment.scaling.schedule.c.start: ${start} | a time that no other action has`,
        ]);
    });

    it("refuse a load balancer that listens nowhere", () => {
        assert.deepEqual(problemsOf(dedicated({ http: false })), [
            "environment.loadBalancer.http: false, without a domain | true, or a domain, whose certificate opens port 443",
        ]);
        assert.deepEqual(problemsOf(dedicated({ http: false }), domain), []);
    });

    it("refuse names of processes and rules that nobody has", () => {
        const settings = {
            processes: { default: { port: 81 } },
            rules: { api: { paths: ["/api/*"], priority: 1, process: "apo" } },
            listeners: { "8080": { protocol: "HTTP", clients: ["10.0.0.0/8"], process: "admin", rules: ["ap"] } },
        };
        const known = "default";
        assert.deepEqual(problemsOf(dedicated(settings)), [
            "environment.loadBalancer.processes.default: a process named default | any other name: default is nginx",
            `environment.loadBalancer.listeners.8080.process: "admin" | ${known}`,
            `environment.loadBalancer.rules.api.process: "apo" | ${known}`,
            'environment.loadBalancer.listeners.8080.rules: "ap" | api',
        ]);
    });

    it("refuse a listener without a certificate, or open to the world", () => {
        const listeners = { "8443": { protocol: "HTTPS", clients: ["10.0.0.0/8", "0.0.0.0/0"] } };
        assert.deepEqual(problemsOf(dedicated({ listeners })), [
            "environment.loadBalancer.listeners.8443.certificateArn: nothing, and none on port 443 | a certificate, its own or that of port 443",
            "environment.loadBalancer.listeners.8443.clients: 0.0.0.0/0 | ranges of your own; the whole world is for 80 and 443",
        ]);
    });

    it("refuse rules without a condition, and two of one priority on one listener", () => {
        const rules = { a: { priority: 1 }, b: { hosts: ["b"], priority: 1 }, c: { hosts: ["c"], priority: 1 } };
        const listeners = { "8080": { protocol: "HTTP", clients: ["10.0.0.0/8"], rules: ["c"] } };
        assert.deepEqual(problemsOf(dedicated({ rules, listeners })), [
            "environment.loadBalancer.rules.a: neither hosts nor paths | one of them, or both",
            "environment.loadBalancer.rules.b.priority: 1, which a has on the same listener | each number once on a listener",
        ]);
    });

    it("refuse a shared load balancer in a VPC that is yet to be made", () => {
        assert.deepEqual(problemsOf({ loadBalancer: shared }, { network: { kind: "new" } }), [
            "network.kind: new, with a shared load balancer | existing or default: the VPC of the load balancer",
        ]);
        assert.deepEqual(problemsOf({ loadBalancer: shared }), []);
    });
});

describe("numbers and ranges of an environment", () => {
    const wheres = (environment: Raw, others: Raw = {}) =>
        problemsOf(environment, others).map((text) => text.split(":")[0]);

    it("refuse what cannot be", () => {
        const schedule = { a: { start: "2027-13-45T99:99:99Z", min: 5, max: 1 } };
        assert.deepEqual(
            [
                wheres({ scaling: { trigger: { measure: "NetworkOut" } } }),
                wheres({ scaling: { trigger: { lower: 80 } } }),
                wheres({ scaling: { schedule } }),
                wheres({ spot: { onDemandBase: 3 } }),
                wheres({ rollingUpdates: { kind: "health", minInService: 2 } }),
                wheres({ instances: { rootVolume: { iops: 16000 } } }),
                wheres({ instances: { rootVolume: { throughputMibps: 1000 } } }),
                wheres({ instanceTypes: ["t3.micro", "t3.micro"] }),
                wheres({ instances: { keyPair: { name: "ops", source: "0.0.0.0/1" } } }),
                wheres({ instances: { keyPair: { name: "1.10", source: "10.0.0.0/8" } } }),
                wheres({ loadBalancer: { ...shared, arn: shared.arn.replace("us-east-1", "eu-west-1") } }),
                wheres({ loadBalancer: { kind: "network", clients: ["10.0.0.0/8"] } }),
                wheres(dedicated({ ipAddressType: "dualstack" }), { network: { kind: "new" } }),
                wheres({ loadBalancer: { kind: "none" } }, { network: { kind: "new", nat: "one" } }),
                wheres({}, { app: { ...minimalRaw.app, variables: { PORT: "80 80" } } }),
                wheres({}, { app: { ...minimalRaw.app, static: { folders: { "/static": "x" } } } }),
            ],
            [
                ["environment.scaling.trigger.lower"],
                ["environment.scaling.trigger.lower"],
                ["environment.scaling.schedule.a.min", "environment.scaling.schedule.a.start"],
                ["environment.spot.onDemandBase"],
                ["environment.rollingUpdates.minInService"],
                ["environment.instances.rootVolume.iops"],
                ["environment.instances.rootVolume.throughputMibps"],
                ["environment.instanceTypes"],
                ["environment.instances.keyPair.source"],
                ["environment.instances.keyPair.name"],
                ["environment.loadBalancer.arn"],
                ["environment.loadBalancer.vpcRange"],
                ["environment.loadBalancer.ipAddressType"],
                ["network.nat"],
                ["app.variables"],
                ["app.static.folders./static"],
            ],
        );
    });

    it("are right for a single instance of a prod stack without a word", () => {
        const { environment } = testSettings({ environment: { loadBalancer: { kind: "none" } } });
        assert.deepEqual(
            [environment.stage, environment.scaling.max, environment.deployment.policy],
            ["prod", 1, "AllAtOnce"],
        );
    });

    it("count properties, not secrets", () => {
        const app = { ...minimalRaw.app, variables: { BIG: "x".repeat(3200) } };
        assert.deepEqual(problemsOf({}, { app }), []);
    });
});

describe("settings that compile to options which Elastic Beanstalk refuses", () => {
    it("are named by their own path", () => {
        assert.deepEqual(
            [
                problemsOf({
                    loadBalancer: { kind: "none" },
                    scaling: { min: 1, max: 1 },
                    deployment: { policy: "Rolling" },
                }),
                problemsOf({ loadBalancer: shared, deployment: { policy: "TrafficSplitting" } }),
                problemsOf({
                    loadBalancer: shared,
                    scaling: { trigger: { measure: "TargetResponseTime", lower: 1, upper: 2 } },
                }),
                problemsOf({ instances: { rootVolume: { sizeGb: 10, iops: 6000 } } }),
                problemsOf({ instances: { keyPair: { name: "ops", source: "0.0.0.0/0" } } }),
                problemsOf(dedicated({ healthCheck: { intervalSeconds: 5, timeoutSeconds: 5 } })),
                problemsOf({ deployment: { policy: "Rolling", batch: { type: "fixed", size: 5 } } }),
                problemsOf({ xray: true }, { app: { ...minimalRaw.app, platform: { kind: "docker" } } }),
            ].map(([first = "", ...others]) => [first.split(":")[0], others.length]),
            [
                ["environment.deployment.policy", 0],
                ["environment.deployment.policy", 0],
                ["environment.scaling.trigger.measure", 0],
                ["environment.instances.rootVolume.iops", 0],
                ["environment.instances.keyPair.source", 0],
                ["environment.loadBalancer.healthCheck.timeoutSeconds", 0],
                ["environment.deployment.batch.size", 0],
                ["environment.xray", 0],
            ],
        );
    });

    it("are checked under options too, where no setting is for them", () => {
        const options = (namespace: string, name: string, value: string) =>
            problemsOf({}, { options: { [namespace]: { [name]: value } } }).map((text) => text.split(" | ")[0]);
        assert.deepEqual(options("aws:elb:loadbalancer", "CrossZone", "true"), [
            "options.aws:elb:loadbalancer.CrossZone: an option that an environment with an application load balancer does not have",
        ]);
        assert.deepEqual(options("aws:elasticbeanstalk:healthreporting:system", "EnhancedHealthAuthEnabld", "true"), [
            "options.aws:elasticbeanstalk:healthreporting:system.EnhancedHealthAuthEnabld: an option that the namespace does not have",
        ]);
        assert.deepEqual(options("aws:elasticbeanstalk:healthreporting:system", "EnhancedHealthAuthEnabled", "no"), [
            'options.aws:elasticbeanstalk:healthreporting:system.EnhancedHealthAuthEnabled: "no"',
        ]);
        assert.deepEqual(
            options("aws:elasticbeanstalk:healthreporting:system", "EnhancedHealthAuthEnabled", "False"),
            [],
        );
    });

    it("may be of a shared load balancer, which has no settings for them, but not those that it sets", () => {
        const process = "aws:elasticbeanstalk:environment:process:admin";
        const options = (namespace: string, name: string, value: string) => ({
            options: { [namespace]: { [name]: value } },
        });
        assert.deepEqual(problemsOf({ loadBalancer: shared }, options(process, "Port", "8080")), []);
        assert.equal(problemsOf({ loadBalancer: shared }, options("aws:elbv2:listener:80", "Rules", "x")).length, 1);
        assert.equal(problemsOf({ loadBalancer: { kind: "network" } }, options(process, "Port", "8080")).length, 1);
        assert.equal(problemsOf(dedicated({}), options(process, "Port", "8080")).length, 1);
    });

    it("are listeners of a network load balancer to a process that nobody has, or without a certificate", () => {
        const listeners = { "5671": { protocol: "TLS", clients: ["10.0.0.0/8"], process: "brker" } };
        assert.deepEqual(
            problemsOf({ loadBalancer: { kind: "network", vpcRange: "10.0.0.0/16", listeners } }).map(
                (text) => text.split(":")[0],
            ),
            [
                "environment.loadBalancer.listeners.5671.process",
                "environment.loadBalancer.listeners.5671.certificateArn",
            ],
        );
    });

    it("are environment properties over 4,096 bytes, whose values are not shown", () => {
        const variables = { BIG: "hunter2".repeat(400), SMALL: "x", LARGE: "hunter2".repeat(200) };
        const [problem, ...others] = problemsOf({}, { app: { ...minimalRaw.app, variables } });
        assert.deepEqual(others, []);
        assert.match(problem ?? "", /^app\.variables: \d{4} bytes, .* the largest: BIG 2804, LARGE 1406, /);
        assert.ok(!problem?.includes("hunter2"));
    });

    it("are properties of which a change would never be sent", () => {
        const variables = { MIDDLEWARE: "b,a", APP_VERSION: "1.10" };
        assert.deepEqual(
            problemsOf({}, { app: { ...minimalRaw.app, variables } }).map((text) => text.split(":")[0]),
            ["app.variables.MIDDLEWARE", "app.variables.APP_VERSION"],
        );
    });
});
