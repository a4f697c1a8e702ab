import * as assert from "node:assert/strict";
import { frozenChanges, FrozenParts } from "../../../components/beanstalk-environment/frozen";
import { markerOf } from "../../../components/beanstalk-environment/secrets-marker";

const parts = (options: Readonly<Record<string, string>>, platform?: string): FrozenParts => ({
    options: new Map(Object.entries(options)),
    unknown: new Set(),
    platform,
});
const vpc = "aws:ec2:vpc VPCId";
const type = "aws:elasticbeanstalk:environment LoadBalancerType";

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
