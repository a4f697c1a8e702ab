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

    it("refuse a load balancer that listens nowhere", () => {
        assert.deepEqual(problemsOf(dedicated({ http: false })), [
            "environment.loadBalancer.http: false, without a domain | true, or a domain, whose certificate opens port 443",
        ]);
        assert.deepEqual(problemsOf(dedicated({ http: false }), domain), []);
    });

    it("refuse a shared load balancer in a VPC that is yet to be made", () => {
        assert.deepEqual(problemsOf({ loadBalancer: shared }, { network: { kind: "new" } }), [
            "network.kind: new, with a shared load balancer | existing or default: the VPC of the load balancer",
        ]);
        assert.deepEqual(problemsOf({ loadBalancer: shared }), []);
    });
});

describe("numbers and ranges of an environment", () => {
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

    it("are environment properties over 4,096 bytes, whose values are not shown", () => {
        const variables = { BIG: "hunter2".repeat(400), SMALL: "x", LARGE: "hunter2".repeat(200) };
        const [problem, ...others] = problemsOf({}, { app: { ...minimalRaw.app, variables } });
        assert.deepEqual(others, []);
        assert.match(problem ?? "", /^app\.variables: \d{4} bytes, .* the largest: BIG 2804, LARGE 1406, /);
        assert.ok(!problem?.includes("hunter2"));
    });
});
