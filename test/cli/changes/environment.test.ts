import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { planChanges } from "../../../cli/changes/plan";
import { environmentUpdate, Options, optionsUpdate, settingsOf, steps, unknownValue } from "./events";
import { detailsOf, notesOf } from "./table";

const blueGreen =
    "! An environment keeps what it was created with. Put it back; or move by blue/green: a second stack with this setting and the same database (database: {kind: external}), pulumi up there, then its domain, then destroy the old stack.";
const atOnce =
    '! All instances are exchanged at once, and the site is down meanwhile, because aws:autoscaling:updatepolicy:rollingupdate / RollingUpdateEnabled is not "true"; with it they are exchanged batch by batch.';

const types = (value: string): Options => ({ "aws:ec2:instances": { InstanceTypes: value } });
const ofEnvironment = (options: Readonly<Record<string, unknown>>): Options => ({
    "aws:elasticbeanstalk:environment": options,
});
const rolling = (options: Readonly<Record<string, string>>): Options => ({
    "aws:autoscaling:updatepolicy:rollingupdate": options,
});
const single = ofEnvironment({ EnvironmentType: "SingleInstance" });
const balanced = ofEnvironment({ EnvironmentType: "LoadBalanced", LoadBalancerType: "application" });

describe("an option that changes", () => {
    const cases: readonly { name: string; before: Options; after: Options; lines: string[] }[] = [
        {
            name: "in place",
            before: { "aws:autoscaling:asg": { MaxSize: "2" } },
            after: { "aws:autoscaling:asg": { MaxSize: "3" } },
            lines: ["in place | aws:autoscaling:asg / MaxSize: 2 -> 3"],
        },
        {
            name: "that is new, and one that goes",
            before: { "aws:elbv2:loadbalancer": { IdleTimeout: "55" } },
            after: { "aws:elbv2:loadbalancer": { IpAddressType: "dualstack" } },
            lines: [
                "in place | aws:elbv2:loadbalancer / IdleTimeout: gone, 55",
                "in place | aws:elbv2:loadbalancer / IpAddressType: new, dualstack",
            ],
        },
        {
            name: "of the application restarts it, and shows no value",
            before: {
                "aws:elasticbeanstalk:application:environment": { A: "canary-a", DJANGO_SETTINGS_MODULE: "canary.b" },
                "aws:elasticbeanstalk:application:environmentsecrets": { TOKEN: "canary-c" },
            },
            after: {
                "aws:elasticbeanstalk:application:environment": { B: "canary-d", DJANGO_SETTINGS_MODULE: "canary.e" },
                "aws:elasticbeanstalk:application:environmentsecrets": { TOKEN: unknownValue },
            },
            lines: [
                "restart, short outage | aws:elasticbeanstalk:application:environment / A: gone",
                "restart, short outage | aws:elasticbeanstalk:application:environment / B: new",
                "restart, short outage | aws:elasticbeanstalk:application:environment / DJANGO_SETTINGS_MODULE: changed",
                "restart, short outage | aws:elasticbeanstalk:application:environmentsecrets / TOKEN: changed",
            ],
        },
        {
            name: "and replaces instances",
            before: types("t3.micro"),
            after: types("t3.medium"),
            lines: ["new instances, outage | aws:ec2:instances / InstanceTypes: t3.micro -> t3.medium"],
        },
        {
            name: "and replaces instances while rolling updates are on",
            before: types("t3.micro"),
            after: { ...types("t3.medium"), ...rolling({ RollingUpdateEnabled: "true", RollingUpdateType: "Health" }) },
            lines: [
                "new instances, batch by batch | aws:ec2:instances / InstanceTypes: t3.micro -> t3.medium",
                "in place | aws:autoscaling:updatepolicy:rollingupdate / RollingUpdateEnabled: new, true",
                "in place | aws:autoscaling:updatepolicy:rollingupdate / RollingUpdateType: new, Health",
            ],
        },
        {
            name: "and replaces instances while updates are immutable",
            before: { ...types("a.b"), ...rolling({ RollingUpdateEnabled: "true", RollingUpdateType: "Immutable" }) },
            after: { ...types("c.d"), ...rolling({ RollingUpdateEnabled: "true", RollingUpdateType: "Immutable" }) },
            lines: ["new instances, beside the old | aws:ec2:instances / InstanceTypes: a.b -> c.d"],
        },
        {
            name: "of unknown cost counts as the worst case",
            before: { "aws:ec2:instances": { EnableSpot: "false" } },
            after: { "aws:ec2:instances": { EnableSpot: "true" } },
            lines: [
                "new instances, outage | aws:ec2:instances / EnableSpot: false -> true (cost not documented: the worst case)",
            ],
        },
        {
            name: "that the catalogue does not know counts as the worst case, and shows no value",
            before: { "aws:new:namespace": { Name: "canary" } },
            after: { "aws:new:namespace": { Name: "other" } },
            lines: ["new instances, outage | aws:new:namespace / Name: changed (cost not documented: the worst case)"],
        },
        {
            name: "that AWS refuses",
            before: ofEnvironment({ LoadBalancerType: "application" }),
            after: ofEnvironment({ LoadBalancerType: "network" }),
            lines: [
                "IMPOSSIBLE, AWS refuses it | aws:elasticbeanstalk:environment / LoadBalancerType: application -> network",
            ],
        },
        {
            name: "that AWS refuses, to a value of a resource that is yet to be made",
            before: { "aws:ec2:vpc": { VPCId: "vpc-1" } },
            after: { "aws:ec2:vpc": { VPCId: unknownValue } },
            lines: [
                "IMPOSSIBLE, AWS refuses it | aws:ec2:vpc / VPCId: vpc-1 -> (known during the update) (unless it turns out to be the old value)",
            ],
        },
        {
            name: "that a shared load balancer takes once only",
            before: {
                ...ofEnvironment({ LoadBalancerIsShared: "true" }),
                "aws:elbv2:listenerrule:site": { HostHeaders: "a.example.com" },
            },
            after: {
                ...ofEnvironment({ LoadBalancerIsShared: "true" }),
                "aws:elbv2:listenerrule:site": { HostHeaders: "b.example.com" },
            },
            lines: [
                "IMPOSSIBLE, AWS refuses it | aws:elbv2:listenerrule:site / HostHeaders: a.example.com -> b.example.com",
            ],
        },
        {
            name: "of a single instance that gets a load balancer",
            before: single,
            after: balanced,
            lines: [
                "new instances, outage | aws:elasticbeanstalk:environment / EnvironmentType: SingleInstance -> LoadBalanced",
                "new instances, outage | aws:elasticbeanstalk:environment / LoadBalancerType: new, application (it comes or goes with the load balancer)",
            ],
        },
    ];
    for (const { name, before, after, lines } of cases) {
        it(name, () => {
            assert.deepEqual(detailsOf(optionsUpdate(before, after)), lines);
        });
    }

    it("of a scheduled action is told with the action's name", () => {
        const action = (value: string) => [
            { namespace: "aws:autoscaling:scheduledaction", name: "MinSize", resource: "night", value },
        ];
        assert.deepEqual(detailsOf(environmentUpdate({ settings: action("1") }, { settings: action("2") })), [
            "in place | aws:autoscaling:scheduledaction / MinSize (night): 1 -> 2",
        ]);
    });

    it("to the same by the provider's rules is none", () => {
        fc.assert(
            fc.property(fc.shuffledSubarray(["subnet-1", "subnet-2", "subnet-3"], { minLength: 3 }), (subnets) => {
                const before = { "aws:ec2:vpc": { Subnets: "subnet-1,subnet-2,subnet-3" } };
                const after = { "aws:ec2:vpc": { Subnets: subnets.join(",") } };
                assert.deepEqual(detailsOf(optionsUpdate(before, after)), []);
            }),
        );
    });

    it("never shows a value that belongs to the application, or that the engine marks as secret", () => {
        const canary = fc.string({ minLength: 1 }).map((text) => `canary${text}`);
        const values = fc.dictionary(fc.stringMatching(/^[A-Z]{1,8}$/), canary);
        fc.assert(
            fc.property(values, values, canary, (before, after, ciphertext) => {
                const marked = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext };
                const options = (application: Options[string]): Options => ({
                    "aws:elasticbeanstalk:application:environment": application,
                    "aws:elasticbeanstalk:application:environmentsecrets": application,
                    "aws:rds:dbinstance": { DBPassword: ciphertext },
                    "aws:elbv2:loadbalancer": { AccessLogsS3Prefix: marked },
                });
                const plan = planChanges(steps(optionsUpdate(options(before), options(after))), []);
                assert.doesNotMatch(JSON.stringify(plan), /canary/);
            }),
        );
    });
});

describe("an environment's other arguments", () => {
    const policy = (value: string) => settingsOf({ "aws:elasticbeanstalk:command": { DeploymentPolicy: value } });
    const deployments: readonly [string, string][] = [
        ["AllAtOnce", "restart, short outage"],
        ["Rolling", "restart, batch by batch"],
        ["RollingWithAdditionalBatch", "restart, batch by batch"],
        ["Immutable", "new instances, beside the old"],
        ["TrafficSplitting", "new instances, beside the old"],
    ];
    for (const [name, effect] of deployments) {
        it(`a new version is deployed ${name}`, () => {
            const settings = policy(name);
            const update = environmentUpdate({ version: "a", settings }, { version: "b", settings });
            assert.deepEqual(detailsOf(update), [`${effect} | version: changed (deployed ${name})`]);
            assert.deepEqual(notesOf(update), []);
        });
    }

    it("tags and waiting time change in place", () => {
        const update = environmentUpdate(
            { tags: { stage: "dev" }, waitForReadyTimeout: "29m" },
            { tags: { stage: "prod" }, waitForReadyTimeout: "40m" },
        );
        assert.deepEqual(detailsOf(update), ["in place | tags: changed", "in place | waitForReadyTimeout: changed"]);
    });

    it("another branch of the platform is impossible", () => {
        const update = environmentUpdate({ tags: { platform: "Python 3.13" } }, { tags: { platform: "Docker" } });
        assert.deepEqual(detailsOf(update), [
            "IMPOSSIBLE, AWS refuses it | platform: Python 3.13 -> Docker",
            "in place | tags: changed",
        ]);
        assert.deepEqual(notesOf(update), [blueGreen]);
    });

    it("an unknown one counts as the worst case", () => {
        assert.deepEqual(detailsOf(environmentUpdate({ templateName: "a" }, { templateName: "b" })), [
            "new instances, outage | templateName: changed (cost not documented: the worst case)",
        ]);
    });

    it("options that are secret as a whole count as the worst case", () => {
        assert.deepEqual(detailsOf(environmentUpdate({ settings: "[secret]" }, { settings: [] })), [
            "new instances, outage | settings: changed (cost not documented: the worst case)",
        ]);
    });

    it("an output of the provider's is none", () => {
        const update = environmentUpdate({ tags: { a: "1" } }, { tags: { a: "2" } });
        assert.deepEqual(detailsOf({ ...update, diffs: ["tags", "tagsAll", "allSettings"] }), [
            "in place | tags: changed",
        ]);
    });
});

describe("an exchange of instances", () => {
    it("warns of the outage, unless it goes batch by batch", () => {
        assert.deepEqual(notesOf(optionsUpdate(types("a.b"), types("c.d"))), [atOnce]);
        const on = rolling({ RollingUpdateEnabled: "true" });
        assert.deepEqual(notesOf(optionsUpdate({ ...types("a.b"), ...on }, { ...types("c.d"), ...on })), []);
    });

    it("of a single instance is always an outage", () => {
        const on = rolling({ RollingUpdateEnabled: "true" });
        const update = optionsUpdate({ ...single, ...types("a.b"), ...on }, { ...single, ...types("c.d"), ...on });
        assert.deepEqual(detailsOf(update), ["new instances, outage | aws:ec2:instances / InstanceTypes: a.b -> c.d"]);
        assert.deepEqual(notesOf(update), [
            "! The only instance is exchanged for a new one, and the site is down meanwhile.",
        ]);
    });

    it("by another type of environment is an outage of its own kind", () => {
        assert.deepEqual(notesOf(optionsUpdate(single, balanced)), [
            "! Elastic Beanstalk makes the environment's resources anew, and the site is down meanwhile.",
        ]);
    });
});
