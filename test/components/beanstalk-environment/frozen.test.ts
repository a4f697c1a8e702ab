import * as assert from "node:assert/strict";
import { frozenChanges, FrozenParts, otherTier, unsentOrder } from "../../../components/beanstalk-environment/frozen";
import { markerOf } from "../../../components/beanstalk-environment/secrets-marker";

const parts = (options: Readonly<Record<string, string>>, platform?: string, actions: string[] = []): FrozenParts => ({
    options: new Map(Object.entries(options)),
    scheduledActions: new Set(actions),
    unknown: new Set(),
    platform,
});
const vpc = "aws:ec2:vpc VPCId";
const type = "aws:elasticbeanstalk:environment LoadBalancerType";
const shared = "aws:elasticbeanstalk:environment LoadBalancerIsShared";
const types = "aws:ec2:instances InstanceTypes";

describe("what an environment keeps for its life", () => {
    it("cannot be changed: says what it has, and how to move", () => {
        assert.deepEqual(
            frozenChanges(parts({ [vpc]: "vpc-1" }, "Python 3.12"), parts({ [vpc]: "vpc-2" }, "Python 3.13")).map(
                ({ where, got }) => `${where}: ${got ?? ""}`,
            ),
            [
                "network: vpc-2, while the environment has vpc-1",
                "app.platform: Python 3.13, while the environment runs Python 3.12",
            ],
        );
        const [problem] = frozenChanges(parts({ [type]: "application" }), parts({ [type]: "network" }));
        assert.deepEqual(problem, {
            where: "environment.loadBalancer",
            got: "network, while the environment has application",
            allowed: "an environment keeps the type of the load balancer that it was created with",
            remedy:
                "Put it back; or move by blue/green: a second stack with this setting and the same database (database: {kind: external}), " +
                "pulumi up there, then its domain, then destroy the old stack.",
        });
    });

    it("is a load balancer of its own or a shared one, in either direction", () => {
        const [own, others] = [parts({ [type]: "application" }), parts({ [type]: "application", [shared]: "true" })];
        const got = [frozenChanges(own, others), frozenChanges(others, own)].map((problems) =>
            problems.map(({ where, got }) => `${where}: ${got ?? ""}`),
        );
        assert.deepEqual(got, [
            ["environment.loadBalancer: true, while the environment has false"],
            ["environment.loadBalancer: false, while the environment has true"],
        ]);
        // A single instance may get either.
        assert.deepEqual(frozenChanges(parts({}), others), []);
    });

    it("is which requests of a shared load balancer it gets, but not how its health is checked", () => {
        const made = (hosts: string, more: Readonly<Record<string, string>> = {}) =>
            parts({
                [type]: "application",
                [shared]: "true",
                "aws:elbv2:listenerrule:site HostHeaders": hosts,
                ...more,
            });
        const [problem] = frozenChanges(made("a.example.com"), made("b.example.com"));
        assert.equal(problem?.got, "other rules of a shared load balancer: aws:elbv2:listenerrule:site / HostHeaders");
        const interval = { "aws:elasticbeanstalk:environment:process:default HealthCheckInterval": "20" };
        assert.deepEqual(frozenChanges(made("a.example.com"), made("a.example.com", interval)), []);
    });

    it("is the tier, unless the name changes with it", () => {
        const web = { tier: "web", name: "notes-dev" };
        assert.deepEqual(otherTier(web, web), []);
        assert.deepEqual(otherTier(web, { tier: "worker", name: "notes-jobs" }), []);
        assert.deepEqual(otherTier({ tier: undefined, name: undefined }, web), []);
        assert.deepEqual(
            otherTier(web, { tier: "worker", name: "notes-dev" }).map(({ where, got }) => `${where}: ${got ?? ""}`),
            ["environment.tier.kind: worker, while the environment notes-dev is of the web tier"],
        );
    });

    it("is the order of the instance types behind the first, of which the provider would send no change", () => {
        assert.deepEqual(unsentOrder(undefined, "a.b"), []);
        assert.deepEqual(unsentOrder("t3.micro, t3.small", "t3.small, t3.micro"), []);
        assert.deepEqual(
            unsentOrder("t3.micro, t3.small, m5.large", "t3.micro, m5.large, t3.small").map(({ got }) => got),
            [
                "another order of the types behind the first: t3.micro, m5.large, t3.small, while the environment has t3.micro, t3.small, m5.large",
            ],
        );
    });

    it("is the processor, not the type", () => {
        assert.deepEqual(frozenChanges(parts({ [types]: "t3.micro" }), parts({ [types]: "m5.large, t3.micro" })), []);
        const [problem] = frozenChanges(parts({ [types]: "t3.micro" }), parts({ [types]: "t4g.micro" }));
        assert.equal(problem?.where, "environment.instanceTypes");
        assert.equal(problem.got, "t4g.micro, while the environment has t3.micro, of another processor");
    });

    it("is every scheduled action, which may be changed but not removed", () => {
        const both = parts({}, undefined, ["morning", "evening"]);
        assert.deepEqual(frozenChanges(both, both), []);
        assert.deepEqual(frozenChanges(both, parts({}, undefined, ["morning"])), [
            {
                where: "environment.scaling.schedule.evening",
                got: "nothing, while the environment has this action",
                allowed: "an action that is kept: no request to Elastic Beanstalk removes a single one",
                remedy: "Put it back, with suspend: true if it shall do nothing.",
            },
        ]);
    });

    it("cannot become a VPC that is yet to be made, which a preview knows no id of", () => {
        const after = { ...parts({}), unknown: new Set([vpc, type]) };
        assert.deepEqual(
            frozenChanges(parts({ [vpc]: "vpc-1", [type]: "application" }), after).map(({ got }) => got),
            ["a VPC that is yet to be made, while the environment has vpc-1"],
        );
        assert.deepEqual(frozenChanges(parts({}), after), []);
    });

    it("may stay, come new or go away, and other options may change", () => {
        const before = parts({ [vpc]: "vpc-1", "aws:autoscaling:asg MinSize": "1" }, "Docker");
        assert.deepEqual(frozenChanges(before, before), []);
        assert.deepEqual(frozenChanges(before, parts({ "aws:autoscaling:asg MinSize": "2" })), []);
        assert.deepEqual(frozenChanges(parts({}), parts({ [vpc]: "vpc-1", [type]: "application" }, "Docker")), []);
    });
});

describe("the marker of secrets", () => {
    it("depends on the versions alone, not on their order", () => {
        assert.equal(markerOf(["b", "a"]), markerOf(["a", "b"]));
        assert.notEqual(markerOf(["a", "b"]), markerOf(["a", "c"]));
        assert.notEqual(markerOf(["a"]), markerOf(["a", "a"]));
        assert.match(markerOf([]), /^[0-9a-f]{12}$/);
    });
});
