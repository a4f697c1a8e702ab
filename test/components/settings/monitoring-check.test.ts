import * as assert from "node:assert/strict";
import { alarmIds } from "../../../components/monitoring/alarm-kinds";
import { ProblemError } from "../../../components/problem";
import { testSettings } from "../../support/settings";

function problemsOf(monitoring: object, changes: object = {}, region?: string) {
    try {
        testSettings(
            { monitoring: { kind: "alarms", ...monitoring }, ...changes },
            region === undefined ? {} : { region },
        );
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems;
    }
    return [];
}

const email = (address: unknown) => ({ subscribers: [{ kind: "email", address }] });
const https = (endpoint: string) => ({ subscribers: [{ kind: "https", endpoint }] });
const slack = { kind: "slack", workspaceId: "T07EA123LEP", channelId: "C0123ABCDEF" };
const emailForm = "an e-mail address, name@example.com";
const urlForm = "an address that begins with https://, without a user or a password";
const hidden = "another address, which is not shown here";
const channelForm = "the id of a channel of Slack, such as C0123ABCDEF: upper-case letters and digits, not its name";

interface Row {
    readonly name: string;
    readonly monitoring: object;
    readonly changes?: object;
    readonly region?: string;
    readonly problem: {
        readonly where: string;
        readonly got: string;
        readonly allowed: string;
        readonly remedy?: string;
    };
}

const alarm = (id: string, values: object) => ({ alarms: { [id]: values } });

/** Forms of a single setting. */
const forms: readonly Row[] = [
    {
        name: "an e-mail address without a domain",
        monitoring: email("ops@localhost"),
        problem: { where: "monitoring.subscribers[0].address", got: '"ops@localhost"', allowed: emailForm },
    },
    {
        name: "an e-mail address with a name before it",
        monitoring: email("Ops <ops@example.com>"),
        problem: { where: "monitoring.subscribers[0].address", got: '"Ops <ops@example.com>"', allowed: emailForm },
    },
    {
        name: "a service without TLS",
        monitoring: https("http://example.com/hook"),
        problem: { where: "monitoring.subscribers[0].endpoint", got: hidden, allowed: urlForm },
    },
    {
        name: "a service with a user and a password",
        monitoring: https("https://me:word@example.com/"),
        problem: { where: "monitoring.subscribers[0].endpoint", got: hidden, allowed: urlForm },
    },
    {
        name: "a channel by its name",
        monitoring: { subscribers: [{ ...slack, channelId: "#ops" }] },
        problem: { where: "monitoring.subscribers[0].channelId", got: '"#ops"', allowed: channelForm },
    },
    {
        name: "a workspace by its name",
        monitoring: { subscribers: [{ ...slack, workspaceId: "example" }] },
        problem: {
            where: "monitoring.subscribers[0].workspaceId",
            got: '"example"',
            allowed: "the id of a workspace of Slack, such as T07EA123LEP: upper-case letters and digits",
        },
    },
    {
        name: "a log file elsewhere",
        monitoring: { errorLog: { file: "/var/log/../../etc/passwd" } },
        problem: {
            where: "monitoring.errorLog.file",
            got: '"/var/log/../../etc/passwd"',
            allowed: "the path of a log file below /var/log",
        },
    },
    {
        name: "a budget of nothing",
        monitoring: { budget: { monthlyUsd: 0 } },
        problem: { where: "monitoring.budget.monthlyUsd", got: "0 (a number)", allowed: "at least 1" },
    },
];

/** What CloudWatch, SNS and Budgets take together. */
const combinations: readonly Row[] = [
    {
        name: "a share above 100 percent",
        monitoring: alarm("applicationErrors", { threshold: 101 }),
        problem: {
            where: "monitoring.alarms.applicationErrors.threshold",
            got: "101",
            allowed: "0 to 100 (percent)",
            remedy: "Write a value in that range, or monitoring.alarms.applicationErrors: {enabled: false}.",
        },
    },
    {
        name: "a health that is none",
        monitoring: alarm("health", { threshold: 30 }),
        problem: {
            where: "monitoring.alarms.health.threshold",
            got: "30",
            allowed: "1 to 25 (health: 0 Ok, 1 Info, 5 Unknown, 10 No data, 15 Warning, 20 Degraded, 25 Severe)",
            remedy: "Write a value in that range, or monitoring.alarms.health: {enabled: false}.",
        },
    },
    {
        name: "a latency in milliseconds",
        monitoring: alarm("latency", { threshold: 500 }),
        changes: { environment: { stage: "dev", loadBalancer: { kind: "dedicated", idleTimeoutSeconds: 90 } } },
        problem: {
            where: "monitoring.alarms.latency.threshold",
            got: "500",
            allowed: "less than environment.loadBalancer.idleTimeoutSeconds (90): seconds, and no answer takes longer",
            remedy: "Lower it; 500 milliseconds are 0.5.",
        },
    },
    {
        name: "a latency of nothing",
        monitoring: alarm("latency", { threshold: 0 }),
        problem: {
            where: "monitoring.alarms.latency.threshold",
            got: "0",
            allowed: "0.001 to 4000 (seconds that 95 % of the answers stay below)",
            remedy: "Write a value in that range, or monitoring.alarms.latency: {enabled: false}.",
        },
    },
    {
        name: "a period of high resolution",
        monitoring: alarm("latency", { periodSeconds: 10 }),
        problem: {
            where: "monitoring.alarms.latency.periodSeconds",
            got: "10",
            allowed: "a multiple of 60, up to 86400",
            remedy: "Round it to minutes.",
        },
    },
    {
        name: "a period between two minutes",
        monitoring: alarm("latency", { periodSeconds: 90 }),
        problem: {
            where: "monitoring.alarms.latency.periodSeconds",
            got: "90",
            allowed: "a multiple of 60, up to 86400",
            remedy: "Round it to minutes.",
        },
    },
    {
        name: "more than a day of minutes",
        monitoring: alarm("instanceCpu", { periodSeconds: 300, evaluationPeriods: 289 }),
        problem: {
            where: "monitoring.alarms.instanceCpu.evaluationPeriods",
            got: "289 of 300 seconds",
            allowed: "at most 86400 seconds together, a day, or a week with periods of an hour or more",
            remedy: "Write 288 or less.",
        },
    },
    {
        name: "more than a week of hours",
        monitoring: alarm("instanceCredits", { evaluationPeriods: 169 }),
        problem: {
            where: "monitoring.alarms.instanceCredits.evaluationPeriods",
            got: "169 of 3600 seconds",
            allowed: "at most 604800 seconds together, a day, or a week with periods of an hour or more",
            remedy: "Write 168 or less.",
        },
    },
    {
        name: "more bad datapoints than are looked at",
        monitoring: alarm("latency", { evaluationPeriods: 3, datapointsToAlarm: 4 }),
        problem: {
            where: "monitoring.alarms.latency.datapointsToAlarm",
            got: "4",
            allowed: "at most evaluationPeriods (3)",
            remedy: "Lower it, or raise evaluationPeriods.",
        },
    },
    {
        name: "an address twice",
        monitoring: {
            subscribers: ["ops@example.com", "Ops@Example.com"].map((address) => ({ kind: "email", address })),
        },
        problem: {
            where: "monitoring.subscribers[1]",
            got: "ops@example.com, as in monitoring.subscribers[0]",
            allowed: "each address, host and channel once",
            remedy: "Remove one of them.",
        },
    },
    {
        name: "chat where AWS has none",
        monitoring: { subscribers: [slack] },
        region: "cn-north-1",
        problem: {
            where: "monitoring.subscribers[0].kind",
            got: '"slack" in cn-north-1',
            allowed: "email or https, because AWS has no chat there",
            remedy: "Give the channel's e-mail address, which Slack makes for it.",
        },
    },
    {
        name: "a log that goes nowhere",
        monitoring: { errorLog: { file: "/var/log/app/app.log" } },
        changes: { environment: { stage: "dev", logs: { stream: false } } },
        problem: {
            where: "monitoring.errorLog.file",
            got: "/var/log/app/app.log, while environment.logs.stream is false",
            allowed: "a file only where logs are streamed",
            remedy: "Set environment.logs.stream: true, or remove the file.",
        },
    },
    {
        name: "a budget of a tag that the stack does not have",
        monitoring: { budget: { monthlyUsd: 10, costAllocationTag: "team" } },
        problem: {
            where: "monitoring.budget.costAllocationTag",
            got: '"team"',
            allowed: "a tag of the stack: application or stage",
            remedy: "Add the tag to tags, or name another.",
        },
    },
];

describe("monitoring", () => {
    for (const { name, monitoring, changes, region, problem } of [...forms, ...combinations]) {
        it(`refuses ${name}`, () => {
            const [found, ...others] = problemsOf(monitoring, changes, region);
            assert.ok(found !== undefined && others.length === 0, JSON.stringify([found, ...others]));
            assert.deepEqual(
                { ...found, ...(problem.remedy === undefined ? { remedy: undefined } : {}) },
                {
                    remedy: undefined,
                    ...problem,
                },
            );
            assert.notEqual(found.remedy, "");
        });
    }

    it("names the alarms where it does not know one", () => {
        const [problem] = problemsOf({ alarms: { latancy: { threshold: 1 } } });
        assert.match(problem?.where ?? "", /^monitoring\.alarms/);
        assert.ok(JSON.stringify(problem).includes(alarmIds.join(", ")), JSON.stringify(problem));
    });

    it("refuses days that CloudWatch does not keep logs for", () => {
        const [problem] = problemsOf({}, { environment: { stage: "dev", logs: { retentionDays: 10 } } });
        assert.equal(problem?.where, "environment.logs.retentionDays");
    });

    it("takes what each alarm has at its limits", () => {
        assert.deepEqual(
            problemsOf({
                alarms: {
                    latency: { periodSeconds: 60, evaluationPeriods: 1440, datapointsToAlarm: 1440 },
                    certificate: { periodSeconds: 86400, evaluationPeriods: 7 },
                    applicationErrors: { threshold: 100 },
                    health: { threshold: 25 },
                },
            }),
            [],
        );
    });

    it("is on in prod and off in dev", () => {
        assert.equal(testSettings().monitoring.kind, "none");
        const prod = testSettings({ environment: { stage: "prod" } }).monitoring;
        assert.ok(prod.kind === "alarms" && prod.customerKey && prod.dashboard && prod.failedDeployments);
        assert.deepEqual([prod.subscribers, prod.alarms, prod.budget], [[], {}, undefined]);
    });
});

describe("the threshold of latency", () => {
    it("may be as long as a worker takes, where no load balancer ends a request", () => {
        const worker = { environment: { stage: "dev", tier: { kind: "worker" } } };
        assert.deepEqual(problemsOf(alarm("latency", { threshold: 200 }), worker), []);
        assert.deepEqual(problemsOf(alarm("latency", { threshold: 54 })), []);
    });
});
