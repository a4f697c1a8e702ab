import * as assert from "node:assert/strict";
import fc from "fast-check";
import { OptionLinks, planOptions } from "../../../components/beanstalk-environment/plan-options";
import { fixedVariables, hasHttps } from "../../../components/beanstalk-environment/variables";
import { canonicalValue } from "../../../components/option-catalogue/canonical";
import { findOption } from "../../../components/option-catalogue/catalogue";
import { combinationProblems } from "../../../components/option-catalogue/combination-problems";
import { optionProblems } from "../../../components/option-catalogue/option-problems";
import { hashBlindProblems, propertyProblems } from "../../../components/option-catalogue/property-problems";
import { secondPreview } from "../../../components/option-catalogue/round-trip";
import type { OptionContext } from "../../../components/option-catalogue/types";
import type { Settings } from "../../../components/settings";
import { minimalRaw, testSettings } from "../../support/settings";

const region = "eu-west-1";
const account = "123456789012";

/** What the graph would fill in. */
function linksOf(settings: Settings): OptionLinks<string> {
    const balanced = settings.environment.loadBalancer.kind !== "none";
    return {
        vpcId: "vpc-0a1b",
        instanceSubnetIds: "subnet-0a,subnet-0b",
        loadBalancerSubnetIds: "subnet-1a,subnet-1b",
        publicInstances: true,
        instanceSecurityGroupId: "sg-0a",
        loadBalancerSecurityGroupId: balanced ? "sg-0b" : undefined,
        instanceProfileName: "notes-dev-instance",
        serviceRoleArn: `arn:aws:iam::${account}:role/notes-dev-service`,
        certificateArn: hasHttps(settings) ? `arn:aws:acm:${region}:${account}:certificate/0a1b-2c3d` : undefined,
        variables: fixedVariables(settings),
        secrets: {
            SECRET_KEY: `arn:aws:secretsmanager:${region}:${account}:secret:notes-dev-key-AbCdEf`,
            DATABASE_URL: `arn:aws:secretsmanager:${region}:${account}:secret:notes-dev-db-AbCdEf:url`,
        },
    };
}

const contextOf = ({ app, environment }: Settings): OptionContext => ({
    tier: "web",
    platform: app.platform.kind,
    loadBalancer: environment.loadBalancer.kind === "none" ? "none" : "application",
});

const name = fc.stringMatching(/^[a-z]{1,8}$/);

const app = fc.record({
    platform: fc.constantFrom({ kind: "python" }, { kind: "python", version: "3.12" }, { kind: "docker" }),
    healthPath: fc.constantFrom("/", "/health/", "/a/b"),
    static: fc.record({ url: name.map((text) => `/${text}`), root: name }),
    variables: fc.dictionary(
        fc.stringMatching(/^APP_[A-Z]{1,6}$/),
        fc.oneof(name, fc.integer({ min: 0, max: 1000000 }), fc.boolean()),
        { maxKeys: 4 },
    ),
});

const common = {
    stage: fc.constantFrom("dev", "prod"),
    instanceTypes: fc.uniqueArray(fc.constantFrom("t3.micro", "t3.small", "m5.large"), { minLength: 1 }),
    managedUpdates: fc.record({
        level: fc.constantFrom("patch", "minor"),
        window: fc.constantFrom("Sun:03:00", "Wed:23:59"),
    }),
    logRetentionDays: fc.constantFrom(1, 7, 90, 3653),
};

const single = fc.record({
    ...common,
    loadBalancer: fc.constant({ kind: "none" }),
    scaling: fc.constant({ min: 1, max: 1 }),
    deployment: fc.record({
        policy: fc.constantFrom("AllAtOnce", "Immutable"),
        timeoutSeconds: fc.integer({ min: 60, max: 3600 }),
    }),
});

const balanced = fc.record({
    ...common,
    loadBalancer: fc.record({
        kind: fc.constant("dedicated"),
        idleTimeoutSeconds: fc.integer({ min: 51, max: 59 }),
        tlsPolicy: fc.constantFrom("ELBSecurityPolicy-TLS13-1-3-2021-06", "ELBSecurityPolicy-TLS-1-2-2017-01"),
    }),
    scaling: fc
        .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }))
        .map(([min, more]) => ({ min, max: min + more })),
    deployment: fc.record({
        policy: fc.constantFrom("AllAtOnce", "Rolling", "RollingWithAdditionalBatch", "Immutable", "TrafficSplitting"),
        timeoutSeconds: fc.integer({ min: 60, max: 3600 }),
    }),
});

const domain = fc.constantFrom(
    undefined,
    { name: "example.com", zone: "example.com" },
    { name: "www.example.com", zone: "example.com", alternativeNames: ["example.com", "*.example.com"] },
);

/** Options for which there is no setting. */
const escapeHatch = fc.constantFrom(undefined, {
    "aws:elasticbeanstalk:hostmanager": { LogPublicationControl: "true" },
    "aws:autoscaling:asg": { Cooldown: "120" },
    "aws:elasticbeanstalk:healthreporting:system": {
        ConfigDocument: '{"CloudWatchMetrics":{"Environment":{"InstancesSevere":60}},"Version":1}',
    },
});

const settings: fc.Arbitrary<Settings> = fc
    .tuple(app, fc.oneof(single, balanced), domain, escapeHatch)
    .map(([appPart, environment, domainPart, options]) =>
        testSettings(
            {
                app: { ...minimalRaw.app, ...appPart },
                environment,
                ...(domainPart === undefined ? {} : { domain: domainPart }),
                ...(options === undefined ? {} : { options }),
            },
            { region },
        ),
    );

describe("options that the settings compile to", () => {
    it("are right, stable, and canonical for 500 generated stacks", () => {
        fc.assert(
            fc.property(settings, (one) => {
                const [options, context] = [planOptions(one, linksOf(one)), contextOf(one)];
                assert.deepEqual(optionProblems(options, context), []);
                assert.deepEqual(combinationProblems(options, context), []);
                assert.deepEqual(secondPreview(options, context), []);
                // The order of instance types is checked apart.
                const respelt = options.filter(
                    (option) =>
                        option.name !== "InstanceTypes" &&
                        canonicalValue(findOption(option.namespace, option.name), option.value) !== option.value,
                );
                assert.deepEqual(respelt, []);
            }),
            { numRuns: 500 },
        );
    });

    it("are all known: what a change does, and where that is written", () => {
        fc.assert(
            fc.property(settings, (one) => {
                const unknown = planOptions(one, linksOf(one)).filter((option) => {
                    const entry = findOption(option.namespace, option.name);
                    return entry === undefined || entry.change === "unknown" || entry.source === undefined;
                });
                assert.deepEqual(unknown, []);
            }),
            { numRuns: 100 },
        );
    });

    it("have properties of the deployment's own that fit and whose changes are sent", () => {
        fc.assert(
            fc.property(settings, (one) => {
                const variables = fixedVariables(one);
                assert.deepEqual(propertyProblems(variables, one.app.platform.kind), []);
                assert.deepEqual(hashBlindProblems(variables), []);
            }),
            { numRuns: 100 },
        );
    });

    it("keep one instance type the same, however AWS answers", () => {
        const one = testSettings({ environment: { stage: "dev", instanceTypes: ["t3.micro"] } });
        const context = { ...contextOf(one), instanceTypes: "spaced" } as const;
        assert.deepEqual(secondPreview(planOptions(one, linksOf(one)), context), []);
    });

    it("of one kind of environment are wrong for another", () => {
        const one = testSettings();
        const shown = secondPreview(planOptions(one, linksOf(one)), { ...contextOf(one), loadBalancer: "none" });
        assert.deepEqual(
            [...new Set(shown.map(({ namespace }) => namespace))],
            [
                "aws:autoscaling:asg",
                "aws:ec2:vpc",
                "aws:elasticbeanstalk:environment",
                "aws:elasticbeanstalk:environment:process:default",
                "aws:elbv2:loadbalancer",
            ],
        );
    });
});
