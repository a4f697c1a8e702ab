import * as assert from "node:assert/strict";
import type { GraphRule, Rule } from "../../policies/rule";
import { catalogue } from "../../policies/catalogue";
import { everywhere } from "../../policies/levels";
import { policiesOf } from "../../policies/pack";
import { adviceEnding } from "../../policies/to-policies";
import { Described, runPolicies, unknown } from "../support/policy-runner";
import { certificate, environment } from "./sample-stack";
import { runRule } from "./scenarios";

const lenient = catalogue.filter(
    (rule): rule is GraphRule => rule.sees === "graph" && rule.devWithoutDomain !== undefined,
);

/** Breaks every lenient rule at once. */
const broken = {
    "aws:elbv2:listener:443/Protocol": "HTTP",
    "aws:elbv2:listener:443/SSLPolicy": undefined,
};
const openPort = { "aws:elbv2:listener:443/SSLPolicy": undefined };
const domainRecord: Described = { type: "aws:route53/record:Record", name: "record", props: {} };

const environmentOf = (rule: Rule, stack: string) =>
    environment(rule.name === "tls-policy" ? openPort : broken, { stack, from: {} });

const facts = {
    displayName: "Sample",
    description: "Sample.",
    severity: "low",
    remediationSteps: "None.",
    url: "https://example.com",
    tags: [],
    levels: everywhere,
} as const;

describe("leniency to a dev stack without a domain", () => {
    it("is granted to what needs a domain, and to nothing else", () => {
        assert.deepEqual(
            lenient.map(({ name }) => name),
            ["https-listener", "http-redirect", "tls-policy"],
        );
    });

    for (const rule of lenient) {
        const cases: [string, Described[], Record<string, object>, string][] = [
            ["prod", [environmentOf(rule, "prod")], {}, "mandatory"],
            ["dev", [environmentOf(rule, "dev")], {}, "advisory"],
            ["dev with a certificate", [environmentOf(rule, "dev"), certificate], {}, "mandatory"],
            ["dev with a record", [environmentOf(rule, "dev"), domainRecord], {}, "mandatory"],
            [
                "a stack configured to be dev",
                [environmentOf(rule, "live")],
                { "pack-settings": { stage: "dev" } },
                "advisory",
            ],
            [
                "a stack configured to be prod",
                [environmentOf(rule, "dev")],
                { "pack-settings": { stage: "prod" } },
                "mandatory",
            ],
        ];
        for (const [title, stack, configs, level] of cases) {
            it(`${rule.name} on ${title}: ${level}, once`, async () => {
                const { findings, notApplicable } = await runRule(rule, stack, configs);
                const [policy, other] = level === "mandatory" ? ["", adviceEnding] : [adviceEnding, ""];
                assert.deepEqual(
                    findings.map((finding) => [finding.policy, finding.level, finding.resource]),
                    [[`${rule.name}${policy}`, level, "env"]],
                );
                assert.ok(notApplicable.includes(`${rule.name}${other}`));
            });
        }
    }

    it("says the same on both levels", async () => {
        const messages = async (stack: string) =>
            (await runRule(lenient[0]!, [environment(broken, { stack })])).findings.map(({ message }) => message);
        assert.deepEqual(await messages("dev"), await messages("prod"));
    });

    it("forgets a stage that was configured for an earlier run", async () => {
        const policies = policiesOf([lenient[0]!], "/program");
        const stack = [environment(broken, { stack: "live" })];
        await runPolicies(policies, stack, { "pack-settings": { stage: "dev" } });
        const { findings } = await runPolicies(policies, stack);
        assert.deepEqual(
            findings.map(({ level }) => level),
            ["mandatory"],
        );
    });
});

describe("a rule that reads an unknown value", () => {
    it("finds on its own level, where the SDK would only advise", async () => {
        const careless: Rule = {
            ...facts,
            name: "careless",
            sees: "resource",
            types: ["aws:elasticbeanstalk/environment:Environment"],
            judge: ({ props }) => [`cname is ${String(props["cnamePrefix"])}`],
        };
        const { findings } = await runRule(careless, [environment({}, { props: { cnamePrefix: unknown } })]);
        assert.deepEqual(findings, [
            {
                policy: "careless",
                level: "mandatory",
                resource: "env",
                message:
                    "This cannot be proven in a preview: string value at .cnamePrefix can't be known during preview.",
            },
        ]);
    });

    it("does so when it sees the whole graph too", async () => {
        const careless: Rule = {
            ...facts,
            name: "careless",
            sees: "graph",
            types: ["aws:elasticbeanstalk/environment:Environment"],
            judge: ({ props }) => Promise.resolve([`cname is ${String(props["cnamePrefix"])}`]),
        };
        const { findings } = await runRule(careless, [environment({}, { props: { cnamePrefix: unknown } })]);
        assert.deepEqual(
            findings.map(({ level, message }) => [level, message]),
            [
                [
                    "mandatory",
                    "This cannot be proven in a preview: string value at .cnamePrefix can't be known during preview.",
                ],
            ],
        );
    });

    it("lets any other error through, which fails the preview", async () => {
        const faulty: Rule = {
            ...facts,
            name: "faulty",
            sees: "resource",
            types: ["aws:elasticbeanstalk/environment:Environment"],
            judge: () => {
                throw new Error("a fault of the rule");
            },
        };
        await assert.rejects(runRule(faulty, [environment()]), { message: "a fault of the rule" });
    });
});
